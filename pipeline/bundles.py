"""Which parts make one report: those of one agency, year and kind; what names none joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.members import Part
from pipeline.naming import Identity, agree, identity, merged
from schemas.report import Issue, Severity
from schemas.vocabulary.statements import Rows, forms

#: Files that share this many statements with figures hold the same report.
_TWIN_STATEMENTS = 3


@dataclass(slots=True)
class _Bundle:
    identity: Identity
    parts: list[Part] = field(default_factory=list)


def bundle(parts: Iterable[Part]) -> list[tuple[Part, ...]]:
    """Parts by report, in the order in which the reports begin.

    A part is put with the one bundle that it agrees with; with several that it could belong to
    (it names no agency), it stays alone rather than lend its figures to the wrong report.
    """
    listed = list(parts)
    known = {id(part): identity(part.candidates) for part in listed}
    ordered = sorted(listed, key=lambda p: sum(name is None for name in known[id(p)]))
    bundles: list[_Bundle] = []
    for part in ordered:
        named = known[id(part)]
        fitting = [b for b in bundles if agree(b.identity, named)]
        if len(fitting) == 1:
            fitting[0].parts.append(part)
            fitting[0].identity = merged(fitting[0].identity, named)
        else:
            bundles.append(_Bundle(named, [part]))
    return _in_order(bundles, listed)


def twins(parts: Sequence[Part]) -> tuple[Issue, ...]:
    """Files of one report that hold the same statements: one report published twice.

    All are kept as witnesses: where they differ, that is a finding.
    """
    held = [(part, _statements(part)) for part in parts]
    pairs = combinations(held, 2)
    return tuple(
        _twin(one, other) for (one, a), (other, b) in pairs if len(a & b) >= _TWIN_STATEMENTS
    )


def _statements(part: Part) -> set[str]:
    read = (s for s in part.structured.statements if s.statement and not s.nil)
    return {str(s.statement) for s in read if forms()[str(s.statement)].kind is not Rows.NONE}


def _twin(one: Part, other: Part) -> Issue:
    message = f"{other.source.name} 与 {one.source.name} 是同一份报告（机构、年度、文种及报表相同）"
    return Issue(code="duplicate_report", message=message, severity=Severity.NOTE)


def _in_order(bundles: Iterable[_Bundle], listed: Sequence[Part]) -> list[tuple[Part, ...]]:
    place = {id(part): number for number, part in enumerate(listed)}

    def first(part: Part) -> int:
        return place[id(part)]

    grouped = [tuple(sorted(b.parts, key=first)) for b in bundles]
    return sorted(grouped, key=lambda group: first(group[0]))
