"""The sample fax of the package with what was read of it, for the demonstration and the tests."""

from __future__ import annotations

import json
from importlib.resources import files

from pipeline.assemble import read_report
from schemas.report import Report

_NAME = "fax.pdf"


def recorded_scan() -> tuple[Report, bytes]:
    """A faxed report of an invented agency and its file: reading it needs no OCR engine."""
    home = files("samples") / "review"
    text = (home / f"{_NAME}.report.json").read_text("utf-8")
    return read_report(json.loads(text)), (home / _NAME).read_bytes()
