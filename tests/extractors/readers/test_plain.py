"""Plain text: encodings, refusals, and paragraphs out of wrapped, broken and marked-up lines."""

import pytest

from extractors.protocols import ReadOptions
from schemas.document import Role
from schemas.errors import (
    EmptyFileError,
    GongkaiError,
    LimitExceededError,
    UnknownFormatError,
)
from tests.extractors.readers.plain_helper import (
    misplaced,
    read_bytes,
    read_text,
    span_of,
    strings,
)

SENTENCE = "2020年度收、支总计753.18万元。与2019年相比，收、支总计各增加36.84万元，增长5.14%。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encoding_is_told_from_the_bytes(encoding):
    document = read_bytes(f"一、收入决算情况说明\n{SENTENCE}\n".encode(encoding))
    assert strings(document) == ["一、收入决算情况说明", SENTENCE]


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_white_space_alone_is_an_empty_file(data):
    with pytest.raises(EmptyFileError):
        read_bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n\x00\x01\x02\x03" + bytes(range(256)) * 4,
        b"\x00" * 64,
        bytes(range(128, 256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    ],
)
def test_noise_is_no_text(data):
    with pytest.raises((UnknownFormatError, EmptyFileError)):
        read_bytes(data)


def test_size_is_limited_before_anything_is_read():
    with pytest.raises(LimitExceededError):
        read_bytes(b"\xff\xfe" + b"\x00" * 200, ReadOptions(max_text_bytes=100))


def test_a_download_cut_inside_a_character_is_read_up_to_there():
    data = (SENTENCE * 3).encode()
    assert read_bytes(data[:-2]).text == (SENTENCE * 3)[:-1]


def test_every_error_of_the_reader_tells_a_remedy():
    with pytest.raises(GongkaiError) as caught:
        read_bytes(b"")
    assert caught.value.remedy


WRAPPED = [
    "（二）一般公共预算财政拨款支出决算结构情况。2023 年度一般公",
    "共预算财政拨款支出 307.9 万元，主要用于以下方面：社会保障和就",
    "业支出 24.58 万元，占 7.98%；卫生健康支出 9.16 万元，占 2",
    ".97%；城乡社区支出 191.50 万元，占 62.2%；商业服务等支出 6",
    "46.23万元，占 20.46%；住房保障支出 19.66万元，占 6.39%。其",
    "中人员经费用于发放基本工资、津贴补贴、奖金、绩效工资以及",
    "养老保险缴费、医疗保险缴费、医疗费补助、奖励金和住房公积",
    "金等支出，公用经费用于办公费、印刷费、咨询费、手续费、水",
    "费、电费、邮电费、取暖费、物业管理费、差旅费、维修费等。",
]


