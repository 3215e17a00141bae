"""One page of a PDF → its lines and tables, not yet paragraphs."""

from __future__ import annotations

import pymupdf

from extractors.layout.quality import text_quality
from extractors.readers.mupdf.characters import read_characters
from extractors.readers.mupdf.drawings import read_rulings
from extractors.readers.paged import ReadPage, place_glyphs
from extractors.tables.ruled import find_grids, merge_rulings


def read_page(page: pymupdf.Page, engine: str) -> ReadPage:
    """Read the text layer and the ruled tables of a PyMuPDF page."""
    text = read_characters(page)
    string = "".join(glyph.character for glyph in text.glyphs)
    hidden = text.invisible * 2 > len(text.glyphs)
    read = ReadPage(text.frame, text_quality(string, hidden=hidden), rotation=page.rotation)
    if read.quality.usable:
        horizontal, vertical = read_rulings(page, text.frame)
        grids = find_grids(horizontal, vertical)
        place_glyphs(read, text.glyphs, grids, merge_rulings(horizontal), engine)
    return read
