from decimal import Decimal

from pipeline.identities.weighing import Standing
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.report import Status
from tests.pipeline.witnesses import witness

SETTINGS = Settings()
TOTAL = "totals.amount"
TABLE = "statement:revenue_and_expenditure"


def values_of(*candidates, standing=None):
    return resolve(gather(candidates, SETTINGS), SETTINGS, standing).values


def test_those_who_agree_are_evidence_and_those_who_do_not_are_witnesses():
    table = witness(TOTAL, "2961.68", origin=TABLE)
    agrees = witness(TOTAL, "2962", quantum="1", page=2)
    differs = witness(TOTAL, "0.3", quantum="0.1", page=3, origin="sentence:other")
    value = values_of(differs, agrees, table)[TOTAL]
    assert value.value == Decimal("2961.68")
    assert [e.location.page for e in value.evidence] == [1, 2]
    assert [w.value for w in value.witnesses] == [Decimal("0.3")]


def test_a_conflict_asks_for_a_person_and_agreement_does_not():
    alone = values_of(witness(TOTAL, "5.00", origin=TABLE))[TOTAL]
    backed = values_of(witness(TOTAL, "5.00", origin=TABLE), witness(TOTAL, "5.00", page=2))[TOTAL]
    against = values_of(witness(TOTAL, "5.00", origin=TABLE), witness(TOTAL, "6.00", page=2))
    assert backed.confidence > alone.confidence > against[TOTAL].confidence
    assert backed.status is Status.ACCEPTED
    assert against[TOTAL].status is Status.NEEDS_REVIEW


def test_rounding_is_no_conflict():
    table = witness(TOTAL, "753.18", origin=TABLE)
    alone = values_of(table)[TOTAL]
    rounded = values_of(table, witness(TOTAL, "753.19", page=2))[TOTAL]
    assert rounded.confidence == alone.confidence
    assert len(rounded.witnesses) == 1


def test_support_of_identities_moves_the_confidence():
    candidate = witness(TOTAL, "753.18", score=0.6)
    plain = values_of(candidate)[TOTAL].confidence
    assert values_of(candidate, standing={TOTAL: Standing(support=20.0)})[TOTAL].confidence > plain
    assert values_of(candidate, standing={TOTAL: Standing(blame=0.9)})[TOTAL].confidence < plain


def test_one_place_read_twice_is_one_witness():
    one, again = witness(TOTAL, "5.00", score=0.7), witness(TOTAL, "5.00", score=0.9, origin=TABLE)
    value = values_of(one, again)[TOTAL]
    assert len(value.evidence) == 1
    assert value.scores.match == 0.9


def test_figures_of_another_year_are_set_apart():
    year = witness("report.fiscal_year", "2024", quantum="1", origin="header")
    gathered = gather(
        [year, witness(TOTAL, "5.00", year=2024), witness(TOTAL, "9.00", year=2023, page=2)],
        SETTINGS,
    )
    assert gathered.fiscal_year == 2024
    assert [str(c.value) for c in gathered.apart] == ["9.00"]
    value = resolve(gathered, SETTINGS).values[TOTAL]
    assert (str(value.value), value.witnesses) == ("5.00", ())


def test_a_form_under_the_heading_of_another_year_belongs_to_the_report_where_it_is_alone():
    year = witness("report.fiscal_year", "2024", quantum="1", origin="header")
    budget = "performance.projects[甲].budget"
    alone = witness(budget, "7.00", year=2023, origin="form:project")
    kept = gather([year, alone], Settings())
    assert [party.lead.value for party in kept.parties[budget]] == [Decimal("7.00")]
    beside = witness(budget, "8.00", year=2024, page=2, origin="form:project")
    assert gather([year, alone, beside], Settings()).apart == (alone,)


def test_a_path_that_the_vocabulary_does_not_have_is_said_not_written():
    resolved = resolve(gather([witness("totals.nonsense", "5.00")], SETTINGS), SETTINGS)
    assert resolved.values == {}
    assert [issue.code for issue in resolved.issues] == ["unknown_path"]


def test_the_fullest_names_are_kept_for_a_code():
    path = "expenditure.by_function[2010301].{}"
    short = witness(path.format("total"), "5.00", origin=TABLE, names=("行政运行",))
    full = ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行")
    long = witness(path.format("basic"), "5.00", origin="statement:expenditure", names=full)
    assert gather([short, long], SETTINGS).names == {"expenditure.by_function[2010301]": full}