@pytest.mark.parametrize("line_end", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_hard_wrapped_lines_make_one_paragraph(line_end):
    document = read_text(line_end.join(WRAPPED))
    assert strings(document) == ["".join(WRAPPED)]
    assert misplaced(document) == []


def test_lines_cut_at_a_count_of_characters_make_one_paragraph():
    text = (
        "2020年本年收入合计2945.75万元，其中：一般公共预算财政拨款收入2909.99万元，占98.79%；"
        "上级补助收入9.5万元，占0.32%；经营收入3.69万元，占0.13%；附属单位上缴收入5.99万元，占0.2%；"
        "其他收入16.58万元，占0.56%。主要变动原因是本年度重点工作任务增加，项目经费相应增加，"
        "同时严格执行中央八项规定精神，厉行节约，压减一般性支出。"
    )
    lines = [text[start : start + 26] for start in range(0, len(text), 26)]
    assert strings(read_text("二、收入决算情况说明\n\n" + "\n".join(lines)))[1:] == [text]


def test_margins_tell_paragraphs_apart():
    first = "　　本部门设立综合科、财务科和业务科，负责全市口岸的规划、协调、管理"
    second = "和服务工作，指导各区县口岸建设。"
    lines = [first, second, "　　本部门共有编制二十名，其中行政编制十名，事业编制十名，实有人数"]
    lines += ["十八名，离退休人员六名，均按照规定管理。"]
    paragraphs = strings(read_text("\n".join(lines * 5)))
    assert len(paragraphs) == 10
    assert paragraphs[0] == first.strip() + second


def test_broken_characters_are_said():
    document = read_bytes(SENTENCE.encode() * 20 + b"\xff" + SENTENCE.encode() * 20)
    assert [issue.code for issue in document.issues] == ["damaged_characters"]


def test_a_number_broken_over_lines_keeps_its_place():
    document = read_text("\n\n".join(WRAPPED))
    (paragraph,) = document.paragraphs()
    start, end = span_of(paragraph.text, "646.23")
    assert "".join(document.text[start:end].split()) == "646.23"


@pytest.mark.parametrize("furniture", ["- 9 -", "— 9 —", "-9-", "第 9 页 共 30 页", "9 / 30"])
def test_a_page_number_inside_a_sentence_is_set_aside(furniture):
    document = read_text(
        f"2.公务用车购置及运行维护费支出3.12万元，完成预算\n\n{furniture}\n\n100%，与上年持平。"
    )
    assert strings(document, Role.BODY) == [
        "2.公务用车购置及运行维护费支出3.12万元，完成预算100%，与上年持平。"
    ]
    assert strings(document, Role.PAGE_NUMBER) == [furniture]


def test_a_form_feed_inside_a_sentence_turns_the_page_only():
    document = read_text("外事接待支出0万元，外事接待0批次，0人，共计支\f出0万元。\n\n八、其他")
    assert strings(document) == [
        "外事接待支出0万元，外事接待0批次，0人，共计支出0万元。",
        "八、其他",
    ]
    assert [page.number for page in document.pages] == [1, 2]
    assert [paragraph.page_number for paragraph in document.paragraphs()] == [1, 2]


def test_running_heads_are_told_by_repetition():
    pages = [
        f"泸州市某某局2020年度部门决算\n{number}、本单位职责明确，各项工作按计划有序开展，完成良好。\n"
        for number in "一二三四"
    ]
    document = read_text("\f".join(pages))
    assert len(strings(document, Role.PAGE_HEADER)) == 4
    assert len(strings(document, Role.BODY) + strings(document, Role.HEADING)) == 4


def test_headings_stay_apart_from_the_text_below_them():
    document = read_text(
        "第一部分 部门概况\n一、主要职责\n（一）机构设置\n本部门设立1个内设机构。\n附件1\n"
        "1.公务接待费支出2.83万元，完成预算100%。"
    )
    assert strings(document, Role.HEADING) == [
        "第一部分 部门概况",
        "一、主要职责",
        "（一）机构设置",
        "附件1",
    ]
    assert strings(document, Role.BODY) == [
        "本部门设立1个内设机构。",
        "1.公务接待费支出2.83万元，完成预算100%。",
    ]


def test_an_item_cut_before_its_colon_goes_on_over_the_page():
    document = read_text(
        "11.社会保障和就业（类）行政事业单位养老支出（款）\n\n"
        "机关事业单位职业年金缴费支出（项）：支出决算为17.02万元。"
    )
    assert len(strings(document)) == 1


def test_markdown_is_left_out_of_the_text_but_not_of_the_places():
    document = read_text(
        "## 二、机构设置\n\n**3.公务接待费支出** 1.53 万元，面积 20 m <sup>2</sup>。\n"
        "\n- 物流中心\n"
    )
    assert strings(document) == [
        "二、机构设置",
        "3.公务接待费支出 1.53 万元，面积 20 m 2。",
        "物流中心",
    ]
    assert misplaced(document) == []
    start, end = span_of(list(document.paragraphs())[1].text, "1.53")
    assert document.text[start:end] == "1.53"


def test_a_printed_title_in_angle_brackets_is_no_markup():
    text = "根据区委印发的<关于机构改革方案的实施意见>，成立本中心。"
    assert strings(read_text(text)) == [text]


def test_contents_are_told_from_the_headings_that_they_repeat():
    document = read_text(
        "目 录\n\n公开时间：2021 年 9 月 24 日\n\n第一部分 部门概况\t3\n一、主要职能.....\t3\n"
        "二、机构设置……10\n第五部分 附表\t55\n一、收入支出决算总表\t\n\n- 二、收入决算表\n\n"
        "第一部分 部门概况\n\n一、主要职能\n\n负责口岸工作。"
    )
    assert "公开时间：2021 年 9 月 24 日" in strings(document, Role.BODY)
    assert len(strings(document, Role.CONTENTS)) == 7
    assert strings(document, Role.HEADING) == ["第一部分 部门概况", "一、主要职能"]
    assert list(document.tables()) == []


def test_a_list_of_statements_that_are_not_there_is_contents():
    titles = ["一、收入支出决算总表", "二、收入决算表", "三、支出决算表"]
    document = read_text("第五部分 附表\n\n" + "\n\n".join(f"- {title}" for title in titles))
    assert strings(document, Role.CONTENTS) == titles
    assert strings(document, Role.HEADING) == ["第五部分 附表"]
