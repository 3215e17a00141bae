"""Passwords come from a file: a command line is seen by everyone on the machine."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import UsageError


def read_password(path: Path | None) -> str | None:
    """The first line of the file, without its line break; None where no file is named."""
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--password-file {path}: {error}") from error
    return lines[0] if lines else ""
