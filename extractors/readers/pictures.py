"""Pictures that an Office package carries: scanned pages are often sent inside a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.package import open_package
from schemas.errors import UnreadableFileError

_PICTURE = re.compile(r"(word|xl)/media/[^/]+\.(png|jpe?g|tiff?|bmp|gif)", re.I)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's part and its bytes."""

    part: str
    data: bytes


def pictures_in(data: bytes, name: str) -> Iterator[Picture]:
    """Pictures of a package, in the order of their numbers; none where the bytes are no package."""
    try:
        package = open_package(data, name)
    except UnreadableFileError:
        return
    for part in sorted(filter(_PICTURE.fullmatch, package.names()), key=_number):
        try:
            yield Picture(part, package.bytes_of(part))
        except UnreadableFileError:
            continue


def _number(part: str) -> tuple[int, str]:
    digits = re.findall(r"\d{1,6}", part)
    return (int(digits[-1]) if digits else 0), part
