"""The tables of the store. Their shape changes only by a migration; a test holds both together."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Role(StrEnum):
    """What a user may do: see; decide; make users."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class State(StrEnum):
    """Where an item stands; withdrawn: a new version no longer asks."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a person is asked; raised: a person asked, of a value that the machine was sure of."""

    LOW_CONFIDENCE = "low_confidence"
    FINDING = "finding"
    UNIDENTIFIED_TABLE = "unidentified_table"
    UNIDENTIFIED_SECTION = "unidentified_section"
    UNKNOWN_LABEL = "unknown_label"
    MISSING_STATEMENT = "missing_statement"
    AUDIT = "audit"
    RAISED = "raised"


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def now() -> dt.datetime:
    """This moment in UTC."""
    return dt.datetime.now(dt.UTC)


class Base(DeclarativeBase):
    """Base of all tables; names of constraints are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, dt.datetime: Moment}  # noqa: RUF012


class SourceFileRow(Base):
    """A file that was read; its bytes stand apart, in `source_bytes`."""

    __tablename__ = "source_file"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    added_at: Mapped[dt.datetime] = mapped_column(default=now)


class SourceBytesRow(Base):
    """The bytes of a file, for the picture of its pages."""

    __tablename__ = "source_bytes"
    sha256: Mapped[str] = mapped_column(ForeignKey("source_file.sha256"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ReportRow(Base):
    """A report of a file: the `part`-th (from 1) where an archive holds several.

    `current` is the number of the version that counts now; 0 while the first one is being written.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("sha256", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("source_file.sha256"))
    part: Mapped[int]
    current: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")
    agency: Mapped[str] = mapped_column(Text, default="")
    fiscal_year: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[SourceFileRow] = relationship()


class VersionRow(Base):
    """What one engine made of a report: its canonical JSON, never changed afterwards."""

    __tablename__ = "report_version"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        UniqueConstraint("report_id", "digest", name="uq_report_version_digest"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    engine: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class ValueRow(Base):
    """A value of a version: amounts as text, exactly as in the JSON."""

    __tablename__ = "value"
    __table_args__ = (UniqueConstraint("version_id", "path"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    path: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(40))
    raw: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float] = mapped_column(Float)
    status: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[list[Any]]
    witnesses: Mapped[list[Any]]


class FindingRow(Base):
    """A finding of a version, in the report's order."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("version_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    verdict: Mapped[str] = mapped_column(String(30))
    severity: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]


class UserRow(Base):
    """A person; the password is kept as its argon2 hash only."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    password: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class ItemRow(Base):
    """A question to a person.

    `key` is the same over versions of a report; `proposal` is what is asked now, `digest` its
    hash. `lock` counts every change: who decides says which count was seen. `readers` is how many
    must answer: 1; 2 where two are to read it, blind to each other; 3 once those two differ.
    `round` counts how often it was opened: answers of earlier rounds were to another question.
    """

    __tablename__ = "review_item"
    __table_args__ = (
        UniqueConstraint("report_id", "key"),
        Index("ix_review_item_queue", "state", "worth", "report_id", "page", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    key: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(30))
    path: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int] = mapped_column(default=0)
    worth: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(20), default=State.OPEN.value)
    lock: Mapped[int] = mapped_column(default=1)
    readers: Mapped[int] = mapped_column(default=1, server_default="1")
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    engine: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))
    proposal: Mapped[dict[str, Any]]
    opened_at: Mapped[dt.datetime] = mapped_column(default=now)
    report: Mapped[ReportRow] = relationship()


class DecisionRow(Base):
    """What a person chose. Rows are only added: triggers of the database refuse all else.

    `shown` is the proposal as the person saw it, `undoes` the decision that this one takes back;
    `typed` are the characters of a correction, as the person read them off the page.
    """

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(default=now, index=True)
    choice: Mapped[str] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[dict[str, Any]]
    engine: Mapped[str] = mapped_column(String(120))
    lock: Mapped[int]
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    typed: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    user: Mapped[UserRow] = relationship()


class SecretRow(Base):
    """A key made once for this store: what signs its sessions."""

    __tablename__ = "secret"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class AuditRow(Base):
    """Who did what besides deciding: logins, refused logins, users made."""

    __tablename__ = "audit_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=now)
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text, default="")
