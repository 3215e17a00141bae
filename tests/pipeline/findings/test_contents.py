"""Statements that a contents page lists: missing only where the report has none under any name."""

import pytest

from pipeline.convert import understand
from pipeline.settings import Settings

CONTENTS = (
    "某市商务局2023年度部门决算\n\n目 录\n\n第一部分 概况\t3\n\n第二部分 2023年度部门决算表\t4\n\n"
    "一、收入支出决算总表\t5\n\n二、收入决算表\t6\n\n三、支出决算表\t7\n\n四、财政拨款收入支出决算总表\t8\n\n"
    "第一部分 概况\n\n本局是政府组成部门，负责全市商务工作，依法履行职责，完成交办任务。\n\n"
    "第二部分 2023年度部门决算表\n\n"
)
BODY = ["一、收入支出决算总表", "二、收入决算表", "三、支出决算表", "四、财政拨款收入支出决算总表"]


@pytest.fixture
def findings(tmp_path):
    def read(body):
        file = tmp_path / "report.txt"
        file.write_text(CONTENTS + "\n\n".join(body) + "\n", "utf-8")
        return understand(file, Settings()).report.findings

    return read


def missing(found):
    return [f.message for f in found if f.kind == "missing_statement"]


def test_a_listed_statement_that_is_not_there_is_found_once(findings):
    found = findings([BODY[0], *BODY[2:]])
    (message,) = missing(found)
    assert "收入决算表" in message
    assert all(f.kind != "numbering" for f in found)


def test_a_longer_title_does_not_stand_for_a_shorter_one(findings):
    (message,) = missing(findings(BODY[1:]))
    assert "“收入支出决算总表”" in message


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        [BODY[0], "二、2023年度收入决算表", *BODY[2:]],
        [BODY[0], "本部门无其他收入，收入决算表为空表。", *BODY[2:]],
        ["一、收入支出决算总表", "二、收入", "决算表的说明", *BODY[2:]],  # a heading of two lines
        [],  # statements are published in another file
    ],
)
def test_what_is_there_in_any_form_is_not_missing(findings, body):
    assert missing(findings(body)) == []
