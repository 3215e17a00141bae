"""What holds for all cells of one statement, and how a cell becomes a candidate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.fields.witness import Found, Spot, candidate
from extractors.tables.header import column_paths
from extractors.text.dates import find_years
from extractors.text.normalise import compact
from extractors.text.numbers import Number, is_error, parse_number
from extractors.text.units import MoneyUnit, money_unit, to_wan
from schemas.candidate import Candidate, OtherReading
from schemas.document import Document
from schemas.evidence import Location
from schemas.report import Issue, Scores
from schemas.section import Statement
from schemas.table import Cell
from schemas.text import PlacedText
from schemas.vocabulary.paths import ValueType, entry_for
from schemas.vocabulary.statements import Form, patterns, statement_file

#: Trust in a figure whose unit is not printed by its statement but by the others.
_BORROWED_UNIT = 0.7
#: Issues of one sort that are told one by one.
_EXAMPLES = 3
_DASH_PARSE = 0.9
_WRAPPED_PARSE = 0.95
_OWN_UNITS = sorted(MoneyUnit, key=lambda u: -len(u.value))


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a cell in the vocabulary's unit, with half-open precision and parse score."""

    value: Decimal
    quantum: Decimal
    raw: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Target:
    """A path and how well row and column say so; `unit` of a count, None for money and rates."""

    path: str
    match: float = 1.0
    unit: str | None = None
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    """One statement under way: its form, unit, kind, and what was found in it.

    `budget`: whether it is a statement of a budget. `unit`: of its money; `borrowed` where
    other statements of the document print it and this one does not.
    """

    document: Document
    statement: Statement
    form: Form
    unit: MoneyUnit | None
    borrowed: bool
    budget: bool
    names: dict[str, str]
    dash_is_blank: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    _head_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year of the statement, else the latest that a head of its table names."""
        if self.statement.year is not None:
            return self.statement.year
        if self._head_year is None:
            heads = (head for path in column_paths(self.statement.table) for head in path)
            self._head_year = max((y.value for h in heads for y in find_years(h)), default=0)
        return self._head_year or None

    def note(
        self, code: str, message: str, text: PlacedText | None = None, label: str | None = None
    ) -> None:
        """Say what could not be used, once for each wording; `label` is that of an unknown row."""
        places = text.locate() if text is not None else ()
        location: Location | None = places[0] if places else None
        words, statement = f"{self.form.name}: {message}", self.form.id
        issue = Issue(code=code, message=words, location=location, statement=statement, label=label)
        if all(issue.message != known.message for known in self.issues):
            self.issues.append(issue)

    def said(self) -> list[Issue]:
        """The issues, of each sort the first few and how many more there are."""
        kinds = Counter(issue.code for issue in self.issues)
        shown = {code: [i for i in self.issues if i.code == code][:_EXAMPLES] for code in kinds}
        return [i for code, count in kinds.items() for i in _with_rest(shown[code], count)]

    def emit(self, cell: Cell, target: Target, row: str | None, column: str | None) -> None:
        """Add what the cell holds at the target's path; blank cells add nothing."""
        entry = entry_for(target.path)
        if entry is None:
            self.note("path_unknown", f"no path {target.path}", cell.text)
            return
        is_money = entry.type is ValueType.MONEY
        amount = self.read(cell, money=is_money, column=column)
        if amount is None:
            return
        unit = target.unit or entry.unit_of_value()
        spot = Spot(
            cell.text,
            amount.start,
            amount.end,
            row=row,
            column=column,
            section=self.statement.section.trail() if self.statement.section else None,
            statement=self.form.id,
        )
        found = Found(
            target.path,
            amount.value,
            unit,
            amount.raw,
            f"statement:{self.form.id}",
            self._scores(target, amount, money=is_money),
            amount.quantum,
        )
        made = candidate(self.document, found, spot)
        if made is not None:
            others = self._others(cell, column, amount) if is_money else ()
            self.candidates.append(replace(made, names=target.names, others=others))

    def _others(self, cell: Cell, column: str | None, read: Amount) -> tuple[OtherReading, ...]:
        """What else a recogniser thought that the cell says, as amounts."""
        found: dict[Decimal, OtherReading] = {}
        for text, score in cell.alternatives:
            number = parse_number(_own_unit(text)[1])
            unit = self._unit_of(text, column)
            if number is not None and unit is not None:
                other = _amount(number, unit)
                found.setdefault(other.value, OtherReading(other.value, other.raw, score))
        return tuple(each for value, each in found.items() if value != read.value)

    def _unit_of(self, text: str, column: str | None) -> MoneyUnit | None:
        """The unit of an amount: its cell's, else its column's, else the statement's."""
        return _own_unit(text)[0] or (money_unit(column) if column else None) or self.unit

    def read(self, cell: Cell, *, money: bool, column: str | None = None) -> Amount | None:
        """The figure of a cell; None where it is blank or holds none, which is then noted."""
        text = cell.string
        if not text.strip():
            return None
        if cell.error or is_error(text):
            self.note("cell_error", f"{text.strip()} in {column or 'a cell'}", cell.text)
            return None
        trimmed = _own_unit(text)[1] if money else text
        number = parse_number(trimmed)
        if number is None:
            self._note_words(cell)
        if number is None or (number.is_dash and self.dash_is_blank):
            return None
        if not money:
            return _amount(number, None)
        unit = self._unit_of(text, column)
        if unit is None:
            self.note("unit_missing", "no unit is printed; its amounts were left out", cell.text)
        return None if unit is None else _amount(number, unit)

    def _note_words(self, cell: Cell) -> None:
        squeezed = compact(cell.string)
        if not patterns(*statement_file().placeholders).match(squeezed) and len(squeezed) < 40:
            self.note("text_in_amount", f"{squeezed!r} where an amount belongs", cell.text)

    def _scores(self, target: Target, amount: Amount, *, money: bool) -> Scores:
        match = target.match * self.statement.score
        if money and self.borrowed:
            match *= _BORROWED_UNIT
        return Scores(
            structure=max(0.0, min(1.0, self.statement.table.score)),
            match=round(max(0.0, min(1.0, match)), 4),
            parse=amount.score,
        )


def _with_rest(shown: list[Issue], count: int) -> list[Issue]:
    rest = count - len(shown)
    if rest <= 0:
        return shown
    last = shown[-1]
    more = last.model_copy(update={"message": f"{last.message} (and {rest} more like it)"})
    return [*shown[:-1], more]


def _own_unit(text: str) -> tuple[MoneyUnit | None, str]:
    """A unit printed behind the figure in its cell (`15万元`), and the text before it."""
    stripped = text.rstrip()
    for unit in _OWN_UNITS:
        if stripped.endswith(unit.value) and stripped[: -len(unit.value)].strip():
            return unit, stripped[: -len(unit.value)]
    return None, text


def _amount(number: Number, unit: MoneyUnit | None) -> Amount:
    """The figure in 万元, or as it is where it is no money."""
    score = _DASH_PARSE if number.is_dash else _WRAPPED_PARSE if "\n" in number.raw else 1.0
    value, quantum = number.value, number.quantum
    if unit is not None:
        value, quantum = to_wan(value, unit), to_wan(quantum, unit)
    return Amount(value, quantum, number.raw, number.start, number.end, score)
