"""Stores to test with: SQLite in a file, and PostgreSQL started for the session."""

import os
import shutil
import socket
import subprocess
import uuid
from pathlib import Path

import pytest

_DEBIAN = "/usr/lib/postgresql"


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path(_DEBIAN).glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _as_owner(command, home):
    """PostgreSQL refuses to run as root: there, its own user runs it."""
    if os.geteuid() != 0:
        return subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    whole = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(whole, cwd=home, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """The URL of a fresh server, without a database's name; it ends with the session."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server installed (initdb, pg_ctl)")
    if (
        os.geteuid() == 0
        and subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode
    ):
        pytest.skip("running as root, and there is no user postgres to run the server")
    home = Path("/tmp") / f"pg-{uuid.uuid4().hex[:8]}"  # noqa: S108  the path of a socket is short
    home.mkdir(mode=0o777)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = _as_owner([programs / "initdb", "-A", "trust", "-U", "test", "-D", home / "data"], home)
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off"
    control = [programs / "pg_ctl", "-D", home / "data", "-w"]
    started = _as_owner([*control, "-l", home / "log", "-o", options, "start"], home)
    if made.returncode or started.returncode:
        shutil.rmtree(home, ignore_errors=True)
        pytest.skip(f"PostgreSQL did not start: {made.stderr}{started.stderr}")
    yield f"postgresql+psycopg://test@127.0.0.1:{port}"
    _as_owner([*control, "-m", "immediate", "stop"], home)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    """A fresh database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    from sqlalchemy import create_engine, text

    server = request.getfixturevalue("postgresql")
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def store(store_url):
    """An open store of each sort."""
    from pipeline.store.database import open_store

    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def s3():
    """The URL of a bucket on this machine."""
    from tests.pipeline.objects import object_store

    with object_store() as url:
        yield url
