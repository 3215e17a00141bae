"""Misreadings made on purpose: what repair does to them, counted. No picture, no engine.

    python -m pipeline.repair.simulate DOCUMENT… [--rate 0.02] [--seeds 3]

The figures of digital reports are taken for OCR and some are misread: mostly look-alikes, but also
any figure for any other, figures lost and added, lost points and minus signs, cells not read at
all. What is misread, how sure the reader is and what else it offers is drawn from tables of its
own, so that repair does not know them. What the reports print is the truth, their errors included.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.text.numbers import parse_number
from schemas.candidate import Candidate, OtherReading
from schemas.evidence import Method

#: By figure, what a reader makes of it: several of equal weight.
_MISREAD = {
    "0": "8669",
    "1": "7742",
    "2": "7713",
    "3": "8859",
    "4": "1196",
    "5": "6638",
    "6": "8805",
    "7": "1129",
    "8": "3306",
    "9": "8340",
}
#: Shares of what happens to a figure that is misread.
_HAPPENS = {"look_alike": 70, "any": 10, "lost": 6, "added": 6, "point": 5, "sign": 3}


@dataclass(frozen=True, slots=True)
class Wear:
    """How bad the reading is: shares of figures misread and of cells not read at all.

    `offered`: how often the right reading is among the others; `sure`: how often a misreading is
    as sure as a right one.
    """

    misread: float = 0.02
    unread: float = 0.005
    offered: float = 0.5
    sure: float = 0.15


@dataclass(slots=True)
class Worn:
    """Candidates after the wear, and what the report prints at the path of each."""

    candidates: list[Candidate] = field(default_factory=list)
    printed: dict[str, Decimal] = field(default_factory=dict)


def wear(candidates: Iterable[Candidate], how: Wear, chance: random.Random) -> list[Candidate]:
    """The candidates as a scan of the report might give them."""
    worn = []
    places: dict[str, Candidate | None] = {}
    for candidate in candidates:
        place = f"{candidate.evidence.location} {candidate.raw}"
        if place not in places:
            places[place] = _read(candidate, how, chance)
        seen = places[place]
        if seen is not None:
            worn.append(_as_at(candidate, seen))
    return worn


def _as_at(candidate: Candidate, seen: Candidate) -> Candidate:
    """Two extractors that read the same characters read them alike."""
    return seen if seen.path == candidate.path else replace(seen, path=candidate.path)


def _read(candidate: Candidate, how: Wear, chance: random.Random) -> Candidate | None:
    by_ocr = candidate.evidence.model_copy(update={"method": Method.OCR})
    scanned = replace(candidate, evidence=by_ocr)
    if not isinstance(candidate.value, Decimal) or parse_number(candidate.raw) is None:
        return _scored(scanned, chance.uniform(0.9, 1.0))
    drawn = chance.random()
    if drawn < how.unread:
        return None
    if drawn < how.unread + how.misread:
        return _misread(scanned, how, chance)
    score = chance.uniform(0.93, 1.0) if chance.random() < 0.97 else chance.uniform(0.5, 0.93)
    others = (_other(candidate, text, chance) for text in _changes(candidate.raw, 2, chance))
    offered = tuple(o for o in others if o is not None) if score < 0.97 else ()
    return replace(_scored(scanned, score), others=offered)


def _misread(scanned: Candidate, how: Wear, chance: random.Random) -> Candidate | None:
    text = next(iter(_changes(scanned.raw, 1, chance)), None)
    other = None if text is None else _other(scanned, text, chance)
    if other is None or text is None:
        return _scored(scanned, 0.8)
    sure = chance.random() < how.sure
    score = chance.uniform(0.93, 1.0) if sure else chance.uniform(0.4, 0.95)
    true = OtherReading(Decimal(scanned.value), scanned.raw, chance.uniform(0.02, 0.4))
    offered = [true] if chance.random() < how.offered and not sure else []
    for wrong in _changes(text, 1, chance):
        rival = _other(scanned, wrong, chance)
        offered += [rival] if rival is not None and rival.value != scanned.value else []
    read = parse_number(text)
    quantum = scanned.quantum or Decimal(0)
    before = parse_number(scanned.raw)
    if read is not None and before is not None:
        quantum = quantum / before.quantum * read.quantum
    changed = replace(scanned, value=other.value, raw=text, quantum=quantum, others=tuple(offered))
    return _scored(changed, score)


def _scored(candidate: Candidate, read: float) -> Candidate:
    scores = candidate.scores.model_copy(update={"read": round(read, 4)})
    return replace(candidate, scores=scores)


def _other(candidate: Candidate, text: str, chance: random.Random) -> OtherReading | None:
    """The text as an amount in the unit of the candidate; None where it is no numeral."""
    before, after = parse_number(candidate.raw), parse_number(text)
    if before is None or after is None or not candidate.quantum:
        return None
    scale = candidate.quantum / before.quantum
    if before.value * scale == -Decimal(candidate.value):
        scale = -scale
    value = after.value * scale
    return OtherReading(value, text, chance.uniform(0.01, 0.2))


def _changes(raw: str, count: int, chance: random.Random) -> Sequence[str]:
    return [text for _ in range(count) if (text := _changed(raw, chance)) is not None]


def _changed(raw: str, chance: random.Random) -> str | None:
    """One misreading of a numeral; None where there is no figure in it."""
    places = [i for i, c in enumerate(raw) if c in _MISREAD]
    if not places:
        return None
    place = chance.choice(places)
    kinds = list(_HAPPENS)
    kind = chance.choices(kinds, weights=[_HAPPENS[kind] for kind in kinds])[0]
    if kind == "point":
        return raw.replace(".", "", 1) if "." in raw else raw + raw[-1]
    if kind == "sign":
        return raw.lstrip("-") if raw.startswith("-") else f"-{raw}"
    return raw[:place] + _instead(kind, raw[place], chance) + raw[place + 1 :]


def _instead(kind: str, figure: str, chance: random.Random) -> str:
    """What stands in the place of one figure."""
    if kind == "look_alike":
        return chance.choice(_MISREAD[figure])
    if kind == "any":
        return chance.choice([other for other in _MISREAD if other != figure])
    return figure * 2 if kind == "added" else ""
