"""Slips of wording: years, units, numbers of headings, what a template or a workbook left."""

import re

from samples.errors.draft import Draft
from samples.layout.blocks import Announced, Heading, Paragraph, Planted, Table
from samples.layout.numerals import numeral

UP_OR_DOWN = re.compile(r"(增加|减少|增长|下降)(?=\d)")
ORDINAL = re.compile(r"^([一二三四五六七八九十]+)、")
CELL_ERROR = "#DIV/0!"


def year(draft: Draft) -> Planted | None:
    """A sentence about this year names another."""
    this = str(draft.laid.report["fiscal_year"])
    spots = [
        (n, found.start())
        for n, block in enumerate(draft.blocks)
        if isinstance(block, Paragraph) and block.marks and n not in draft.used
        if (found := re.match(rf"{this}年度?(?!末|\d)", block.text))
    ]
    if not spots:
        return None
    number, start = draft.rng.choice(spots)
    other = str(int(this) - draft.rng.choice((1, 10)))
    draft.rewrite(number, start, start + 4, other)
    return Planted("year_conflict", "年度错误", (draft.paragraph(number).text[:24],))


def compared(draft: Draft) -> Planted | None:
    """This year's amount is compared with this year's."""
    this = int(draft.laid.report["fiscal_year"])
    spots = [
        (n, found.start("year"), found)
        for n, block in enumerate(draft.blocks)
        if isinstance(block, Paragraph) and block.marks and n not in draft.used
        if (
            found := re.search(
                rf"[与比较](?P<year>{this - 1})年(?!与).{{0,12}}(增|减|持平)", block.text
            )
        )
    ]
    if not spots:
        return None
    number, start, found = draft.rng.choice(spots)
    draft.rewrite(number, start, start + 4, str(this))
    end = found.end()
    quote = draft.paragraph(number).text[found.start() : end]
    return Planted("year_conflict", "与本年度自身相比", (quote,))


def unit(draft: Draft) -> Planted | None:
    """One amount of 万元 is followed by 元."""
    spots = [
        s
        for s in draft.spots(r".+")
        if s.witness.unit == "万元"
        and re.fullmatch(r"\d[\d,]*\.\d+", s.witness.raw)
        and float(s.witness.value) > 20
        and draft.paragraph(s.block).text[s.end : s.end + 2] == "万元"
    ]
    if not spots:
        return None
    spot = draft.rng.choice(spots)
    draft.restate(spot, spot.witness.raw, spot.witness.value, optional=True)
    draft.rewrite(spot.block, spot.end, spot.end + 2, "元")
    quote = f"{spot.witness.raw}元"
    return Planted("unit_suspect", "单位可疑：元应为万元", (quote,), (spot.witness.path,))


def numbering(draft: Draft) -> Planted | None:
    """A heading's number is its follower's: one is missing, one stands twice."""
    runs = [
        n
        for n, block in enumerate(draft.blocks)
        if isinstance(block, Heading) and _ordinal(block.text) > 1 and _follows(draft, n)
    ]
    if not runs:
        return None
    at = draft.rng.choice(runs)
    old = _ordinal(draft.heading(at).text)
    draft.rewrite(at, 0, len(numeral(old)), numeral(old + 1))
    return Planted("numbering", "序号缺漏或重复", (draft.heading(at).text,))


def _follows(draft: Draft, number: int) -> bool:
    """Whether the heading stands inside a run: the one before it and the one after it count on."""
    own = draft.heading(number)
    near = draft.blocks[max(0, number - 40) : number + 40]
    values = {_ordinal(b.text) for b in near if isinstance(b, Heading) and b.level == own.level}
    return {_ordinal(own.text) - 1, _ordinal(own.text) + 1} <= values


def _ordinal(text: str) -> int:
    """The number before the heading's words, 0 where there is none."""
    found = ORDINAL.match(text)
    return next((n for n in range(1, 60) if found and numeral(n) == found[1]), 0)


def residue(draft: Draft) -> Planted | None:
    """Both words of a template are left standing, or its XX."""
    spots = [s for s in draft.spots(r".+\.change") if UP_OR_DOWN.match(s.witness.raw)]
    counts = [s for s in draft.spots(r"three_public.*|assets.*") if s.witness.raw.isdigit()]
    if spots and (not counts or draft.rng.random() < 0.6):
        spot = draft.rng.choice(spots)
        raw = UP_OR_DOWN.sub("增加（减少）", spot.witness.raw)
        draft.restate(spot, raw, spot.witness.value, optional=True)
    elif counts:
        spot = draft.rng.choice(counts)
        raw = "XX"
        draft.restate(spot, raw, None)
    else:
        return None
    return Planted("template_residue", "模板残留", (raw,))


def cell_error(draft: Draft) -> Planted | None:
    """A workbook's error in a cell."""
    kinds = ("revenue", "expenditure", "general", "fiscal", "three_public", "basic")
    places = draft.places(r".+", *kinds)
    if not places:
        return None
    draft.recell(draft.rng.choice(places), CELL_ERROR, says=False)
    return Planted("cell_error", "单元格错误", (CELL_ERROR,))


def missing_statement(draft: Draft) -> Planted | None:
    """A statement that the contents page lists is not there."""
    listed = [
        n
        for n, block in enumerate(draft.blocks)
        if isinstance(block, Table) and block.listed and n not in draft.used
        if block.kind != "projects"
    ]
    if not listed or not draft.laid.lists_statements():
        return None
    at = draft.rng.choice(listed)
    listed_as = draft.table(at).listed
    draft.blocks[at] = Announced(listed_as)
    draft.used.add(at)
    return Planted("missing_statement", "目录所列报表缺失", (listed_as,))
