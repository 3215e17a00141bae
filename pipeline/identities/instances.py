"""From rules over paths to the instances that a report's values allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.identities.figures import Figures, Instance, Term
from schemas.vocabulary.identities import MEMBER, Identity, Relation

#: Lengths of functional codes: 类, 款, 项. Economic codes have the first two.
_CODE_LENGTHS = (3, 5, 7)
_FEWEST_MEMBERS = 2


def instances(identity: Identity, figures: Figures) -> Iterator[Instance]:
    """All instances of the identity whose total was printed."""
    if identity.relation is Relation.HIERARCHY:
        yield from _hierarchy(identity, figures)
    elif identity.relation is Relation.MEMBERS:
        yield from _listed(identity, figures)
    elif identity.relation is Relation.RATE:
        yield from _rates(identity, figures)
    else:
        for key in _members(identity.total, figures):
            yield from _filled(identity, key, figures)


def _members(total: str, figures: Figures) -> list[str]:
    if MEMBER not in total:
        return [""]
    head, tail = total.split(MEMBER)
    return [
        path[len(head) + 1 : len(path) - len(tail) - 1]
        for path in figures
        if path.startswith(head + "[") and path.endswith("]" + tail) and "]" not in _key(path, head)
    ]


def _key(path: str, head: str) -> str:
    return path[len(head) + 1 :].partition("]")[0]


def _filled(identity: Identity, key: str, figures: Figures) -> Iterator[Instance]:
    def fill(path: str) -> str:
        return path.replace(MEMBER, f"[{key}]")

    total = fill(identity.total)
    terms = [Term(fill(path)) for path in identity.addends]
    terms += [Term(fill(path), -1) for path in identity.subtrahends]
    present = tuple(term for term in terms if term.path in figures)
    wanted = len(terms) if identity.relation is Relation.SHARE else identity.minimum
    required = all(fill(path) in figures for path in identity.required)
    if total in figures and required and len(present) >= wanted:
        yield Instance(identity, total, present)


def _rates(identity: Identity, figures: Figures) -> Iterator[Instance]:
    ending, change = f".{identity.total}", f".{identity.addends[0]}"
    for path in figures:
        amount = path.removesuffix(ending)
        if path != amount and amount in figures and amount + change in figures:
            yield Instance(identity, path, (Term(amount + change), Term(amount)))


def _hierarchy(identity: Identity, figures: Figures) -> Iterator[Instance]:
    for measure in identity.measures:
        members = _coded_members(identity.members, measure, figures)
        below = _children(members)
        for code, children in below.items():
            if code and code in members:
                yield Instance(identity, members[code], tuple(Term(members[c]) for c in children))
        root = identity.roots.get(measure, "")
        if root in figures and below.get(""):
            yield Instance(identity, root, tuple(Term(members[c]) for c in below[""]))


def _listed(identity: Identity, figures: Figures) -> Iterator[Instance]:
    """The total with the members that the same place lists: of several places the longest list."""
    total = figures.get(identity.total)
    members = {
        path: figure.origins | {figure.origin}
        for path, figure in figures.items()
        if path.startswith(identity.members + "[") and path.endswith("]")
    }
    places = sorted(total.origins | {total.origin}) if total else []
    lists = [[path for path, origins in members.items() if place in origins] for place in places]
    longest = max(lists, key=len, default=[])
    if len(longest) >= _FEWEST_MEMBERS:
        yield Instance(identity, identity.total, tuple(map(Term, longest)))


def _coded_members(members: str, measure: str, figures: Figures) -> dict[str, str]:
    ending = f"].{measure}" if measure else "]"
    found = {}
    for path in figures:
        if path.startswith(members + "[") and path.endswith(ending):
            code = path[len(members) + 1 : len(path) - len(ending)]
            if code.isdigit() and len(code) in _CODE_LENGTHS:
                found[code] = path
    return found


def _children(codes: dict[str, str]) -> dict[str, list[str]]:
    """Codes by the nearest printed code above them; the top ones under the empty string."""
    below: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        above = [code[:n] for n in _CODE_LENGTHS if n < len(code) and code[:n] in codes]
        below[above[-1] if above else ""].append(code)
    return below
