"""Flattened tables of criteria: names, weight and score, then two texts and ticks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_tables import words
from extractors.readers.text_tables.flat_heads import FlatHead
from extractors.readers.text_tables.flat_table import FlatTable
from extractors.readers.text_tables.fragments import Fragment, by_line, together, word_of
from extractors.readers.text_tables.rows import RawRow
from extractors.text.normalise import compact

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_SHARE = re.compile(r"\((\d{1,3}(?:\.\d)?)分\)$")
_LONGEST_LABEL, _MOST_LINES, _LONGEST_TABLE = 10, 24, 6000
_STOPS = "。；，,;："
_FEWEST_ROWS = 3
_COLUMNS = ("level1", "level2", "level3", "weight", "score", "explanation", "standard")

_Line = list[Fragment]


@dataclass(frozen=True, slots=True)
class _Row:
    """`blocks`: names, parted by empty lines; `figures`: weight, score; `texts` behind them."""

    blocks: list[list[Fragment]]
    figures: list[Fragment]
    texts: list[_Line]


def read_criteria(pieces: Sequence[Fragment], head: FlatHead, page: int) -> FlatTable | None:
    """The table below a head with a weight and an explanation or standard; None if none fits."""
    lines = by_line(pieces[head.last : head.last + _LONGEST_TABLE])
    end = _end(lines)
    anchors = [i for i in range(end) if _figures(lines[i])]
    if len(anchors) < _FEWEST_ROWS:
        return None
    rows = _rows(lines, anchors, end)
    columns = {role: i for i, role in enumerate(_COLUMNS)}
    heads = dict(head.columns)
    first = tuple((columns[role], heads[role]) for role in _COLUMNS if role in heads)
    printed = [RawRow(first, len(_COLUMNS), page), *(_printed(row, columns, page) for row in rows)]
    last = head.last + sum(map(len, lines[:end]))
    share = sum(1 for row in rows if len(row.figures) == 2 and row.texts) / len(rows)
    return FlatTable([row for row in printed if row.cells], head.first, last, share)


def _figures(line: _Line) -> list[Fragment]:
    """Weight and score at the end of a line, alone or behind a name's last piece."""
    numbers: list[Fragment] = []
    for part in reversed(line):
        if len(numbers) == 2 or not _FIGURE.fullmatch(part.string):
            break
        numbers.insert(0, part)
    label = line[: len(line) - len(numbers)]
    if not numbers or len(label) > 1 or (label and not _is_label(label)):
        return []
    return [] if len(numbers) == 1 and not label else numbers


def _is_label(line: _Line) -> bool:
    text = compact("".join(part.string for part in line))
    return (
        0 < len(text) <= _LONGEST_LABEL
        and not any(mark in text for mark in _STOPS)
        and not any(words.is_tick(part.string) for part in line)
        and not text.isdigit()
    )


def _end(lines: Sequence[_Line]) -> int:
    """Index behind the table: before the next annex, or where no figures come for long."""
    last = 0
    for index, line in enumerate(lines):
        if index and re.match(r"附表|附件|第.部分", line[0].string):
            return index
        if _figures(line):
            last = index
        elif index - last > 3 * _MOST_LINES:
            return last + 1
    return len(lines)


def _rows(lines: Sequence[_Line], anchors: Sequence[int], end: int) -> list[_Row]:
    starts = [_label_start(lines, anchor, floor) for anchor, floor in _floors(anchors)]
    rows = []
    for index, anchor in enumerate(anchors):
        figures = _figures(lines[anchor])
        label = [*lines[starts[index] : anchor], lines[anchor][: len(lines[anchor]) - len(figures)]]
        behind = starts[index + 1] if index + 1 < len(anchors) else end
        rows.append(_Row(_blocks(label), figures, list(lines[anchor + 1 : behind])))
    return rows


def _floors(anchors: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(anchors, [0, *(a + 1 for a in anchors)], strict=False))


def _label_start(lines: Sequence[_Line], anchor: int, floor: int) -> int:
    start = anchor
    while start > floor and anchor - start < _MOST_LINES and _is_label(lines[start - 1]):
        start -= 1
    return start


def _blocks(label: Sequence[_Line]) -> list[list[Fragment]]:
    """Names, parted by empty lines."""
    blocks: list[list[Fragment]] = []
    for line in label:
        if not line:
            continue
        if blocks and not line[0].blanks:
            blocks[-1] += line
        else:
            blocks.append(list(line))
    return blocks


def _printed(row: _Row, columns: dict[str, int], page: int) -> RawRow:
    names = _levels(row)
    texts = _texts(row.texts)
    figures = dict(zip(("weight", "score"), ([f] for f in row.figures), strict=False))
    cells = {**names, **figures, **texts}
    if names.get("level1") and words.is_total(word_of(names["level1"])):
        cells = {"level1": names["level1"], "score": row.figures[-1:]}
    placed = {columns[role]: together(parts) for role, parts in cells.items() if parts}
    return RawRow(tuple(sorted(placed.items())), len(columns), page)


def _levels(row: _Row) -> dict[str, list[Fragment]]:
    """The last names before the figures: 三级, 二级 and 三级, or all three levels.

    A lone name with its own share of points (`扣分项（10分） 10`) is a first level.
    """
    blocks = row.blocks[-3:]
    if len(blocks) == 1:
        share = _SHARE.search(word_of(blocks[0]))
        alone = share is not None and share[1] == row.figures[0].string
        first = alone or words.is_total(word_of(blocks[0]))
        return {"level1" if first else "level3": blocks[0]}
    names = ("level1", "level2", "level3")[3 - len(blocks) :]
    return dict(zip(names, blocks, strict=True))


def _texts(lines: Sequence[_Line]) -> dict[str, list[Fragment]]:
    """What is explained up to the first empty line, and the standard with its ticks behind it."""
    second = next((i for i, line in enumerate(lines) if i and line[0].blanks), len(lines))
    return {
        "explanation": [part for line in lines[:second] for part in line],
        "standard": [part for line in lines[second:] for part in line],
    }
