import pytest

from pipeline.keys import align, member_path
from tests.pipeline.witnesses import witness

LIST = "general_public_budget.by_function"
SOCIAL = ("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出")


def row(code, names, path=LIST):
    origin = "statement:general_public_budget"
    return witness(f"{path}[{code}].amount", "1.00", origin=origin, names=names)


def said(key, path=LIST):
    return witness(f"{path}[{key}].amount", "1.00")


def key_of(table, sentence):
    return align([*table, sentence])[-1].path


def test_names_of_a_sentence_meet_the_code_of_a_row():
    table = [row("208", SOCIAL[:1]), row("20805", SOCIAL[:2]), row("2080505", SOCIAL)]
    spoken = (
        "社会保障和就业（类）/行政事业单位养老支出（款）/机关事业单位基本养老保险缴费支出（项）"
    )
    assert key_of(table, said(spoken)) == f"{LIST}[2080505].amount"
    assert key_of(table, said("社会保障和就业支出")) == f"{LIST}[208].amount"
    assert key_of(table, said("社会保障和就业/行政事业单位养老")) == f"{LIST}[20805].amount"


def test_rows_that_print_their_own_name_only_are_met():
    table = [row("208", SOCIAL[:1]), row("2080505", SOCIAL[2:])]
    assert key_of(table, said("/".join(SOCIAL))) == f"{LIST}[2080505].amount"


def test_a_name_of_a_group_and_of_an_item_goes_by_its_level():
    names = ("城乡社区支出", "城乡社区规划与管理", "城乡社区规划与管理")
    table = [row("21202", names[:2]), row("2120201", names)]
    assert key_of(table, said("/".join(names))) == f"{LIST}[2120201].amount"
    assert key_of(table, said("/".join(names[:2]))) == f"{LIST}[21202].amount"


def test_a_name_that_two_codes_bear_keeps_its_name():
    table = [row("2010301", ("行政运行",)), row("2010601", ("行政运行",))]
    sentence = said("一般公共服务支出/财政事务/行政运行")
    assert key_of(table, sentence) == sentence.path


def test_codes_of_another_list_of_the_report_serve_too():
    other = "expenditure.by_function"
    table = [witness(f"{other}[208].total", "1.00", origin="statement:x", names=SOCIAL[:1])]
    assert key_of(table, said("社会保障和就业")) == f"{LIST}[208].amount"


def test_a_code_that_no_name_was_printed_for_meets_nothing():
    sentence = said("卫生健康支出")
    assert key_of([row("210", ())], sentence) == sentence.path


def test_spellings_of_one_name_become_one():
    found = align([said("一般公共服务"), said("一般公共服务支出"), said("教育支出")])
    assert [c.path for c in found] == [
        f"{LIST}[一般公共服务支出].amount",
        f"{LIST}[一般公共服务支出].amount",
        f"{LIST}[教育支出].amount",
    ]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [("口岸物流发展补助资金", "口岸物流发展补助"), ("招商引资经费", "招商引资经费项目")],
)
def test_a_project_is_called_what_its_form_calls_it(table, sentence):
    path = "performance.projects[{}].score"
    form = witness(path.format(table), "95", quantum="1", origin="form:project")
    text = witness(path.format(sentence), "94", quantum="1")
    assert {c.path for c in align([text, form])} == {path.format(table)}


def test_two_projects_of_the_forms_stay_two():
    path = "performance.projects[{}].score"
    forms = [
        witness(path.format(name), "95", quantum="1", origin="form:project")
        for name in ("物流项目", "物流资金")
    ]
    assert [c.path for c in align(forms)] == [c.path for c in forms]


def test_the_member_of_a_path():
    assert member_path(f"{LIST}[2080505].amount") == f"{LIST}[2080505]"
    assert member_path("totals.amount") is None
    assert member_path("performance.projects[甲].score") is None
