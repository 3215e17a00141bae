"""Personal data in exports: found, masked in place, and never mistaken for money."""

import pytest

from pipeline.review.personal import kinds_in, mask_all, masked, personal_spans

MASKED = "＊"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("联系电话：0551-62345678。", "联系电话：。"),
        ("联系人：王小明 电话 62345678", "联系人： 电话 "),
        ("手机13812345678，", "手机，"),
        ("手机 138 1234 5678", "手机 "),
        ("（010）66551234", ""),
        ("身份证号110101199003078515", "身份证号"),
        ("邮箱 zhang.san@example.cn", "邮箱 "),
        ("填报人（签字）：欧阳明月", "填报人（签字）："),
    ],
)
def test_personal_data_are_masked_where_they_stand(text, kept):
    assert masked(text).replace(MASKED, "") == kept
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "13,812,345,678.00",
        "13812345678.00",
        "2024年度收入总计1234567890.12元",
        "2010301",
        "联系人民群众，办理电话投诉1200件",
        "2023-2024年",
        "项目负责人负责制",
        "62345678",
    ],
)
def test_figures_codes_and_words_are_left(text):
    assert masked(text) == text


def test_spans_do_not_overlap():
    spans = personal_spans("联系电话：13812345678")
    assert len(spans) == 1


def test_figures_of_reports_are_never_masked():
    value = {"value": "13812345678", "unit": "元", "raw": "13812345678", "path": "x"}
    assert mask_all({"a": value}) == {"a": value}


def test_text_in_any_depth_is():
    tree = {"narrative": [{"verbatim": "电话：62345678", "sha256": "13812345678"}]}
    out = mask_all(tree)
    assert out["narrative"][0]["verbatim"] == "电话：" + MASKED * 8
    assert out["narrative"][0]["sha256"] == "13812345678"
    assert kinds_in(tree) == ["telephone_number"]
