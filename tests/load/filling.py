"""Stores of any size: one real report taken in, then copied row by row."""

import hashlib
import json

from sqlalchemy import insert, select

from pipeline.review.intake import take_in
from pipeline.store.tables import (
    ItemRow,
    ReportRow,
    SourceFileRow,
    UserRow,
    ValueRow,
    VersionRow,
)
from tests.pipeline.reviewing import doubtful_report, hashed

#: Reports that are written in one transaction.
CHUNK = 100
AGENCIES, YEARS, REASONS = 300, 8, ("low_confidence", "audit", "finding")


def add_users(store, count):
    """Reviewers `reviewer0`, `reviewer1` …; their names."""
    names = [f"reviewer{number}" for number in range(count)]
    with store.transaction() as session:
        session.add_all(UserRow(name=n, password=hashed(), role="reviewer") for n in names)
    return names


def take_in_reports(store, count):
    """Real reports, in which every value is asked."""
    for number in range(count):
        with store.transaction() as session:
            take_in(session, doubtful_report(data=f"{number}".encode()), None, audit=1)


def copy_reports(store, reports, values, asked):
    """Rows of many reports, all like one that was taken in: so many values, so many asked."""
    take_in_reports(store, 1)
    with store.transaction() as session:
        value = _plain(session.scalars(select(ValueRow).limit(1)).one())
        item = _plain(session.scalars(select(ItemRow).where(ItemRow.path.is_not(None))).first())
        body = session.scalars(select(VersionRow.body)).first()
    for start in range(1, reports + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, reports + 1))
        with store.transaction() as session:
            _insert(session, numbers, json.loads(body), value, item, values, asked)


def _insert(session, numbers, body, value, item, values, asked):
    keys = {n: hashlib.sha256(f"copy {n}".encode()).hexdigest() for n in numbers}
    session.execute(insert(SourceFileRow), [_source(n, keys[n]) for n in numbers])
    rows = session.scalars(
        insert(ReportRow).returning(ReportRow), [_report(n, keys[n]) for n in numbers]
    )
    ids = {row.sha256: row.id for row in rows}
    versions = session.scalars(
        insert(VersionRow).returning(VersionRow),
        [_version(ids[key], key, body) for key in keys.values()],
    )
    of_report = {row.report_id: row.id for row in versions}
    session.execute(
        insert(ValueRow),
        [
            value | {"version_id": of_report[ids[key]], "path": f"copies[{n}].amount"}
            for key in keys.values()
            for n in range(values)
        ],
    )
    session.execute(
        insert(ItemRow),
        [
            item
            | {"report_id": ids[key], "key": f"value copies[{n}].amount", "worth": n % 7}
            | {"page": n % 30, "reason": REASONS[n % len(REASONS)], "path": f"copies[{n}].amount"}
            for key in keys.values()
            for n in range(asked)
        ],
    )


def _source(number, key):
    return {"sha256": key, "name": f"{number}.pdf", "media_type": "application/pdf", "size": 1}


def _report(number, key):
    return {
        "sha256": key,
        "part": 1,
        "current": 1,
        "title": f"某市第{number}局2024年度部门决算",
        "agency": f"某市第{number % AGENCIES}局",
        "fiscal_year": str(2017 + number % YEARS),
        "kind": "departmental_final_accounts",
    }


def _version(report, key, body):
    return {
        "report_id": report,
        "number": 1,
        "engine": "test 1",
        "digest": key,
        "body": json.dumps(body, ensure_ascii=False),
    }


def _plain(row):
    """The columns of a row without its number."""
    names = [column.name for column in row.__table__.columns if column.name != "id"]
    return {name: getattr(row, name) for name in names}
