"""Wordings that turn round: a rate before its change, amounts and shares behind each other."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.fields.narrative.facts import Fact, Measure
from extractors.fields.narrative.figures import Figure, FigureKind
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.lists import group_of

#: `占比60%，为600万元`
_AMOUNT_BEHIND = re.compile(r",(?:金额)?(?:为|计|共计)")
#: `A600万元，B400万元，分别占60%、40%`
_SHARES_BEHIND = re.compile(
    r",?(?:各自?)?分别占(?:总?(?:收入|支出)(?:合计|总额)?的?|本年(?:收入|支出)(?:合计)?的?|比(?:为)?)?"
)
_OPENING = re.compile(r"\([-+]?$")
_TRUST = 0.9


def rate_in_front(figure: Figure, gap: Gap) -> tuple[Figure, Gap] | None:
    """The change behind a rate in brackets, and what stands before both: 减少（-12.3%）168万元."""
    opening = _OPENING.search(gap.text)
    if figure.kind is not FigureKind.PERCENT or opening is None:
        return None
    if gap.marked.text[figure.end : figure.end + 1] != ")":
        return None
    behind = (f for f in gap.marked.figures if f.start == figure.end + 1)
    change = next((f for f in behind if f.kind is FigureKind.MONEY), None)
    before = Gap(gap.marked, gap.start, gap.start + opening.start())
    turned = any(c.label in ("up", "down") and c.end == before.end for c in before.cues())
    return (change, before) if change is not None and turned else None


def behind_share(figure: Figure, gap: Gap, facts: list[Fact]) -> list[Fact]:
    """The amount of the subject whose share was told right before."""
    last = facts[-1] if facts else None
    if figure.kind is not FigureKind.MONEY or not _AMOUNT_BEHIND.fullmatch(gap.text):
        return []
    if last is None or last.measure is not Measure.SHARE or last.end != gap.start:
        return []
    return [
        replace(
            last,
            measure=Measure.AMOUNT,
            value=figure.value,
            unit="万元",
            start=figure.start,
            end=figure.end,
            quantum=figure.quantum,
            match=min(last.match, _TRUST),
        )
    ]


def shares_of_list(figure: Figure, gap: Gap, facts: list[Fact]) -> list[Fact]:
    """Shares in the order of the amounts told right before them, one each."""
    if figure.kind is not FigureKind.PERCENT or not _SHARES_BEHIND.fullmatch(gap.text):
        return []
    group = group_of(figure, gap)
    told = facts[-len(group) :]
    if len(group) < 2 or len(told) < len(group) or told[-1].end != gap.start:
        return []
    if not _is_list(told, facts, gap.marked.text):
        return []
    return [_share(amount, share) for amount, share in zip(told, group, strict=True)]


def _is_list(told: list[Fact], facts: list[Fact], text: str) -> bool:
    """Whether the amounts are all of a list: nothing but its whole stands before it."""
    if any(f.measure is not Measure.AMOUNT for f in told):
        return False
    before = facts[: -len(told)]
    start = text.rfind("。", 0, told[0].start) + 1
    whole = [f for f in before if f.start >= start]
    opened = re.search(r"其中|:", text[whole[-1].end if whole else start : told[0].start])
    return len(whole) <= 1 and (not whole or opened is not None)


def _share(amount: Fact, share: Figure) -> Fact:
    return replace(
        amount,
        measure=Measure.SHARE,
        value=share.value,
        unit="%",
        start=share.start,
        end=share.end,
        quantum=share.quantum,
        match=min(amount.match, _TRUST),
    )
