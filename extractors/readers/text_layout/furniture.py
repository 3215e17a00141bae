"""Lines that belong to the page and not to the text: numbers, running headers, contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.readers.text_layout.lines import Line
from extractors.readers.text_layout.numbering import level_of
from extractors.text.normalise import compact, fold
from schemas.document import Role

_DASHED = re.compile(r"[-—~]+\s*\d{1,4}\s*[-—~]+")
_WORDED = re.compile(
    r"第\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?|page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|共\s*\d{1,4}\s*页\s*[,/]?\s*第\s*\d{1,4}\s*页|\d{1,4}\s*/\s*\d{1,4}\s*页?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,3}")
#: A line of prose, long enough to tell a stray number between two of them from a cell of a table.
_PROSE = 14
_LEADERS = re.compile(r"(?:[.…‥·]\s?){3,}\s*\d{0,4}\s*$|\.{2,}\s*\d{1,4}\s*$")
#: An entry and its page: nothing behind it, as there would be in a row with empty cells at its end.
_TAB_NUMBER = re.compile(r"^\t*[^\t]+\t+ *\d{1,4} *\n?$")
_CONTENTS_WORD = re.compile(r"目录|目次|contents", re.IGNORECASE)
_TABLE_TITLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|附?表\d+[-.、:]?|\d{1,2}[.、]).{2,40}表\d{0,3}"
)
_LONGEST_ENTRY, _NUMBER_ALONE, _LONGEST_CONTENTS = 45, 4, 300
_FEWEST_TITLES, _FEWEST_REPEATS, _SHORTEST_PAGE = 3, 3, 6


def roles(lines: Sequence[Line]) -> dict[int, Role]:
    """Roles of the lines that are furniture, by index."""
    found = _page_numbers(lines)
    found |= _running_heads(lines, found)
    found |= _contents(lines, found)
    return found | _title_lists(lines, found)


def _page_numbers(lines: Sequence[Line]) -> dict[int, Role]:
    found = {i for i, line in enumerate(lines) if not line.tabbed and _is_page_number(line.raw)}
    bare = [i for i, line in enumerate(lines) if _BARE.fullmatch(fold(line.raw).strip())]
    found |= {i for i in bare if i + 1 in found or _between_pages(lines, i)}
    found |= _counting([i for i in bare if i not in found and _inside_prose(lines, i)], lines)
    return dict.fromkeys(found, Role.PAGE_NUMBER)


def _is_page_number(raw: str) -> bool:
    text = fold(raw).strip()
    return len(text) < 24 and bool(_DASHED.fullmatch(text) or _WORDED.fullmatch(text))


def _between_pages(lines: Sequence[Line], index: int) -> bool:
    """Whether a form feed stands right before or behind the line."""
    page = lines[index].page
    before = index == 0 or lines[index - 1].page != page
    after = index + 1 == len(lines) or lines[index + 1].page != page
    return lines[-1].page > 1 and (before or after)


def _inside_prose(lines: Sequence[Line], index: int) -> bool:
    around = (index - 1, index + 1)
    return all(
        not 0 <= i < len(lines) or (len(lines[i].raw.strip()) >= _PROSE and not lines[i].tabbed)
        for i in around
    )


def _counting(bare: list[int], lines: Sequence[Line]) -> set[int]:
    """Those of the bare numbers that count pages: three or more, each above the one before."""
    values = [int(fold(lines[i].raw).strip()) for i in bare]
    steps = [b - a for a, b in pairwise(values)]
    rising = len(values) >= _FEWEST_REPEATS and all(1 <= step <= 5 for step in steps)
    apart = all(b - a >= _SHORTEST_PAGE for a, b in pairwise(bare))
    return set(bare) if rising and apart else set()


def _running_heads(lines: Sequence[Line], known: Mapping[int, Role]) -> dict[int, Role]:
    """Short lines that stand on the edge of several pages with the same words."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in known and not line.tabbed and len(line.raw) <= _LONGEST_ENTRY:
            places[compact(line.raw)].append(index)
    found: dict[int, Role] = {}
    for indices in places.values():
        edges = [_edge(lines, i, known) for i in indices]
        if len(indices) >= _FEWEST_REPEATS and all(edges):
            found |= {i: edge for i, edge in zip(indices, edges, strict=True) if edge is not None}
    return found


def _edge(lines: Sequence[Line], index: int, known: Mapping[int, Role]) -> Role | None:
    page = lines[index].page
    if index and (lines[index - 1].page != page or known.get(index - 1) is Role.PAGE_NUMBER):
        return Role.PAGE_HEADER
    after = index + 1
    if after < len(lines) and (lines[after].page != page or known.get(after) is Role.PAGE_NUMBER):
        return Role.PAGE_FOOTER
    return Role.PAGE_HEADER if index == 0 else None


def _contents(lines: Sequence[Line], known: Mapping[int, Role]) -> dict[int, Role]:
    found = {
        i: Role.CONTENTS
        for i, line in enumerate(lines)
        if i not in known and _is_entry_with_page(line)
    }
    for index, line in enumerate(lines):
        if len(line.raw) < 16 and _CONTENTS_WORD.fullmatch(compact(line.string)):
            found[index] = Role.CONTENTS
            found |= dict.fromkeys(_entries(lines, index + 1, {**known, **found}), Role.CONTENTS)
    return found


def _is_entry_with_page(line: Line) -> bool:
    text = fold(line.raw)
    if len(text) > 2 * _LONGEST_ENTRY:
        return False
    if _LEADERS.search(text):
        return True
    fields = line.raw.strip().split("\t")
    numbered = len(fields) == 2 and level_of(line.string) is not None
    return numbered and _TAB_NUMBER.search(text) is not None


def _entries(lines: Sequence[Line], start: int, known: Mapping[int, Role]) -> list[int]:
    """Lines of a contents page that begins at `start`: up to where its first entry comes again."""
    found: list[int] = []
    first = ""
    for index in range(start, min(start + _LONGEST_CONTENTS, len(lines))):
        entry = _entry_name(lines[index].string)
        listed = known.get(index) is Role.CONTENTS
        if first and not listed and _comes_again(first, entry):
            return found
        if listed or _may_be_entry(lines[index]):
            first = first or entry
            found.append(index)
        elif level_of(lines[index].string) is not None or len(entry) > _LONGEST_ENTRY:
            break
    return found if all(known.get(i) is Role.CONTENTS for i in found) else []


def _comes_again(first: str, entry: str) -> bool:
    """Whether the body begins: with the first entry, or with its number on a line of its own."""
    return entry == first or (len(entry) >= _NUMBER_ALONE and first.startswith(entry))


def _entry_name(text: str) -> str:
    return re.sub(r"[.…‥·]*\d*$", "", compact(text))


def _may_be_entry(line: Line) -> bool:
    text = line.string.rstrip()
    return (
        0 < len(text) <= _LONGEST_ENTRY
        and level_of(text) is not None
        and text[-1] not in "。；;，、：:"
    )


def _title_lists(lines: Sequence[Line], known: Mapping[int, Role]) -> dict[int, Role]:
    """Three or more titles of statements in a row, with nothing between them: an announcement."""
    found: dict[int, Role] = {}
    run: list[int] = []
    for index in range(len(lines) + 1):
        inside = index < len(lines)
        if inside and (index in known and known[index] is Role.PAGE_NUMBER):
            continue
        if inside and _TABLE_TITLE.fullmatch(compact(lines[index].string)):
            run.append(index)
            continue
        if len(run) >= _FEWEST_TITLES:
            found |= {i: Role.CONTENTS for i in run if i not in known}
        run = []
    return found
