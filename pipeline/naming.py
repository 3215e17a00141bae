"""Whose report it is, of which year and kind, as far as its own words say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.text.normalise import compact
from pipeline.confidence import lowest
from schemas.candidate import Candidate

_NAMES = ("report.agency", "report.fiscal_year", "report.kind")
#: A header fact read with less than this names nothing: a lone table's heading, say.
_SURE = 0.5
#: A kind that only a table's title names is that of the table, not of a report.
_TABLE = re.compile(r"表(\(.{0,16}\))?\d{0,3}$")

#: Agency, fiscal year, kind; None where it is not named.
Identity = tuple[str | None, ...]


def identity(candidates: Sequence[Candidate]) -> Identity:
    """Agency, year and kind that the candidates name most surely; None where they name none."""
    return tuple(_named(candidates, path) for path in _NAMES)


def agree(one: Identity, other: Identity) -> bool:
    """Whether nothing that both name differs."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def same(one: Identity, other: Identity) -> bool:
    """Whether both name the same agency (its place may be left out), year and kind."""
    if one[1:] != other[1:]:
        return False
    a, b = one[0] or "", other[0] or ""
    return a == b or (min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a)))


def merged(one: Identity, other: Identity) -> Identity:
    """What either of them names."""
    return tuple(a if a is not None else b for a, b in zip(one, other, strict=True))


def _named(candidates: Sequence[Candidate], path: str) -> str | None:
    found = [c for c in candidates if c.path == path and lowest(c.scores) >= _SURE]
    best = max(found, key=lambda c: lowest(c.scores), default=None)
    if best is None or (path == "report.kind" and _TABLE.search(compact(best.evidence.verbatim))):
        return None
    return compact(str(best.value))
