"""Tables without rulings on scans: columns by their figures, which never run together."""

import cv2
import numpy as np
import pymupdf
import pytest

from extractors.ocr.engines import engine
from extractors.ocr.page import read_picture
from extractors.ocr.parting import parted
from extractors.ocr.recorded import Recorded
from extractors.readers.paged import document_blocks
from schemas.errors import MissingEngineError
from schemas.table import Table
from tests.extractors.ocr.pictures import ruled_page
from tests.extractors.ocr.test_pages import expected

HEADS = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"]
ROWS = [
    ["201", "一般公共服务支出", "2,112.86", "2,106.66", "6.20"],
    ["20106", "财政事务", "2,112.86", "2,106.66", "6.20"],
    ["208", "社会保障和就业支出", "326.72", "326.72", ""],
    ["20805", "行政事业单位养老支出", "326.72", "326.72", ""],
    ["210", "卫生健康支出", "60.99", "60.99", ""],
    ["221", "住房保障支出", "445.69", "445.69", ""],
    ["", "合计", "2,946.25", "2,940.05", "6.20"],
]
LEFT = [70, 150, 330, 420, 510]


def scanned_form() -> np.ndarray:
    """A form without rulings at 200 dpi: leaning, soft, grainy."""
    page = pymupdf.open().new_page()
    page.insert_text((210, 80), "收入决算表", fontname="china-s", fontsize=18)
    for row, texts in enumerate([HEADS, *ROWS]):
        for column, text in enumerate(texts):
            width = pymupdf.get_text_length(text, "china-s", 10.5)
            x = LEFT[column] + (50 - width if column > 1 else 0)
            page.insert_text((x, 150 + 24 * row), text, fontname="china-s", fontsize=10.5)
    drawn = page.get_pixmap(dpi=200)
    image = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)
    size = (drawn.width, drawn.height)
    lean = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), -0.8, 1.0)
    leaning = cv2.warpAffine(
        cv2.GaussianBlur(image, (0, 0), 0.8), lean, size, borderValue=(250, 250, 250)
    )
    grain = np.random.default_rng(1).normal(0, 5, leaning.shape)
    return np.clip(leaning + grain, 0, 255).astype(np.uint8)


def test_a_broad_gap_parts_a_line_and_a_space_does_not():
    window = np.zeros((20, 200), bool)
    window[5:15, 10:60] = window[5:15, 75:110] = window[5:15, 150:190] = True
    assert parted(window, 20.0) == [(0, 116), (144, 200)]
    assert parted(np.zeros((20, 200), bool), 20.0) == [(0, 200)]


@pytest.mark.ocr
@pytest.mark.slow
def test_columns_of_figures_without_rulings(tmp_path):
    live = Recorded(engine("paddleocr")._engine, tmp_path)
    pages = read_picture(scanned_form(), 1, (595.0, 842.0), live)
    (table,) = [b for b in document_blocks(pages) if isinstance(b, Table)]
    strings = table.strings()
    assert strings[0] == HEADS
    assert [row[1:] for row in strings[1:]] == [row[1:] for row in ROWS]


@pytest.mark.ocr
@pytest.mark.slow
def test_the_other_engine_reads_the_same_table(tmp_path):
    live = Recorded(engine("rapidocr")._engine, tmp_path)
    page = ruled_page(4, 3, width=900, height=1200)
    (read,) = read_picture(page, 1, (595.0, 793.3), live)
    (table,) = [b for b in document_blocks([read]) if isinstance(b, Table)]
    assert table.strings() == expected()
    assert read.engine.startswith("rapidocr ")


def test_a_program_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingEngineError, match="tesseract is not installed"):
        engine.__wrapped__("tesseract")
