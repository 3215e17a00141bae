"""A batch of sound and spoilt files of all formats leaves no process and no file behind."""

import sys
from pathlib import Path

import pytest

from schemas.errors import ExitCode
from tests.load.files import QUICK, mixed
from tests.load.watch import watch


@pytest.mark.slow
def test_a_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    mixed(tmp_path / "in", len(QUICK) + 12)
    options = ["--out", str(tmp_path / "out"), "--workers", "2", "--ocr", "never"]
    command = [sys.executable, "-m", "pipeline.cli", "convert", str(tmp_path / "in"), *options]
    found = watch(command, tmp_path / "tmp")
    assert found.status in {ExitCode.OK, ExitCode.UNREADABLE_INPUT}
    assert found.left == []
    assert len(list((tmp_path / "out").glob("*.report.json"))) >= 15
