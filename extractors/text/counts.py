"""Small counts, in digits or Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def parse_count(text: str) -> Decimal | None:
    """`1,203`, `五`, `十二`, `二十三` → the count; None where the text is none (up to 九十九)."""
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return Decimal(digits)
    tens, ten, ones = text.partition("十")
    if not ten:
        return Decimal(_DIGITS[text]) if text in _DIGITS else None
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return Decimal((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
