"""What came of each document, a line an event; read again after a kill, nothing is done twice.

A key is the hash of the bytes and the version of the engine: other bytes or another engine are
another piece of work, another run is not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.archive.capture import now

#: A run that ended this often while a document was in hand was probably ended by it.
MOST_BREAKS = 5


class Event(StrEnum):
    """What happened to a document."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    ASIDE = "aside"


@dataclass(slots=True)
class Standing:
    """Where a document stands: tries that failed, runs that broke off while it was in hand."""

    done: bool = False
    failures: int = 0
    breaks: int = 0
    aside: str = ""
    in_hand: bool = field(default=False, repr=False)

    @property
    def settled(self) -> bool:
        """Whether there is nothing more to do."""
        return self.done or bool(self.aside)


class Journal:
    """The journal of one home; children and parent write to it, each line in one call."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, key: str, event: Event, **more: object) -> None:
        """Add a line; after a torn one it starts anew."""
        entry = {"key": key, "event": event, "at": now().isoformat(), **more}
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            os.write(handle, b"\n" + line if torn else line)
        finally:
            os.close(handle)

    def standings(self) -> dict[str, Standing]:
        """Where each document stands."""
        found: dict[str, Standing] = {}
        for entry in self.entries():
            _note(found.setdefault(entry["key"], Standing()), entry)
        for standing in found.values():
            standing.breaks += standing.in_hand
            standing.in_hand = False
        return found

    def entries(self) -> Iterator[dict[str, str]]:
        """All lines that are whole, in order."""
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue
                if isinstance(entry, dict) and "key" in entry:
                    yield entry


def _note(standing: Standing, entry: dict[str, str]) -> None:
    event = entry.get("event")
    if event == Event.BEGUN:
        standing.breaks += standing.in_hand
        standing.in_hand = True
        return
    standing.in_hand = False
    if event == Event.DONE:
        standing.done, standing.aside, standing.breaks = True, "", 0
    elif event == Event.FAILED:
        standing.failures += 1
    elif event == Event.ASIDE:
        standing.aside = entry.get("reason", "") or "set aside"
