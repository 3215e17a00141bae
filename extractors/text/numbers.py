"""Numerals of statements and sentences as `Decimal`, with the precision of their print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.text.normalise import fold

_GROUPED = r"\d{1,3}(?:\s?,\s?\d{3})+"
#: White space is let in after a comma or point and between digits of a broken line alone.
_PLAIN = r"\d+(?:\s*\n\s*\d+)?"
_FRACTION = r"(?:\s?\.\s?\d+(?:\s*\n\s*\d+)?)?"
_NUMERAL = rf"(?:{_GROUPED}|{_PLAIN}){_FRACTION}"
_SIGNED = re.compile(rf"(?P<sign>-\s?)?(?P<number>{_NUMERAL})")
_IN_CELL = re.compile(r"[+-]?\d[\d,]*(?:\.\d*)?|[+-]?\.\d+")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
#: Digits set apart by a space, or by a line break in a figure without a point: perhaps two figures.
_SPLIT_DIGITS = re.compile(r"\d[^\S\n]+\d")
_WRAPPED_DIGITS = re.compile(r"\d\s*\n\s*\d")
_DASHES = re.compile(r"[-—]+0?(?:\.0+)?")
_SPREADSHEET_ERROR = re.compile(
    r"(?:ERROR:)?#(?:DIV/0!|REF!|N/A|NAME\?|VALUE!|NULL!|NUM!)|ERROR:\S+|Err:\d+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral at `[start, end)` of the text that was given.

    `quantum`: one unit of the last printed digit (0.01 for `753.18`, 1 for `753`). `is_dash` marks
    a printed dash, which stands for 0 in a money column.
    """

    value: Decimal
    start: int
    end: int
    raw: str
    quantum: Decimal
    is_dash: bool = False


def is_error(text: str) -> bool:
    """Whether a cell holds a spreadsheet's error (`#DIV/0!`, `ERROR:#REF!`)."""
    return _SPREADSHEET_ERROR.fullmatch(fold(text).strip()) is not None


def parse_number(text: str) -> Number | None:
    """The number that a whole cell holds; None if it is blank, an error or anything else.

    `1,234.56`, `(12.30)` and `-12.30` (negative), `42,575,058.` + line break + `26` (joined),
    `- 0` and `—` (0, `is_dash`), `12.5%` (12.5). Commas must part groups of three; two
    figures in one cell (`12 34`) are none.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    printed = fold(text).strip()
    body = "".join(printed.split()).lstrip("¥")
    if not body or _may_be_two(printed):
        return None
    if _DASHES.fullmatch(body):
        return Number(Decimal(0), start, end, text[start:end], Decimal(1), is_dash=True)
    negative = body.startswith("(") and body.endswith(")")
    figure = body[1:-1] if negative else body.removesuffix("%")
    value = _decimal(figure)
    if value is None:
        return None
    return Number(-value if negative else value, start, end, text[start:end], quantum(figure))


def find_numbers(text: str) -> list[Number]:
    """Numerals inside a sentence, from left to right.

    A minus sign counts where no digit or letter stands before it: `2020-2022` holds no −2022.
    """
    folded = fold(text)
    found = []
    for match in _SIGNED.finditer(folded):
        signed = match["sign"] is not None and not _follows_word(folded, match.start())
        start = match.start() if signed else match.start("number")
        value = _decimal("".join(match["number"].split()))
        if value is not None:
            number = Number(
                -value if signed else value,
                start,
                match.end(),
                text[start : match.end()],
                quantum(match["number"]),
            )
            found.append(number)
    return found


def quantum(figure: str) -> Decimal:
    """One unit of the last printed digit of a figure."""
    decimals = len("".join(figure.split()).partition(".")[2])
    return Decimal(1).scaleb(-decimals)


def _decimal(figure: str) -> Decimal | None:
    if not _IN_CELL.fullmatch(figure):
        return None
    whole = figure.lstrip("+-").partition(".")[0]
    if whole and not _GROUPS.fullmatch(whole):
        return None
    return Decimal(figure.replace(",", "").removesuffix(".") or "0")


def _may_be_two(printed: str) -> bool:
    """Whether white space may part two figures rather than wrap one."""
    return _SPLIT_DIGITS.search(printed) is not None or (
        "." not in printed and _WRAPPED_DIGITS.search(printed) is not None
    )


def _follows_word(text: str, position: int) -> bool:
    before = text[:position].rstrip(" ")
    return bool(before) and (
        before[-1].isdigit() or (before[-1].isascii() and before[-1].isalpha())
    )
