"""OCR results kept by what they depend on: pixels, engine, its version and options.

One file holds all that was read of one page; inside it each picture has its own key, so that a
change in how a page is prepared reads anew only what looks different.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.cache import write_whole
from extractors.ocr.codec import (
    line_from_json,
    line_to_json,
    polygons_from_json,
    polygons_to_json,
)
from extractors.protocols import OcrEngine, OcrLine, Polygon
from schemas.errors import MissingEngineError

Image = NDArray[np.uint8]


def image_key(image: Image) -> str:
    """A hash of the picture's shape and pixels."""
    digest = hashlib.sha256(repr(image.shape).encode())
    digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


class Recorded:
    """An engine that reads nothing twice: results of one page lie in one file of `folder`.

    `begin` says which page the pictures that follow belong to, `finish` writes what is new.
    """

    def __init__(self, engine: OcrEngine, folder: Path) -> None:
        self._engine = engine
        self.name, self.version, self.options = engine.name, engine.version, engine.options
        self._folder = folder
        self._path: Path | None = None
        self._kept: dict[str, Any] = {}
        self._new = False

    def begin(self, page: Image) -> None:
        """Open the record of a page; `page` is its picture as stored, before any preparation."""
        engine = f"{self.name} {self.version} {self.options}"
        key = hashlib.sha256(f"{image_key(page)} {engine}".encode()).hexdigest()
        self._path = self._folder / key[:2] / f"{key}.json.gz"
        self._kept = _load(self._path)
        self._new = False

    def finish(self) -> None:
        """Write the page's record, if anything was read that it did not hold."""
        if self._path is not None and self._new:
            write_whole(self._path, gzip.compress(json.dumps(self._kept).encode(), 5))
        self._path, self._kept, self._new = None, {}, False

    def find_lines(self, image: Image) -> list[Polygon]:
        """As the engine finds them, or found them before."""
        key = f"find {image_key(image)}"
        if key not in self._kept:
            self._kept[key] = polygons_to_json(self._engine.find_lines(image))
            self._new = True
        return polygons_from_json(self._kept[key])

    def read_lines(self, images: Sequence[Image]) -> list[OcrLine]:
        """As the engine reads them, or read them before."""
        keys = [f"read {image_key(image)}" for image in images]
        # By key: a picture that is asked for twice is read once.
        fresh = {k: image for k, image in zip(keys, images, strict=True) if k not in self._kept}
        if fresh:
            lines = self._engine.read_lines(list(fresh.values()))
            for key, line in zip(fresh, lines, strict=True):
                self._kept[key] = line_to_json(line)
            self._new = True
        return [line_from_json(self._kept[key]) for key in keys]


class Replay:
    """An engine without a model, for `Recorded` in tests: whatever it is asked was not recorded."""

    def __init__(self, name: str, version: str, options: str) -> None:
        self.name, self.version, self.options = name, version, options

    def find_lines(self, image: Image) -> list[Polygon]:
        """Nothing is found.

        Raises:
            MissingEngineError: always.
        """
        raise _unrecorded(image)

    def read_lines(self, images: Sequence[Image]) -> list[OcrLine]:
        """Nothing is read.

        Raises:
            MissingEngineError: if there is anything to read.
        """
        if images:
            raise _unrecorded(images[0])
        return []


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except (FileNotFoundError, OSError, EOFError, zlib.error, ValueError):
        return {}
    return loaded


def _unrecorded(image: Image) -> MissingEngineError:
    return MissingEngineError(
        f"no recorded result for the picture {image_key(image)[:12]} of {image.shape}",
        remedy="Record it again with the real engine.",
    )
