"""One page of a PDF → its lines and tables, not yet paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pymupdf

from extractors.layout.glyphs import Frame, Glyph
from extractors.layout.quality import text_quality
from extractors.readers.arrange import Arrangement, arrange
from extractors.readers.mupdf.characters import RECOGNISED_SCORE, PageText, read_characters
from extractors.readers.mupdf.drawings import read_rulings
from extractors.readers.mupdf.hidden import is_under_picture
from extractors.readers.paged import RECOGNISED, ReadPage
from extractors.tables.ruled import Grid, find_grids, merge_rulings
from extractors.tables.second_opinion import camelot_grids, engine_name
from schemas.evidence import Method

#: Below this score of a page with tables, other ways to read them are tried.
_DOUBTFUL = 0.75


def read_page(page: pymupdf.Page, engine: str) -> ReadPage:
    """Read the text layer and the tables of a PyMuPDF page."""
    text = read_characters(page)
    string = "".join(glyph.character for glyph in text.glyphs)
    covered = bool(text.glyphs) and is_under_picture(page)
    hidden = covered or text.invisible * 2 > len(text.glyphs)
    read = ReadPage(text.frame, text_quality(string, hidden=hidden), rotation=page.rotation)
    if hidden and text.glyphs:
        read.method, read.engine = Method.OCR, RECOGNISED
    if read.quality.usable:
        glyphs = [_recognised(glyph) for glyph in text.glyphs] if hidden else text.glyphs
        read.arrangement = _arranged(page, replace(text, glyphs=glyphs), engine)
    return read


def _recognised(glyph: Glyph) -> Glyph:
    """A character that an engine recognised which we do not know."""
    return glyph._replace(score=min(glyph.score, RECOGNISED_SCORE))


def _arranged(page: pymupdf.Page, text: PageText, engine: str) -> Arrangement:
    """Our own grids; where they score low, the best of them, no grid, and a second opinion."""
    horizontal, vertical = read_rulings(page, text.frame)
    rules = merge_rulings(horizontal)
    grids = find_grids(horizontal, vertical)
    best = arrange(text.frame, text.glyphs, grids, rules, engine)
    if best.score >= _DOUBTFUL or not best.tables:
        return best
    others = [arrange(text.frame, text.glyphs, [], rules, engine)] if grids else []
    opinion = _second_opinion(page, text.frame)
    if opinion:
        others.append(arrange(text.frame, text.glyphs, opinion, rules, engine_name()))
    return max([best, *others], key=_worth)


def _worth(arrangement: Arrangement) -> float:
    """The score; nothing where no table is left."""
    return arrangement.score if arrangement.tables else 0.0


def _second_opinion(page: pymupdf.Page, frame: Frame) -> list[Grid]:
    """Camelot's grids of an upright page."""
    if page.rotation or frame.turn:
        return []
    with pymupdf.open() as single:
        single.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
        return camelot_grids(single.tobytes(), frame.height)
