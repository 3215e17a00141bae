"""Folds, seals and blur: found where they are, and what they touch is doubted, nothing else."""

import cv2
import numpy as np
import pytest

from extractors.layout.glyphs import Frame
from extractors.ocr.dashes import dashes_borne_out
from extractors.ocr.focus import out_of_focus, sharpness
from extractors.ocr.folds import Fold, find_folds
from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.issues import doubt_issues, ocr_issues
from extractors.ocr.marks import Marks, Reason, marks_of, weighed
from extractors.ocr.piece import Piece
from extractors.ocr.prepare.ink import ink_of
from extractors.ocr.prepare.maps import shift
from extractors.ocr.prepare.page import Prepared
from extractors.ocr.prepare.seals import find_seals, seal_strokes, stamp_strokes, without_seals
from extractors.protocols import OcrCharacter, OcrLine
from extractors.readers.paged import ReadPage, document_pages
from extractors.tables.ruled import Grid, GridCell
from schemas.document import Document, MediaType, SourceFile
from schemas.evidence import Method, PageLocation
from schemas.report import Severity
from tests.extractors.ocr.pictures import FONT, blank, folded, ruled_page, text_page

PER_POINT = 2.0


def grey(page):
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)


def piece(text, left, top, *, width=160, height=24, score=0.99, cell=None):
    step = width / len(text)
    characters = tuple(
        OcrCharacter(c, score, (left + i * step, left + (i + 1) * step)) for i, c in enumerate(text)
    )
    box = Piece(left, top, left + width, top + height, cell, None if cell is None else 0)
    return ReadPiece(box, OcrLine(characters, (), score), (score,) * len(text))


def prepared(page):
    light = grey(page)
    none = np.zeros(light.shape, bool)
    ink = ink_of(light)
    return Prepared(light, light, none, ink, 24.0, shift(0, 0), PER_POINT, 0, 0.0, bent=False)


@pytest.mark.parametrize("draw", [ruled_page, text_page])
@pytest.mark.parametrize(("at", "slope", "upright"), [(640, 0.004, False), (610, -0.003, True)])
def test_a_crease_is_found_where_it_runs(draw, at, slope, upright):
    (found,) = find_folds(grey(folded(draw(), at, slope, upright=upright)), PER_POINT)
    assert found.upright is upright
    middle = 600 if not upright else 800
    assert found.at + found.slope * middle == pytest.approx(at + slope * middle, abs=8)


def test_rulings_streaks_and_uneven_light_are_no_creases():
    page = ruled_page()
    assert find_folds(grey(page), PER_POINT) == []
    page[:, 640:641] = 120
    assert find_folds(grey(page), PER_POINT) == []
    dusk = np.linspace(0.4, 1.0, page.shape[0])[:, None, None]
    assert find_folds(grey((page * dusk).astype(np.uint8)), PER_POINT) == []


def test_only_what_a_fold_crosses_is_doubted():
    fold = Fold(100.0, 0.0, upright=False, reach=3.0)
    upright = Fold(409.0, 0.0, upright=True, reach=3.0)
    page = prepared(text_page())
    read = [piece("1,234.56", 50, 90), piece("1,234.56", 50, 130), piece("1,234.56", 390, 300)]
    marks = Marks(np.zeros(page.grey.shape, bool), (fold, upright))
    found, doubts = weighed(read, marks, page)
    assert [min(r.scores) for r in found] == [0.7, 0.99, 0.7]
    # Across one character or two; the others of that figure are as sure as they were.
    assert sum(score < 0.9 for score in found[2].scores) == 2
    assert [r.text for r in doubts[Reason.FOLD]] == ["1,234.56"] * 2


def test_a_fold_in_the_picture_reaches_the_scores_and_the_report():
    picture = folded(text_page(), 662)
    page = prepared(picture)
    read = [piece("104.72", 110, y - 24, width=500) for y in range(150, 1450, 52)]
    found, doubts = weighed(read, marks_of(picture, page), page)
    crossed = [r for r in found if min(r.scores) < 0.9]
    assert len(crossed) == 1
    frame = ScanFrame(
        3,
        600.0,
        800.0,
        size=(600.0, 800.0),
        pixels_per_point=PER_POINT,
        stored_pixels_per_point=PER_POINT,
        to_stored=shift(0, 0),
        stored_page=3,
    )
    (issue,) = doubt_issues(doubts, frame)
    assert (issue.code, issue.severity) == ("under_fold", Severity.WARNING)
    assert "104.72" in issue.message
    assert isinstance(issue.location, PageLocation)
    assert issue.location.page == 3
    assert issue.location.box[1] == pytest.approx(crossed[0].piece.top / PER_POINT)


