"""Codes and names of coded rows: one cell or three, joined, checked against their parents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.fields.statements.doubt import (
    RESPELT,
    code_trust,
    is_misread,
    label_trust,
)
from extractors.fields.statements.grid import Block, ColumnRole, Grid
from extractors.text.normalise import compact
from extractors.text.numbers import parse_number
from schemas.paths import clean_key
from schemas.table import Cell
from schemas.text import PlacedText
from schemas.vocabulary.classifications import (
    agrees,
    economic_code,
    economic_names,
    functional_class,
    functional_code,
    functional_names,
)
from schemas.vocabulary.statements import Rows, patterns, statement_file

_LEADING_CODE = re.compile(r"[\[(]?(\d{3}(?:\d{2}){0,2})[\])]?[-—.、]?(?=\D|$)")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
#: A name that the list does not have under its code is a little less sure.
_OTHER_NAME = 0.97
_NAME_ONLY = 0.95


@dataclass(frozen=True, slots=True)
class Key:
    """A row of a coded statement: `code` None for a total row, `names` from the 类 down."""

    code: str | None
    label: str
    names: tuple[str, ...] = ()
    match: float = 1.0
    text: PlacedText | None = None


@dataclass(slots=True)
class KeyReader:
    """Reads the keys of a block from the top down; split codes inherit what is not repeated."""

    grid: Grid
    block: Block
    rows: Rows
    names: dict[str, str]
    _above: dict[ColumnRole, str] = field(default_factory=dict)
    _parent: list[str] = field(default_factory=list)
    #: A code whose name stands one row further down (a code at the top of a tall cell).
    _bare: str = ""

    def key(self, row: int) -> Key | None:
        """The key of the row; None where it is neither coded, named as known, nor a total."""
        key = self._key(row)
        return None if key is None else replace(key, match=key.match * self._trust(row, key))

    def _meant(self, row: int, printed: str, label: str) -> str:
        """The code of the row's name where a scan's code is that but for one figure, or its start.

        What a text layer says is what the report prints, whatever the name.
        """
        cells = [c for _, c in self.grid.cells(row, self.block.codes)]
        if not label or code_trust(cells) == 1.0 or agrees(printed, label, self._listed()):
            return printed
        named = self._settled(label)
        return named if named is not None and is_misread(printed, named) else printed

    def _trust(self, row: int, key: Key) -> float:
        """How surely the key was read: its code is beyond doubt where the list has its name."""
        trust = label_trust(self._label(row))
        printed = self._code(row)
        if key.code and printed and is_misread(printed, key.code):
            return trust * RESPELT
        if key.code is None or agrees(key.code, key.label, self._listed()):
            return trust
        return trust * code_trust(c for _, c in self.grid.cells(row, self.block.codes))

    def _key(self, row: int) -> Key | None:
        printed, label_cell = self._code(row), self._label(row)
        label = compact(label_cell.string) if label_cell else ""
        if label_cell is not None and not printed:
            printed, label = _leading_code(label)
        if _is_total(label) or (not label and _is_total(self._code_words(row))):
            return Key(None, label or "合计", text=label_cell.text if label_cell else None)
        text = label_cell.text if label_cell else None
        if printed:
            self._bare = "" if label else printed
            return self._coded(self._meant(row, printed, label), label, text)
        if label and self._bare:
            printed, self._bare = self._bare, ""
            return self._coded(printed, label, text)
        # Where codes are printed, a row without one is a project, a unit or a note.
        return self._named(label, text) if label and not self.block.codes else None

    def _coded(self, code: str, label: str, text: PlacedText | None) -> Key | None:
        if not _CODE.fullmatch(code):
            return None
        if label:
            self.names[code] = clean_key(label)
            self._parent = _ancestors(code)
        known = agrees(code, label, self._listed()) if label else None
        match = _OTHER_NAME if known is False else 1.0
        return Key(code, label, self._chain(code, label), match, text)

    def _named(self, label: str, text: PlacedText | None) -> Key | None:
        """A row that prints a name alone: the code where the list leaves no doubt."""
        code = self._settled(label)
        if code is None:
            return None
        self._parent = _ancestors(code)
        self.names.setdefault(code, clean_key(label))
        return Key(code, label, self._chain(code, label), _NAME_ONLY, text)

    def _settled(self, label: str) -> str | None:
        if self.rows is Rows.ECONOMIC:
            return self._economic(label)
        own = functional_class(label)
        parents = reversed(self._parent)
        below = next((c for p in parents if (c := functional_code(label, p))), None)
        return below or own

    def _economic(self, label: str) -> str | None:
        parents = [p for p in self._parent if len(p) == 3]
        below = next((c for p in parents if (c := economic_code(label, p))), None)
        return below or economic_code(label)

    def _listed(self) -> dict[str, tuple[str, ...]]:
        return economic_names() if self.rows is Rows.ECONOMIC else functional_names()

    def _chain(self, code: str, label: str) -> tuple[str, ...]:
        printed = [self.names.get(code[:width]) for width in (3, 5, 7) if width < len(code)]
        own = clean_key(label) or self.names.get(code)
        return tuple(name for name in [*printed, own] if name)

    def _label(self, row: int) -> Cell | None:
        cells = [c for _, c in self.grid.cells(row, self.block.names) if _is_words(c)]
        units = [c for _, c in self.grid.cells(row, self.block.units) if _is_total(_word(c))]
        if cells or units:
            return (cells or units)[-1]
        words = [c for _, c in self.grid.cells(row, self.block.codes) if not _digits(c)]
        return next((c for c in words if len(compact(c.string)) > 1), None)

    def _code_words(self, row: int) -> str:
        cells = self.grid.cells(row, self.block.codes)
        return "".join(compact(c.string) for _, c in cells if not _digits(c))

    def _code(self, row: int) -> str:
        cells = list(self.grid.cells(row, self.block.codes))
        digits = [(column.role, _digits(cell)) for column, cell in cells]
        if len(digits) <= 1:
            return digits[0][1] if digits else ""
        return self._joined([d for _, d in digits])

    def _joined(self, parts: list[str]) -> str:
        """类, 款, 项 of a row; levels above the first printed one come from the rows above."""
        if not any(parts):
            return ""
        levels = [ColumnRole.CLASS, ColumnRole.GROUP, ColumnRole.ITEM][: len(parts)]
        first = next(i for i, part in enumerate(parts) if part)
        last = max(i for i, part in enumerate(parts) if part)
        for level, part in zip(levels, parts, strict=False):
            if part:
                self._above[level] = part
        for level in levels[last + 1 :]:
            self._above.pop(level, None)
        used = [self._above.get(level, "") for level in levels[: last + 1]]
        return _join_levels(used) if all(used) or first == 0 else ""


def _join_levels(parts: list[str]) -> str:
    code = ""
    for part in parts:
        code = part if code and part.startswith(code) else code + part
    return code


def _ancestors(code: str) -> list[str]:
    return [code[:width] for width in (3, 5, 7) if width <= len(code)]


def _digits(cell: Cell) -> str:
    squeezed = compact(cell.string).removesuffix(".0").strip("[]()'\"")
    return squeezed if squeezed.isdigit() else ""


def _leading_code(label: str) -> tuple[str, str]:
    match = _LEADING_CODE.match(label)
    rest = label[match.end() :] if match else ""
    return (match[1], rest) if match and not rest[:1].isdigit() else ("", label)


def _word(cell: Cell) -> str:
    return compact(cell.string)


def _is_words(cell: Cell) -> bool:
    figure = parse_number(cell.string)
    return bool(cell.string.strip()) and (figure is None or bool(_CODE.fullmatch(_digits(cell))))


def _is_total(label: str) -> bool:
    return patterns(*statement_file().total_labels).match(label.strip(":"))
