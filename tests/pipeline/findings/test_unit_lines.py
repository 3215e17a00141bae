"""A statement under a wrong unit: one finding, and its amounts as other places have them."""

from decimal import Decimal

import pytest

from pipeline.findings.unit_lines import settle_units, unit_line_findings
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.report import Status
from tests.pipeline.witnesses import witness

WAN = {
    "expenditure.total": "753.18",
    "expenditure.basic": "514.34",
    "expenditure.project": "238.84",
}
TABLE, OTHER, PROSE = "statement:expenditure", "statement:revenue_and_expenditure", "sentence:all"


def stated(origin, factor="1", leave=()):
    return [
        witness(path, str(Decimal(value) * Decimal(factor)), origin=origin)
        for path, value in WAN.items()
        if path not in leave
    ]


@pytest.mark.parametrize("factor", ["0.0001", "10000"])
def test_all_amounts_of_a_statement_are_taken_in_the_unit_that_sentences_print(factor):
    settled, slips = settle_units([*stated(TABLE, factor), *stated(PROSE)])
    assert {Decimal(c.value) for c in settled if c.origin == TABLE} == set(
        map(Decimal, WAN.values())
    )
    (finding,) = unit_line_findings(slips)
    assert (finding.kind, finding.rule) == ("unit_suspect", "unit_of_statement")
    assert {v.path for v in finding.values} == set(WAN)


def test_what_only_the_wrong_statement_states_is_put_right_with_it():
    lonely = witness("expenditure.business", "0.01234", origin=TABLE)
    settled, _ = settle_units([*stated(TABLE, "0.0001"), lonely, *stated(PROSE)])
    assert Decimal(next(c for c in settled if c.path == lonely.path).value) == Decimal("123.4")


@pytest.mark.parametrize(
    "candidates",
    [
        [*stated(TABLE), *stated(PROSE)],
        # of two statements alone nobody can tell which is wrong
        [*stated(TABLE, "0.0001"), *stated(OTHER)],
        # one figure may be a slip of its own
        [*stated(TABLE, "0.0001", ["expenditure.basic", "expenditure.project"]), *stated(PROSE)],
        # most figures agree: it is not the unit of the statement
        [*stated(TABLE)[:2], *stated(TABLE, "0.0001")[2:], *stated(PROSE)],
    ],
)
def test_a_unit_that_is_not_proved_wrong_is_kept(candidates):
    assert settle_units(candidates) == (candidates, [])


def test_amounts_that_no_other_place_states_call_a_person():
    lonely = witness("expenditure.business", "0.01234", origin=TABLE)
    settled, _ = settle_units([*stated(TABLE, "0.0001"), lonely, *stated(PROSE)])
    settings = Settings()
    values = resolve(gather(settled, settings), settings).values
    assert values[lonely.path].status is Status.NEEDS_REVIEW
    assert values["expenditure.total"].status is Status.ACCEPTED
