"""Rectangles on a page: points (1/72 inch), origin at the top left, y growing downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle in points from the page's top left corner; never flipped."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if self.right < self.left or self.bottom < self.top:
            raise ValueError(f"flipped box: {self}")

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """(x, y) of the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def overlap(self, other: BoundingBox) -> float:
        """Area shared with `other`, in square points."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0

    def expanded(self, margin: float) -> BoundingBox:
        """The box grown by `margin` points on every side."""
        return BoundingBox(
            self.left - margin, self.top - margin, self.right + margin, self.bottom + margin
        )


def hull(boxes: Iterable[BoundingBox]) -> BoundingBox:
    """The smallest box around all `boxes`.

    Raises:
        ValueError: if there are none.
    """
    found = list(boxes)
    if not found:
        raise ValueError("no boxes")
    return BoundingBox(
        min(b.left for b in found),
        min(b.top for b in found),
        max(b.right for b in found),
        max(b.bottom for b in found),
    )
