"""Reports into the store, and out again: the same file and content twice changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from pipeline.assemble import read_report, to_json
from pipeline.store.tables import (
    FindingRow,
    ReportRow,
    SourceBytesRow,
    SourceFileRow,
    ValueRow,
    VersionRow,
)
from schemas.report import Finding, Report, SourceEntry, Value


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a report lies; `changed` is False where the store held exactly this version already."""

    report: ReportRow
    version: VersionRow
    changed: bool


def save_report(session: Session, report: Report, data: bytes | None, part: int = 1) -> Saved:
    """Keep a report as the version that counts; `data` are the bytes of its file, if at hand.

    The version is known by the hash of its JSON, which names the engine's version: a new engine, or
    other options, add a version and leave all earlier ones as they are.
    """
    _save_source(session, report.source, data)
    row = _report_row(session, report.source.sha256, part)
    body = to_json(report)
    digest = hashlib.sha256(body.encode()).hexdigest()
    known = _version(session, row, digest)
    if known is not None and known.number == row.current:
        return Saved(row, known, changed=False)
    version = known or _add_version(session, row, report, body, digest)
    row.current = version.number
    _describe(row, report)
    session.flush()
    return Saved(row, version, changed=True)


def current_version(session: Session, report: ReportRow) -> VersionRow:
    """The version of the report that counts now."""
    return session.scalars(
        select(VersionRow).filter_by(report_id=report.id, number=report.current)
    ).one()


def load_report(version: VersionRow) -> Report:
    """The report that a version holds."""
    return read_report(json.loads(version.body))


def _save_source(session: Session, source: SourceEntry, data: bytes | None) -> None:
    if session.get(SourceFileRow, source.sha256) is None:
        row = SourceFileRow(
            sha256=source.sha256, name=source.name, media_type=source.media_type, size=source.size
        )
        session.add(row)
        session.flush()
    if data is not None and session.get(SourceBytesRow, source.sha256) is None:
        if hashlib.sha256(data).hexdigest() != source.sha256:
            raise ValueError(f"{source.name}: the bytes are not those of the report")
        session.add(SourceBytesRow(sha256=source.sha256, data=data))


def _report_row(session: Session, sha256: str, part: int) -> ReportRow:
    found = session.scalars(select(ReportRow).filter_by(sha256=sha256, part=part)).one_or_none()
    if found is not None:
        return found
    row = ReportRow(sha256=sha256, part=part, current=0)
    session.add(row)
    session.flush()
    return row


def _version(session: Session, report: ReportRow, digest: str) -> VersionRow | None:
    wanted = select(VersionRow).filter_by(report_id=report.id, digest=digest)
    return session.scalars(wanted).one_or_none()


def _add_version(
    session: Session, row: ReportRow, report: Report, body: str, digest: str
) -> VersionRow:
    numbers = session.scalars(select(VersionRow.number).filter_by(report_id=row.id)).all()
    version = VersionRow(
        report_id=row.id,
        number=max(numbers, default=0) + 1,
        engine=engine_of(report),
        digest=digest,
        body=body,
    )
    session.add(version)
    session.flush()
    _insert(session, ValueRow, (_value(version.id, p, v) for p, v in report.values.items()))
    findings = enumerate(report.findings, start=1)
    _insert(session, FindingRow, (_finding(version.id, n, f) for n, f in findings))
    return version


def engine_of(report: Report) -> str:
    """What made the report, with versions, as decisions quote it."""
    return f"gongkai {report.source.version} · {report.source.engine}"[:120]


def _insert(session: Session, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        session.execute(insert(table), found)


def _value(version: int, path: str, value: Value) -> dict[str, Any]:
    dumped = value.model_dump(mode="json")
    kept = ("value", "unit", "raw", "confidence", "status", "evidence", "witnesses")
    return {"version_id": version, "path": path} | {name: dumped[name] for name in kept}


def _finding(version: int, position: int, finding: Finding) -> dict[str, Any]:
    dumped = finding.model_dump(mode="json")
    kept = ("kind", "verdict", "severity", "message")
    return {"version_id": version, "position": position, "body": dumped} | {
        name: dumped[name] for name in kept
    }


def _describe(row: ReportRow, report: Report) -> None:
    def text(path: str) -> str:
        return str(report.values[path].value) if path in report.values else ""

    row.title, row.agency = text("report.title"), text("report.agency")
    row.fiscal_year, row.kind = text("report.fiscal_year")[:20], text("report.kind")[:60]
