"""RapidOCR, with the same weights, behind our protocol: the fallback where PaddleOCR is missing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.protocols import OcrCharacter, OcrLine, Polygon
from schemas.errors import MissingEngineError

#: A crop thinner than this holds no line.
_LEAST_SIDE = 4


class RapidEngine:
    """RapidOCR without its turning of lines, which costs figures on upright pages."""

    name = "rapidocr"

    def __init__(self, threads: int = 2) -> None:
        """Load the models.

        Raises:
            MissingEngineError: if rapidocr or ONNX Runtime is not installed.
        """
        try:
            import rapidocr  # noqa: PLC0415 - a second of import, and optional
        except ModuleNotFoundError as error:
            raise MissingEngineError(f"the package {error.name} is not installed") from error
        self.version = version("rapidocr")
        self.options = "no cls"
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.text_score": 0.0,
                "Global.log_level": "error",
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            }
        )

    def find_lines(self, image: NDArray[np.uint8]) -> list[Polygon]:
        """Quadrangles round lines of text, in pixels."""
        found = self._engine(image, use_det=True, use_cls=False, use_rec=False).boxes
        boxes = [] if found is None else found
        return [tuple((float(x), float(y)) for x, y in box) for box in boxes]

    def read_lines(self, images: Sequence[NDArray[np.uint8]]) -> list[OcrLine]:
        """Read pictures of one line each; scores are of the whole line, without rivals."""
        return [self._read(image) for image in images]

    def _read(self, image: NDArray[np.uint8]) -> OcrLine:
        if min(image.shape[:2]) < _LEAST_SIDE:
            return OcrLine((), (), 0.0)
        found = self._engine(image, use_det=False, use_cls=False, use_rec=True)
        text = found.txts[0] if found.txts else ""
        score = float(found.scores[0]) if found.scores else 0.0
        return even_line(text, score, image.shape)


def even_line(text: str, score: float, shape: tuple[int, ...]) -> OcrLine:
    """A line whose characters share its width by their usual widths, and one score."""
    height, width = float(shape[0]), float(shape[1])
    weights = [0.5 if c.isascii() else 1.0 for c in text]
    unit = width / max(sum(weights), 1.0)
    characters, left = [], 0.0
    for character, weight in zip(text, weights, strict=True):
        characters.append(OcrCharacter(character, score, (left, left + weight * unit)))
        left += weight * unit
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return OcrLine(tuple(characters), corners, score)
