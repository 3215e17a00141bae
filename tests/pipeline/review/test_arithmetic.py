"""What the pages say of identities: of stored values, of candidates, of what a person types."""

from decimal import Decimal

import pytest

from pipeline.review.checking import check
from pipeline.review.choices import Choice
from pipeline.review.explaining import effect, explain
from pipeline.review.intervals import wilson
from pipeline.review.ledger import broken, ledger_of, scale_of
from pipeline.review.options import options
from pipeline.review.proposals import value_proposal
from pipeline.review.reliability import bins
from pipeline.review.samples import recorded_scan
from pipeline.review.statement_table import statement_table
from pipeline.review.web.plot import MARGIN, SIZE, along, plot
from pipeline.store.tables import Reason
from tests.pipeline.review.scan import MISREAD


@pytest.fixture(scope="module")
def ledger():
    return ledger_of(recorded_scan()[0])


class TestFigures:
    @pytest.mark.parametrize(
        ("value", "raw", "scale"),
        [
            ("1234.5", "12,345,000.00", "0.0001"),
            ("1234.5", "1,234.50", "1"),
            ("-12.3", "减少12.3万元", "1"),
            ("0", "0.00", None),
            ("5", "无", None),
        ],
    )
    def test_the_unit_of_the_print_is_what_parts_it_from_the_value(self, value, raw, scale):
        wanted = None if scale is None else Decimal(scale)
        assert scale_of(Decimal(value), raw) == wanted

    def test_a_nought_is_printed_in_the_unit_of_its_statement(self, ledger):
        report = ledger.report
        path = "expenditure.by_function[22102].total"
        yuan = {
            p: v.model_copy(update={"value": v.value / 10_000})
            for p, v in report.values.items()
            if isinstance(v.value, Decimal)
        }
        nought = {path: yuan[path].model_copy(update={"value": Decimal(0), "raw": "0.00"})}
        changed = ledger_of(report.model_copy(update={"values": yuan | nought}))
        assert changed.scale(path) == Decimal("0.0001")

    def test_where_units_are_mixed_nobody_knows(self, ledger):
        values = dict(ledger.report.values)
        path, other = MISREAD.path, "expenditure.by_function[22102].total"
        values[path] = values[path].model_copy(update={"value": Decimal(0), "raw": "—"})
        values[other] = values[other].model_copy(update={"value": Decimal("0.050827")})
        assert ledger_of(ledger.report.model_copy(update={"values": values})).scale(path) is None


class TestWhatAValueDoes:
    def test_broken_ones_come_first_with_their_figures(self, ledger):
        first = explain(ledger, MISREAD.path, {})[0]
        assert not first.holds
        assert (first.printed, first.expected, first.difference) == ("61.45", "61.16", "0.29")
        assert [m.here for m in first.members] == [True, False]

    def test_what_people_decided_counts(self, ledger):
        known = {"expenditure.by_function[221].project": Decimal("61.16")}
        assert any(line.holds for line in explain(ledger, MISREAD.path, known))

    def test_a_figure_closes_what_was_broken_and_breaks_what_held(self, ledger):
        path = "expenditure.by_function[2012011].total"
        done = effect(ledger, path, {}, {path: Decimal(5)})
        assert done.breaks
        assert not done.closes
        mended = {MISREAD.path: Decimal("61.45")}
        assert len(effect(ledger, MISREAD.path, {}, mended).closes) == 1

    def test_a_repair_is_offered_with_what_it_closes(self, ledger):
        body = value_proposal(ledger, MISREAD.path, Reason.LOW_CONFIDENCE).body
        (repair,) = options(body, MISREAD.path, ledger, {})
        assert (repair.choice, repair.value) == (Choice.REPAIR, MISREAD.value)
        assert len(repair.effect.closes) == 1

    def test_a_repair_that_was_applied_is_no_candidate(self, ledger):
        body = value_proposal(ledger, MISREAD.path, Reason.LOW_CONFIDENCE).body
        body["repairs"][0]["applied"] = True
        assert options(body, MISREAD.path, ledger, {}) == []

    def test_what_is_typed_is_tried(self, ledger):
        tried = check(ledger, MISREAD.path, {}, " 61.45 ", printed=True)
        assert (tried.value, len(tried.effect.closes)) == (Decimal("61.45"), 1)
        assert check(ledger, MISREAD.path, {}, "6l.45", printed=True).problem
        assert check(ledger, MISREAD.path, {}, "", printed=True).value is None

    @pytest.mark.parametrize("typed", ["9" * 19, "9" * 5_000, "0." + "0" * 12 + "1", "1e5", "NaN"])
    def test_what_no_report_prints_is_no_figure(self, ledger, typed):
        assert check(ledger, MISREAD.path, {}, typed, printed=False).problem

    def test_text_has_no_identities(self, ledger):
        assert check(ledger, "report.agency", {}, "别的局", printed=False).identities == ()

    def test_worth_comes_from_what_is_broken(self, ledger):
        assert len(broken(ledger.trials(MISREAD.path))) == 2


class TestStatementTable:
    def test_rows_and_columns_stand_as_printed(self, ledger):
        table = statement_table(ledger.report, "expenditure")
        assert table.halves == {"": ["本年支出合计", "项目支出", "经营支出"]}
        assert [row.labels[""] for row in table.rows][-2:] == [
            "221 住房保障支出",
            "22102 住房改革支出",
        ]
        assert table.rows[-1].cells["项目支出"].path == MISREAD.path

    def test_two_halves_stand_side_by_side(self, ledger):
        table = statement_table(ledger.report, "revenue_and_expenditure")
        assert len(table.halves) == 2
        assert next(iter(table.halves)) == "收入"

    def test_an_unknown_statement_has_no_rows(self, ledger):
        assert statement_table(ledger.report, "none").rows == []


class TestCalibrationPlot:
    def test_values_are_counted_by_what_was_claimed(self):
        found = bins([(0.3, False), (0.4, True), (0.999, True), (1.0, True)])
        assert [(b.low, b.right.hits, b.right.count) for b in found] == [(0.0, 1, 2), (0.995, 2, 2)]

    def test_certainty_stands_at_the_far_end(self):
        assert along(0) == MARGIN
        assert along(1.0) == MARGIN + SIZE
        assert along(0.5) < along(0.9) < along(0.99)

    def test_a_mark_stands_between_its_bounds(self):
        (mark,) = plot(bins([(0.9, True)] * 9 + [(0.9, False)])).marks
        assert mark.top < mark.y < mark.bottom

    def test_nothing_seen_says_nothing(self):
        assert wilson(0, 0).share is None
