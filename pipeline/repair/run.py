"""Repairs of a report: found, and applied where policy says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.agreement import Party, Relation, relation
from pipeline.reconcile import Reconciled
from pipeline.reconcile import reconcile as try_identities
from pipeline.repair.board import Board
from pipeline.repair.options import Option
from pipeline.repair.propose import Proposed, propose
from pipeline.repair.search import solve
from pipeline.repair.shifts import shifts
from pipeline.resolve import Gathered
from pipeline.settings import Settings
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Repair

_ENGINE = "arithmetic 1"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is believed after repair, the identities tried again on it, and repairs by path.

    `doubts`: by path, how likely it is that a slip still stands there, as arithmetic sees it.
    """

    gathered: Gathered
    reconciled: Reconciled
    repairs: Mapping[str, tuple[Repair, ...]] = field(default_factory=dict)
    doubts: Mapping[str, float] = field(default_factory=dict)


def repair(
    gathered: Gathered,
    settings: Settings,
    reconcile: Callable[[Gathered], Reconciled] = try_identities,
) -> Repaired:
    """Look for slips of the reader behind the identities that broke; `reconcile` tries them."""
    reconciled = reconcile(gathered)
    if settings.repair == "never":
        return Repaired(gathered, reconciled)
    board = Board(gathered.parties, reconciled.figures, reconciled.trials)
    found: dict[str, list[Proposed]] = {}
    doubts: dict[str, float] = {}
    for solved in solve(board):
        proposed = propose(board, solved, settings)
        found |= proposed
        doubts |= solved.doubts([p.option for p in _chosen(proposed)])
    repairs = {path: tuple(p.repair for p in proposed) for path, proposed in found.items()}
    moved = shifts(gathered.parties, reconciled.figures, reconciled.trials)
    repairs |= {path: (*repairs.get(path, ()), *more) for path, more in moved.items()}
    chosen = {p.option.path: p.option for p in _chosen(found)}
    if not chosen:
        return Repaired(gathered, reconciled, repairs, doubts)
    after = _applied(gathered, chosen)
    return Repaired(after, reconcile(after), repairs, doubts)


def _chosen(found: Mapping[str, list[Proposed]]) -> list[Proposed]:
    return [p for proposed in found.values() for p in proposed if p.repair.applied]


def _applied(gathered: Gathered, chosen: Mapping[str, Option]) -> Gathered:
    parties = dict(gathered.parties)
    misread = {path: parties[path][0].lead for path in chosen}
    for path, option in chosen.items():
        parties[path] = _with(parties[path], option)
    return replace(gathered, parties=parties, misread=misread)


def _with(groups: list[Party], option: Option) -> list[Party]:
    """The mended figure with the witnesses that agree with it; what was misread is none."""
    read = groups[0].lead
    lead = option.witness or _mended(read, option)
    others = [m for party in groups for m in party.members if m not in (read, option.witness)]
    agreeing = [m for m in others if relation(lead, m) is Relation.AGREES]
    against = [m for m in others if m not in agreeing]
    return [Party([lead, *agreeing]), *(Party([m]) for m in against)]


def _mended(read: Candidate, option: Option) -> Candidate:
    evidence = read.evidence.model_copy(update={"method": Method.REPAIR, "engine": _ENGINE})
    return replace(
        read,
        value=option.value,
        raw=option.raw,
        quantum=option.quantum,
        evidence=evidence,
        others=(),
    )
