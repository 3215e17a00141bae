"""Subordinate units, internal departments and staff, from sentences, lists and form cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.fields.cover import is_name
from extractors.fields.glossary import in_glossary
from extractors.fields.witness import Found, Spot, candidate
from extractors.text.counts import parse_count
from extractors.text.normalise import compact, compact_with_offsets
from schemas.candidate import Candidate
from schemas.document import Block, Paragraph, Role
from schemas.paths import clean_key
from schemas.report import Scores
from schemas.section import Section, Structured
from schemas.table import Cell, Table
from schemas.text import PlacedText
from schemas.vocabulary.organisation import StaffPattern, compiled, organisation_words

_UNITS = "organisation.subordinate_units"
_DEPARTMENTS = "organisation.internal_departments.count"
_ITEM = re.compile(r"^(?:[-•●]\s*)?(?:\(?\d{1,2}\)?[.、:)]|\(?[一二三四五六七八九十]{1,3}[)、])?")
_LIST_HEAD = re.compile(
    r"|序号|备注.*|单位(?:性质|类型|级次|类别)|经费形式|预算(?:级次|代码)|编码|单位代码|.*情况"
)
#: Conjunctions part names only before a place or a body, never inside a name (`和平区`).
_NAME_IN_LIST = re.compile(r"(?:(?!、|,|以及|(?<=[心局所站院队校馆办处社园会])[和及与]).)+")
_FURNITURE = {Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.PAGE_NUMBER}
#: Points in the path of a total (`organisation.staff.actual`); its parts have one more.
_TOTAL_DEPTH = 2
#: Shorter text beside the label 职能职责 is another label.
_LEAST_FUNCTIONS = 12
_LARGEST_STAFF = Decimal(100_000)

Pair = tuple[Found, Spot]


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A paragraph or cell without white space, with the way back to its places."""

    string: str
    offsets: list[int]
    text: PlacedText
    section: str | None

    def spot(self, start: int, end: int) -> Spot:
        last = self.offsets[end - 1] + 1
        return Spot(self.text, self.offsets[start], last, section=self.section)


def extract(structured: Structured) -> list[Candidate]:
    """Witnesses of `organisation.*`; the glossary's definitions are left aside."""
    blocks = structured.document.blocks
    position = {id(block): index for index, block in enumerate(blocks)}
    pairs: list[Pair] = []
    for section in structured.outline.walk():
        if in_glossary(section):
            continue
        for block in section.blocks:
            pairs += _of_block(block, section)
            if _announces_units(block) and id(block) in position:
                pairs += _listed_units(blocks[position[id(block)] + 1 :], section)
        pairs += _under_title(section)
    made = (candidate(structured.document, found, spot) for found, spot in pairs)
    return [c for c in made if c is not None]


def _of_block(block: Block, section: Section) -> Iterator[Pair]:
    if isinstance(block, Paragraph):
        yield from _of_text(_squeeze(block.text, section), 1.0)
    else:
        yield from _of_table(block, section)


def _under_title(section: Section) -> Iterator[Pair]:
    """Units that a heading announces (部门决算单位构成) and nothing stands between."""
    if section.title and _matches_list_head(compact(section.title.string)):
        yield from _listed_units(section.blocks, section)


def _squeeze(text: PlacedText, section: Section) -> _Squeezed:
    string, offsets = compact_with_offsets(text.string)
    return _Squeezed(string, offsets, text, section.trail() or None)


def _of_text(text: _Squeezed, trust: float) -> Iterator[Pair]:
    yield from _unit_count(text, trust)
    yield from _first(text, organisation_words().department_counts, _DEPARTMENTS, trust)
    yield from _enumerated_units(text)
    yield from _staff(text, trust)


def _unit_count(text: _Squeezed, trust: float) -> Iterator[Pair]:
    words = organisation_words()
    found = list(_first(text, words.unit_counts, f"{_UNITS}.count", trust))
    if not found:
        found = list(_none(text, words.no_units, trust))
    if not found:
        found = list(_first(text, words.unit_counts_weak, f"{_UNITS}.count", 0.6 * trust))
    yield from found


def _none(text: _Squeezed, patterns: tuple[str, ...], trust: float) -> Iterator[Pair]:
    for pattern in patterns:
        match = compiled(pattern).search(text.string)
        if match:
            spot = text.spot(*match.span())
            yield _count(f"{_UNITS}.count", Decimal(0), "个", spot, 0.95 * trust), spot
            return


def _first(text: _Squeezed, patterns: tuple[str, ...], path: str, trust: float) -> Iterator[Pair]:
    """The first pattern that holds gives the count; later ones are weaker wordings of it."""
    for rank, pattern in enumerate(patterns):
        match = compiled(pattern).search(text.string)
        value = parse_count(match["count"]) if match else None
        if match and value is not None:
            spot = text.spot(*match.span())
            unit = match[match.lastindex or 0]
            yield _count(path, value, unit, spot, (0.95 - 0.05 * rank) * trust), spot
            return


def _count(path: str, value: Decimal, unit: str, spot: Spot, sure: float) -> Found:
    scores = Scores(match=max(0.0, min(1.0, sure)))
    return Found(
        path, value, unit, spot.verbatim, "sentence:organisation", scores, quantum=Decimal(1)
    )


