"""What else a figure may be: its witnesses, the recogniser's other readings, single slips."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.text.numbers import parse_number
from pipeline.agreement import Party, Relation, relation
from pipeline.confidence import lowest
from pipeline.repair.confusions import confusions
from pipeline.repair.slips import slips
from schemas.candidate import Candidate
from schemas.evidence import Method
from schemas.report import Cause

#: A reading is never doubted more, or less, than this, in bits.
_MOST_SURE = 6.0
_LEAST_SCORE = 0.01
#: What believing another witness costs beside the doubt of that witness.
_OTHER_WITNESS = 1.0
_UNIT_STEP = Decimal(10_000)
#: Amounts of a department, in 万元: a cent of 万元 up to a trillion 元.
_LEAST_AMOUNT, _MOST_AMOUNT = Decimal("0.01"), Decimal(100_000_000)
#: `04.77`: no report prints that.
_LEADING = re.compile(r"-?(?:0[\d,]|\.)")
#: Precisions that figures are printed with.
_PRINTED = (Decimal(1), Decimal("0.01"))
#: Companions that are negative as often as not.
_SIGNED = (".change", ".change_rate")


@dataclass(frozen=True, slots=True)
class Option:
    """Another figure for a path.

    `bits`: how unlikely it is that this one was meant (the price of the slip and the sureness of
    the reading together). `witness` states it, where it is another witness's figure.
    """

    path: str
    value: Decimal
    raw: str
    quantum: Decimal
    cause: Cause
    change: str
    bits: float
    witness: Candidate | None = None

    @property
    def plausibility(self) -> float:
        """The price as a chance, 0..1."""
        return min(1.0, math.exp2(-self.bits))


def repairable(groups: list[Party]) -> bool:
    """Whether the figure was read by OCR: digital text is what the report prints."""
    lead = groups[0].lead
    return isinstance(lead.value, Decimal) and lead.evidence.method is Method.OCR


def options(groups: list[Party]) -> list[Option]:
    """Other figures for the path, each once at its lowest price, cheapest first."""
    lead = groups[0].lead
    best: dict[Decimal, Option] = {}
    for option in (*_witnessed(groups), *_readings(lead), *_slips(lead), *_units(lead)):
        known = best.get(option.value)
        if option.value != lead.value and (known is None or option.bits < known.bits):
            best[option.value] = option
    return sorted(best.values(), key=lambda option: (option.bits, option.value))


def sureness(candidate: Candidate) -> float:
    """How sure the reading of the characters is, in bits."""
    read = candidate.scores.read
    return min(_MOST_SURE, -math.log2(max(1 - read, 2.0**-_MOST_SURE)))


def _witnessed(groups: list[Party]) -> Iterator[Option]:
    lead = groups[0].lead
    for party in groups:
        for other in party.members:
            if relation(lead, other) is Relation.AGREES or not isinstance(other.value, Decimal):
                continue
            bits = _OTHER_WITNESS - math.log2(max(_LEAST_SCORE, lowest(other.scores)))
            yield _option(lead, other.value, other.raw, Cause.WITNESS, bits, other)


def _readings(lead: Candidate) -> Iterator[Option]:
    for other in lead.others:
        bits = -math.log2(max(_LEAST_SCORE, other.score))
        yield _option(lead, other.value, other.raw, Cause.OTHER_READING, bits)


def _slips(lead: Candidate) -> Iterator[Option]:
    read = parse_number(lead.raw)
    if read is None or not lead.quantum or not isinstance(lead.value, Decimal):
        return
    scale, sign = lead.quantum / read.quantum, 1
    if read.value * scale == -lead.value and lead.value:
        sign = -1
    elif read.value * scale != lead.value:
        return
    for slip in slips(lead.raw, signed=lead.path.endswith(_SIGNED)):
        meant = parse_number(slip.text)
        odd = _LEADING.match(slip.text) and not _LEADING.match(lead.raw)
        if (
            meant is not None
            and not odd
            and _is_printed_so(meant.quantum, read.quantum, slip.cause)
        ):
            yield Option(
                lead.path,
                meant.value * scale * sign,
                slip.text,
                meant.quantum * scale,
                slip.cause,
                slip.change,
                slip.bits + sureness(lead),
            )


def _is_printed_so(meant: Decimal, read: Decimal, cause: Cause) -> bool:
    """Whether a figure has the decimals that a report prints: those of its reading, two, none."""
    kept = meant == read or meant in _PRINTED
    return kept and (meant <= read or cause is Cause.POINT or read not in _PRINTED)


def _units(lead: Candidate) -> Iterator[Option]:
    """Ten thousand times more or less: its table's unit was misread."""
    if not isinstance(lead.value, Decimal) or not lead.value or lead.unit != "万元":
        return
    for value in (lead.value * _UNIT_STEP, lead.value / _UNIT_STEP):
        if _LEAST_AMOUNT <= abs(value) <= _MOST_AMOUNT:
            yield _option(lead, value, lead.raw, Cause.UNIT, confusions().whole.unit)


def _option(
    lead: Candidate,
    value: Decimal,
    raw: str,
    cause: Cause,
    bits: float,
    witness: Candidate | None = None,
) -> Option:
    quantum = (witness or lead).quantum or Decimal(0)
    change = f"{' '.join(lead.raw.split())}→{' '.join(raw.split())}"
    return Option(lead.path, value, raw, quantum, cause, change, max(0.0, bits), witness)
