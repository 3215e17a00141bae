"""Two reports in one file: where the second begins, and the file as a document a report.

A department's accounts followed by those of a unit below it, or a budget followed by final
accounts. The rule is conservative: a second cover, or statements that begin anew, with another
agency, year or kind, and behind it a report with contents of its own. An annex, a chapter or a
page header is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.fields import header
from extractors.fields.statements.reading import kind_by_statements
from extractors.sections.contents import contents_lines
from extractors.sections.headings import Rank, find_heading, is_contents_line
from extractors.structure import structure
from extractors.tables.titles import match_title
from extractors.text.normalise import compact
from pipeline.naming import Identity, identity, same
from schemas.document import Block, Document, Paragraph, Role
from schemas.report import Issue, Kind, Severity
from schemas.section import Statement, Structured
from schemas.vocabulary.kinds import header_words
from schemas.vocabulary.statements import Rows, forms

_FURNITURE = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER, Role.CONTENTS}
_YEAR = re.compile(r"20\d\d年|[二〇○零一三四五六七八九]{4}年")
_SENTENCE = re.compile(r"[,。;!?]|:.")
_LONGEST_TITLE = 50
#: Lines of a cover: the name of the body, the title, a note, a date.
_COVER_LINES = 10
#: More titles than this in one file are a list, not reports.
_MOST_TITLES = 40
#: Statements and chapters that make a report; both reports must have this many of the same ones.
_CONTENTS = 4
#: Kinds that come one after the other in a file; an evaluation behind accounts is an annex.
_KINDS = {Kind.FINAL_ACCOUNTS.value, Kind.BUDGET.value}
#: Topics of a narrative that every report has.
_TOPICS = frozenset(
    {"functions", "establishment", "functions_and_establishment", "totals", "revenue"}
    | {"expenditure", "fiscal_appropriation", "general_public_budget", "basic", "three_public"}
    | {"glossary", "agency_operating", "procurement", "assets"}
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of blocks as a document of its own, with who it says it is and what it holds."""

    structured: Structured
    named: Identity
    contents: frozenset[str]


def split(document: Document) -> list[Structured]:
    """The reports of a document, structured; one where it holds one."""
    whole = structure(document)
    held = _held(whole)
    covers = [start for start in _starts(whole.document.blocks) if _may_part(held, start)]
    restarts = [start for start in _restarts(whole) if _may_part(held, start)]
    edges = _edges(document, whole, [0], covers)
    edges = _edges(document, whole, edges, restarts, by_statements=True)
    if len(edges) == 1:
        return [whole]
    ends = [*edges[1:], None]
    pieces = [_piece(document, whole, a, b) for a, b in zip(edges, ends, strict=True)]
    return [_told(p.structured, number, len(pieces)) for number, p in enumerate(pieces, 1)]


def _edges(
    document: Document,
    whole: Structured,
    edges: list[int],
    starts: list[int],
    *,
    by_statements: bool = False,
) -> list[int]:
    """The edges, with those starts at which another report begins."""
    for start in starts:
        before = max(edge for edge in edges if edge <= start)
        after = min((edge for edge in edges if edge > start), default=None)
        pieces = [_piece(document, whole, a, b) for a, b in ((before, start), (start, after))]
        if by_statements:
            pieces = [_with_kind(piece) for piece in pieces]
        if before < start and _is_another(*pieces):
            edges = sorted([*edges, start])
    return edges


def _with_kind(piece: _Piece) -> _Piece:
    """A piece that names no kind has that of its statements."""
    agency, year, kind = piece.named
    kind = kind or kind_by_statements(_statements(piece.structured))
    return replace(piece, named=(agency, year, kind))


def _told(structured: Structured, number: int, count: int) -> Structured:
    """The report, with a note that it shares its file."""
    note = Issue(
        code="several_reports",
        message=f"本文件含 {count} 份报告，此为第 {number} 份",
        severity=Severity.NOTE,
    )
    document = structured.document
    shared = replace(document, issues=(note, *document.issues))
    return replace(structured, document=shared)


def _is_another(before: _Piece, after: _Piece) -> bool:
    """Whether two reports stand here, each named, of other agency, year or kind, and whole."""
    (one, year, kind), (other, other_year, other_kind) = before.named, after.named
    if one is None or other is None or not {kind, other_kind} <= _KINDS:
        return False
    if same((one, year or other_year, kind), (other, other_year or year, other_kind)):
        return False
    return len(before.contents & after.contents) >= _CONTENTS


