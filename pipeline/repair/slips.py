"""One slip of a reader undone: the numerals that a printed one may be a misreading of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.text.normalise import fold
from pipeline.repair.confusions import confusions, taken_for
from schemas.report import Cause

_DIGITS = "0123456789"
#: What a dash of a nil is read as.
_NIL_LIKE = frozenset({"1", "-1", "一", "7"})
_POINT = re.compile(r"\d[.]\d")
#: Figures that a numeral has at least before one of them may be dirt.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Slip:
    """A numeral that may have been printed; `bits` is the price of the slip that hides it."""

    text: str
    cause: Cause
    change: str
    bits: float


def slips(read: str, *, signed: bool) -> Iterator[Slip]:
    """All numerals one slip away from what was read; some may not parse, some come twice.

    `signed`: whether a figure at this place may well be negative.
    """
    text = "".join(fold(read).split())
    yield from _look_alikes(text)
    yield from _signs(text, signed=signed)
    yield from _points(text)
    yield from _ends(text)
    if text in _NIL_LIKE:
        yield Slip("—", Cause.CONFUSION, f"{text}→—", confusions().whole.nil)


def _look_alikes(text: str) -> Iterator[Slip]:
    for place, figure in enumerate(text):
        for meant, bits in taken_for().get(figure, ()):
            changed = text[:place] + meant + text[place + 1 :]
            yield Slip(changed, Cause.CONFUSION, f"{figure}→{meant}", bits)


def _signs(text: str, *, signed: bool) -> Iterator[Slip]:
    price = confusions().whole
    if text.startswith("-"):
        yield Slip(text[1:], Cause.SIGN, "-→", price.stray_minus)
    elif text[:1].isdigit():
        lost = price.lost_minus if signed else price.odd_minus
        yield Slip(f"-{text}", Cause.SIGN, "→-", lost)


def _points(text: str) -> Iterator[Slip]:
    """A lost point before the last two figures, one in another place, a comma for a point."""
    price = confusions().whole
    figures = [place for place, c in enumerate(text) if c in _DIGITS]
    if "." not in text and len(figures) >= _FEWEST:
        place = figures[-2]
        yield Slip(f"{text[:place]}.{text[place:]}", Cause.POINT, "→.", price.lost_point)
    for place, sign in enumerate(text):
        if sign == ",":
            changed = f"{text[:place]}.{text[place + 1 :]}"
            yield Slip(changed, Cause.POINT, ",→.", price.comma_for_point)
    if _POINT.search(text):
        yield from _moved_point(text, price.moved_point)


def _moved_point(text: str, bits: float) -> Iterator[Slip]:
    """The point dropped (a comma was meant, or dirt was read), or a place to either side."""
    bare, place = text.replace(".", ""), text.index(".")
    yield Slip(bare, Cause.POINT, ".→", bits)
    for other in (place - 1, place + 1):
        if 0 < other < len(bare):
            yield Slip(f"{bare[:other]}.{bare[other:]}", Cause.POINT, "point moved", bits)


def _ends(text: str) -> Iterator[Slip]:
    """A figure that is dirt, one cut off at an end, one of two alike that was read as one."""
    price = confusions().whole
    figures = [place for place, c in enumerate(text) if c in _DIGITS]
    if len(figures) >= _FEWEST:
        for place in {figures[0], figures[-1], *_ones(text)}:
            changed = text[:place] + text[place + 1 :]
            yield Slip(changed.lstrip(","), Cause.CONFUSION, f"{text[place]}→", price.stray_figure)
    if not figures:
        return
    first, end = figures[0], figures[-1] + 1
    for figure in _DIGITS:
        lost = f"→{figure}"
        if figure != "0":
            changed = text[:first] + figure + text[first:]
            yield Slip(changed, Cause.CONFUSION, lost, price.lost_figure + 2)
        yield Slip(text[:end] + figure + text[end:], Cause.CONFUSION, lost, price.lost_figure + 2)
    for place in figures:
        changed = text[:place] + text[place] + text[place:]
        yield Slip(changed, Cause.CONFUSION, f"→{text[place]}", price.lost_figure)


def _ones(text: str) -> list[int]:
    """Where a 1 stands: a ruling is read as one."""
    return [place for place, figure in enumerate(text) if figure == "1"]
