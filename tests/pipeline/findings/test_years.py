"""Wrong years: told where the figure or the slip proves it, and nowhere else."""

import pytest

from pipeline.convert import understand
from pipeline.settings import Settings

HEAD = "某市商务局2023年度部门决算\n\n第三部分 2023年度部门决算情况说明\n\n"


@pytest.fixture
def years(tmp_path):
    def read(text):
        file = tmp_path / "report.txt"
        file.write_text(HEAD + text, "utf-8")
        findings = understand(file, Settings()).report.findings
        return [f for f in findings if f.kind == "year_conflict"]

    return read


REVENUE = (
    "一、收入支出决算总体情况说明\n\n2023年度收、支总计均为1753.18万元。"
    "与2022年度相比，收、支总计各{change}。\n\n"
)


def test_this_years_figure_under_another_year_is_found_with_its_sentence(years):
    text = REVENUE.format(change="增加12.30万元，增长0.71%")
    (finding,) = years(text + "二、收入情况\n\n2022年度收、支总计均为1753.18万元。\n")
    assert "2022" in finding.message
    assert (finding.kind, finding.also) == ("year_conflict", ("period_conflict",))
    assert finding.evidence[0].verbatim.startswith("2022年度收、支总计")


def test_a_year_ten_years_ago_is_a_slip(years):
    (finding,) = years("十、机关运行经费\n\n2013年机关运行经费支出689.97万元，比上年增加1万元。\n")
    assert finding.evidence[0].verbatim.startswith("2013年机关运行经费")


@pytest.mark.parametrize(
    "text",
    [
        "十、机关运行经费\n\n2013年成立以来累计投入689.97万元。\n",
        "十、机关运行经费\n\n按照《关于2013年经费的通知》，支出689.97万元。\n",
        REVENUE.format(change="增加12.30万元，增长0.71%")
        + "二、收入情况\n\n2022年度收、支总计1740.88万元。\n",
        REVENUE.format(change="增加0万元")
        + "二、收入情况\n\n2022年度收、支总计均为1753.18万元。\n",
    ],
)
def test_what_may_be_right_is_not_called_wrong(years, text):
    assert years(text) == []


FORMS = "六、“三公”经费情况\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年度因公出国费用0.00万元。较上年支出数无变化。\n", 1),
        ("2022年度因公出国费用0.00万元，2023年度0.00万元。与上年持平。\n", 0),
        ("2022年度因公出国费用0.00万元。\n", 0),
    ],
)
def test_what_goes_on_to_compare_with_last_year_is_of_this_year(years, text, found):
    assert len(years(FORMS + text)) == found


@pytest.mark.parametrize(("amount", "found"), [("3171.00", 1), ("3170.00", 0), ("71.00", 0)])
def test_a_figure_tells_by_its_printed_digits_unless_it_is_round(years, amount, found):
    own = f"“三公”经费支出决算{amount}万元。\n\n"
    assert len(years(FORMS + "2023年度" + own + "2022年度" + own)) == found


def test_an_undated_figure_of_this_year_shows_the_year_of_its_sentence_wrong(years):
    head = "五、一般公共预算财政拨款支出决算情况说明\n\n"
    first = "（一）总体情况\n\n2023年度一般公共预算财政拨款支出5117.65万元。\n\n"
    text = f"{head}{first}（二）具体情况\n\n"
    own = "2022年度一般公共预算财政拨款支出年初预算数为5661.25万元，支出决算数为{}万元。\n"
    assert len(years(text + own.format("5117.65"))) == 1
    assert not years(text + own.format("5012.34"))
