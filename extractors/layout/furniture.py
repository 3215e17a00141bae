"""What every page repeats, and tables of contents: text that says nothing of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.lines import Line
from extractors.text.normalise import compact, fold
from schemas.document import Role

#: Share of the page's height at the top and at the bottom where furniture stands.
_MARGIN = 0.085
_NUMBER_MARGIN = 0.12
_WIDE_NUMBER_MARGIN = 0.25
#: A running head stands at the same height (points) on at least so many pages.
_SAME_HEIGHT = 6.0
_FEWEST_PAGES = 3
_PAGE_NUMBER = re.compile(
    r"[-—~·.|\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?"
    r"(?:\s*[,，/／\s]?\s*(?:共|of)?\s*\d{1,4}(?:\s*页)?)?[-—~·.|\s]*"
)
_LEADERS = re.compile(r"(?:[.·…⋯。]\s?){5,}\s*[-—]?\s*\d{0,4}\s*[-—]?\s*$|…{2,}\s*\d{0,4}\s*$")
_CONTENTS_TITLE = re.compile(r"(?:.{0,12}[^\w]?)?目录|contents", re.IGNORECASE)
_TRAILING_NUMBER = re.compile(r"[\s.·…⋯-]*\d{1,4}[\s-]*$")
_FEWEST_ENTRIES = 2
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月")
#: Pages that a table of contents may run over.
_CONTENTS_PAGES = 4


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines of a page outside its tables, from top to bottom; the page's height; has it tables?"""

    lines: Sequence[Line]
    height: float
    has_tables: bool = False


def furniture_roles(pages: Sequence[PageLines]) -> dict[int, Role]:
    """Roles by `id` of the lines that are page headers, footers, page numbers or contents."""
    roles: dict[int, Role] = {}
    roles.update(_running_lines(pages))
    roles.update(_first_lines(pages))
    roles.update(_page_numbers(pages))
    roles.update(_contents(pages, roles))
    return roles


def _running_lines(pages: Sequence[PageLines]) -> dict[int, Role]:
    found: dict[tuple[Role, str], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            role = _margin_role(line, page.height)
            if role is not None:
                found[role, re.sub(r"\d+", "#", compact(line.string))].append(line)
    return {
        id(line): role
        for (role, _), lines in found.items()
        for line in lines
        if _distinct_pages(lines, line) >= _FEWEST_PAGES
    }


def _first_lines(pages: Sequence[PageLines]) -> dict[int, Role]:
    """The line that most pages begin with, at whatever height: photographs frame them otherwise."""
    found: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines[:1]:
            if line.box.bottom < _NUMBER_MARGIN * page.height:
                found[compact(line.string)].append(line)
    most = max(_FEWEST_PAGES, len(pages) / 2)
    heads = (line for lines in found.values() if len(lines) >= most for line in lines)
    return {id(line): Role.PAGE_HEADER for line in heads}


def _margin_role(line: Line, height: float) -> Role | None:
    if line.box.bottom < _MARGIN * height:
        return Role.PAGE_HEADER
    if line.box.top > (1 - _MARGIN) * height:
        return Role.PAGE_FOOTER
    return None


def _distinct_pages(lines: list[Line], line: Line) -> int:
    near = {x.page_number for x in lines if abs(x.baseline - line.baseline) < _SAME_HEIGHT}
    return len(near)


def _page_numbers(pages: Sequence[PageLines]) -> dict[int, Role]:
    """Numbers at the outer edge; further in, only if they count with the pages."""
    found: list[Line] = []
    inner: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        for line in [*page.lines[:1], *page.lines[-2:]]:
            if not _PAGE_NUMBER.fullmatch(fold(line.string).strip()):
                continue
            if _is_within(line, page.height, _NUMBER_MARGIN):
                found.append(line)
            elif _is_within(line, page.height, _WIDE_NUMBER_MARGIN):
                inner[_page_offset(line)].append(line)
    for lines in inner.values():
        if len({line.page_number for line in lines}) >= _FEWEST_PAGES:
            found += lines
    return {id(line): Role.PAGE_NUMBER for line in found}


def _is_within(line: Line, height: float, share: float) -> bool:
    return line.box.bottom < share * height or line.box.top > (1 - share) * height


def _page_offset(line: Line) -> int:
    digits = re.search(r"\d+", fold(line.string))
    return int(digits.group()) - line.page_number if digits else 0


def _contents(pages: Sequence[PageLines], known: dict[int, Role]) -> dict[int, Role]:
    rest = [[x for x in page.lines if id(x) not in known] for page in pages]
    roles: dict[int, Role] = {}
    for index, lines in enumerate(rest):
        roles.update((id(x), Role.CONTENTS) for x in lines if _LEADERS.search(x.string))
        start = next((i for i, x in enumerate(lines) if _is_contents_title(x)), None)
        if start is not None:
            following = [*lines[start:]]
            for page, later in zip(pages[index + 1 :], rest[index + 1 :], strict=True):
                if page.has_tables or not later or any("。" in x.string for x in later):
                    break
                following += later
            roles.update((id(x), Role.CONTENTS) for x in _entries(following))
    return roles


def _is_contents_title(line: Line) -> bool:
    return len(line.string) < 30 and _CONTENTS_TITLE.fullmatch(compact(line.string)) is not None


def _entries(lines: Sequence[Line]) -> list[Line]:
    """The title 目录 and what follows, until an entry comes again as a heading.

    Where the entries end in page numbers, lines without one (公开时间) are none.
    """
    found = [lines[0]]
    seen: list[str] = []
    for line in lines[1:]:
        entry = compact(_TRAILING_NUMBER.sub("", line.string))
        new_page = line.page_number != found[-1].page_number
        if _is_sentence(line.string) or entry in (seen if new_page else seen[:3]):
            break
        if line.page_number >= lines[0].page_number + _CONTENTS_PAGES:
            break
        seen.append(entry)
        found.append(line)
    if len(found) <= _FEWEST_ENTRIES:
        return []
    numbered = [line for line in found[1:] if _TRAILING_NUMBER.search(line.string)]
    if len(numbered) * 2 > len(found):
        return [found[0], *numbered]
    return [line for line in found if not _DATE.search(fold(line.string))]


def _is_sentence(text: str) -> bool:
    return "。" in text or ("，" in text and not _LEADERS.search(text))
