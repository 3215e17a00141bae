"""The part of a flattened performance form above its indicators: names, texts and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.text_tables import words
from extractors.readers.text_tables.fragments import Fragment, by_line, together, word_of
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import compact

#: Fragments between the form's first label and its head of indicators; pieces of one label.
_LONGEST_FORM, _MOST_PIECES, _LONGEST_LABEL = 400, 6, 16
_FIRST = "项目名称"
#: Column of the second label of a line with two labels and their answers.
_SECOND = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A label of a kind, spelled by `label`, and the fragments up to the next label."""

    kind: str
    label: list[Fragment]
    rest: list[Fragment]


def read_form(
    pieces: Sequence[Fragment], floor: int, head: int, page: int
) -> tuple[list[RawRow], int] | None:
    """Rows of the form that ends before the head at index `head`, and where it begins.

    None where no 项目名称 stands between `floor` and the head.
    """
    start = _start(pieces, max(floor, head - _LONGEST_FORM), head)
    if start is None:
        return None
    parts = _parts(pieces, start, head)
    rows = [*_pairs(parts, page), *_texts(parts, page), *_sides(parts, page)]
    rows += _money(parts, page)
    return rows, start


def _start(pieces: Sequence[Fragment], floor: int, head: int) -> int | None:
    for index in range(head - 1, floor - 1, -1):
        if pieces[index].begins_line and compact(pieces[index].string).rstrip(":") == _FIRST:
            return index
    return None


def _parts(pieces: Sequence[Fragment], start: int, end: int) -> list[_Part]:
    parts: list[_Part] = []
    index = start
    while index < end:
        kind, size = _label(pieces, index, end)
        if kind:
            parts.append(_Part(kind, list(pieces[index : index + size]), []))
            index += size
        else:
            parts[-1].rest.append(pieces[index])
            index += 1
    return parts


def _label(pieces: Sequence[Fragment], index: int, end: int) -> tuple[str, int]:
    """Kind and pieces of the longest label that is spelled from `index` on; no pieces if none."""
    found, spelled = ("", 0), ""
    for size in range(1, min(_MOST_PIECES, end - index) + 1):
        spelled = word_of(pieces[index : index + size])
        if len(spelled) > _LONGEST_LABEL:
            break
        kind = words.form_kind(spelled)
        if kind is not None:
            found = (kind, size)
    return found


def _pairs(parts: Sequence[_Part], page: int) -> list[RawRow]:
    """Labels with their answers; two that begin on one line make one row."""
    rows: list[RawRow] = []
    line = -1
    for part in parts:
        if part.kind != "pair" or not part.rest:
            continue
        cells = ((0, together(part.label)), (1, together(part.rest)))
        if rows and part.label[0].line == line and rows[-1].width <= _SECOND:
            second = tuple((column + _SECOND, text) for column, text in cells)
            rows[-1] = RawRow((*rows[-1].cells, *second), _SECOND + 2, page)
        else:
            rows.append(RawRow(cells, 2, page))
        line = part.label[0].line
    return rows


def _texts(parts: Sequence[_Part], page: int) -> list[RawRow]:
    """Two heads and the two texts below them, where it is plain where the second begins."""
    for first, second in pairwise(parts):
        if first.kind == second.kind == "text" and second.rest and not first.rest:
            halves = _halves(second.rest)
            if halves is None:
                return []
            heads = ((1, together(first.label)), (_SECOND, together(second.label)))
            texts = ((1, together(halves[0])), (_SECOND, together(halves[1])))
            return [RawRow(heads, _SECOND + 1, page), RawRow(texts, _SECOND + 1, page)]
    return []


def _sides(parts: Sequence[_Part], page: int) -> list[RawRow]:
    """Heads at the side with one text beside them."""
    return [
        RawRow(((0, together(part.label)), (1, together(part.rest))), 2, page)
        for part in parts
        if part.kind == "side" and part.rest
    ]


def _halves(parts: list[Fragment]) -> tuple[list[Fragment], list[Fragment]] | None:
    """Two texts that stand one behind the other: only two lines end with a full stop."""
    lines = by_line(parts)
    ends = [i for i, line in enumerate(lines) if line[-1].string.endswith("。")]
    if len(ends) != 2 or ends[1] != len(lines) - 1:
        return None
    size = sum(map(len, lines[: ends[0] + 1]))
    return parts[:size], parts[size:]


def _money(parts: Sequence[_Part], page: int) -> list[RawRow]:
    """Heads of money with the rows whose figures are as many, or labels with one figure each."""
    heads = [part for part in parts if part.kind == "money" and not _figures(part.rest)]
    found = [part for part in parts if part.kind == "row"]
    rows = [row for part in found if (row := _money_row(part, len(heads), page)) is not None]
    if heads and rows:
        cells = tuple((i + 1, together(part.label)) for i, part in enumerate(heads))
        return [RawRow(cells, len(heads) + 1, page), *rows]
    single = [p for p in parts if p.kind in {"money", "row"} and len(_figures(p.rest)) == 1]
    return _money_pairs(single, page) if not heads else []


def _figures(parts: Sequence[Fragment]) -> list[Fragment]:
    """The figures in front."""
    figures: list[Fragment] = []
    for piece in parts:
        if not words.is_number(piece.string):
            break
        figures.append(piece)
    return figures


def _money_row(part: _Part, count: int, page: int) -> RawRow | None:
    figures = _figures(part.rest)[:count]
    if count == 0 or len(figures) != count:
        return None
    cells = ((i + 1, figure.text) for i, figure in enumerate(figures))
    return RawRow(((0, together(part.label)), *cells), count + 1, page)


def _money_pairs(parts: Sequence[_Part], page: int) -> list[RawRow]:
    """预算数： 57 执行数： 54.82, and below them the same label twice: once for each."""
    rows: list[RawRow] = []
    index = 0
    while index < len(parts):
        pair = parts[index : index + 2]
        kinds = [part.kind for part in pair]
        twin = len(pair) == 2 and word_of(pair[0].label) == word_of(pair[1].label)
        size = 2 if twin or kinds == ["money", "money"] else 1
        cells = [
            (column, text)
            for place, part in enumerate(pair[:size])
            for column, text in (
                (2 * place + 1, together(part.label)),
                (2 * place + 2, part.rest[0].text),
            )
        ]
        rows.append(RawRow(tuple(cells), 2 * size + 1, page))
        index += size
    return rows
