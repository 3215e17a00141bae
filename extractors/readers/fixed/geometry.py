"""Numbers and matrices of OFD (GB/T 33190-2016, 7.3 and 8.5); lengths there are millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

#: Points in a millimetre.
POINTS = 72 / 25.4
#: A number beyond this is no place on any page.
_FAR = 1e6


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; what is none, or lies beyond any page, is left out."""
    found = []
    for word in (text or "").split():
        try:
            value = float(word)
        except ValueError:
            continue
        if math.isfinite(value) and abs(value) < _FAR:
            found.append(value)
    return found


def number(text: str | None, default: float) -> float:
    """One number."""
    return next(iter(numbers(text)), default)


@dataclass(frozen=True, slots=True)
class Placement:
    """Takes a point of an object to the page (points): `CTM` first, then its box's corner."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, element: etree._Element) -> Placement:
        """Of a graphic object; one without a box stands at the page's corner."""
        box = numbers(element.get("Boundary"))
        matrix = numbers(element.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        left, top = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
        return cls(*(value * POINTS for value in (a, b, c, d, e + left, f + top)))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """Points on the page for one unit of a character's height."""
        return math.hypot(self.c, self.d)

    def turn(self, slack: float) -> int | None:
        """Clockwise degrees by which lines are turned; None where they run aslant."""
        length = math.hypot(self.a, self.b)
        if not length:
            return 0
        cosine, sine = self.a / length, self.b / length
        if abs(cosine) >= slack:
            return 0 if cosine > 0 else 180
        if abs(sine) >= slack:
            return 90 if sine > 0 else 270
        return None
