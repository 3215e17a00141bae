"""Units of money: found in print, converted to 万元 exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from extractors.text.normalise import compact


class MoneyUnit(StrEnum):
    """A printed unit of money."""

    YUAN = "元"
    HUNDRED_YUAN = "百元"
    THOUSAND_YUAN = "千元"
    TEN_THOUSAND_YUAN = "万元"
    MILLION_YUAN = "百万元"
    HUNDRED_MILLION_YUAN = "亿元"


#: One of the unit in 万元.
_IN_WAN = {
    MoneyUnit.YUAN: Decimal("0.0001"),
    MoneyUnit.HUNDRED_YUAN: Decimal("0.01"),
    MoneyUnit.THOUSAND_YUAN: Decimal("0.1"),
    MoneyUnit.TEN_THOUSAND_YUAN: Decimal(1),
    MoneyUnit.MILLION_YUAN: Decimal(100),
    MoneyUnit.HUNDRED_MILLION_YUAN: Decimal(10_000),
}
_NAME = r"(?P<unit>(?:百万|[百千万亿])?元)"
_UNIT_LINE = re.compile(rf"(?:金额)?单位[:：]?(?:人民币)?{_NAME}")
_BRACKETED = re.compile(rf"[(（]\s*(?:金额)?(?:单位[:：]?)?{_NAME}\s*[)）]")


def money_unit(text: str) -> MoneyUnit | None:
    """The unit that a line or a head names (`金额单位：万元`, `决算数（万元）`), else None."""
    squeezed = compact(text)
    match = _UNIT_LINE.search(squeezed) or _BRACKETED.search(squeezed)
    if match is None and squeezed in set(MoneyUnit):
        return MoneyUnit(squeezed)
    return None if match is None else MoneyUnit(match["unit"])


def to_wan(value: Decimal, unit: MoneyUnit) -> Decimal:
    """An amount in 万元, exactly."""
    return value * _IN_WAN[unit]
