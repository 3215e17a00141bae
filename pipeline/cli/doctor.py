"""`gongkai doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import ctypes.util
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.text import Text

from schemas.errors import ExitCode


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a run may need; `found` gives its version or place, None where missing."""

    name: str
    purpose: str
    remedy: str
    found: Callable[[], str | None]
    essential: bool = False


def report_health() -> int:
    """Print each need with its state; 3 where an essential one is missing."""
    console = Console(soft_wrap=True, highlight=False)
    return judge(console, needs())


def judge(console: Console, wanted: Iterable[Need]) -> int:
    """Print the needs and give the exit status that they ask for."""
    status = ExitCode.OK
    for need in wanted:
        found = need.found()
        if found is None and need.essential:
            status = ExitCode.MISSING_ENGINE
        console.print(_line(need, found))
    return status


def needs() -> list[Need]:
    """All that any part of gongkai can use."""
    return [
        Need("Python 3.11", "gongkai itself", "install Python 3.11", _python, essential=True),
        _package("pymupdf", "digital PDF", essential=True),
        _package("pydantic", "schemas", essential=True),
        _package("spacy", "sentences", essential=True),
        _package("psutil", "memory limits", essential=True),
        _package("camelot-py", "a second opinion on tables", essential=False),
        _package("opencv-contrib-python", "ruled grids of images", essential=False),
        _library("GL", "OpenCV", "libgl1"),
        _package("paddleocr", "scans (OCR)", essential=False),
        _package("onnxruntime", "scans (OCR)", essential=False),
        _program("soffice", "legacy .doc and .xls", "libreoffice-core-nogui"),
    ]


def _package(name: str, purpose: str, *, essential: bool) -> Need:
    remedy = f"make setup, or: pip install --constraint constraints.txt {name}"
    return Need(name, purpose, remedy, lambda: _version(name), essential)


def _program(name: str, purpose: str, debian: str) -> Need:
    return Need(name, purpose, f"apt-get install {debian}", lambda: shutil.which(name))


def _library(name: str, purpose: str, debian: str) -> Need:
    return Need(
        f"lib{name}", purpose, f"apt-get install {debian}", lambda: ctypes.util.find_library(name)
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _python() -> str | None:
    return platform.python_version() if sys.version_info[:2] == (3, 11) else None


def _line(need: Need, found: str | None) -> Text:
    if found is not None:
        return Text.assemble(("ok       ", "green"), f"{need.name} {found} ({need.purpose})")
    word, style = ("MISSING  ", "bold red") if need.essential else ("missing  ", "yellow")
    return Text.assemble((word, style), f"{need.name} ({need.purpose}): {need.remedy}")
