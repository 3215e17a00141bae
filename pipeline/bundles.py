"""Which parts make one report: those of one agency, year and kind; what names none joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.members import Part
from pipeline.naming import Identity, agree, identity, merged


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


def _in_order(bundles: Iterable[_Bundle], listed: Sequence[Part]) -> list[tuple[Part, ...]]:
    place = {id(part): number for number, part in enumerate(listed)}

    def first(part: Part) -> int:
        return place[id(part)]

    grouped = [tuple(sorted(b.parts, key=first)) for b in bundles]
    return sorted(grouped, key=lambda group: first(group[0]))
