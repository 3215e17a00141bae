"""Figures that stand in the printed tables of scans, and those that some value quotes exactly.

The generator of scans writes the grids that it prints (`cells/<scan>.cells.json`). A report holds
values, not grids: here counts whether the digits of a printed cell came through, page by page.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.evidence import PageLocation
from schemas.report import Report

ENDING = ".cells.json"


@dataclass(frozen=True, slots=True)
class PrintedFigures:
    """Of the figures in printed cells: how many there are, how many a value of the page quotes.

    `tables`, `found`: printed tables, and those on whose page a statement was recognised.
    """

    figures: int = 0
    quoted: int = 0
    tables: int = 0
    found: int = 0

    def __add__(self, other: PrintedFigures) -> PrintedFigures:
        return PrintedFigures(
            self.figures + other.figures,
            self.quoted + other.quoted,
            self.tables + other.tables,
            self.found + other.found,
        )


def printed_figures(report: Report, file: Path) -> PrintedFigures:
    """Hold a report against the grids of its scan."""
    tables = json.loads(file.read_text("utf-8"))["tables"]
    printed = _by_page(tables)
    quoted = _quoted(report)
    hits = sum(sum((wanted & quoted[page]).values()) for page, wanted in printed.items())
    named = {page for entry in report.statements if entry.id for page in entry.pages}
    return PrintedFigures(
        sum(sum(wanted.values()) for wanted in printed.values()),
        hits,
        len(tables),
        sum(table["page"] in named for table in tables),
    )


def _by_page(tables: Iterable[dict[str, Any]]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for table in tables:
        found[table["page"]].update(filter(None, map(_figure, _texts(table))))
    return found


def _texts(table: dict[str, Any]) -> list[str]:
    return [cell["text"] for cell in table["cells"]]


def _figure(text: str) -> str | None:
    """An amount as printed; codes, line numbers and dashes are none."""
    body = compact(text)
    return body if "." in body and parse_number(body) is not None else None


def _quoted(report: Report) -> dict[int, Counter[str]]:
    """Figures of statements by page, each place once."""
    places = {
        (each.location.page, each.location.box): compact(each.verbatim)
        for value in report.values.values()
        for each in [*value.evidence, *(witness.evidence for witness in value.witnesses)]
        if isinstance(each.location, PageLocation) and each.statement is not None
    }
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for (page, _), text in places.items():
        found[page][text] += 1
    return found
