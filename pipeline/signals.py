"""What is known of each value: its own reading, its witnesses, and what stands round it.

One broken sum in a statement is most often the report's own; where many break in one statement, or
other places contradict it again and again, its columns are shifted, its figures cut or its unit is
another: then none of its figures is sure, those that no sum holds least of all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest

from extractors.text.normalise import fold
from pipeline.agreement import Party, Relation, relation
from pipeline.confidence import Signals, best_by_origin, lowest
from pipeline.identities.weighing import Standing
from pipeline.keys import is_named
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Repair

Parties = Mapping[str, Sequence[Party]]

_UNTRIED = Standing()
#: Figures that an identity holds, on the average: total and two parts.
_HELD_BY_ONE = 3
#: Trials and witnesses that a share is taken as if there were more of, all in order.
_MORE = 2.0
#: What no report prints: `066.20`, `.80`, `,345.67`, `1,23.45`.
_MALFORMED = re.compile(r"-?(?:0\d|[.,])|.*,(?:\d{0,2}[.,]|$)")
#: What is left of ≤ and ≥ where small print loses their stroke.
_COMPARED = ("<", ">")
#: Largest amounts of the statements of a report that there are, in 万元.
_LEAST_TOP, _MOST_TOP, _ASKED = Decimal(10), Decimal(5_000_000), 3


@dataclass(frozen=True, slots=True)
class Company:
    """What stands round a value in its statement, form or passage.

    `broken`: share of the identities there that broke, `disputed`: share of the figures stated
    elsewhere too that differ there (0..1). `quantum`: the precision of its figures where noughts at
    the end are printed, so that a coarser figure has lost some; None elsewhere. `scale`: powers of
    ten by which the amounts of the report's statements are out of the range of reports. `exact`:
    share of its sums that close to the last digit.
    """

    broken: float = 0.0
    disputed: float = 0.0
    exact: float = 0.0
    quantum: Decimal | None = None
    scale: float = 0.0


_ALONE = Company()


def all_signals(
    parties: Parties,
    standing: Mapping[str, Standing],
    repairs: Mapping[str, tuple[Repair, ...]],
    doubts: Mapping[str, float],
) -> dict[str, Signals]:
    """The signals of every path, those of its company among them."""
    around = companies(parties, standing)
    return {
        path: signals(
            groups,
            standing.get(path, _UNTRIED),
            repairs.get(path, ()),
            doubts.get(path, 0.0),
            around[groups[0].lead.origin],
        )
        for path, groups in parties.items()
    }


def signals(
    groups: Sequence[Party],
    standing: Standing = _UNTRIED,
    repairs: tuple[Repair, ...] = (),
    doubt: float = 0.0,
    company: Company = _ALONE,
) -> Signals:
    """What speaks for and against the value of the first party."""
    lead = groups[0].lead
    others = [m for m in groups[0].members if m.origin != lead.origin]
    return Signals(
        score=lowest(lead.scores),
        match=lead.scores.match,
        agreeing=best_by_origin((m.origin, lowest(m.scores)) for m in others),
        differing=best_by_origin((m.origin, lowest(m.scores)) for m in _against(groups)),
        read=lead.scores.read,
        bits=standing.support,
        blame=standing.blame,
        ocr=lead.evidence.method in (Method.OCR, Method.REPAIR),
        text=not isinstance(lead.value, Decimal),
        prose=lead.origin.startswith("sentence:"),
        form=lead.origin.startswith("form:"),
        nought=lead.value == 0,
        named=is_named(lead.path),
        rival=max((other.score for other in lead.others), default=0.0),
        repaired=any(repair.applied for repair in repairs),
        questioned=doubt,
        company=company.broken,
        disputed=company.disputed,
        coarse=_is_coarse(lead, company),
        malformed=_is_malformed(lead),
        sign=fold(str(lead.value)).startswith(_COMPARED),
        inexact=_inexact(standing) * company.exact,
        scale=company.scale if lead.value and _is_amount(lead) else 0.0,
    )


def _inexact(standing: Standing) -> float:
    """Share of the sums that hold a value and close only within rounding."""
    sums = standing.exact + standing.rounded
    return standing.rounded / sums if sums else 0.0


def _against(groups: Sequence[Party]) -> list[Candidate]:
    lead = groups[0].lead
    return [
        m for party in groups[1:] for m in party.members if relation(lead, m) is Relation.DIFFERS
    ]


def companies(parties: Parties, standing: Mapping[str, Standing]) -> dict[str, Company]:
    """By origin, what its figures have in common."""
    by_origin: dict[str, list[str]] = defaultdict(list)
    for path, groups in parties.items():
        by_origin[groups[0].lead.origin].append(path)
    scale = _scale(groups[0].lead for groups in parties.values())
    found = {}
    for origin, paths in by_origin.items():
        rows, held = [parties[path] for path in paths], [standing.get(path) for path in paths]
        found[origin] = _company(rows, held, scale if _is_statement(origin) else 0.0)
    return found


def _company(
    rows: Sequence[Sequence[Party]], standing: Sequence[Standing | None], scale: float
) -> Company:
    told = [each for each in standing if each is not None]
    broken = sum(each.blame for each in told)
    closed = sum(each.closed for each in told) / _HELD_BY_ONE
    stated = [groups for groups in rows if _is_stated_elsewhere(groups)]
    disputed = sum(bool(_against(groups)) for groups in stated)
    leads = [groups[0].lead for groups in rows]
    exact, rounded = sum(each.exact for each in told), sum(each.rounded for each in told)
    return Company(
        broken / (broken + closed + _MORE),
        disputed / (len(stated) + _MORE),
        exact / (exact + rounded + _MORE),
        _common_quantum(leads),
        scale,
    )


def _is_stated_elsewhere(groups: Sequence[Party]) -> bool:
    origin = groups[0].lead.origin
    return any(m.origin != origin for party in groups for m in party.members)


def _common_quantum(leads: Sequence[Candidate]) -> Decimal | None:
    """The commonest precision of amounts, where some of them end in a nought."""
    printed = [lead for lead in leads if _is_amount(lead) and lead.value and lead.quantum]
    if not printed:
        return None
    quantum = Counter(lead.quantum for lead in printed).most_common(1)[0][0]
    kept = (lead.raw.rstrip() for lead in printed if lead.quantum == quantum)
    return quantum if any("." in raw and raw.endswith("0") for raw in kept) else None


def _is_coarse(lead: Candidate, company: Company) -> bool:
    known = company.quantum is not None and lead.quantum is not None and _is_amount(lead)
    return known and bool(lead.value) and lead.quantum > company.quantum  # type: ignore[operator]


def _is_amount(lead: Candidate) -> bool:
    return lead.unit == "万元" and isinstance(lead.value, Decimal)


def _is_malformed(lead: Candidate) -> bool:
    return isinstance(lead.value, Decimal) and bool(_MALFORMED.match(fold(lead.raw).strip()))


def _scale(leads: Iterable[Candidate]) -> float:
    """Powers of ten between the largest amounts of all statements and what reports have.

    The third of them is asked: totals stand in several places, a slip of one figure in one.
    """
    stated = (lead for lead in leads if _is_statement(lead.origin) and _is_amount(lead))
    amounts = nlargest(_ASKED, (abs(Decimal(lead.value)) for lead in stated if lead.value))
    if not amounts:
        return 0.0
    top = amounts[-1].log10()
    return float(max(top - _MOST_TOP.log10(), _LEAST_TOP.log10() - top, Decimal(0)))


def _is_statement(origin: str) -> bool:
    return origin.startswith("statement:")
