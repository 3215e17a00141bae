"""Tables over page breaks put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.tables.columns import by_content, common_edges, laid_over, moved_to, nested_edges
from extractors.tables.header import has_own_heads
from extractors.tables.rows import put_below, repeated_rows, row_texts, without_rows
from extractors.tables.sideways import put_beside
from extractors.tables.unruled import UNRULED
from extractors.text.normalise import compact
from schemas.document import Block, Paragraph, Role
from schemas.table import Table

#: Blocks so far, the index of the last table among them, the next table → both as one.
Joiner = Callable[[list[Block], int, Table], Table | None]

_FURNITURE = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER}
_CONTINUED = re.compile(r"[(（【\[]?(?:续表?|接上页|续上表|上接.{0,6}|转下页|接下页)[)）】\]]?\d*")
_PAGE_NUMBER = re.compile(r"[-—]?\d{1,4}[-—]?")
_TITLE_ROW = re.compile(r".{2,40}(?:表|明细|情况)(?:[(（].*[)）])?")
#: Lines above a table that can be its title, its unit, its owner.
_LINES_ABOVE = 6


def stitch(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join each table that runs over pages; lines repeated above its parts become page headers.

    A part belongs to the table before it if nothing but furniture and repeated title lines stands
    between, it begins on the next page, and its columns stand where that table's columns stand, or
    it repeats that table's rows with other columns.
    """
    return _pass(_pass(blocks, _join), _join_beside)


def _pass(blocks: Sequence[Block], join: Joiner) -> tuple[Block, ...]:
    joined: list[Block] = []
    last: int | None = None
    for block in blocks:
        if isinstance(block, Table):
            whole = None if last is None else join(joined, last, block)
            if whole is None:
                joined.append(block)
                last = len(joined) - 1
            elif last is not None:
                joined[last + 1 :] = [_as_furniture(b) for b in joined[last + 1 :]]
                joined[last] = whole
        else:
            joined.append(block)
    return tuple(joined)


def _join(blocks: list[Block], last: int, part: Table) -> Table | None:
    """The table at `last` with the part below it; None if they are two tables."""
    table = blocks[last]
    between = [b for b in blocks[last + 1 :] if not _is_furniture(b)]
    if not isinstance(table, Table) or not _on_next_page(table, part, between):
        return None
    repeated = repeated_rows(table, part)
    if not _may_go_on(_lines_above(blocks, last), between, repeated):
        return None
    if not repeated and (_has_own_title(part) or _begins_anew(table, part)):
        return None
    return _put_together(table, part, repeated)


def _join_beside(blocks: list[Block], last: int, part: Table) -> Table | None:
    """The table at `last` with the part's columns at its right; None if they are two tables."""
    table = blocks[last]
    between = [b for b in blocks[last + 1 :] if not _is_furniture(b)]
    if not isinstance(table, Table) or not _on_next_page(table, part, between):
        return None
    above = _lines_above(blocks, last)
    if any(_without_mark(b) not in above for b in between if isinstance(b, Paragraph)):
        return None
    return put_beside(table, part)


def _put_together(table: Table, part: Table, repeated: int) -> Table | None:
    """Both on the same columns, the part's first `repeated` rows left out; None if they differ."""
    rest = without_rows(part, repeated)
    if part.engine.endswith(UNRULED):
        columns = by_content(table, part)
        if columns is not None:
            return put_below(table, moved_to(rest, columns, table.column_edges))
    edges = common_edges(table, part)
    if edges is None:
        return None
    wide = laid_over(table, list(table.column_edges), edges[0])
    return put_below(wide, laid_over(rest, edges[1], edges[0])) if rest.row_count else wide


def _on_next_page(table: Table, part: Table, between: Sequence[Block]) -> bool:
    page = table.page_numbers[-1]
    if part.page_numbers[0] not in (page + 1, page + 2):
        return False
    return all(isinstance(b, Paragraph) and b.page_number > page for b in between)


def _may_go_on(above: Sequence[str], between: Sequence[Block], repeated: int) -> bool:
    """Whether the lines between the parts say that the table goes on."""
    lines = [b for b in between if isinstance(b, Paragraph)]
    said = any(_CONTINUED.search(compact(line.string)) for line in lines)
    titles = [text for text in map(_without_mark, lines) if text]
    if any(text not in above for text in titles):
        return False
    return not titles or said or repeated > 0


def _without_mark(line: Paragraph) -> str:
    return _CONTINUED.sub("", compact(line.string))


def _lines_above(blocks: Sequence[Block], index: int) -> list[str]:
    found = []
    for block in reversed(blocks[max(0, index - _LINES_ABOVE) : index]):
        if isinstance(block, Table):
            break
        found.append(compact(block.string))
    return found


def _begins_anew(table: Table, part: Table) -> bool:
    """Whether the part has heads of its own.

    Heads of a block inside a form (指标 below 项目名称) are none if all columns of one are edges of
    the other and the form did not begin with heads.
    """
    if not has_own_heads(part):
        return False
    return has_own_heads(table) or not nested_edges(table, part)


def _has_own_title(part: Table) -> bool:
    texts = row_texts(part, 0)
    return len(texts) == 1 and len(part.row(0)) == 1 and bool(_TITLE_ROW.fullmatch(texts[0]))


def _is_furniture(block: Block) -> bool:
    """Page furniture, or a page number that its reader took for text (turned pages)."""
    return isinstance(block, Paragraph) and (
        block.role in _FURNITURE or _PAGE_NUMBER.fullmatch(compact(block.string)) is not None
    )


def _as_furniture(block: Block) -> Block:
    if isinstance(block, Paragraph) and not _is_furniture(block):
        return replace(block, role=Role.PAGE_HEADER)
    return block
