"""A share of a sample, and between what bounds the share of the whole may lie."""

from __future__ import annotations

import math
from dataclasses import dataclass

_NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """`hits` of `count`; `low` and `high` bound the share at 95 % (Wilson)."""

    count: int
    hits: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share seen; None where nothing was."""
        return self.hits / self.count if self.count else None


def wilson(count: int, hits: int) -> Interval:
    """The Wilson interval of a share; 0 to 1 where nothing was counted."""
    if count == 0:
        return Interval(0, 0, 0.0, 1.0)
    share, squared = hits / count, _NORMAL_95**2
    scale = 1 + squared / count
    middle = (share + squared / (2 * count)) / scale
    spread = share * (1 - share) / count + squared / (4 * count**2)
    reach = _NORMAL_95 * math.sqrt(spread) / scale
    return Interval(count, hits, max(0.0, middle - reach), min(1.0, middle + reach))
