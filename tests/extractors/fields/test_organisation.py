"""Units, departments and staff in the wordings of several provinces."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.organisation import extract
from extractors.text.counts import parse_count
from tests.extractors.fields.forms_helper import best, section, structured, under, values
from tests.extractors.tables.building import line, table

UNITS = "organisation.subordinate_units"
STAFF = "organisation.staff"


def stated(text: str) -> dict[str, str]:
    return values(extract, line(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("某办公室下属二级单位 2 个，其中行政单位 0 个，其他事业单位 2 个。", "2"),
        ("商务委员会部门预算是包括商务委本部以及下属1家预算单位的综合收支计划。", "1"),
        ("我局下设事业单位三个。", "3"),
        ("中心无下属二级单位。", "0"),
        ("内设政策法规科9个内设机构，下属青岚市评审中心和青岚市信息中心2个预算单位。", "2"),
        ("本部门没有下属单位，只有本级。", "0"),
        ("纳入2023年度部门决算编制范围的预算单位共5个，包括：", "5"),
    ],
)
def test_number_of_units(text: str, count: str) -> None:
    assert stated(text)[f"{UNITS}.count"] == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("本单位设立1个内设机构，综合管理处。", "1"),
        ("商务委员会机关设9个内设机构，包括：办公室、综合调研科。", "9"),
        ("内设办公室、产业发展股、综合协调股、人事财务股五个股室。", "5"),
        ("内设机构 17 个。", "17"),
        ("内设 5 个职能股室：产业发展股、综合协调股。", "5"),
    ],
)
def test_number_of_departments(text: str, count: str) -> None:
    assert stated(text)["organisation.internal_departments.count"] == count


def test_staff_with_the_parts_of_each_total() -> None:
    found = stated(
        "2020年，部门核定编制数46人（其中行政编制11人，事业编制35人）。"
        "2020年末在职实有人数33人，其中行政人员11人，事业人员22人。"
    )
    assert found == {
        f"{STAFF}.authorised": "46",
        f"{STAFF}.authorised.administrative": "11",
        f"{STAFF}.authorised.institution": "35",
        f"{STAFF}.actual": "33",
        f"{STAFF}.actual.administrative": "11",
        f"{STAFF}.actual.institution": "22",
    }


def test_parts_follow_the_total_that_stands_before_them() -> None:
    found = stated("年末实有人数30人，其中行政编制10人，事业编制20人。")
    assert found[f"{STAFF}.actual"] == "30"
    assert found[f"{STAFF}.actual.administrative"] == "10"
    assert found[f"{STAFF}.actual.institution"] == "20"


def test_a_part_alone_is_no_total() -> None:
    found = stated("核定我单位事业编制 20 人，我单位实有在职人员 16 人，全部为事业编制人员。")
    assert found == {
        f"{STAFF}.authorised.institution": "20",
        f"{STAFF}.actual": "16",
        f"{STAFF}.actual.institution": "16",
    }


def test_retired_staff_are_not_the_retired_and_resting_together() -> None:
    found = stated(
        "本单位年末实有人数5人，其中在职人员5人，离休人员0人，退休人员3人；离退休人员9人。"
    )
    assert found[f"{STAFF}.actual"] == "5"
    assert found[f"{STAFF}.actual.retired"] == "3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "核定编制总数为35名，其中行政编制20名、事业编制15名；实有人数32人。",
            {"authorised": "35", "authorised.administrative": "20", "actual": "32"},
        ),
        (
            "截止2022年底，本部门人员编制120人，其中行政编制60人、事业编制60人；"
            "实有人员110人，其中行政58人、事业52人。单位管理的离退休人员30人。",
            {"authorised": "120", "actual.institution": "52", "actual.retired": "30"},
        ),
        ("核定行政编制11名，工勤编制2名，实有在职人员13名。", {"actual": "13"}),
    ],
)
def test_staff_in_other_wordings(text: str, expected: dict[str, str]) -> None:
    found = stated(text)
    assert {f"{STAFF}.{k}": v for k, v in expected.items()}.items() <= found.items()


def test_a_kind_of_posts_is_not_their_total() -> None:
    found = stated("核定全额拨款编制20名，工勤编制2名。")
    assert f"{STAFF}.authorised" not in found


def test_cells_of_a_form() -> None:
    found = values(extract, table("联系人 | 李某 | 电话 | 1\n人员编制 | 22 | 实有人数 | 21"))
    assert found == {f"{STAFF}.authorised": "22", f"{STAFF}.actual": "21"}


def test_listed_units() -> None:
    found = values(
        extract,
        line("纳入2020年度部门决算编制范围的二级预算单位包括："),
        line("- 1.青岚市物流服务中心"),
        line("2.青岚市口岸服务中心"),
        line("三、收入支出总体情况"),
    )
    assert set(found) == {f"{UNITS}[青岚市物流服务中心]", f"{UNITS}[青岚市口岸服务中心]"}


def test_table_of_units() -> None:
    found = values(
        extract,
        table(
            "序号 | 单位名称 | 备注\n1 | 青岚市财政局（本级） |\n2 | 青岚市国库收付中心 | 并入本级"
        ),
    )
    assert found[f"{UNITS}[青岚市财政局(本级)]"] == "青岚市财政局（本级）"
    assert f"{UNITS}[青岚市国库收付中心]" in found


def test_units_named_in_a_sentence() -> None:
    found = stated(
        "纳入本套部门决算汇编范围的单位共2个，包括：青岚市卫生健康委员会本级、青岚市和平区中心血站。"
    )
    assert f"{UNITS}[青岚市卫生健康委员会本级]" in found
    assert f"{UNITS}[青岚市和平区中心血站]" in found


def test_glossary_defines_and_states_nothing_but_annexes_do() -> None:
    definition = section("名词解释", line("编制数：核定编制数10人。"), topic="glossary")
    annex = section("部门概况", line("部门核定编制数46人。"), number="附件1")
    annex.parent = definition
    definition.children = [annex]
    found = best(extract(structured(outline=under(definition))))
    assert found == {f"{STAFF}.authorised": "46"}


@given(st.integers(min_value=1, max_value=99))
def test_chinese_counts_round(number: int) -> None:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    written = (
        (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    )
    assert parse_count(written) == Decimal(number)
    assert parse_count(str(number)) == Decimal(number)