def test_remarks_of_a_page_are_issues_of_the_report():
    fold = Fold(100.0, 0.0, upright=False, reach=3.0)
    page = prepared(text_page())
    marks = Marks(np.zeros(page.grey.shape, bool), (fold,))
    _, doubts = weighed([piece("收入", 50, 90)], marks, page)
    frame = Frame(1, 600.0, 800.0)
    scanned = ScanFrame(
        1,
        600.0,
        800.0,
        size=(600.0, 800.0),
        pixels_per_point=2.0,
        stored_pixels_per_point=2.0,
        to_stored=shift(0, 0),
        stored_page=1,
    )
    remarks = doubt_issues(doubts, scanned)
    halves = [ReadPage(frame, None, Method.OCR, remarks=remarks) for _ in range(2)]  # type: ignore[arg-type]
    pages = document_pages(halves)
    document = Document(SourceFile("a", "0" * 64, 1, MediaType.PDF), "reader", pages, ())
    codes = [issue.code for issue in ocr_issues(document)]
    assert codes == ["read_by_ocr", "under_fold", "under_fold", "page_without_text"]


def test_print_out_of_focus_is_less_sharp_and_doubted():
    page = text_page()
    page[800:] = cv2.GaussianBlur(page, (0, 0), 5)[800:]
    light = grey(page)
    read = [piece("104729", 110, y - 22, width=900) for y in range(150, 1440, 52)]
    clear = [sharpness(light, r.piece, 24.0) for r in read if r.piece.top < 760]
    soft = [sharpness(light, r.piece, 24.0) for r in read if r.piece.top > 820]
    assert min(s for s in clear if s) > 2 * max(s for s in soft if s)
    doubted = out_of_focus(read, light, 24.0)
    assert {r.piece.top > 780 for r in doubted} == {True}
    assert len(soft) <= len(doubted) <= len(soft) + 1
    assert out_of_focus(read, grey(text_page()), 24.0) == []


def test_empty_paper_says_nothing_of_focus():
    assert sharpness(grey(blank()), Piece(10, 10, 200, 40), 24.0) is None


def sealed_figures(colour):
    """Figures, one under the ring and one inside it where the seal has no ink."""
    page = blank()
    cv2.circle(page, (600, 800), 125, colour, 7)
    for x, y in ((450, 810), (570, 810), (900, 810)):
        cv2.putText(page, "104.72", (x, y), FONT, 0.8, (15, 15, 15), 2, cv2.LINE_AA)
    return page


PLACES = {"ring": (450, 790), "inside": (570, 790), "beside": (900, 790)}


@pytest.mark.parametrize(
    ("shade", "doubted"), [(150, {"ring"}), (20, {"ring", "inside"})], ids=["grey", "black"]
)
def test_a_seal_casts_doubt_by_its_strokes_or_all_over_where_none_come_off(shade, doubted):
    page = grey(sealed_figures((shade,) * 3))
    seals = find_seals(page, ink_of(page), PER_POINT)
    assert len(seals) == 1
    strokes = seal_strokes(page, without_seals(page, ink_of(page), seals), seals)
    read = [piece("104.72", *place, width=110) for place in PLACES.values()]
    found, _ = weighed(read, Marks(strokes), prepared(sealed_figures((shade,) * 3)))
    low = {name for name, r in zip(PLACES, found, strict=True) if min(r.scores) <= 0.7}
    assert low == doubted


def test_a_circle_of_chance_print_is_no_seal():
    chance = np.random.default_rng(3)
    page = blank()
    for _ in range(2600):
        x, y = chance.integers(100, 1100), chance.integers(100, 1500)
        cv2.putText(page, "8", (int(x), int(y)), FONT, 0.8, (60, 60, 60), 4)
    assert find_seals(grey(page), ink_of(grey(page)), PER_POINT) == []


def test_a_stamp_is_told_from_coloured_grounds_and_lines():
    coloured = np.zeros((1600, 1200), bool)
    coloured[300:340, 100:1100] = True
    coloured[500:504, 100:1100] = True
    assert not stamp_strokes(coloured, PER_POINT).any()
    drawn = np.zeros((1600, 1200), np.uint8)
    cv2.circle(drawn, (600, 1000), 120, (1,), 12)
    found = stamp_strokes(coloured | (drawn > 0), PER_POINT)
    assert found[1000, 476:484].any()
    assert not found[:600].any()


def nil(row, column, *, left=70, level=14, width=16, score=0.5):
    cell = GridCell(row, column, 1, 1)
    x, y = 100 * column + left, 30 * row + level
    return piece("—", x, y, width=width, height=3, score=score, cell=cell)


def table():
    cells = [GridCell(r, c, 1, 1) for r in range(9) for c in range(3)]
    return Grid([0.0, 100.0, 200.0, 300.0], [30.0 * i for i in range(10)], cells)


def test_dashes_alike_in_a_table_bear_each_other_out():
    alike = [nil(row, 1) for row in range(4)] + [nil(row, 2) for row in range(4)]
    long, high = nil(5, 1, width=60), nil(6, 1, level=2)
    found = dashes_borne_out([*alike, long, high], [table()], 20.0)
    assert [min(r.scores) for r in found] == [0.9] * 8 + [0.5, 0.5]


def test_a_few_dashes_and_a_figure_among_them_are_as_sure_as_they_were():
    few = [nil(row, 1) for row in range(3)]
    figure = piece("1.20", 20, 5, score=0.5, cell=GridCell(0, 0, 1, 1))
    found = dashes_borne_out([*few, figure], [table()], 20.0)
    assert {min(r.scores) for r in found} == {0.5}
