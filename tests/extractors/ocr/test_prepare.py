"""Preparation finds again what was done to a drawn page."""

from typing import Any

import cv2
import numpy as np
import pytest

from extractors.ocr.prepare.bend import flattening
from extractors.ocr.prepare.colour import without_colour
from extractors.ocr.prepare.curves import ruling_curves, ruling_mask
from extractors.ocr.prepare.ink import ink_of, text_height
from extractors.ocr.prepare.light import flattened
from extractors.ocr.prepare.maps import (
    Chain,
    redrawn,
    rotation,
    scale,
    shift,
    turn_back,
    turned,
)
from extractors.ocr.prepare.orientation import runs_across
from extractors.ocr.prepare.seals import find_seals
from extractors.ocr.prepare.skew import skew_of
from extractors.ocr.prepare.spread import fold_of
from tests.extractors.ocr.pictures import FONT, blank, leaned, ruled_page, text_page


def grey(page) -> Any:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)


def across(page):
    return ruling_curves(ruling_mask(ink_of(page), 22.0), 22.0)


@pytest.mark.parametrize("degrees", [-7.3, -2.0, -0.4, 0.0, 0.3, 1.15, 5.6])
@pytest.mark.parametrize("draw", [text_page, ruled_page])
def test_skew_is_found_to_a_tenth_of_a_degree(draw, degrees):
    assert skew_of(ink_of(grey(leaned(draw(), degrees)))) == pytest.approx(degrees, abs=0.1)


def test_rotation_map_makes_a_leaning_page_straight():
    leaning = grey(leaned(text_page(), 3.0))
    straight = redrawn(leaning, rotation(3.0, leaning.shape[1], leaning.shape[0]))
    assert abs(skew_of(ink_of(straight))) <= 0.1


def test_lines_across_and_lines_down_are_told_apart():
    across = runs_across(ink_of(grey(text_page())))
    down = runs_across(ink_of(turned(grey(text_page()), 90)))
    assert across is not None
    assert down is not None
    assert across > 0.64
    assert down < 0.36


def test_a_blank_page_says_nothing_about_its_direction():
    assert runs_across(ink_of(grey(blank()))) is None
    assert text_height(ink_of(grey(blank()))) is None
    assert skew_of(ink_of(grey(blank()))) == 0.0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_points_of_a_turned_page_lead_back(turn):
    page = np.zeros((40, 60), np.uint8)
    page[7, 11] = 255
    y, x = np.argwhere(turned(page, turn) == 255)[0]
    back = turn_back(turn, 60 - 1, 40 - 1).before(np.array([[float(x), float(y)]]))
    assert back[0].tolist() == [11.0, 7.0]


def test_a_chain_goes_back_through_all_its_steps():
    chain = Chain((shift(100, 20), scale(2.0)))
    assert chain.before(np.array([[10.0, 30.0]]))[0].tolist() == [105.0, 35.0]


def test_uneven_light_becomes_even_and_print_stays():
    page = text_page()
    shade = np.linspace(0.35, 1.0, page.shape[1])[None, :, None]
    dark = (page * shade).astype(np.uint8)
    even = flattened(dark)
    paper = np.percentile(even, 80, axis=(0, 2))
    assert paper.min() > 225
    clear, found = ink_of(grey(page)), ink_of(grey(even))
    assert (clear & found).sum() > 0.8 * clear.sum()


def test_red_ink_is_taken_off_and_black_print_below_it_stays():
    page = text_page()
    stamped = page.copy()
    cv2.circle(stamped, (600, 700), 150, (60, 60, 210), -1)
    mixed = np.minimum(page, stamped)
    clean, coloured = without_colour(mixed)
    assert coloured[700, 600 - 100 : 600 + 100].mean() > 0.5
    inside = np.zeros(page.shape[:2], bool)
    mask: Any = inside.astype(np.uint8)
    cv2.circle(mask, (600, 700), 140, (1,), -1)
    print_before = ink_of(grey(page)) & (mask > 0)
    print_after = ink_of(clean) & (mask > 0)
    assert (print_before & print_after).sum() > 0.8 * print_before.sum()
    assert print_after.sum() < 1.6 * print_before.sum()


def test_a_grey_seal_is_found_where_it_is():
    page = text_page()
    cv2.circle(page, (700, 900), 130, (90, 90, 90), 5)
    found = find_seals(grey(page), ink_of(grey(page)), 2.0)
    assert any(abs(s.x - 700) < 12 and abs(s.y - 900) < 12 for s in found)
    assert not find_seals(grey(text_page()), ink_of(grey(text_page())), 2.0)


def test_a_bent_table_is_made_straight():
    page = ruled_page()
    height, width = page.shape[:2]
    xs: Any
    ys: Any
    xs, ys = np.meshgrid(np.arange(width), np.arange(height))
    bend = 14 * np.sin(xs / width * np.pi) * (0.5 + ys / height)
    bent = cv2.remap(
        grey(page),
        xs.astype(np.float32),
        (ys - bend).astype(np.float32),
        cv2.INTER_LINEAR,
        borderValue=(250,),
    )
    flat = flattening(ink_of(bent), 22.0)
    assert flat is not None
    straight = redrawn(bent, flat)
    before = max(np.ptp(c.across) for c in across(bent))
    after = max(np.ptp(c.across) for c in across(straight))
    assert before > 8
    assert after < 3


def test_a_flat_page_is_left_alone():
    assert flattening(ink_of(grey(ruled_page())), 22.0) is None


def spread(shadow: bool) -> np.ndarray:
    page = np.hstack([text_page(), text_page()])
    if shadow:
        fold = page.shape[1] // 2
        darkness = 1 - 0.35 * np.exp(-((np.arange(page.shape[1]) - fold) ** 2) / 900.0)
        page = (page * darkness[None, :, None]).astype(np.uint8)
    return page


def test_a_spread_is_parted_at_its_fold_and_a_wide_page_is_not():
    two = spread(shadow=True)
    fold = fold_of(two, ink_of(grey(two)))
    assert fold is not None
    assert abs(fold - two.shape[1] // 2) < 8
    one = spread(shadow=False)
    assert fold_of(one, ink_of(grey(one))) is None
    crossing = two.copy()
    for y in range(200, 1400, 40):
        cv2.putText(crossing, "printed across the fold", (1000, y), FONT, 0.9, (20, 20, 20), 2)
    assert fold_of(crossing, ink_of(grey(crossing))) is None
