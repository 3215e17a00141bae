"""Which engine reads: by name or the best that is installed; made once a process."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from extractors.ocr.cache import cache_folder
from extractors.ocr.paddle.engine import PaddleEngine
from extractors.ocr.rapid import RapidEngine
from extractors.ocr.recorded import Recorded
from extractors.ocr.tesseract import TesseractEngine
from extractors.protocols import OcrEngine
from schemas.errors import MissingEngineError

#: Chooses an engine by name, and how many threads it may use.
ENGINE, THREADS = "GONGKAI_OCR_ENGINE", "GONGKAI_OCR_THREADS"
#: Best first.
ENGINES: dict[str, Callable[[], OcrEngine]] = {
    "paddleocr": lambda: PaddleEngine(_threads()),
    "rapidocr": lambda: RapidEngine(_threads()),
    "tesseract": TesseractEngine,
}


@cache
def engine(name: str | None = None) -> Recorded:
    """The engine of that name, or the first that is installed; its results are kept on disk.

    Raises:
        MissingEngineError: if it, or every engine, is not installed.
    """
    wanted = name or os.environ.get(ENGINE)
    if wanted is not None and wanted not in ENGINES:
        raise MissingEngineError(f"no OCR engine is called {wanted}: {', '.join(ENGINES)}")
    return Recorded(_first([wanted] if wanted else list(ENGINES)), cache_folder() / "ocr")


def _first(names: list[str]) -> OcrEngine:
    reasons = []
    for name in names:
        try:
            return ENGINES[name]()
        except MissingEngineError as error:
            reasons.append(f"{name}: {error.message}")
    raise MissingEngineError(
        f"no OCR engine can run ({'; '.join(reasons)})",
        remedy="Install the extra `ocr` (pip install gongkai[ocr]).",
    )


def _threads() -> int:
    written = os.environ.get(THREADS, "")
    return int(written) if written.isdecimal() and int(written) > 0 else 2