def _staff(text: _Squeezed, trust: float) -> Iterator[Pair]:
    """Each sentence from left to right: a total sets the context of the parts after it."""
    if not re.search(r"编制|实有|在职|退休", text.string):
        return
    context, total = "", None
    for match, entry in sorted(_staff_matches(text.string), key=lambda m: m[0].start()):
        if entry.path.count(".") == _TOTAL_DEPTH:
            context = entry.context
        elif entry.context not in (context or "authorised", "any"):
            continue
        context = entry.opens or context
        value = total if "count" not in match.groupdict() else parse_count(match["count"])
        if value is None or value > _LARGEST_STAFF:
            continue
        if entry.path == "organisation.staff.actual":
            total = value
        spot = text.spot(*match.span())
        yield _count(entry.path, value, "人", spot, 0.92 * trust * entry.trust), spot


def _staff_matches(string: str) -> Iterator[tuple[re.Match[str], StaffPattern]]:
    """Matches of all wordings, none inside another's characters, the surest wording first."""
    taken: list[tuple[int, int]] = []
    for entry in organisation_words().staff:
        is_part = entry.path.count(".") > _TOTAL_DEPTH
        for pattern in entry.patterns:
            for match in compiled(pattern).finditer(string):
                inside = any(match.start() < e and s < match.end() for s, e in taken)
                if inside and not is_part:
                    continue
                if not inside:
                    taken.append(match.span())
                yield match, entry
    for whole in organisation_words().staff_all:
        for match in compiled(whole.pattern).finditer(string):
            yield match, StaffPattern(path=whole.path, context="actual", patterns=())


def _announces_units(block: Block) -> bool:
    return isinstance(block, Paragraph) and _matches_list_head(compact(block.string))


def _matches_list_head(string: str) -> bool:
    return any(compiled(p).search(string) for p in organisation_words().unit_list_heads)


def _listed_units(blocks: Sequence[Block], section: Section) -> Iterator[Pair]:
    """Names of public bodies, a line each, until a line is none; page furniture is passed over."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        if block.role in _FURNITURE:
            continue
        squeezed = _squeeze(block.text, section)
        item = _ITEM.match(squeezed.string)
        skip = item.end() if item else 0
        name = squeezed.string[skip:].rstrip("。;,")
        if not is_name(name):
            break
        yield _unit(squeezed.spot(skip, skip + len(name)), 0.9)


def _enumerated_units(text: _Squeezed) -> Iterator[Pair]:
    """Names in a sentence; one that is no public body's name puts the whole list aside."""
    for pattern in organisation_words().unit_enumerations:
        for match in compiled(pattern).finditer(text.string):
            parts = [
                (match.start("names") + part.start(), part[0])
                for part in _NAME_IN_LIST.finditer(match["names"])
            ]
            if all(is_name(name) for _, name in parts):
                for at, name in parts:
                    yield _unit(text.spot(at, at + len(name)), 0.75)


def _unit(spot: Spot, sure: float) -> Pair:
    name = "".join(spot.verbatim.split())
    path = f"{_UNITS}[{clean_key(name)}]"
    scores = Scores(match=sure)
    return Found(path, name, None, spot.verbatim, "sentence:organisation", scores), spot


def _of_table(table: Table, section: Section) -> Iterator[Pair]:
    yield from _unit_column(table, section)
    labels = organisation_words().staff_labels
    for cell in table.cells:
        label = compact(cell.string).rstrip(":")
        if label in organisation_words().function_labels:
            yield from _functions(table, cell, section)
        path = labels.get(label) or labels.get(re.sub(r"\([^)]*\)$", "", label))
        if path is None:
            if len(label) > 12:
                yield from _staff(_squeeze(cell.text, section), 0.8)
            continue
        value = table.at(cell.row, cell.column + cell.column_span)
        number = parse_count(compact(value.string).rstrip("人个名")) if value else None
        if value and number is not None:
            unit = "人" if ".staff." in path else "个"
            spot = Spot(value.text, row=cell.string, section=section.trail() or None)
            yield _count(path, number, unit, spot, 0.9), spot


def _functions(table: Table, label: Cell, section: Section) -> Iterator[Pair]:
    """What a form's cell beside its label says of the functions; a short word is another label."""
    cell = table.at(label.row, label.column + label.column_span)
    if cell is None or len(compact(cell.string)) < _LEAST_FUNCTIONS:
        return
    spot = Spot(cell.text, row=label.string, section=section.trail() or None)
    value = "".join(cell.string.split())
    scores = Scores(match=0.9)
    yield Found("text.functions", value, None, cell.string, "form:organisation", scores), spot


def _unit_column(table: Table, section: Section) -> Iterator[Pair]:
    """A list of units as a table: 序号, 单位名称 (and 备注) and nothing more."""
    named = organisation_words().unit_table_heads
    head = next((c for c in table.cells if c.row <= 1 and compact(c.string) in named), None)
    if head is None:
        return
    others = [compact(c.string) for c in table.row(head.row) if c is not head]
    if not all(_LIST_HEAD.fullmatch(name) for name in others):
        return
    for row in range(head.row + 1, table.row_count):
        cell = table.at(row, head.column)
        if cell and is_name(compact(cell.string)) and cell.row == row:
            yield _unit(Spot(cell.text, section=section.trail() or None), 0.9)
