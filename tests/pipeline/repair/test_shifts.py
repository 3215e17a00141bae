"""Figures that stand a column off are proposed where they belong, and never moved unasked."""

from dataclasses import replace
from decimal import Decimal

from schemas.evidence import PageLocation
from schemas.report import Cause
from tests.pipeline.repair.test_repair import mended, statement

ROW = "expenditure.by_function[20805]"
COLUMNS = {"total": 100.0, "basic": 200.0, "project": 300.0}


def placed():
    """The statement with each cell at a place of its own; 20805 stands on a second page."""
    found = []
    for number, candidate in enumerate(statement({})):
        measure = candidate.path.rpartition(".")[2]
        left, top = COLUMNS[measure], 50.0 + 20 * (number // 3)
        page = 2 if "20805" in candidate.path else 1
        place = PageLocation(page=page, box=(left, top, left + 40, top + 12))
        evidence = candidate.evidence.model_copy(update={"location": place})
        found.append(replace(candidate, evidence=evidence))
    return found


def shifted():
    """20805 printed a column further right: its total is read as basic, its basic as project."""
    total, basic = Decimal("634.30"), Decimal("430.10")
    kept = [c for c in placed() if ROW not in c.path]
    row = {c.path.rpartition(".")[2]: c for c in placed() if ROW in c.path}
    read = [
        replace(row["basic"], value=total, raw="634.30"),
        replace(row["project"], value=basic, raw="430.10"),
    ]
    nought = replace(row["total"], value=Decimal(0), raw="0.00")
    return [*kept, nought, *read]


def test_a_row_that_stands_a_column_off_is_proposed_in_its_place():
    values = mended(shifted())
    repairs = values[f"{ROW}.basic"].repairs
    shift = next(r for r in repairs if r.cause in (Cause.SHIFTED_COLUMN, Cause.CONTINUATION))
    assert shift.value == Decimal("430.10")
    assert f"{ROW}.project" in shift.with_paths
    assert not shift.applied
    assert values[f"{ROW}.basic"].value == Decimal("634.30")


def test_a_statement_that_stands_where_it_belongs_is_left_alone():
    assert not any(value.repairs for value in mended(placed()).values())
