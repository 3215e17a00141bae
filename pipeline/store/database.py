"""The way to the database: opened by URL, brought to its newest shape, all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from schemas.errors import UsageError

DEFAULT_URL = "sqlite:///gongkai.sqlite"
_MIGRATIONS = Path(__file__).parent / "migrations"
_POSTGRESQL = "postgresql+psycopg"
_SCHEMES = {"sqlite": "sqlite", "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}
#: WAL lets pages be read while one writes; FULL syncs before a commit is told as done.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An opened store."""

    engine: Engine
    _sessions: sessionmaker[Session]

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """All or nothing: committed at the end, rolled back where an exception leaves it."""
        with self._sessions.begin() as session:
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_store(url: str = DEFAULT_URL) -> Store:
    """Open the store at a URL (or a path, which is SQLite) and bring it to the newest shape.

    Raises:
        UsageError: if the URL is none, names another database, or cannot be reached.
    """
    address = _address(url)
    engine = _engine(address)
    try:
        _upgrade(engine)
    except OperationalError as error:
        raise UsageError(
            f"store {address.render_as_string(hide_password=True)}: {error.orig}",
            remedy="Check that the folder can be written, or that the server runs.",
        ) from error
    return Store(engine, sessionmaker(engine, expire_on_commit=False))


def _address(url: str) -> URL:
    text = url if "://" in url else f"sqlite:///{url}"
    try:
        address = make_url(text)
    except ArgumentError as error:
        raise UsageError(f"store {text}: no URL of a database") from error
    scheme = address.drivername.partition("+")[0]
    if scheme not in _SCHEMES:
        raise UsageError(f"store: {scheme} is neither sqlite nor postgresql")
    return address.set(drivername=_SCHEMES[scheme])


def _engine(address: URL) -> Engine:
    if address.drivername == "sqlite":
        engine = create_engine(address, connect_args={"timeout": 15})
        event.listen(engine, "connect", _prepare)
        return engine
    return create_engine(address, pool_size=10, max_overflow=20, pool_pre_ping=True)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
