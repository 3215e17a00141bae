from decimal import Decimal

import pytest

from pipeline.findings.causes import causes
from pipeline.findings.conflicts import conflict_findings
from pipeline.reconcile import reconcile
from pipeline.resolve import gather
from pipeline.settings import Settings
from schemas.report import Verdict
from tests.pipeline.witnesses import witness

TOTAL = "fiscal_appropriation.totals.amount"
TABLE = "statement:fiscal_appropriation"


def findings(*candidates):
    settings = Settings()
    gathered = gather(candidates, settings)
    reconciled = reconcile(gathered)
    found = causes(gathered.parties, reconciled.trials, reconciled.figures)
    return conflict_findings(gathered.parties, found.conflicts, settings.sure)


def test_a_sentence_against_a_statement_is_found_with_both_quotes():
    table = witness(TOTAL, "2961.68", origin=TABLE, raw="2,961.68", page=13)
    text = witness(TOTAL, "0.3", quantum="0.1", raw="0.3万元", page=21, section="三 / 四、总体情况")
    (finding,) = findings(text, table)
    assert (finding.kind, finding.verdict) == ("witness_conflict", Verdict.SOURCE_ERROR)
    assert [e.verbatim for e in finding.evidence] == ["2,961.68", "0.3万元"]
    assert (finding.expected, finding.printed) == (Decimal("2961.68"), Decimal("0.3"))
    assert "2961.38" in finding.message
    assert "第 21 页" in finding.message


@pytest.mark.parametrize("other", ["2961.68", "2961.69", "2961.66", "2962"])
def test_what_rounding_explains_is_no_finding(other):
    quantum = "0.01" if "." in other else "1"
    table = witness(TOTAL, "2961.68", origin=TABLE)
    assert findings(table, witness(TOTAL, other, quantum=quantum, page=2)) == []


def test_a_doubtful_reading_is_our_error_not_the_reports():
    table = witness(TOTAL, "2961.68", origin=TABLE)
    (finding,) = findings(table, witness(TOTAL, "2961.98", score=0.5, page=2))
    assert finding.verdict is Verdict.EXTRACTION_ERROR


def test_a_sentence_that_states_another_fact_is_our_misreading():
    revenue = "revenue.total"
    table = [witness(revenue, "403484.64", origin=TABLE), witness(TOTAL, "557259.13", origin=TABLE)]
    (finding,) = findings(*table, witness(revenue, "557259.13", page=2, section="收入"))
    assert finding.verdict is Verdict.EXTRACTION_ERROR


def test_a_list_in_one_paragraph_is_not_taken_for_contradictions():
    guests = "three_public.reception.domestic.persons"
    listed = [
        witness(guests, n, quantum="1", page=i + 1, section="3.公务接待费")
        for i, n in enumerate(["102", "10", "35"])
    ]
    (finding,) = findings(*listed)
    assert finding.verdict is Verdict.EXTRACTION_ERROR


def forms(*sections):
    base = "performance.projects[物流补助资金]"
    stated = {"budget": ("21009.71", "15546.75"), "executed": ("16041.79", "15546.75")}
    return [
        witness(f"{base}.{name}", pair[side], origin="form:project", page=side + 1, section=section)
        for name, pair in stated.items()
        for side, section in enumerate(sections)
    ]


def test_two_tables_of_one_project_that_differ_are_one_finding():
    (finding,) = findings(*forms("附件1", "附件6"))
    assert finding.verdict is Verdict.SOURCE_ERROR
    assert {v.path.rpartition(".")[2] for v in finding.values} == {"budget", "executed"}


def test_two_forms_under_one_heading_may_be_two_projects():
    (finding,) = findings(*forms("绩效自评", "绩效自评"))
    assert finding.verdict is Verdict.EXTRACTION_ERROR


def test_ten_thousand_times_too_much_is_a_slip_of_unit():
    table = witness(TOTAL, "2961.68", origin=TABLE)
    text = witness(TOTAL, "29616800", quantum="1", page=2)
    assert text.value == table.value * 10_000
    assert [f.kind for f in findings(table, text)] == ["unit_suspect"]


def test_the_same_two_figures_at_two_paths_are_one_finding():
    paths = (TOTAL, "fiscal_appropriation.revenue.total")
    tables = [witness(p, "2961.68", origin=TABLE, section="表四") for p in paths]
    texts = [witness(p, "0.3", quantum="0.1", section="四", page=2) for p in paths]
    (finding,) = findings(*tables, *texts)
    assert {v.path for v in finding.values} == set(paths)


def test_texts_that_differ_are_no_finding():
    agency = "report.agency"
    assert (
        findings(witness(agency, "甲局", origin="header"), witness(agency, "乙委员会", page=2))
        == []
    )


def test_figures_of_two_years_are_no_finding():
    year = witness("report.fiscal_year", "2024", quantum="1", origin="header")
    now = witness(TOTAL, "2961.68", origin=TABLE, year=2024)
    assert findings(year, now, witness(TOTAL, "3018.63", year=2023, page=2)) == []


def test_a_sentence_whose_own_rate_goes_with_the_form_is_the_reports_error():
    base, section = "performance.projects[物流补助资金]", "绩效自评"
    stated = [
        *(
            witness(f"{base}.{name}", value, origin="form:project", section=section)
            for name, value in (("budget", "5085.70"), ("executed", "5085.70"))
        ),
        *(
            witness(f"{base}.{name}", value, section=section, score=0.7, page=2)
            for name, value in (("budget", "5085.70"), ("completion", "100.00"))
        ),
    ]
    wrong = witness(f"{base}.executed", "6509.70", section=section, score=0.7, page=2)
    (finding,) = findings(*stated, wrong)
    assert finding.verdict is Verdict.SOURCE_ERROR
    (doubt,) = findings(*(c for c in stated if "completion" not in c.path), wrong)
    assert doubt.verdict is Verdict.EXTRACTION_ERROR
