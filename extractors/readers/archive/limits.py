"""What an archive may ask of us, counted over all its members and the archives inside it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from schemas.errors import LimitExceededError

#: A report's text packs twenty-fold; a page of nothing but one byte, a thousand-fold.
_MAX_RATIO = 200
#: Small members may pack tighter: a form full of blanks.
_RATIO_FROM = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its path inside, made harmless, and its bytes.

    `problem`: what is wrong with it; then its bytes are those that could be saved, perhaps none.
    """

    name: str
    data: bytes
    problem: str = ""


@dataclass(slots=True)
class Budget:
    """What is left. Sizes in bytes; shared by nested archives, so that none can multiply it."""

    members: int = 5_000
    unpacked: int = 2 * 1024 * 1024 * 1024
    largest: int = 200 * 1024 * 1024

    def take(self, name: str, size: int, packed: int | None = None) -> None:
        """Count a member before its bytes are unpacked.

        Raises:
            LimitExceededError: what is left does not hold it.
        """
        self.members -= 1
        self.unpacked -= size
        if self.members < 0:
            raise LimitExceededError(f"{name}: too many files in the archive")
        if size > self.largest or self.unpacked < 0:
            raise LimitExceededError(f"{name}: unpacks to {size} bytes")
        tight = packed is not None and size > _RATIO_FROM and size > _MAX_RATIO * max(packed, 1)
        if tight:
            raise LimitExceededError(f"{name}: packed {size // max(packed or 1, 1)}-fold, a bomb")


def tidy_name(name: str) -> str:
    """A member's path as a label: no drive, no root, no way up."""
    parts = posixpath.normpath(name.replace("\\", "/")).split("/")
    kept = [part for part in parts if part not in {"", ".", ".."} and not part.endswith(":")]
    return "/".join(kept) or "unnamed"
