"""Findings from the contents page: a statement that it lists and that the report does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.sections.contents import contents_lines
from extractors.sections.headings import find_heading
from extractors.tables.titles import match_title, tidy_title
from extractors.text.normalise import compact
from pipeline.findings.passages import evidence_of
from schemas.document import Document, Paragraph
from schemas.report import Finding, Severity
from schemas.section import Structured
from schemas.text import PlacedText

#: A contents page that lists fewer statements is no list of statements.
_FEWEST = 3
#: The share of the listed statements that must be there: else they are published elsewhere.
_PRESENT = 0.5
_LONGEST = 80
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])"
)
_PAGE = re.compile(r"(?:[.…·\s]+\d{1,3}|[.…·\s]+)$")
#: Words that may stand right before a title without making it another one.
_ENDINGS = ("年度", "年", "部门", "单位", "本级", "局", "委", "厅", "办", "中心", "政府", "院")


@dataclass(frozen=True, slots=True)
class Missing:
    """A listed statement that is not there; `number` is its printed number, if it has one."""

    document: Document
    text: PlacedText
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class _Entry:
    document: Document
    text: PlacedText
    statement: str

    @property
    def title(self) -> str:
        return bare_title(_without_page(self.text.string))


@dataclass(frozen=True, slots=True)
class _Body:
    """What the report prints outside of its contents: names of statements, and all its text."""

    titles: frozenset[str]
    statements: dict[str, frozenset[str]]
    texts: tuple[str, ...]

    def holds(self, entry: _Entry, listed: frozenset[str]) -> bool:
        """Under the listed title, or as the same statement under one that is not listed."""
        if entry.title in self.titles:
            return True
        others = self.statements.get(entry.statement, frozenset())
        return bool(others - listed) or any(_names(text, entry.title) for text in self.texts)


def missing_statements(trees: Sequence[Structured]) -> list[Missing]:
    """Listed statements that no part of the report holds."""
    listed = [entry for tree in trees for entry in _entries(tree.document)]
    if len(listed) < _FEWEST:
        return []
    body, titles = _body(trees), frozenset(entry.title for entry in listed)
    absent = [entry for entry in listed if not body.holds(entry, titles)]
    if len(absent) > (1 - _PRESENT) * len(listed):
        return []
    return [Missing(e.document, e.text, e.title, _number(e.text)) for e in absent]


def missing_findings(missing: Sequence[Missing]) -> list[Finding]:
    """One finding for each listed statement that is not there."""
    return [
        Finding(
            kind="missing_statement",
            message=f"目录列有“{each.title}”，报告中没有此表",
            severity=Severity.ERROR,
            rule="contents_list_what_is_there",
            evidence=(evidence,),
        )
        for each in missing
        if (evidence := evidence_of(each.document, each.text, None)) is not None
    ]


def bare_title(line: str) -> str:
    """The tidy title without its number in the list."""
    return _NUMBER.sub("", tidy_title(line))


def _without_page(line: str) -> str:
    return _PAGE.sub("", line)


def _entries(document: Document) -> Iterator[_Entry]:
    blocks = document.blocks
    for index in sorted(contents_lines(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            continue
        for line in _lines(block.text):
            named = match_title(_without_page(line.string))
            if named is not None:
                yield _Entry(document, line, named.statement)


def _lines(text: PlacedText) -> Iterator[PlacedText]:
    """The lines of a paragraph: a contents page may be one."""
    start = 0
    for line in text.string.splitlines(keepends=True):
        yield text.slice(start, start + len(line)).strip()
        start += len(line)


def _number(text: PlacedText) -> str:
    heading = find_heading(text)
    return compact(heading.number) if heading else ""


def _body(trees: Sequence[Structured]) -> _Body:
    texts = tuple(t for tree in trees for t in _texts(tree.document))
    titles: set[str] = set()
    statements: dict[str, set[str]] = {}
    for text in texts:
        named = match_title(text) if len(text) <= _LONGEST and "表" in text else None
        if named is not None:
            titles.add(bare_title(text))
            statements.setdefault(named.statement, set()).add(bare_title(text))
    for statement in (s for tree in trees for s in tree.statements):
        if statement.statement is not None:
            title = bare_title(statement.title.string) if statement.title else ""
            statements.setdefault(statement.statement, set()).add(title)
            titles.add(title)
    found = {name: frozenset(printed) for name, printed in statements.items()}
    wrapped = tuple(t for tree in trees for t in _wrapped(tree.document))
    return _Body(frozenset(titles), found, texts + wrapped)


def _wrapped(document: Document) -> Iterator[str]:
    """Short paragraphs with the next one: a heading may be set in two lines."""
    listed = contents_lines(document.blocks)
    rest = [b for n, b in enumerate(document.blocks) if n not in listed]
    for one, other in pairwise(rest):
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            first, second = compact(one.string), compact(other.string)
            if max(len(first), len(second)) <= _LONGEST:
                yield first + second


def _texts(document: Document) -> Iterator[str]:
    """Folded texts of paragraphs, captions and cells outside of the contents page."""
    listed = contents_lines(document.blocks)
    for index, block in enumerate(document.blocks):
        if index in listed:
            continue
        if isinstance(block, Paragraph):
            yield from (compact(line) for line in block.string.splitlines() if line.strip())
        else:
            yield from (compact(text.string) for text in block.caption)
            yield from (compact(cell.string) for cell in block.cells if "表" in cell.string)


def _names(text: str, title: str) -> bool:
    """Whether a text names the title whole: 财政拨款收入支出决算总表 is not 收入支出决算总表."""
    at = text.find(title)
    while at >= 0:
        if at == 0 or not _HAN.match(text[at - 1]) or text[:at].endswith(_ENDINGS):
            return True
        at = text.find(title, at + 1)
    return False
