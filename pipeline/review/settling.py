"""What a value is after an answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from extractors.text.numbers import parse_number
from pipeline.review.choices import Answer, Choice
from pipeline.review.errors import InvalidDecisionError
from pipeline.store.tables import ItemRow
from schemas.vocabulary.paths import ValueType, entry_for

MOST_CHARACTERS = 20_000
#: Beyond these a figure cannot be meant: the whole budget of China has 15 digits in 元.
_LONGEST_FIGURE, _MOST_DIGITS, _FINEST = 60, 18, Decimal("1e-10")


def settled_value(item: ItemRow, answer: Answer) -> str | None:
    """What the value is after the answer, in the vocabulary's unit; None where there is none.

    Raises:
        InvalidDecisionError: the answer does not fit the item.
    """
    makers: dict[Choice, Callable[[ItemRow, Answer], str | None]] = {
        Choice.ACCEPT: _as_proposed,
        Choice.SOURCE_ERROR: _as_proposed,
        Choice.WITNESS: lambda item, answer: _numbered(item, "witnesses", answer.number),
        Choice.REPAIR: lambda item, answer: _numbered(item, "repairs", answer.number),
        Choice.CORRECT: _typed,
    }
    make = makers.get(answer.choice)
    return make(item, answer) if make else None


def typed_characters(answer: Answer) -> str | None:
    """The characters of a correction as they were typed."""
    return answer.value.strip() if answer.choice is Choice.CORRECT and answer.value else None


def is_figure(path: str | None) -> bool:
    """Whether the values of a path are figures."""
    entry = entry_for(path) if path else None
    return entry is not None and entry.type not in {ValueType.TEXT, ValueType.DATE}


def typed_figure(text: str, scale: Decimal | None = None) -> Decimal:
    """A figure as a person types it: separators and full width allowed, units not.

    `scale` leads from the unit of the print to that of the value.

    Raises:
        InvalidDecisionError: it is no figure.
    """
    parsed = parse_number(text) if len(text) <= _LONGEST_FIGURE else None
    if parsed is None or not parsed.value.is_finite():
        raise InvalidDecisionError(f"{text[:_LONGEST_FIGURE]!r} is no figure")
    if parsed.value.adjusted() >= _MOST_DIGITS or parsed.quantum < _FINEST:
        raise InvalidDecisionError("no report prints such a figure")
    return parsed.value if scale is None else parsed.value * scale


def print_scale(proposal: dict[str, Any]) -> Decimal:
    """By what the print of a proposal is multiplied to give its value.

    Raises:
        InvalidDecisionError: it is not known.
    """
    scale = proposal.get("scale")
    if scale is None:
        raise InvalidDecisionError(
            "the unit of the print is not known", remedy="Type the figure in the unit of the value."
        )
    return Decimal(scale)


def _as_proposed(item: ItemRow, _: Answer) -> str | None:
    if item.path is None:
        return None
    if item.proposal.get("value") is None:
        raise InvalidDecisionError("there is no value to accept", remedy="Reject it, or type one.")
    return str(item.proposal["value"])


def _numbered(item: ItemRow, sort: str, number: int | None) -> str | None:
    found: list[dict[str, Any]] = item.proposal.get(sort) or []
    if not 1 <= (number or 0) <= len(found):
        raise InvalidDecisionError(f"there is no {number} among the {sort}", remedy="Choose one.")
    value = found[(number or 0) - 1]["value"]
    return None if value is None else str(value)


def _typed(item: ItemRow, answer: Answer) -> str | None:
    text = (answer.value or "").strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise InvalidDecisionError("a correction needs a value")
    if not is_figure(item.path):
        return text
    scale = print_scale(item.proposal) if answer.printed else None
    return format(typed_figure(text, scale), "f")
