"""Slips of OCR mended by arithmetic: what is applied, what is only proposed, what never is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.repair.options import options
from pipeline.repair.run import repair
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.candidate import OtherReading
from schemas.evidence import Method
from schemas.report import Cause, Status
from tests.pipeline.witnesses import witness

TABLE = "statement:expenditure"
ROWS = {
    "total": ("2134.50", "1830.20", "304.30"),
    "201": ("1500.20", "1400.10", "100.10"),
    "20106": ("1500.20", "1400.10", "100.10"),
    "208": ("634.30", "430.10", "204.20"),
    "20805": ("634.30", "430.10", "204.20"),
}


def read(printed, *, score=0.8, method=Method.OCR, others=(), **place):
    quantum = "0.01" if "." in printed else "1"
    made = witness(
        place["path"], printed, origin=place.get("origin", TABLE), raw=printed, quantum=quantum
    )
    scores = made.scores.model_copy(update={"read": score, "match": 1.0})
    evidence = made.evidence.model_copy(update={"method": method})
    return replace(made, scores=scores, evidence=evidence, others=tuple(others))


def statement(changed, *, method=Method.OCR, sure=0.995, doubtful=0.8):
    """The expenditure statement, with some of its cells read as something else."""
    found = []
    for row, figures in ROWS.items():
        for measure, printed in zip(("total", "basic", "project"), figures, strict=True):
            base = "expenditure" if row == "total" else f"expenditure.by_function[{row}]"
            path = f"{base}.{measure}"
            text = changed.get(path, printed)
            score = doubtful if path in changed else sure
            found.append(read(text, path=path, score=score, method=method))
    return found


def mended(candidates, **chosen):
    settings = Settings(**chosen)
    result = repair(gather(candidates, settings), settings)
    standing = result.reconciled.standing
    told = standing, result.repairs, result.doubts
    return resolve(result.gathered, settings, *told).values


BASIC = "expenditure.by_function[208].basic"


def test_a_figure_that_two_identities_ask_for_is_mended_and_its_reading_kept():
    value = mended(statement({BASIC: "480.10"}))[BASIC]
    assert value.value == Decimal("430.10")
    assert value.evidence[0].method is Method.REPAIR
    assert value.evidence[0].verbatim == "480.10"
    assert value.witnesses[0].value == Decimal("480.10")
    first = value.repairs[0]
    assert first.applied
    assert first.independent >= 2
    assert first.change == "8→3"
    rules = {closing.rule for closing in first.closes}
    assert rules == {"expenditure_row", "expenditure_hierarchy"}


def test_where_only_proposed_the_reading_stands_and_is_doubted():
    value = mended(statement({BASIC: "480.10"}), repair="propose")[BASIC]
    assert value.value == Decimal("480.10")
    assert value.status is Status.NEEDS_REVIEW
    assert value.repairs[0].value == Decimal("430.10")
    assert not value.repairs[0].applied


def test_repair_can_be_switched_off():
    value = mended(statement({BASIC: "480.10"}), repair="never")[BASIC]
    assert value.value == Decimal("480.10")
    assert not value.repairs


def test_digital_text_is_never_repaired():
    values = mended(statement({BASIC: "480.10"}, method=Method.TEXT_LAYER))
    assert values[BASIC].value == Decimal("480.10")
    assert not any(value.repairs for value in values.values())


def test_an_error_of_the_report_read_surely_is_not_mended_away():
    values = mended(statement({BASIC: "480.10"}, doubtful=0.999))
    assert values[BASIC].value == Decimal("480.10")


def test_an_error_that_no_slip_explains_stays_and_calls_a_person():
    value = mended(statement({BASIC: "517.26"}))[BASIC]
    assert value.value == Decimal("517.26")
    assert value.status is Status.NEEDS_REVIEW


def test_a_stroke_in_a_cell_is_not_made_a_nil():
    """The cell may be blank: what arithmetic asks for is told, a person says what is printed."""
    stroke = "expenditure.by_function[208].project"
    changed = {"expenditure.basic": "2034.40", "expenditure.project": "100.10", BASIC: "634.30"}
    read_so = [
        replace(made, scores=made.scores.model_copy(update={"read": 0.995}))
        if made.path != stroke
        else made
        for made in statement(changed | {stroke: "1"})
        if not made.path.startswith("expenditure.by_function[20805]")
    ]
    value = mended(read_so)[stroke]
    assert value.value == Decimal(1)
    assert value.status is Status.NEEDS_REVIEW
    assert [(r.raw, r.applied) for r in value.repairs] == [("—", False)]


def test_one_identity_alone_is_not_enough():
    path = "general_public_budget.basic.personnel"
    stated = {
        "general_public_budget.basic.total": "2161.31",
        path: "1976.66",
        "general_public_budget.basic.operating": "184.65",
    }
    found = [
        read(
            "1970.66" if p == path else text, path=p, origin="statement:general_public_budget_basic"
        )
        for p, text in stated.items()
    ]
    value = mended(found)[path]
    assert value.value == Decimal("1970.66")
    assert Decimal("1976.66") in {r.value for r in value.repairs}


def test_two_misread_figures_of_one_statement_are_mended_together():
    other = "expenditure.by_function[20106].project"
    values = mended(statement({BASIC: "480.10", other: "700.10"}))
    assert values[BASIC].value == Decimal("430.10")
    assert values[other].repairs[0].value == Decimal("100.10")


def test_a_reading_that_the_recogniser_offered_is_cheaper_than_a_guess():
    group = gather(
        [read("14.53", path=BASIC, others=[OtherReading(Decimal("11.53"), "11.53", 0.3)])],
        Settings(),
    ).parties[BASIC]
    first = options(group)[0]
    assert (first.value, first.cause) == (Decimal("11.53"), Cause.OTHER_READING)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("75318", "753.18"), ("-753.18", "753.18"), ("753.18", "-753.18"), ("1,753.18", "753.18")],
)
def test_lost_points_signs_and_strokes_are_options(printed, meant):
    group = gather([read(printed.replace(",", ""), path=BASIC)], Settings()).parties[BASIC]
    assert Decimal(meant) in {option.value for option in options(group)}
