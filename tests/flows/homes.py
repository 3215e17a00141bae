"""What is in a home, as hashes: two homes hold the same where these are equal."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.archive.store import Archive
from pipeline.runs.journal import Event
from pipeline.runs.nightly import Home
from pipeline.store.database import open_store
from pipeline.store.tables import (
    FindingRow,
    ItemRow,
    ReportRow,
    SourceBytesRow,
    ValueRow,
    VersionRow,
)

#: Numbers that the order of conversion gives, and times.
_NOT_OF_THE_CONTENT = frozenset({"id", "report_id", "version_id", "created_at", "opened_at"})

_WELL = {"unchanged": "ok"}


def addresses(archive: Archive) -> dict[str, tuple[object, ...]]:
    """The last capture of each address; what was asked for again and had not changed is well."""
    return {
        c.url: (c.sha256, c.role, _WELL.get(c.state, c.state), c.title, c.parent)
        for c in archive.captures()
    }


def reports(home: Path) -> dict[str, str]:
    """The hash of each report by the name of its file."""
    folder = home / "reports"
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.report.json")
    }


def stored(url: str) -> dict[str, str]:
    """The hash of all that a store holds of each report: bytes, versions, values, questions."""
    store = open_store(url)
    with store.transaction() as session:
        rows = session.scalars(select(ReportRow)).all()
        found = {f"{row.sha256}#{row.part}": _digest(session, row) for row in rows}
    store.close()
    return found


def _digest(session: Session, report: ReportRow) -> str:
    versions = session.scalars(select(VersionRow).filter_by(report_id=report.id)).all()
    content = [
        [_plain(report)],
        [_plain(each) for each in versions],
        *(_rows(session, ValueRow, version_id=each.id) for each in versions),
        *(_rows(session, FindingRow, version_id=each.id) for each in versions),
        _rows(session, ItemRow, report_id=report.id),
        _rows(session, SourceBytesRow, sha256=report.sha256),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _rows(session: Session, table: type[Any], **of: object) -> list[str]:
    return sorted(_plain(row) for row in session.scalars(select(table).filter_by(**of)))


def _plain(row: Any) -> str:
    columns = {c.key: getattr(row, c.key) for c in row.__table__.columns}
    kept = {name: value for name, value in columns.items() if name not in _NOT_OF_THE_CONTENT}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=_hashed)


def _hashed(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def events(home: Path) -> dict[str, Counter[str]]:
    """How often each event befell a document, by its key."""
    found: dict[str, Counter[str]] = {}
    for entry in Home.at(home).journal.entries():
        found.setdefault(entry["key"], Counter())[entry["event"]] += 1
    return found


def settled(home: Path) -> int:
    """Documents of the journal with nothing more to do."""
    ended = (Event.DONE, Event.ASIDE)
    return sum(any(each[event] for event in ended) for each in events(home).values())
