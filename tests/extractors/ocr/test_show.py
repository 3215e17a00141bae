"""Every step of reading a picture can be looked at."""

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractors.ocr.recorded import Recorded
from extractors.ocr.show import steps_of
from pipeline import scan_steps
from schemas.document import MediaType
from tests.extractors.ocr.pictures import leaned, ruled_page
from tests.extractors.ocr.test_odd_pages import Babbler, saved

NAMES = ["stored", "upright", "light", "flat", "seals", "rulings", "cells", "read"]


def page():
    drawn = leaned(ruled_page(6, 4, width=1000, height=1300), 1.5)
    cv2.circle(drawn, (500, 1000), 120, (60, 60, 210), 8)
    return drawn


@pytest.fixture
def engine(tmp_path):
    return Recorded(Babbler(), tmp_path)


def test_steps_come_in_order_and_show_what_was_found(engine):
    steps = dict(steps_of(page(), 595.0, engine))
    assert [name.split("-")[1] for name in steps] == NAMES
    assert any("skew-+1.5" in name for name in steps)
    by_name = {name.split("-")[1]: picture for name, picture in steps.items()}
    green = (by_name["cells"] == (0, 150, 0)).all(axis=2)
    assert green.mean() > 0.005
    violet = by_name["seals"].astype(int)
    assert ((violet[..., 0] - violet[..., 1]) > 40).any()


def test_pages_of_files_are_named_by_their_number(engine, monkeypatch):
    monkeypatch.setattr(scan_steps, "engine", lambda: engine)
    png = saved(scan_steps_picture())
    document = pymupdf.open()
    for _ in range(2):
        document.new_page().insert_image(pymupdf.Rect(0, 0, 595, 800), stream=png)
    found = list(scan_steps.draw_steps(document.tobytes(), MediaType.PDF, [2]))
    assert {number for number, _, _ in found} == {2}
    assert len(found) == len(NAMES)
    found = list(scan_steps.draw_steps(png, MediaType.PNG, [1]))
    assert len(found) == len(NAMES)
    assert cv2.imdecode(np.frombuffer(found[0][2], np.uint8), cv2.IMREAD_COLOR) is not None
    assert list(scan_steps.draw_steps(b"text", MediaType.DOCX, [1])) == []


def scan_steps_picture():
    return Image.fromarray(np.ascontiguousarray(page()[:, :, ::-1]))
