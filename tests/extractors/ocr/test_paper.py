"""A sheet on a darker ground is cut out and made a rectangle; a page without ground stays."""

import cv2
import numpy as np
import pytest

from extractors.ocr.prepare.maps import redrawn
from extractors.ocr.prepare.paper import find_sheet
from tests.extractors.ocr.pictures import ruled_page, text_page


def photographed(page, corners, ground=70):
    """The page seen under an angle, on a ground with a grain, half in the shade."""
    height, width = page.shape[:2]
    size = (width + 300, height + 300)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = (np.array(corners) + flat).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(flat, there)
    grain = np.random.default_rng(3).normal(ground, 9, (size[1], 1, 1))
    desk = np.broadcast_to(grain, (size[1], size[0], 3)).clip(0, 255).astype(np.uint8).copy()
    shown = cv2.warpPerspective(page, matrix, size)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size) > 0
    desk[inside] = shown[inside]
    shade = np.where(np.add.outer(np.arange(size[1]), np.arange(size[0])) > size[0], 0.7, 1.0)
    return (desk * shade[..., None]).astype(np.uint8), there


CORNERS = [[120, 190], [170, 90], [120, 160], [150, 130]]


@pytest.mark.parametrize("draw", [text_page, ruled_page])
def test_the_sheet_s_corners_are_found(draw):
    picture, there = photographed(draw(), CORNERS)
    sheet = find_sheet(picture)
    assert sheet is not None
    width, height = sheet.size
    found = sheet.before(np.array([[0.0, 0], [width, 0], [width, height], [0, height]]))
    assert np.abs(found - there).max() < 25


def test_the_rectangle_shows_the_page_as_it_was():
    page = ruled_page()
    picture, _ = photographed(page, CORNERS)
    sheet = find_sheet(picture)
    assert sheet is not None
    flat = redrawn(picture, sheet, sheet.size)
    assert flat.shape[0] / flat.shape[1] == pytest.approx(page.shape[0] / page.shape[1], rel=0.05)
    assert (flat < 90).mean() < 0.2


def test_only_the_sheet_counts_as_paper():
    picture, there = photographed(text_page(), CORNERS)
    sheet = find_sheet(picture)
    assert sheet is not None
    mask = sheet.mask(picture.shape)
    middle = there.mean(axis=0).astype(int)
    assert mask[middle[1], middle[0]]
    assert not mask[5:60].any()
    assert not mask[:, :60].any()


@pytest.mark.parametrize("draw", [text_page, ruled_page])
def test_a_page_that_fills_its_picture_has_no_ground(draw):
    assert find_sheet(draw()) is None


def test_a_dark_band_on_one_side_is_no_ground():
    page = text_page()
    page[:, :150] = 40
    assert find_sheet(page) is None


def test_a_black_picture_has_no_sheet():
    assert find_sheet(np.zeros((900, 700, 3), np.uint8)) is None


def test_thick_rulings_in_white_margins_bound_no_sheet():
    """A fax of a landscape statement: three of its rulings had passed for the sides of a sheet."""
    page = np.full((1650, 2340, 3), 255, np.uint8)
    for x in range(330, 2011, 336):
        page[200:1500, x : x + 5] = 0
    for y in range(200, 1501, 60):
        page[y : y + 5, 330:2015] = 0
    assert find_sheet(page) is None
