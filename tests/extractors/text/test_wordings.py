"""Patterns of the vocabulary as lists of strings."""

import pytest

from extractors.text.wordings import wordings


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("收入(合计|总计)", {"收入合计", "收入总计"}),
        ("(本年)?支出", {"支出", "本年支出"}),
        ("(?:年初|上年)结转|结余", {"年初结转", "上年结转", "结余"}),
        (r"出国\(境\)费", {"出国(境)费"}),
        ("(费|用)*", {"", "费", "用", "费用", "用费"}),
        (r"其他收入(\(.*\))?", {"其他收入"}),
        ("上年.*|去年", {"去年"}),
        (r"20\d\d年", set()),
        ("[一二]级|三级", {"三级"}),
        ("车辆(?<!车辆)|公务用车", {"公务用车"}),
    ],
)
def test_what_a_pattern_can_be(pattern: str, strings: set[str]) -> None:
    assert wordings(pattern) == strings
