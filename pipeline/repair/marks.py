"""What must hold among the marks of an evaluation form: weights make a whole, scores the total.

Reports print forms whose marks do not add up, and forms are read in part: on digital text that is
a finding, not a doubt. Here marks serve one purpose, to show what a scan's reader got wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.identities.trial import chance_bits
from pipeline.repair.constraints import Constraint, Figures, Wanted, price_of

#: Weights of the indicators together: all of them, or all but those of carrying out the budget.
_ALL, _REST = Decimal(100), Decimal(90)
#: Marks for carrying out the budget: a tenth of its rate, and no more than this.
_FUND = Decimal(10)
#: Indicators that make a form; with fewer, chance closes too much.
_FEWEST = 3
_MEMBERS = ".indicators["


@dataclass(frozen=True, slots=True)
class WeightsHold:
    """The weights of a form make 100, or 90 beside the marks for carrying out the budget."""

    paths: tuple[str, ...]
    bits: float
    held: bool
    price: float
    rule: str = "weights_of_form"

    def holds(self, figures: Figures) -> bool:
        """Whether they make a whole."""
        return _sum(self.paths, figures) in (_ALL, _REST)

    def wanted(self, figures: Figures) -> None:  # noqa: ARG002 - as the protocol has it
        """Either whole may be meant."""
        return

    def inexact(self, figures: Figures) -> bool:  # noqa: ARG002 - as the protocol has it
        """Marks are not rounded."""
        return False


@dataclass(frozen=True, slots=True)
class ScoresHold:
    """The scores of a form, with the marks for carrying out the budget, make its total."""

    paths: tuple[str, ...]
    fund: Decimal
    slack: Decimal
    bits: float
    held: bool
    price: float
    rule: str = "scores_of_form"

    def holds(self, figures: Figures) -> bool:
        """Whether they add up."""
        return abs(self._gap(figures)) <= self.slack

    def wanted(self, figures: Figures) -> Wanted:
        """What each would be if it alone were wrong."""
        gap, total = self._gap(figures), self.paths[0]
        parts = {path: (figures[path].value + gap, self.slack) for path in self.paths[1:]}
        return parts | {total: (figures[total].value - gap, self.slack)}

    def inexact(self, figures: Figures) -> bool:  # noqa: ARG002 - as the protocol has it
        """Marks are not rounded, but for those of a rate."""
        return False

    def _gap(self, figures: Figures) -> Decimal:
        """Total less what the parts make."""
        return figures[self.paths[0]].value - _sum(self.paths[1:], figures) - self.fund


def marks(figures: Figures) -> Iterator[Constraint]:
    """The constraints of every form with indicators."""
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in figures:
        form, inside, member = path.partition(_MEMBERS)
        if inside:
            rows[form][member.rpartition(".")[2]].append(path)
    for form, by_measure in rows.items():
        weights, scores = by_measure["weight"], by_measure["score"]
        if len(weights) >= _FEWEST:
            yield _weights(tuple(weights), figures)
        if len(weights) == len(scores) >= _FEWEST and f"{form}.score" in figures:
            yield from _scores(form, scores, _sum(weights, figures), figures)


def _weights(paths: tuple[str, ...], figures: Figures) -> WeightsHold:
    whole = max((figures[path] for path in paths), key=lambda figure: figure.value)
    bits = chance_bits(whole, Decimal(0))
    held = _sum(paths, figures) in (_ALL, _REST)
    return WeightsHold(paths, bits, held, price_of(bits, held=held))


def _scores(form: str, scores: list[str], whole: Decimal, figures: Figures) -> Iterator[ScoresHold]:
    fund, slack = _fund(form, whole, figures)
    if fund is None:
        return
    paths, total = (f"{form}.score", *scores), figures[f"{form}.score"]
    bits = chance_bits(total, slack)
    asked = ScoresHold(paths, fund, slack, bits, held=True, price=0.0)
    held = asked.holds(figures)
    yield ScoresHold(paths, fund, slack, bits, held, price_of(bits, held=held))


def _fund(form: str, whole: Decimal, figures: Figures) -> tuple[Decimal | None, Decimal]:
    """Marks for carrying out the budget and how far rounding may part them; None: not known."""
    if whole == _ALL:
        return Decimal(0), Decimal(0)
    rate = figures.get(f"{form}.completion")
    if whole != _REST or rate is None:
        return None, Decimal(0)
    return min(_FUND, rate.value / _FUND), (rate.quantum + figures[f"{form}.score"].quantum) / 2


def _sum(paths: tuple[str, ...] | list[str], figures: Figures) -> Decimal:
    return sum((figures[path].value for path in paths), Decimal(0))
