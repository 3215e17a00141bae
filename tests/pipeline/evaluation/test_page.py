"""The page of an evaluation: plots inline, everything escaped, nothing from outside."""

import json
import re

import pytest

from pipeline.evaluation.curves import risk_curve
from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.printed import printed_figures
from pipeline.evaluation.run import Evaluated, figures, intervals
from pipeline.evaluation.scoring import Judged, Mark
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.report import Report, SourceEntry, StatementEntry
from tests.pipeline.witnesses import witness


def judged(confidence, *, right=True, path="revenue.total"):
    mark = Mark.RIGHT if right else Mark.WRONG
    return Judged(path, mark, ("1",), "1", confidence, confidence > 0.95, (1, 1))


def document(name, *rows, damage=""):
    return Evaluated(name, "shanghai", rows, True, damage)


@pytest.fixture
def documents():
    sure = [judged(0.99)] * 30
    return [
        document("<b>.pdf", *sure, judged(0.3, right=False)),
        document("other.pdf", *sure, judged(0.97, right=False), damage="photo"),
    ]


def test_the_page_needs_nothing_from_outside_and_trusts_no_name(documents):
    page = evaluation_page(documents)
    assert page.count("<svg") == 2
    assert "<b>.pdf" not in page
    assert "&lt;b&gt;.pdf" in page
    assert not re.search(r"<script|https?://|src=|@import", page)


def test_risk_rises_with_coverage_and_lies_in_its_band(documents):
    curve = risk_curve([each.pairs() for each in documents])
    assert curve[-1].coverage == 1.0
    assert curve[-1].risk == pytest.approx(2 / 62)
    assert all(point.low <= point.risk <= point.high for point in curve)


def test_intervals_hold_the_figure(documents):
    whole = figures(documents)
    low, high = intervals(documents)["ece"]
    assert low <= (whole["ece"] or 0) <= high


def test_no_report_at_all_is_said_not_drawn():
    page = evaluation_page([Evaluated("a.pdf", "", (), report=False)])
    assert "<svg" not in page


def test_printed_figures_count_where_a_value_of_the_page_quotes_them(tmp_path):
    cells = [{"text": text} for text in ("项目", "753.18", "22.00", "2010601")]
    file = tmp_path / "a.pdf.cells.json"
    file.write_text(json.dumps({"tables": [{"page": 1, "cells": cells}]}), "utf-8")
    settings = Settings()
    read = [witness("revenue.total", "753.18", origin="statement:revenue", page=1)]
    values = resolve(gather(read, settings), settings).values
    source = SourceEntry(
        name="a.pdf", sha256="0", size=1, media_type="x", engine="t", version="0", pages=1
    )
    entry = StatementEntry(id="revenue", title="", score=1, pages=(1,), rows=2, columns=2)
    report = Report(source=source, values=values, statements=(entry,))
    found = printed_figures(report, file)
    assert (found.figures, found.quoted) == (2, 1)
    assert (found.tables, found.found) == (1, 1)
