"""A PostgreSQL server on this machine, for as long as it is wanted."""

import contextlib
import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

_DEBIAN = "/usr/lib/postgresql"


class NoServerError(RuntimeError):
    """There is none here, or it does not start."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh server, without a database's name.

    Raises:
        NoServerError: with the reason.
    """
    programs = _programs()
    home = Path("/tmp") / f"pg-{uuid.uuid4().hex[:8]}"  # noqa: S108  the path of a socket is short
    home.mkdir(mode=0o777)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    port = _free_port()
    made = _as_owner([programs / "initdb", "-A", "trust", "-U", "test", "-D", home / "data"], home)
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off"
    control: list[str | Path] = [programs / "pg_ctl", "-D", home / "data", "-w"]
    started = _as_owner([*control, "-l", home / "log", "-o", options, "start"], home)
    try:
        if made.returncode or started.returncode:
            raise NoServerError(f"PostgreSQL did not start: {made.stderr}{started.stderr}")
        yield f"postgresql+psycopg://test@127.0.0.1:{port}"
    finally:
        _as_owner([*control, "-m", "immediate", "stop"], home)
        shutil.rmtree(home, ignore_errors=True)


def database(server: str) -> str:
    """The URL of a fresh database of the server."""
    from sqlalchemy import create_engine, text

    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def _programs() -> Path:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    user = subprocess.run(["id", "postgres"], capture_output=True, check=False)
    if os.geteuid() == 0 and user.returncode:
        raise NoServerError("running as root, and there is no user postgres to run the server")
    if found:
        return Path(found).parent
    versions = sorted(Path(_DEBIAN).glob("*/bin/initdb"))
    if not versions:
        raise NoServerError("no PostgreSQL server installed (initdb, pg_ctl)")
    return versions[-1].parent


def _as_owner(command: Sequence[str | Path], home: Path) -> subprocess.CompletedProcess[str]:
    """PostgreSQL refuses to run as root: there, its own user runs it."""
    owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    whole = [*owner, *map(str, command)]
    return subprocess.run(whole, cwd=home, capture_output=True, text=True, check=False)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
