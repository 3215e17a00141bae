"""A page's text layer → glyphs in the reading frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pymupdf

from extractors.layout.glyphs import Frame, Glyph
from extractors.readers.mupdf.transform import Transform

#: White space as printed, none invented; unknown characters come as U+FFFD.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_INHIBIT_SPACES | pymupdf.TEXT_MEDIABOX_CLIP
_BOLD = pymupdf.TEXT_FONT_BOLD
_SYNTHETIC_BOLD = 8
#: Bits of `char_flags` for characters that are painted: filled, stroked.
_PAINTED = 16 | 32
#: Trust in a character that is not painted: an engine recognised it that we do not know.
RECOGNISED_SCORE = 0.7
#: How far from upright (cosine) a line may run and still be text of a form, not a watermark.
_STRAIGHT = 0.98
#: Glyph boxes are cut to what a size can cover: fonts state larger ones.
_ASCENT, _DESCENT = 1.0, 0.35


@dataclass(frozen=True, slots=True)
class PageText:
    """Glyphs of a page in stream order, in the reading frame.

    `slanted` counts the characters left out because their lines run aslant (watermarks);
    `invisible` those kept that the page does not paint (a hidden layer of recognised text).
    """

    frame: Frame
    glyphs: list[Glyph]
    slanted: int = 0
    invisible: int = 0


def read_characters(page: pymupdf.Page) -> PageText:
    """Read the text layer of a PyMuPDF page once."""
    spans = [
        (line["dir"], span)
        for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]
    straight = [(turn, span) for turn, span in _turned(spans, page.rotation) if turn is not None]
    frame = page_frame(page, _main_turn(straight))
    to_frame = Transform(page, frame)
    glyphs = [
        glyph
        for run, (turn, span) in enumerate(straight)
        for glyph in (
            _glyphs(span, run, to_frame) if turn == frame.turn else _standing(span, run, to_frame)
        )
    ]
    kept = sum(len(span["chars"]) for _, span in straight)
    return PageText(
        frame,
        glyphs,
        slanted=sum(len(span["chars"]) for _, span in spans) - kept,
        invisible=sum(len(span["chars"]) for _, span in straight if not _is_painted(span)),
    )


def page_frame(page: pymupdf.Page, turn: int = 0) -> Frame:
    """The frame of a page whose text is turned by `turn` degrees."""
    return Frame(page.number + 1, page.rect.width, page.rect.height, turn)


def _turned(
    spans: list[tuple[tuple[float, float], dict[str, Any]]], rotation: int
) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """Each span with the clockwise turn of its text on the page as shown; None if aslant."""
    for (cosine, sine), span in spans:
        if abs(cosine) >= _STRAIGHT:
            turn = 0 if cosine > 0 else 180
        elif abs(sine) >= _STRAIGHT:
            turn = 90 if sine > 0 else 270
        else:
            yield None, span
            continue
        yield (turn + rotation) % 360, span


def _main_turn(spans: list[tuple[int, dict[str, Any]]]) -> int:
    counts: Counter[int] = Counter()
    for turn, span in spans:
        counts[turn] += len(span["chars"])
    return counts.most_common(1)[0][0] if counts else 0


def _glyphs(span: dict[str, Any], run: int, to_frame: Transform) -> Iterator[Glyph]:
    size = span["size"]
    bold = bool(span["flags"] & _BOLD or span["char_flags"] & _SYNTHETIC_BOLD)
    score = 1.0 if _is_painted(span) else RECOGNISED_SCORE
    for char in span["chars"]:
        left, top, right, bottom = to_frame.box(char["bbox"])
        origin = char["origin"]
        baseline = origin[1] if to_frame.identity else to_frame.point(*origin)[1]
        yield Glyph(
            char["c"],
            left,
            max(top, min(baseline, bottom) - _ASCENT * size),
            right,
            min(bottom, max(baseline, top) + _DESCENT * size),
            baseline,
            size,
            run,
            bold,
            score,
        )


def _is_painted(span: dict[str, Any]) -> bool:
    return bool(span["char_flags"] & _PAINTED) and span["alpha"] > 0


def _standing(span: dict[str, Any], run: int, to_frame: Transform) -> Iterator[Glyph]:
    """Characters that run in another direction than the page's text: each a line of its own."""
    for char in span["chars"]:
        left, top, right, bottom = to_frame.box(char["bbox"])
        yield Glyph(char["c"], left, top, right, bottom, bottom, span["size"], run)
