import re

import pymupdf
import pytest

from pipeline.cli.inspect import inspect_file
from pipeline.convert import understand
from pipeline.listing import list_values
from pipeline.picture import colour_of, marks_on
from pipeline.settings import Settings

REPORT = "某市财政局2024年度部门决算\n\n一、收入支出总计\n2024年度收、支总计753.18万元。\n"


def test_colours_go_from_red_over_yellow_to_green():
    red, yellow, green = colour_of(0.4), colour_of(0.75), colour_of(1.0)
    assert red[0] > red[1]
    assert yellow[0] == pytest.approx(yellow[1])
    assert green[1] > green[0]


def test_a_text_is_shown_whole_with_its_values_marked(tmp_path):
    path = tmp_path / "a<b.txt"
    path.write_text(REPORT)
    page = list_values(understand(path, Settings()))
    marked = dict(re.findall(r'title="(\S+) [\d.]+">([^<]*)</mark>', page))
    assert marked["totals.amount"].startswith("753.18")
    assert re.sub(r"<[^>]+>", "", page.partition("<pre")[2].partition(">")[2]).strip() == (
        REPORT.strip()
    )
    assert "a&lt;b.txt" in page


@pytest.mark.parametrize("rotation", [0, 90])
def test_marks_are_drawn_where_the_figure_is_shown(tmp_path, rotation):
    path = tmp_path / "report.pdf"
    document = pymupdf.open()
    page = document.new_page()
    for row, line in enumerate(REPORT.split("\n")):
        page.insert_text((72, 72 + 20 * row), line, fontname="china-s")
    page.set_rotation(rotation)
    document.save(path)
    assert inspect_file(path, 1, tmp_path / "seen", None) == 0
    drawn = pymupdf.Pixmap((tmp_path / "seen" / "report.001.png").read_bytes())
    plain = pymupdf.open(path)[0].get_pixmap(dpi=110)
    assert (drawn.width, drawn.height) == (plain.width, plain.height)
    seen = understand(path, Settings())
    mark = next(m for m in marks_on(seen.report.values, 1) if m.path == "totals.amount")
    left, top, right, bottom = (part * 110 / 72 for part in mark.location.box)
    middle = int((left + right) / 2), int(top + 1.5)
    assert drawn.pixel(*middle) != plain.pixel(*middle)
    assert bottom > top


def test_a_document_of_elements_is_shown_with_its_tables(tmp_path):
    path = tmp_path / "report.html"
    rows = "<tr><th>项目</th><th>决算数</th></tr><tr><td>本年收入合计</td><td>753.18</td></tr>"
    rows += "<tr><td>上级补助收入</td><td>0</td></tr>"
    text = REPORT.replace("\n", "</p><p>")
    path.write_text(f"<html><body><p>{text}</p><table>{rows}</table></body></html>")
    page = list_values(understand(path, Settings()))
    assert re.search(r'title="totals.amount [\d.]+">753.18', page)
    assert page.count("<td") == 6
    assert re.sub(r"<[^>]*>", "", page).count("753.18") == 2


def test_a_page_that_is_not_there_is_a_mistake(tmp_path):
    from schemas.errors import UsageError

    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    with pytest.raises(UsageError, match="has 1"):
        inspect_file(path, 7, tmp_path, None)
