"""The cache folder: models unpacked once, OCR results; every write is whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

#: Names the folder; else the desktop's own cache folder is used.
VARIABLE = "GONGKAI_CACHE"


def cache_folder() -> Path:
    """The folder of this machine's cache; it may not exist yet."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "gongkai"


def build_once(folder: Path, build: Callable[[Path], None]) -> Path:
    """The folder, made by `build` in a place aside and moved here in one step if it is missing.

    Several processes may do so at once: the first to finish wins, the others take its folder.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        build(aside)
        try:
            aside.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
