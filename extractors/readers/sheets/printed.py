"""Cell values as a person reads them. A float's shortest decimal is what the author typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

#: Binary noise of a computed value (0.1 + 0.2) begins after this many significant digits.
_TRUE_DIGITS = 15


def printed(value: object) -> str:
    """The text of a cell (`753.18`, `2024-01-02`), never in scientific notation."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _figure(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _figure(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        return ""
    exact = Decimal(repr(value))
    if len(exact.as_tuple().digits) > _TRUE_DIGITS:
        exact = Decimal(f"{value:.{_TRUE_DIGITS}g}").normalize()
    text = format(exact, "f")
    return text.removesuffix(".0") if "." in text else text
