"""Tesseract, where it is installed, behind our protocol: the last resort."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.rapid import even_line
from extractors.protocols import OcrLine, Polygon
from schemas.errors import MissingEngineError

_LANGUAGES = "chi_sim+eng"
#: Page segmentation: blocks found by themselves; one line.
_PAGE, _LINE = "3", "7"
_LINE_LEVEL, _WORD_LEVEL = "4", "5"
_SECONDS = 120
_LEAST_SIDE = 4


class TesseractEngine:
    """The `tesseract` program with its Chinese data."""

    name = "tesseract"

    def __init__(self) -> None:
        """Find the program.

        Raises:
            MissingEngineError: if it, or its Chinese data, is not installed.
        """
        found = shutil.which("tesseract")
        if found is None:
            raise MissingEngineError(
                "the program tesseract is not installed",
                remedy="Install tesseract-ocr and tesseract-ocr-chi-sim.",
            )
        self._program = found
        if "chi_sim" not in self._run(["--list-langs"]):
            raise MissingEngineError(
                "tesseract has no data for Chinese", remedy="Install tesseract-ocr-chi-sim."
            )
        self.version = self._run(["--version"]).split()[1]
        self.options = _LANGUAGES

    def find_lines(self, image: NDArray[np.uint8]) -> list[Polygon]:
        """Boxes round lines of text, in pixels."""
        boxes = []
        for row in self._table(image, _PAGE):
            if row["level"] == _LINE_LEVEL:
                x, y, w, h = (float(row[k]) for k in ("left", "top", "width", "height"))
                boxes.append(((x, y), (x + w, y), (x + w, y + h), (x, y + h)))
        return list(boxes)

    def read_lines(self, images: Sequence[NDArray[np.uint8]]) -> list[OcrLine]:
        """Read pictures of one line each; scores are of words, without rivals."""
        return [self._read(image) for image in images]

    def _read(self, image: NDArray[np.uint8]) -> OcrLine:
        if min(image.shape[:2]) < _LEAST_SIDE:
            return OcrLine((), (), 0.0)
        words = [row for row in self._table(image, _LINE) if row["level"] == _WORD_LEVEL]
        text = "".join(row["text"] for row in words)
        score = min((float(row["conf"]) for row in words), default=0.0)
        return even_line(text, max(0.0, score) / 100, image.shape)

    def _table(self, image: NDArray[np.uint8], mode: str) -> list[dict[str, str]]:
        done, png = cv2.imencode(".png", image)
        if not done:
            return []
        arguments = ["stdin", "stdout", "-l", _LANGUAGES, "--psm", mode, "tsv"]
        written = self._run(arguments, png.tobytes())
        rows = csv.DictReader(written.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        return list(rows)

    def _run(self, arguments: list[str], given: bytes = b"") -> str:
        result = subprocess.run(  # noqa: S603 - no shell, nothing of a document among the arguments
            [self._program, *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
        return (result.stdout or result.stderr).decode("utf-8", "replace")
