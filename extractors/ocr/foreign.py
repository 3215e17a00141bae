"""Lines that are no rulings of a table: folds, scratches and edges that run through it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.ruled import Ruling

#: Multiples of the height of text: pieces this near are one line; how far a ruling may run past
#: the outermost line that crosses it; how near to a crossing line it must end.
_ONE_LINE, _PAST, _NEAR = 0.35, 0.8, 0.5
#: So many loose ends, and a smaller share of the table's breadth covered: no ruling.
_LOOSE = ((1, 0.2), (2, 0.45), (5, 0.75))
#: Lines this far (multiple) off the level still tell how broad the table is.
_ZONE = 8.0
#: A line that begins and ends in this share of the page's side, and this far (multiple) past all
#: that cross it, is a streak of the glass or an edge of the sheet.
_EDGE, _BEYOND = 0.03, 2.0
#: A side of the table with a stroke of print at its one end runs past by no more than this
#: (multiple), and ends on the table's last line at the other.
_STROKE = 2.0
#: Share of the lines that may run past the table; lines that are enough to go by.
_FEW, _ENOUGH = 0.25, 3


def own_rulings(
    horizontal: Sequence[Ruling],
    vertical: Sequence[Ruling],
    height: float,
    size: tuple[float, float],
) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines without the foreign ones.

    `height`: of text, `size`: width and height of the page, all in one unit.
    """
    across = _inside(horizontal, vertical, size[0], height)
    vertical = _inside(vertical, horizontal, size[1], height)
    horizontal = across
    rows = _own(horizontal, _firm(vertical, horizontal, height), height)
    return rows, _own(vertical, _firm(rows, vertical, height), height)


def _inside(
    lines: Sequence[Ruling], crossing: Sequence[Ruling], side: float, height: float
) -> list[Ruling]:
    """Lines that do not run through the page from edge to edge."""
    groups = _groups(lines, height)
    return [line for g in groups if not _runs_through(g, crossing, side, height) for line in g]


def _runs_through(
    group: Sequence[Ruling], crossing: Sequence[Ruling], side: float, height: float
) -> bool:
    start, end = min(line.start for line in group), max(line.end for line in group)
    if start > _EDGE * side or end < (1 - _EDGE) * side:
        return False
    met, past = _met(group[0], crossing, height), _BEYOND * height
    return not met or (min(met) - start > past and end - max(met) > past)


def _firm(lines: Sequence[Ruling], crossing: Sequence[Ruling], height: float) -> Sequence[Ruling]:
    """Lines that end where others cross; all where these are few."""
    firm = [line for line in lines if _is_sound(line, crossing, height)]
    return firm if len(firm) >= _ENOUGH else lines


def _own(lines: Sequence[Ruling], crossing: Sequence[Ruling], height: float) -> list[Ruling]:
    groups = _groups([_trimmed(line, crossing, height) for line in lines], height)
    past = [any(_runs_past(line, crossing, lines, height) for line in group) for group in groups]
    # Where many run past, it is the outermost crossing line that was not found.
    believed = sum(past) <= _FEW * len(groups)
    kept: list[Ruling] = []
    for group, runs_past in zip(groups, past, strict=True):
        if runs_past and believed:
            continue
        rest = [line for line in group if not _is_sound(line, crossing, height)]
        kept += [line for line in group if line not in rest]
        if rest and not _is_loose(group, rest, crossing, height):
            kept += rest
    return kept


def _trimmed(line: Ruling, crossing: Sequence[Ruling], height: float) -> Ruling:
    """A line from end to end of the table, cut where a stroke of print made it a little longer."""
    met = _met(line, crossing, height)
    if len(met) < _ENOUGH:
        return line
    first, last = min(met), max(met)
    over, beyond = first - line.start, line.end - last
    if abs(beyond) <= _NEAR * height and _PAST * height < over <= _STROKE * height:
        return line._replace(start=first)
    if abs(over) <= _NEAR * height and _PAST * height < beyond <= _STROKE * height:
        return line._replace(end=last)
    return line


def _is_sound(line: Ruling, crossing: Sequence[Ruling], height: float) -> bool:
    """Whether both ends lie on lines that cross it."""
    met = _met(line, crossing, height)
    return len(met) > 1 and _loose_ends(line, met, height) == 0


def _met(line: Ruling, crossing: Sequence[Ruling], height: float) -> list[float]:
    level = line.position
    return [c.position for c in crossing if c.start - height <= level <= c.end + height]


def _loose_ends(line: Ruling, met: Sequence[float], height: float) -> int:
    ends = (line.start, line.end)
    return sum(min(abs(end - c) for c in met) > _NEAR * height for end in ends)


def _groups(lines: Sequence[Ruling], height: float) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for line in sorted(lines):
        if groups and line.position - groups[-1][-1].position <= _ONE_LINE * height:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_loose(
    group: Sequence[Ruling], rest: Sequence[Ruling], crossing: Sequence[Ruling], height: float
) -> bool:
    """Whether the line is made of loose pieces: the `rest` of it, which does not end on others."""
    met = _met(group[0], crossing, height)
    if len(met) < 2:
        return False
    around = _met(group[0], crossing, _ZONE * height)
    first, last = min(around), max(around)
    inside = sum(max(0.0, min(line.end, last) - max(line.start, first)) for line in group)
    loose = sum(_loose_ends(line, met, height) for line in rest)
    share = inside / max(last - first, 1.0)
    return any(loose >= ends and share < least for ends, least in _LOOSE)


def _runs_past(
    line: Ruling, crossing: Sequence[Ruling], lines: Sequence[Ruling], height: float
) -> bool:
    """Whether the line leaves the table through one of its sides.

    Not where several others go as far: the side itself was not found. Folds are two or three to a
    page.
    """
    around = _met(line, crossing, _ZONE * height)
    if len(_met(line, crossing, height)) < 2:
        return False
    first, last, past = min(around), max(around), _PAST * height
    over_first = line.start < first - past and line.end > first + past
    over_last = line.end > last + past and line.start < last - past
    return (over_first and not _are_several([o.start - line.start for o in lines], height)) or (
        over_last and not _are_several([line.end - o.end for o in lines], height)
    )


def _are_several(short: Sequence[float], height: float) -> bool:
    """Whether enough lines, itself among them, fall short of an end by next to nothing."""
    return sum(distance <= _NEAR * height for distance in short) > _ENOUGH
