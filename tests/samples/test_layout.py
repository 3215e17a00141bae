"""Every form gives whole statements and sentences that say what they print."""

from decimal import Decimal

import pytest

from samples.layout.blocks import Heading, Paragraph, Table, tiling_errors
from samples.layout.form import load, names
from samples.layout.numbers import Style, to_wan
from schemas.vocabulary.paths import entry_for
from tests.samples.made import FORMS, report, tables

SEEDS = range(1, 7)


@pytest.mark.parametrize("form", FORMS)
def test_every_grid_tiles(form: str) -> None:
    for seed in SEEDS:
        wrong = {t.kind: tiling_errors(t) for t in tables(report(form, seed)) if tiling_errors(t)}
        assert wrong == {}


@pytest.mark.parametrize("form", FORMS)
def test_every_path_is_in_the_vocabulary(form: str) -> None:
    for seed in SEEDS:
        laid = report(form, seed)
        said = [w for t in tables(laid) for c in t.cells for w in c.witnesses]
        for block in laid.blocks:
            if isinstance(block, Heading | Paragraph):
                said += [m.witness for m in block.marks]
        unknown = {w.path for w in said if w.path and not w.optional and entry_for(w.path) is None}
        assert unknown == set()


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_stands_in_its_own_paragraph(form: str) -> None:
    for seed in SEEDS:
        for block in report(form, seed).blocks:
            if isinstance(block, Paragraph | Heading):
                assert "\ue000" not in block.text
                assert all(m.quote in block.text for m in block.marks)
                assert all(m.witness.raw in m.quote for m in block.marks)


@pytest.mark.parametrize("form", [f for f in FORMS if load(f).kind.startswith("depart")])
def test_a_form_holds_its_statements_and_speaks(form: str) -> None:
    kinds = {t.kind for t in tables(report(form, 1))}
    assert {"totals", "revenue", "expenditure", "fiscal", "general", "basic"} <= kinds
    assert sum(len(b.marks) for b in report(form, 1).blocks if isinstance(b, Paragraph)) > 60


def test_there_are_the_forms_that_were_asked_for() -> None:
    apart = names("held-out")
    assert sorted(apart) == ["beijing", "guangdong", "zhejiang"]
    wanted = {"sichuan_2020", "sichuan_2023", "jiangxi", "hunan", "shanghai"}
    assert wanted <= set(names("dev"))
    assert len(FORMS) >= 12
    assert all(load(name).held_out for name in apart)


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(KeyError, match="known: "):
        load("atlantis")


def test_cells_that_overlap_or_leave_a_hole_are_found() -> None:
    table = report("shanghai", 1)
    whole = tables(table)[1]
    holed = Table(whole.title, whole.cells[1:], whole.rows, whole.widths)
    doubled = Table(whole.title, (*whole.cells, whole.cells[0]), whole.rows, whole.widths)
    assert tiling_errors(whole) == []
    assert any("not covered" in e for e in tiling_errors(holed))
    assert any("covered 2 times" in e for e in tiling_errors(doubled))


def test_numbers_are_printed_as_the_style_says() -> None:
    assert Style(2, trim=True).show(Decimal("49.10")) == "49.1"
    assert Style(2, grouped=True).show(Decimal("1234567.005")) == "1,234,567.01"
    assert Style(2).show(Decimal("-0.001")) == "0.00"
    assert to_wan("42,575,058.26") == "4257.505826"
