"""One report against its truth: found, right, wrong, missing, spurious, by family of paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from extractors.text.normalise import compact
from pipeline.evaluation.matching import Index, is_right
from pipeline.evaluation.truth import Truth, TruthField
from schemas.report import Status, Value

#: Parts of the vocabulary that are scored: elsewhere nothing is asked for or held against a report.
NOT_SCORED = ("text.", "glossary[")


class Mark(StrEnum):
    """What became of one fact, or of one value."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact of the truth or a value of the report, judged.

    `confidence`, `accepted` and `repaired` (a repair took the place of what was read) are the
    value's; None and False where there is none. `characters`: those of the truth that came through
    in their order, and all of them.
    """

    path: str
    mark: Mark
    wanted: tuple[str, ...] = ()
    given: str | None = None
    confidence: float | None = None
    accepted: bool = False
    characters: tuple[int, int] = (0, 0)
    repaired: bool = False


def judge(
    truth: Truth, values: Mapping[str, Value], names: Mapping[str, tuple[str, ...]]
) -> list[Judged]:
    """Judge every fact of the truth and every value beyond it."""
    index = Index(values, names)
    used: set[str] = set()
    judged = []
    for path, fields in truth.by_path().items():
        hits = index.find([path, *(alt for f in fields for alt in f.alt_path)])
        used.update(hits)
        if _is_scored(path) and not all(field.optional for field in fields):
            judged.append(_judge_fact(path, fields, hits, values))
    return judged if truth.partial else [*judged, *_spurious(truth, values, used)]


def _judge_fact(
    path: str, fields: list[TruthField], hits: list[str], values: Mapping[str, Value]
) -> Judged:
    wanted = tuple(field.value or "" for field in fields)
    if not hits:
        return Judged(path, Mark.MISSING, wanted)
    value = values[hits[0]]
    right = any(is_right(field, value) for field in fields)
    told = _with_value(path, Mark.RIGHT if right else Mark.WRONG, wanted, value)
    return replace(told, characters=_best(fields, value))


def _best(fields: list[TruthField], value: Value) -> tuple[int, int]:
    """Characters in common with the printed form that the value is nearest to."""
    printed = [text for f in fields if (text := compact(f.raw or f.value or ""))]
    read = {compact(value.raw), compact(str(value.value))}
    pairs = [(_common(text, given), len(text)) for text in printed for given in read]
    return max(pairs, key=lambda pair: pair[0] / pair[1], default=(0, 0))


def _common(one: str, other: str) -> int:
    if one == other:
        return len(one)
    return sum(
        b.size for b in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )


def _spurious(truth: Truth, values: Mapping[str, Value], used: set[str]) -> Iterable[Judged]:
    loose = truth.loose_figures()
    for path, value in values.items():
        known = path in used or (isinstance(value.value, Decimal) and value.value in loose)
        if _is_scored(path) and not known:
            yield _with_value(path, Mark.SPURIOUS, (), value)


def _with_value(path: str, mark: Mark, wanted: tuple[str, ...], value: Value) -> Judged:
    return Judged(
        path,
        mark,
        wanted,
        str(value.value),
        value.confidence,
        accepted=value.status in (Status.ACCEPTED, Status.CORRECTED),
        repaired=any(repair.applied for repair in value.repairs),
    )


def _is_scored(path: str) -> bool:
    return not path.startswith(NOT_SCORED)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and the ratios that follow from them; a ratio without a base is None."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    spurious: int = 0
    accepted: int = 0
    accepted_wrong: int = 0
    read: int = 0
    printed: int = 0

    @property
    def characters(self) -> float | None:
        """Share of the characters of found facts that came through."""
        return self.read / self.printed if self.printed else None

    @property
    def facts(self) -> int:
        """Facts that the truth asks for."""
        return self.right + self.wrong + self.missing

    @property
    def recall(self) -> float | None:
        """Share of the facts that the report has right."""
        return self.right / self.facts if self.facts else None

    @property
    def precision(self) -> float | None:
        """Share of right ones among all values given."""
        given = self.right + self.wrong + self.spurious
        return self.right / given if given else None

    @property
    def risk(self) -> float | None:
        """Share of wrong ones among the values that no person was asked about."""
        return self.accepted_wrong / self.accepted if self.accepted else None


def summarise(judged: Iterable[Judged]) -> Summary:
    """Count the marks."""
    rows = list(judged)
    marks = Counter(row.mark for row in rows)
    sure = [row for row in rows if row.accepted]
    return Summary(
        right=marks[Mark.RIGHT],
        wrong=marks[Mark.WRONG],
        missing=marks[Mark.MISSING],
        spurious=marks[Mark.SPURIOUS],
        accepted=len(sure),
        accepted_wrong=sum(row.mark is not Mark.RIGHT for row in sure),
        read=sum(row.characters[0] for row in rows),
        printed=sum(row.characters[1] for row in rows),
    )


def family(path: str) -> str:
    """The first part of a path: how figures are broken down."""
    return path.partition(".")[0].partition("[")[0]
