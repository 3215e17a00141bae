"""PaddleOCR on ONNX Runtime behind our protocol: the one module that touches its insides.

Detector and recogniser are used apart: what stands between them (cells, turned lines) is ours.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ocr.paddle.decode import Decoded, Decoder
from extractors.ocr.paddle.models import DETECTOR, RECOGNISER, model_folders, weights_version
from extractors.protocols import OcrCharacter, OcrLine, Polygon
from schemas.errors import MissingEngineError

#: The detector sees no more pixels than this along a side: enough for 150 dpi of A4.
_LONGEST_SIDE = 1760
#: Darker than this is no bare paper; so many pixels of paper are left round what is printed.
_DARK, _ROUND = 200, 48
#: Pages of which print takes up no more than this share are looked at in part.
_SPARSE = 0.5
#: A crop taller than wide by this is no line that runs from left to right.
_LEAST_SIDE = 4


class PaddleEngine:
    """PP-OCRv6 (small), offline. Made once a process: loading takes a second."""

    name = "paddleocr"

    def __init__(self, threads: int = 2) -> None:
        """Load both models.

        Raises:
            MissingEngineError: if a package is not installed.
        """
        folders = model_folders()
        self.version = f"{version('paddleocr')} PP-OCRv6-small/{weights_version()}"
        self.options = f"side={_LONGEST_SIDE}"
        # Arena off: else memory grows with every new shape of a picture.
        settings = {"intra_op_num_threads": threads, "enable_cpu_mem_arena": False}
        common: dict[str, Any] = {
            "device": "cpu",
            "engine": "onnxruntime",
            "engine_config": settings,
        }
        module = library()
        self._detector = module.TextDetection(
            model_name=DETECTOR,
            model_dir=str(folders[DETECTOR]),
            limit_type="max",
            limit_side_len=_LONGEST_SIDE,
            **common,
        )
        recogniser = module.TextRecognition(
            model_name=RECOGNISER, model_dir=str(folders[RECOGNISER]), **common
        )
        self._recogniser = recogniser.paddlex_predictor
        self._recogniser.post_op = Decoder(self._recogniser.post_op.character)

    def find_lines(self, image: NDArray[np.uint8]) -> list[Polygon]:
        """Quadrangles round lines of text, in pixels; of a sparse page its print is looked at."""
        left, top, right, bottom = _printed(image)
        if left >= right:
            return []
        share = min(1.0, _LONGEST_SIDE / max(image.shape[:2]))
        part = np.ascontiguousarray(image[top:bottom, left:right])
        if share < 1.0 and part.shape != image.shape:
            smaller = cv2.resize(part, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            part = np.asarray(smaller, dtype=np.uint8)
        else:
            share = 1.0
        found = self._detector.predict(part)[0]["dt_polys"]
        return [
            tuple((float(x) / share + left, float(y) / share + top) for x, y in polygon)
            for polygon in found
        ]

    def read_lines(self, images: Sequence[NDArray[np.uint8]]) -> list[OcrLine]:
        """Read pictures of one line each, one by one.

        Together they would be padded to the widest and take a third longer on a processor; alone,
        what is read in a picture depends on nothing but that picture.
        """
        return [self._read(image) for image in images]

    def _read(self, image: NDArray[np.uint8]) -> OcrLine:
        if min(image.shape[:2]) < _LEAST_SIDE:
            return OcrLine((), (), 0.0)
        (result,) = self._recogniser.predict([np.ascontiguousarray(image)], batch_size=1)
        return _line(result["rec_text"], image.shape)


def _printed(image: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is darker than paper: of all where that is much."""
    dark = image.min(axis=2) < _DARK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return 0, 0, 0, 0
    height, width = image.shape[:2]
    if np.ptp(rows) * np.ptp(columns) > _SPARSE * height * width:
        return 0, 0, width, height
    return (
        max(0, int(columns[0]) - _ROUND),
        max(0, int(rows[0]) - _ROUND),
        min(width, int(columns[-1]) + 1 + _ROUND),
        min(height, int(rows[-1]) + 1 + _ROUND),
    )


#: Ratio of width to height that the recogniser pads narrower lines to.
_NARROWEST = 320 / 48


def _line(decoded: list[Decoded], shape: tuple[int, ...]) -> OcrLine:
    height, width = float(shape[0]), float(shape[1])
    padded = max(width, _NARROWEST * height)
    step = 0.0 if not decoded else padded / decoded[0].total
    edges = _edges(decoded, step, width)
    characters = tuple(
        OcrCharacter(c.character, c.score, edge, c.rivals)
        for c, edge in zip(decoded, edges, strict=True)
    )
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return OcrLine(characters, corners, min((c.score for c in decoded), default=0.0))


def _edges(decoded: list[Decoded], step: float, width: float) -> list[tuple[float, float]]:
    """Left and right x of each character: half way to its neighbours, outer ones by likeness."""
    middles = [(c.first + c.last + 1) / 2 * step for c in decoded]
    gaps = [b - a for a, b in pairwise(middles)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else width
    edges = []
    for index, middle in enumerate(middles):
        before = gaps[index - 1] if index else min(usual, 2 * middle)
        after = gaps[index] if index < len(gaps) else min(usual, 2 * max(0.0, width - middle))
        left, right = max(0.0, middle - before / 2), min(width, middle + after / 2)
        edges.append((min(left, right), max(left, right)))
    return edges


def library() -> Any:  # noqa: ANN401 - a library without types
    """The package `paddleocr`, imported when it is first needed.

    Raises:
        MissingEngineError: if it is not installed.
    """
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    try:
        import paddleocr  # noqa: PLC0415 - seconds of import, and optional
    except ModuleNotFoundError as error:
        raise MissingEngineError(
            f"OCR needs the package {error.name}, which is not installed",
            remedy="Install the extra `ocr` (pip install gongkai[ocr]).",
        ) from error
    return paddleocr
