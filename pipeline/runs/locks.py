"""One run in a home at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import UsageError


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the home's lock; the kernel gives it back with the process, however that ends.

    Raises:
        UsageError: another run is at work there.
    """
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise UsageError(f"{home}: another run is at work there", remedy="Wait for it.") from error
    try:
        yield
    finally:
        os.close(handle)
