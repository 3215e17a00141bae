"""When a value of a report is the fact that the truth names, and when it is right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import SequenceMatcher

from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from pipeline.evaluation.truth import TruthField
from schemas.paths import keys, shape
from schemas.report import Value
from schemas.vocabulary.paths import ValueType, entry_for

#: Two long texts are one if they share this much: reasons and targets wrap and abbreviate.
_SAME_TEXT = 0.9
#: Two keys are one if they share this much, unless they are codes.
_SAME_KEY = 0.92
#: Units that are scored: measure words of counts vary in print.
_UNITS = frozenset({"万元", "%"})
_KEY_EXTRAS = re.compile(r"\(\d+(?:\.\d+)?分\)|^指标\d+:")
_KEY_TAIL = re.compile(r"(?<=..)(?:经费|项目|资金|专项)+$")
_CLASS_TAIL = re.compile(r"支出$")


class Index:
    """A report's values by the shape of their path, so that keys can be compared loosely."""

    def __init__(self, values: Mapping[str, Value], names: Mapping[str, tuple[str, ...]]) -> None:
        self._by_shape: dict[str, list[str]] = defaultdict(list)
        self._names = names
        for path in values:
            self._by_shape[shape(path)].append(path)

    def find(self, paths: Iterable[str]) -> list[str]:
        """Paths of the report that mean one of `paths`, exact ones first."""
        found: dict[str, None] = {}
        for wanted in paths:
            hits = [p for p in self._by_shape[shape(wanted)] if self._same(wanted, p)]
            found.update(dict.fromkeys(sorted(hits, key=lambda p: p != wanted)))
        return list(found)

    def _same(self, wanted: str, given: str) -> bool:
        member = given[: given.rfind("]") + 1]
        names = self._names.get(member, ())
        pairs = zip(keys(wanted), keys(given), strict=True)
        return wanted == given or all(_same_key(w, g, names) for w, g in pairs)


def tidy_key(key: str) -> str:
    """A key without what reports add to a name: `（20分）`, `指标1：`, a trailing 经费."""
    parts = [_KEY_EXTRAS.sub("", compact(part)) for part in key.split("/")]
    return "/".join(_KEY_TAIL.sub("", part) for part in parts)


def _same_key(wanted: str, given: str, names: tuple[str, ...]) -> bool:
    truth, key = tidy_key(wanted), tidy_key(given)
    if truth == key:
        return True
    want = [_CLASS_TAIL.sub("", part) for part in truth.split("/")]
    have = [_CLASS_TAIL.sub("", compact(n)) for n in names] or [
        _CLASS_TAIL.sub("", part) for part in key.split("/")
    ]
    if (want[0], want[-1]) == (have[0], have[-1]):
        return True
    return not truth.isdigit() and SequenceMatcher(None, truth, key).ratio() >= _SAME_KEY


def is_right(field: TruthField, value: Value) -> bool:
    """Whether the value is what the truth prints, with its unit."""
    entry = entry_for(field.path)
    text = entry is not None and entry.type is ValueType.TEXT
    number = None if text else _number(field.value)
    if number is not None:
        given = value.value if isinstance(value.value, Decimal) else _number(value.value)
        return number == given and _same_unit(field.unit, value.unit)
    truth, given_text = compact(field.value or ""), compact(str(value.value))
    return _same_text(truth, given_text)


def _same_text(truth: str, given: str) -> bool:
    ends = "。；;，,"
    a, b = truth.strip(ends), given.strip(ends)
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_TEXT


def _number(text: str | None) -> Decimal | None:
    number = parse_number(text or "")
    return None if number is None else number.value


def _same_unit(truth: str | None, given: str | None) -> bool:
    wanted = truth if truth in _UNITS else None
    return wanted is None or wanted == given
