"""The identities of a report tried on its values, and what that says of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.agreement import Party
from pipeline.confidence import confidence
from pipeline.identities.figures import Figure
from pipeline.identities.support import Reconciliation
from pipeline.identities.support import reconcile as try_identities
from pipeline.identities.weighing import Standing
from pipeline.resolve import Gathered
from pipeline.signals import signals
from schemas.evidence import Location

#: Rows and columns with calculation errors, by the location of a cell in them.
Spoilt = Mapping[Location, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Figures as identities see them, and the trials."""

    figures: dict[str, Figure]
    trials: Reconciliation

    @property
    def standing(self) -> Mapping[str, Standing]:
        """By path, what the trials say of the value."""
        return self.trials.standing


def reconcile(gathered: Gathered, spoilt: Spoilt | None = None) -> Reconciled:
    """Try all identities on the values that their witnesses make believed.

    `spoilt`: by location, the rows and columns of tables that hold calculation errors.
    """
    figures = {
        path: figure
        for path, groups in gathered.parties.items()
        if (figure := _figure(groups, spoilt or {})) is not None
    }
    return Reconciled(figures, try_identities(figures))


def _figure(groups: list[Party], spoilt: Spoilt) -> Figure | None:
    lead = groups[0].lead
    if not isinstance(lead.value, Decimal):
        return None
    quantum = lead.quantum if lead.quantum is not None else Decimal(0)
    doubt = 1 - confidence(signals(groups))
    places = spoilt.get(lead.evidence.location, frozenset())
    origins = frozenset(member.origin for member in groups[0].members)
    return Figure(lead.value, quantum, doubt, lead.origin, origins, places)
