"""Which parts make one report: those of one agency, year and kind; what names none joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.text.normalise import compact
from pipeline.confidence import lowest
from pipeline.members import Part
from schemas.candidate import Candidate

_NAMES = ("report.agency", "report.fiscal_year", "report.kind")
#: A header fact read with less than this names nothing: a lone table's heading, say.
_SURE = 0.5
#: A kind that only a table's title names is that of the table, not of a report.
_TABLE = re.compile(r"表(\(.{0,16}\))?\d{0,3}$")

Identity = tuple[str | None, ...]


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
        fitting = [b for b in bundles if _agree(b.identity, named)]
        if len(fitting) == 1:
            fitting[0].parts.append(part)
            fitting[0].identity = _merged(fitting[0].identity, named)
        else:
            bundles.append(_Bundle(named, [part]))
    return _in_order(bundles, listed)


def identity(candidates: Sequence[Candidate]) -> Identity:
    """Agency, year and kind that the candidates name most surely; None where they name none."""
    return tuple(_named(candidates, path) for path in _NAMES)


def _named(candidates: Sequence[Candidate], path: str) -> str | None:
    found = [c for c in candidates if c.path == path and lowest(c.scores) >= _SURE]
    best = max(found, key=lambda c: lowest(c.scores), default=None)
    if best is None or (path == "report.kind" and _TABLE.search(compact(best.evidence.verbatim))):
        return None
    return compact(str(best.value))


def _agree(one: Identity, other: Identity) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _merged(one: Identity, other: Identity) -> Identity:
    return tuple(a if a is not None else b for a, b in zip(one, other, strict=True))


def _in_order(bundles: Iterable[_Bundle], listed: Sequence[Part]) -> list[tuple[Part, ...]]:
    place = {id(part): number for number, part in enumerate(listed)}

    def first(part: Part) -> int:
        return place[id(part)]

    grouped = [tuple(sorted(b.parts, key=first)) for b in bundles]
    return sorted(grouped, key=lambda group: first(group[0]))
