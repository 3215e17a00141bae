"""What a typed value would do to the identities, before it is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.review.errors import InvalidDecisionError
from pipeline.review.explaining import Effect, IdentityLine, Known, effect, explain
from pipeline.review.ledger import Ledger
from pipeline.review.settling import print_scale, typed_figure


@dataclass(frozen=True, slots=True)
class Check:
    """The identities with a typed value in them; `problem`: why it is none."""

    value: Decimal | None = None
    problem: str = ""
    effect: Effect = field(default_factory=Effect)
    identities: tuple[IdentityLine, ...] = ()


def check(ledger: Ledger, path: str, known: Known, typed: str, *, printed: bool) -> Check:
    """Try a typed value, in the unit of the print if so told; nothing typed shows what is."""
    if not typed.strip() or path not in ledger.figures:
        return Check(identities=tuple(explain(ledger, path, known)))
    try:
        value = typed_figure(typed.strip(), _scale(ledger, path) if printed else None)
    except InvalidDecisionError as error:
        return Check(problem=error.message, identities=tuple(explain(ledger, path, known)))
    changed = {path: value}
    done = effect(ledger, path, known, changed)
    return Check(value, "", done, tuple(explain(ledger, path, {**known, **changed})))


def _scale(ledger: Ledger, path: str) -> Decimal:
    scale = ledger.scale(path)
    return print_scale({"scale": scale})