def _piece(document: Document, whole: Structured, start: int, end: int | None = None) -> _Piece:
    blocks = whole.document.blocks[start:end]
    pages = {page for block in blocks for page in _pages(block)}
    kept = tuple(page for page in document.pages if page.number in pages)
    part = replace(document, blocks=blocks, pages=kept or document.pages)
    found = structure(part)
    return _Piece(found, identity(header.extract(found)), _contents(found))


def _statements(structured: Structured) -> list[Statement]:
    """Identified statements; forms and lists of projects are none."""
    return [s for s in structured.statements if s.statement and _is_read(s.statement)]


def _is_read(statement: str) -> bool:
    return forms()[statement].kind is not Rows.NONE


def _pages(block: Block) -> tuple[int, ...]:
    return (block.page_number,) if isinstance(block, Paragraph) else block.page_numbers


def _held(whole: Structured) -> list[tuple[int, str]]:
    """Statements and topics of a document with the index of the block where each begins."""
    index = {id(block): at for at, block in enumerate(whole.document.blocks)}
    tables = [(index[id(s.table)], str(s.statement)) for s in _statements(whole)]
    sections = (s for s in whole.outline.walk() if s.topic in _TOPICS and s.blocks)
    return tables + [(index[id(s.blocks[0])], str(s.topic)) for s in sections]


def _may_part(held: list[tuple[int, str]], start: int) -> bool:
    """A cheap look: whether enough of the same contents stands before and behind."""
    before = {name for at, name in held if at < start}
    return len(before & {name for at, name in held if at >= start}) >= _CONTENTS


def _contents(structured: Structured) -> frozenset[str]:
    statements = {str(s.statement) for s in _statements(structured)}
    topics = {s.topic for s in structured.outline.walk() if s.topic is not None}
    return frozenset(statements | (topics & _TOPICS))


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where a report may begin: with the lines of a cover over a title, contents or first part."""
    skipped = contents_lines(blocks)
    titles = [i for i, b in enumerate(blocks) if i not in skipped and _is_title(b)]
    if len(titles) > _MOST_TITLES:
        return []
    listed = [i for i in skipped if i - 1 not in skipped]
    firsts = [i for i, b in enumerate(blocks) if i not in skipped and _is_first_part(b)]
    starts = {_cover_start(blocks, at) for at in (*titles, *listed, *firsts)}
    return [start for start in starts if start > 0]


def _restarts(whole: Structured) -> list[int]:
    """Where statements without a cover begin anew: at the top of the page of a repeated one."""
    found: list[int] = []
    seen: set[str] = set()
    last = 0
    for statement in _statements(whole):
        name, page = str(statement.statement), statement.table.page_numbers[0]
        if name in seen and page > last:
            found += [i for i, b in enumerate(whole.document.blocks) if page in _pages(b)][:1]
            seen = set()
        seen.add(name)
        last = statement.table.page_numbers[-1]
    return found


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.role in _FURNITURE:
        return False
    squeezed = compact(block.string)
    if not 6 <= len(squeezed) <= _LONGEST_TITLE or _SENTENCE.search(squeezed):
        return False
    if _YEAR.search(squeezed) is None or find_heading(block.text) or match_title(squeezed):
        return False
    kinds = (k for k in header_words().kinds if k.kind.value in _KINDS)
    named = any(re.search(p, squeezed) for k in kinds for p in k.title)
    return named and not is_contents_line(block.string)


def _is_first_part(block: Block) -> bool:
    heading = find_heading(block.text) if isinstance(block, Paragraph) else None
    return heading is not None and (heading.rank, heading.ordinal) == (Rank.PART, 1)


def _cover_start(blocks: Sequence[Block], at: int) -> int:
    """The first line of the cover: short lines that are no headings, on one page or two."""
    start = at
    for above in range(at - 1, max(-1, at - 1 - _COVER_LINES), -1):
        block = blocks[above]
        if not isinstance(block, Paragraph):
            break
        if block.role in _FURNITURE or not block.string.strip():
            continue
        if not _on_cover(block, blocks[at]):
            break
        start = above
    return start


def _on_cover(above: Paragraph, title: Block) -> bool:
    squeezed = compact(above.string)
    if len(squeezed) > _LONGEST_TITLE or re.search(r"[,。;!?]", squeezed):
        return False
    if find_heading(above.text):
        return False
    return _pages(title)[0] - above.page_number <= 1 and not is_contents_line(above.string)
