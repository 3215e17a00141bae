"""From candidates to one value a path: witnesses brought together, one chosen, the others kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.agreement import Party, parties
from pipeline.confidence import confidence, lowest
from pipeline.identities.weighing import Standing
from pipeline.keys import align, member_path
from pipeline.parts import without_parts
from pipeline.settings import Settings
from pipeline.signals import all_signals
from pipeline.wholes import settle_wholes
from schemas.candidate import Candidate
from schemas.evidence import Evidence
from schemas.report import Issue, Repair, Severity, Status, Value, Witness
from schemas.vocabulary.paths import entry_for

#: Decimals of a confidence: what is judged is what is written.
_DECIMALS = 4
_YEAR = "report.fiscal_year"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Witnesses by path, those who are believed first.

    `apart`: witnesses that the report dates to another year. `unknown`: paths that the vocabulary
    does not have; an extractor's mistake, and said. `misread`: what stood there where a repair
    took its place.
    """

    parties: dict[str, list[Party]]
    names: dict[str, tuple[str, ...]]
    apart: tuple[Candidate, ...] = ()
    unknown: tuple[str, ...] = ()
    fiscal_year: int | None = None
    misread: Mapping[str, Candidate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One value a path, and what could not be placed."""

    values: dict[str, Value]
    issues: tuple[Issue, ...] = field(default=())


def gather(candidates: Iterable[Candidate], settings: Settings) -> Gathered:
    """Bring the witnesses of each path together; figures of other years are set apart."""
    known: list[Candidate] = []
    unknown: dict[str, None] = {}
    for candidate in candidates:
        if entry_for(candidate.path) is None:
            unknown[candidate.path] = None
        else:
            known.append(candidate)
    aligned = settle_wholes(align(known))
    year = _fiscal_year(aligned, settings)
    stated = {c.path for c in aligned if not _is_of_another_year(c, year)}
    by_path: dict[str, list[Candidate]] = {}
    apart: list[Candidate] = []
    for candidate in aligned:
        if _is_of_another_year(candidate, year) and not _is_sole_form(candidate, stated):
            apart.append(candidate)
        else:
            by_path.setdefault(candidate.path, []).append(candidate)
    found = {
        path: parties(without_parts(_once(group)), settings.sure) for path, group in by_path.items()
    }
    return Gathered(found, _names(aligned), tuple(apart), tuple(unknown), year)


def resolve(
    gathered: Gathered,
    settings: Settings,
    standing: Mapping[str, Standing] | None = None,
    repairs: Mapping[str, tuple[Repair, ...]] | None = None,
    doubts: Mapping[str, float] | None = None,
) -> Resolved:
    """Choose a value for each path; `standing` is what identities say of it, `doubts` repair."""
    mended = repairs or {}
    known = all_signals(gathered.parties, standing or {}, mended, doubts or {})
    values = {}
    for path, groups in gathered.parties.items():
        value = _value(groups, confidence(known[path]), settings)
        if path in mended:
            value = _with_repairs(value, mended[path], gathered.misread.get(path))
        values[path] = value
    return Resolved(values, tuple(map(_unknown_path, gathered.unknown)))


def _value(groups: list[Party], confident: float, settings: Settings) -> Value:
    lead = groups[0].lead
    sure = round(confident, _DECIMALS)
    return Value(
        value=lead.value,
        unit=lead.unit,
        raw=lead.raw,
        confidence=sure,
        status=Status.ACCEPTED if sure >= settings.accept else Status.NEEDS_REVIEW,
        scores=lead.scores,
        evidence=_evidence(groups[0]),
        witnesses=tuple(_witness(m) for party in groups[1:] for m in party.members),
    )


def _with_repairs(value: Value, repairs: tuple[Repair, ...], misread: Candidate | None) -> Value:
    """The value with its repairs; what was read instead is its first witness."""
    read = () if misread is None else (_witness(misread),)
    return value.model_copy(update={"repairs": repairs, "witnesses": (*read, *value.witnesses)})


def _evidence(party: Party) -> tuple[Evidence, ...]:
    return tuple({m.evidence.model_dump_json(): m.evidence for m in party.members}.values())


def _witness(candidate: Candidate) -> Witness:
    return Witness(
        value=candidate.value,
        unit=candidate.unit,
        raw=candidate.raw,
        evidence=candidate.evidence,
        scores=candidate.scores,
    )


def _once(group: list[Candidate]) -> list[Candidate]:
    """One witness a place: what two extractors read from the same characters counts once."""
    kept: dict[tuple[str, str], Candidate] = {}
    for candidate in group:
        place = (candidate.evidence.location.model_dump_json(), str(candidate.value))
        before = kept.get(place)
        if before is None or lowest(before.scores) < lowest(candidate.scores):
            kept[place] = candidate
    return list(kept.values())


def _fiscal_year(candidates: list[Candidate], settings: Settings) -> int | None:
    years = [c for c in candidates if c.path == _YEAR]
    if not years:
        return None
    text = str(parties(years, settings.sure)[0].lead.value)
    return int(text) if text.isdigit() else None


def _is_of_another_year(candidate: Candidate, year: int | None) -> bool:
    if year is None or candidate.year is None or candidate.path.startswith("report."):
        return False
    return candidate.year != year


def _is_sole_form(candidate: Candidate, stated: set[str]) -> bool:
    """Whether it stands in a form that alone states the path.

    Reports annex forms under the heading of another year: they belong to the report, and the
    heading is a finding.
    """
    return candidate.origin.startswith("form:") and candidate.path not in stated


def _names(candidates: list[Candidate]) -> dict[str, tuple[str, ...]]:
    """Printed names by member: the fullest that any witness prints."""
    found: dict[str, tuple[str, ...]] = {}
    for candidate in candidates:
        member = member_path(candidate.path) if candidate.names else None
        if member is not None and len(candidate.names) > len(found.get(member, ())):
            found[member] = candidate.names
    return found


def _unknown_path(path: str) -> Issue:
    return Issue(
        code="unknown_path",
        message=f"a figure was read for {path}, which the vocabulary does not have",
        severity=Severity.ERROR,
    )
