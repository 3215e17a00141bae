"""The functions that a form's sentences call: each prints a value and notes what the print says."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jinja2 import Environment, StrictUndefined

from samples.layout.blocks import Mark, Witness
from samples.layout.book import Book, named, unit_of
from samples.layout.form import Form
from samples.layout.numbers import Style, plain, wan
from samples.model.catalog import table
from samples.model.money import share

MARKED = re.compile("\ue000([0-9,]+)\ue001(.*?)\ue002", re.DOTALL)
#: Methods that a form's sentences may call.
FUNCTIONS = (
    *("m", "n", "pct", "points", "chg", "chg_amount", "chg_rate", "ratio", "gap", "yuan"),
    *("why", "reason", "say", "perhaps", "nil", "value", "up", "flat", "pick", "coin", "words"),
)
#: Templates give plain text, never a page: nothing is to be escaped.
ENVIRONMENT = Environment(
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701
)


@dataclass
class Pen:
    """Prints values of a book in one form's style; `rng` chooses among wordings."""

    book: Book
    form: Form
    rng: random.Random
    names: dict[str, Any] = field(default_factory=dict)
    noted: list[Witness] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Styles of the form."""
        numbers = self.form.numbers
        self.money_style = Style(numbers.places, numbers.trim, numbers.grouped)
        self.rate_style = Style(numbers.rate_places, numbers.rate_trim)
        shared = {} if self.form.held_out else table("variants")["pieces"]
        pieces = {**shared, **self.form.variants}
        self.pieces = {piece: self.rng.choice(options) for piece, options in pieces.items()}

    def render(self, template: str) -> str:
        """A template's text, still with its marks."""
        for piece, chosen in self.pieces.items():
            template = template.replace(piece, chosen)
        return ENVIRONMENT.from_string(template).render(self.names | self._functions())

    def _functions(self) -> dict[str, Callable[..., Any]]:
        return {name: getattr(self, name) for name in FUNCTIONS}

    def mark(self, raw: str, *witnesses: Witness) -> str:
        """The print with a reference to what it says."""
        first = len(self.noted)
        self.noted += witnesses
        return f"\ue000{','.join(str(first + i) for i in range(len(witnesses)))}\ue001{raw}\ue002"

    def _said(self, path: str, value: str, unit: str, raw: str) -> str:
        return self.mark(raw, Witness(path, value, unit, raw, named(path)))

    def m(self, path: str) -> str:
        """Money in 万元, the number alone."""
        raw = self.money_style.show(wan(self.book.get(path)))
        return self._said(path, plain(raw), "万元", raw)

    def n(self, path: str, unit: str = "") -> str:
        """A count; with its measure word after it."""
        raw = f"{self.book.get(path):f}"
        return self._said(path, raw, unit, raw) + unit

    def pct(self, path: str) -> str:
        """A share or completion in percent, with its sign."""
        raw = self.rate_style.show(self.book.get(path))
        return self._said(path, raw, "%", raw + "%")

    def points(self, path: str, unit: str = "分") -> str:
        """A score, trailing zeros dropped; without its 分."""
        raw = Style(2, trim=True).show(self.book.get(path))
        return self._said(path, raw, unit, raw)

    def value(self, path: str) -> Decimal:
        """The value itself, for conditions."""
        return self.book.get(path)

    def up(self, path: str) -> bool:
        """Whether the value rose against last year."""
        return self.book.get(f"{path}.change") > 0

    def flat(self, path: str) -> bool:
        """Whether the printed change is nil."""
        return Decimal(plain(self.money_style.show(wan(self.book.get(f"{path}.change"))))) == 0

    def chg(self, path: str, joint: str | None = None) -> str:
        """Amount and rate of change: 增加36.84万元，增长5.14%; or the words for no change."""
        if self.flat(path):
            return self._said(f"{path}.change", "0", "万元", self.rng.choice(self.form.words.flat))
        rate = self.chg_rate(path)
        return self.chg_amount(path) + (
            (self.form.words.joint if joint is None else joint) + rate if rate else ""
        )

    def chg_amount(self, path: str) -> str:
        """增加36.84万元."""
        change = self.book.get(f"{path}.change")
        raw = self.money_style.show(wan(abs(change)))
        word = (self.form.words.up if change >= 0 else self.form.words.down)[0]
        sign = "-" if change < 0 and Decimal(plain(raw)) else ""
        return self._said(f"{path}.change", sign + plain(raw), "万元", f"{word}{raw}") + "万元"

    def chg_rate(self, path: str) -> str:
        """增长5.14%; nothing where last year had nothing."""
        if not self.book.was(path):
            return ""
        rate = self.book.get(f"{path}.change_rate")
        raw = self.rate_style.show(abs(rate))
        word = (self.form.words.up if rate >= 0 else self.form.words.down)[1]
        sign = "-" if rate < 0 and Decimal(raw) else ""
        return self._said(f"{path}.change_rate", sign + raw, "%", f"{word}{raw}%")

    def reason(self, topic: str, rising: object) -> str:
        """A reason in words, without a truth of its own."""
        book = table("reasons")["up" if rising else "down"]
        return str(self.rng.choice(book.get(topic, book["general"])))

    def why(self, path: str, topic: str = "general") -> str:
        """The reason of a change against last year."""
        text = self.reason(topic, self.up(path))
        return self._said(f"{path}.change_reason", text, "", text)

    def say(self, path: str, text: str, unit: str = "", value: str | None = None) -> str:
        """A text or a printed number under a path."""
        return self._said(path, plain(text) if value is None else value, unit, text)

    def perhaps(self, path: str, text: str, value: str) -> str:
        """A text that a reader may take for the value, but need not."""
        return self.mark(text, Witness(path, value, "", text, optional=True))

    def nil(self, word: str, *paths: str) -> str:
        """A word that states nil for each path."""
        return self.mark(word, *(Witness(p, "0", unit_of(p), word, named(p)) for p in paths))

    def ratio(self, path: str, part: str, whole: str) -> str:
        """A share whose whole the sentence names itself, with its sign."""
        raw = self.rate_style.show(share(self.book.get(part), self.book.get(whole)))
        return self._said(path, raw, "%", raw + "%")

    def gap(self, path: str, base: str, joint: str = "，") -> str:
        """The difference to another base than last year's value: no path holds it."""
        here, there = self.book.get(path), self.book.get(base)
        words = self.form.words.up if here >= there else self.form.words.down
        if here == there:
            return "持平"
        rate = (
            f"{joint}{words[1]}{self.rate_style.show(share(abs(here - there), there))}%"
            if there
            else ""
        )
        return f"{words[0]}{self.money_style.show(wan(abs(here - there)))}万元{rate}"

    def yuan(self, value: Decimal) -> str:
        """Money in 万元 that no path holds."""
        return self.money_style.show(wan(value))

    def pick(self, *options: str) -> str:
        """One of several wordings."""
        return self.rng.choice(options)

    def coin(self, odds: float = 0.5) -> bool:
        """A choice of the wording."""
        return self.rng.random() < odds

    def words(self, options: str) -> str:
        """One of several wordings written `a|b|c`."""
        return self.rng.choice(options.split("|"))

    def unmark(self, marked: str) -> tuple[str, tuple[Mark, ...]]:
        """Plain text and its marks, each with the sentence that holds it."""
        text, spans, last = "", [], 0
        for found in MARKED.finditer(marked):
            text += marked[last : found.start()]
            spans.append((len(text), len(text) + len(found[2]), found[1]))
            text += found[2]
            last = found.end()
        text += marked[last:]
        return text, tuple(
            Mark(self.noted[int(i)], sentence(text, start, end))
            for start, end, ids in spans
            for i in ids.split(",")
        )


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a piece of text."""
    first = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    ends = [e for e in (text.find(mark, end - 1) for mark in "。；\n") if e >= 0]
    return text[first : min(ends) + 1 if ends else len(text)].strip()
