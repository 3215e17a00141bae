"""Findings from words and forms: each detector on a report that errs and on one that does not."""

import pytest

from pipeline.convert import understand
from pipeline.settings import Settings
from schemas.report import Verdict

HEAD = "某市商务局2023年度部门决算\n\n"


@pytest.fixture
def found(tmp_path):
    def read(text):
        file = tmp_path / "report.txt"
        file.write_text(HEAD + text, "utf-8")
        return understand(file, Settings()).report.findings

    return read


def kinds(findings):
    return [f.kind for f in findings if f.verdict is Verdict.SOURCE_ERROR]


def rules(findings):
    return {f.rule for f in findings}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "一、收入情况\n\n比上年增加（减少）12.30万元，主要原因是人员变动。\n",
            "residue_alternatives",
        ),
        ("一、收入情况\n\n本年收入合计XXX万元。\n", "residue_placeholder"),
        ("一、其他收入\n\n指其他收入（可结合部门实际收入情况举例说明）。\n", "residue_instruction"),
        (
            "一、三公经费\n\n决算数较全年预算数增加的主要原因是：决算与预算一致。\n",
            "reason_of_its_direction",
        ),
    ],
)
def test_what_a_template_left_is_found_and_quoted(found, text, rule):
    hits = [f for f in found(text) if f.rule == rule]
    assert [f.kind for f in hits] == ["template_residue"]
    assert hits[0].evidence[0].verbatim in text


@pytest.mark.parametrize(
    "text",
    [
        "一、收入情况\n\n比上年增加12.30万元，主要原因是人员增加（减少的支出另列）。\n",
        "一、收入情况\n\n规格为20×30厘米，包括但不限于办公用品。\n",
        "一、三公经费\n\n决算数较全年预算数减少的主要原因是：厉行节约。\n",
    ],
)
def test_a_sentence_that_is_meant_is_no_residue(found, text):
    assert "template_residue" not in kinds(found(text))


def test_parts_that_come_to_more_than_their_whole(found):
    text = "一、使用\n\n已支出50.88万，用于：编制19.38万，课题7.83万，购置3.25万，其他{}万。\n"
    (finding,) = [f for f in found(text.format("23.44")) if f.rule == "parts_of_a_whole"]
    assert (finding.kind, finding.formula) == ("sum_mismatch", "19.38 + 7.83 + 3.25 + 23.44 = 53.9")
    assert "parts_of_a_whole" not in rules(found(text.format("20.42")))


def test_parts_in_another_unit_than_their_whole(found):
    text = "一、概况\n\n全市进出口总额90亿元，其中进口总额44.5{0}，出口总额45.3{0}。\n"
    hits = [f.kind for f in found(text.format("万元")) if f.rule == "parts_of_a_whole"]
    assert hits == ["unit_suspect"]
    assert "parts_of_a_whole" not in rules(found(text.format("亿元")))


def test_one_deed_with_two_counts(found):
    text = "一、概况\n\n全年建成乡镇配送站100个。\n\n二、成效\n\n全年建成乡镇配送站{}个。\n"
    hits = [f for f in found(text.format("60余")) if f.rule == "one_deed_one_count"]
    assert [f.kind for f in hits] == ["witness_conflict"]
    assert "one_deed_one_count" not in rules(found(text.format("100")))


def test_a_number_left_out_and_a_number_used_twice(found):
    head = "一、概况\n\n二、支出情况\n\n"
    items = (
        "（{}）教育支出\n\n支出很多。\n\n（{}）卫生支出\n\n不多。\n\n（{}）农林支出\n\n更少。\n\n"
    )
    assert "numbering" not in kinds(found(head + items.format("一", "二", "三")))
    assert "numbering" in kinds(found(head + items.format("二", "三", "四")))
    assert "numbering" in kinds(found(head + items.format("一", "三", "四")))
    assert "numbering" in kinds(found(head + items.format("一", "二", "二")))


FORM = """附件

项目支出绩效自评表
（2023年度）

项目名称\t口岸经费
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标（50分）\t数量指标\t开行列数\t360列\t{actual}\t{weight}\t{score}
产出指标（50分）\t质量指标\t验收合格率\t100%\t100%\t20\t20
效益指标（30分）\t社会效益\t带动就业人数\t200人\t200\t30\t30
满意度指标（10分）\t满意度\t群众满意度\t90%\t95%\t10\t10
总分\t\t\t\t\t{whole}\t100
"""


def form(actual="365", weight="30", score="30", whole="90"):
    return FORM.format(actual=actual, weight=weight, score=score, whole=whole)


def test_a_form_that_adds_up_is_no_finding(found):
    assert kinds(found(form())) == []


def test_full_marks_for_what_was_missed(found):
    assert "marks_of_what_was_done" in rules(found(form(actual="285")))


def test_marks_above_their_weight(found):
    assert "score_within_weight" in rules(found(form(score="31")))


def test_scores_that_do_not_come_to_the_total(found):
    row = "满意度指标（{0}分）\t满意度\t群众满意度\t90%\t95%\t{0}\t{0}"
    whole = form().replace(row.format(10), row.format(20))
    assert "scores_of_form" not in rules(found(whole))
    assert "scores_of_form" in rules(found(whole.replace("\t20\t20\n总分", "\t20\t15\n总分")))


def test_weights_that_are_not_those_of_their_block(found):
    text = form(weight="40", score="40")
    (finding,) = [f for f in found(text) if f.rule == "weights_of_block"]
    assert "60" in finding.message
    assert "50" in finding.message


def test_a_claim_that_the_form_belies(found):
    claim = "一、绩效\n\n全年目标任务已全部完成。\n\n"
    assert "words_against_form" in rules(found(claim + form(actual="285")))
    assert "words_against_form" not in rules(found(claim + form()))


def test_an_annex_of_another_year(found):
    text = (
        "一、收入情况\n\n2023年度收入总计10.00万元。\n\n{}年度项目支出绩效自评情况汇总表\n\n无。\n"
    )
    assert "annex_of_its_year" in rules(found(text.format(2021)))
    assert "annex_of_its_year" not in rules(found(text.format(2023)))
