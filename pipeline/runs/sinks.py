"""Where reports go: always the home's own files, and whatever else wants them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from pipeline.archive.places import Place
from pipeline.assemble import read_report
from pipeline.runs.items import Item
from pipeline.settings import Settings, load_settings
from schemas.report import Report

_REPORTS = "reports"


class Sink(Protocol):
    """Takes the reports of a document. The same document may come twice: the last one counts."""

    def put(self, item: Item, engine: str, texts: Sequence[str]) -> None:
        """Keep the reports of a document; what is kept must be durable when this returns."""


class Reports:
    """Reports as files: `reports/ab/<sha256>/<engine>/1.report.json`."""

    def __init__(self, home: Place) -> None:
        self._home = home

    def put(self, item: Item, engine: str, texts: Sequence[str]) -> None:
        """Write each report whole."""
        for number, text in enumerate(texts, start=1):
            self._home.write(f"{_folder(item.sha256)}/{engine}/{number}{_END}", text.encode())

    def names(self, digest: str, engine: str | None = None) -> list[str]:
        """The files of a document, of one engine where it is named."""
        below = _folder(digest) + (f"/{engine}" if engine else "")
        return [name for name in self._home.names(below) if name.endswith(_END)]

    def engines(self, digest: str) -> list[str]:
        """Versions that have read the document, in order of name."""
        return sorted({name.split("/")[-2] for name in self.names(digest)})

    def load(self, digest: str, engine: str | None = None) -> list[Report]:
        """The reports of a document by an engine, by the last one where none is named."""
        known = self.engines(digest)
        chosen = engine or (known[-1] if known else "")
        names = self.names(digest, chosen) if chosen in known else []
        return [read_report(json.loads(self._home.read(name))) for name in names]


class StoreSink:
    """Reports into the store, their questions into the queue; `url` names the database.

    What is asked besides doubtful values follows the settings of this run.
    """

    def __init__(self, url: str, settings: Settings | None = None) -> None:
        from pipeline.store.database import open_store  # noqa: PLC0415 - only where one is asked

        self._store = open_store(url)
        self._settings = settings or load_settings()

    def put(self, item: Item, engine: str, texts: Sequence[str]) -> None:  # noqa: ARG002
        """All reports of a document in one transaction; those known already change nothing."""
        from pipeline.review.intake import take_in  # noqa: PLC0415

        data = item.bytes()
        with self._store.transaction() as session:
            for part, text in enumerate(texts, start=1):
                report = read_report(json.loads(text))
                take_in(session, report, data, part, self._settings.audit, self._settings.double)


_END = ".report.json"


def _folder(digest: str) -> str:
    return f"{_REPORTS}/{digest[:2]}/{digest}"
