"""The place of a value where there is no page to draw: a passage, a grid, characters of a text."""

from pipeline.review.web import pictures

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>决算</title></head><body>
<h1>2023年度部门决算情况说明</h1><p>一、收入情况。</p><p>本年支出120.61万元，主要是物业管理费增加。</p>
<table><tr><th>项目</th><th>金额</th></tr><tr><td>合计</td><td>120.61</td></tr></table></body></html>"""
DATA = PAGE.encode()


def place_of(string):
    """Where a paragraph or cell stands, as evidence has it."""
    document = pictures._read(DATA)
    cells = [cell.text for table in document.tables() for cell in table.cells]
    texts = [paragraph.text for paragraph in document.paragraphs()] + cells
    text = next(text for text in texts if string in text.string)
    return text.locate()[0].model_dump(mode="json")


def test_a_sentence_is_shown_in_its_passage():
    shown = pictures.around(DATA, place_of("物业管理费"), "物业管理费增加")
    assert isinstance(shown, pictures.Snippet)
    assert shown.marked == "物业管理费增加"
    assert shown.before.endswith("万元，主要是")
    assert "一、收入情况" in shown.before
    assert shown.after.startswith("。")


def test_characters_that_are_not_there_mark_the_paragraph():
    shown = pictures.around(DATA, place_of("物业管理费"), "别的")
    assert isinstance(shown, pictures.Snippet)
    assert shown.marked.startswith("本年支出")


def test_a_cell_is_shown_in_its_grid():
    shown = pictures.around(DATA, place_of("合计"))
    assert isinstance(shown, pictures.Grid)
    assert shown.rows[1] == [("合计", True, True), ("120.61", False, True)]


def test_a_place_that_is_nowhere_shows_nothing():
    assert pictures.around(DATA, {"kind": "element", "path": "/none"}) is None
