"""What the parts of this floor promise each other: readers, OCR engines, field extractors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from schemas.candidate import Candidate
from schemas.document import Document, SourceFile
from schemas.section import Structured

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits and choices of one reading.

    `ocr`: `auto` reads pages without usable text by OCR, `always` every page, `never` none.
    Sizes in bytes; `max_pages` pages beyond it are left unread, with an issue.
    """

    ocr: str = "auto"
    password: str | None = None
    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 2_000
    max_text_bytes: int = 20 * 1024 * 1024


class Reader(Protocol):
    """Turns bytes of one media type into a `Document`. Called in a child process."""

    def __call__(self, data: bytes, source: SourceFile, options: ReadOptions) -> Document:
        """Read.

        Raises:
            schemas.errors.UnreadableFileError: one subclass a cause; nothing else escapes.
            schemas.errors.MissingEngineError: a program that this format needs is not there.
        """
        ...


#: Corners in pixels, clockwise from the top left of the text.
Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class OcrCharacter:
    """One recognised character with the recogniser's other guesses at its place.

    `edges`: left and right x in pixels; `alternatives`: (character, score), best first, without
    the chosen one.
    """

    character: str
    score: float
    edges: tuple[float, float]
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One recognised line: pixels of the image that was given, origin at the top left.

    `others`: what other looks at the same line gave instead, with scores (0..1), best first.
    """

    characters: tuple[OcrCharacter, ...]
    polygon: Polygon
    score: float
    others: tuple[tuple[str, float], ...] = ()


class OcrEngine(Protocol):
    """Reads images (height × width × 3, BGR, uint8).

    `version` and `options` are all that the result depends on besides the pixels: they are part of
    the key under which results are kept.
    """

    name: str
    version: str
    options: str

    def find_lines(self, image: NDArray[np.uint8]) -> list[Polygon]:
        """Where lines of text stand, in no promised order."""
        ...

    def read_lines(self, images: Sequence[NDArray[np.uint8]]) -> list[OcrLine]:
        """What stands in each image of one upright line: one result an image, perhaps empty."""
        ...


class FieldExtractor(Protocol):
    """Finds facts of one kind in a structured document."""

    def __call__(self, structured: Structured) -> list[Candidate]:
        """All witnesses found, several per path where the report states a fact several times."""
        ...
