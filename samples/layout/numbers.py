"""How a number is printed: decimals, trailing zeros, thousands separators, units."""

from dataclasses import dataclass
from decimal import Decimal

from samples.model.money import WAN, rounded


@dataclass(frozen=True)
class Style:
    """`places` decimals; `trim` drops trailing zeros; `grouped` prints thousands separators."""

    places: int = 2
    trim: bool = False
    grouped: bool = False

    def show(self, value: Decimal) -> str:
        """The printed form."""
        text = f"{rounded(value, self.places):{',' if self.grouped else ''}f}"
        if self.trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text


def wan(value: Decimal) -> Decimal:
    """元 to 万元."""
    return value / WAN


def plain(text: str) -> str:
    """The value that a printed number states: no separators, no percent sign."""
    return text.replace(",", "").rstrip("%")


def to_wan(text: str) -> str:
    """A printed 元 figure as 万元, exactly."""
    return f"{(Decimal(plain(text)) / WAN).normalize():f}" if Decimal(plain(text)) else plain(text)
