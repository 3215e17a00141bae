"""Terms of the glossary: numbered entries, run-on headings, wrapped paragraphs."""

from extractors.fields.glossary import extract
from tests.extractors.fields.forms_helper import best, section, structured, under
from tests.extractors.tables.building import line


def test_entries_with_numbers_and_colons() -> None:
    glossary = section(
        "名词解释",
        line("1. 财政拨款收入：指单位从同级财政部门取得的财政预算资金。"),
        line("（二）基本支出：指为保障机构正常运转而发生的支出。"),
        topic="glossary",
    )
    found = best(extract(structured(outline=under(glossary))))
    assert found == {
        "glossary[财政拨款收入]": "指单位从同级财政部门取得的财政预算资金。",
        "glossary[基本支出]": "指为保障机构正常运转而发生的支出。",
    }


def test_entry_that_goes_on_in_the_next_paragraph() -> None:
    glossary = section(
        "名词解释",
        line("一、“三公”经费：指因公出国（境）费等。"),
        line("公务接待费支出含外宾接待。"),
        topic="glossary",
    )
    found = best(extract(structured(outline=under(glossary))))
    assert found["glossary[“三公”经费]"] == "指因公出国（境）费等。公务接待费支出含外宾接待。"


def test_terms_that_are_headings() -> None:
    term = section("其他收入", line("指除上述收入以外的各项收入。"), number="四、")
    glossary = section("名词解释", topic="glossary")
    glossary.children = [term]
    term.parent = glossary
    found = best(extract(structured(outline=under(glossary))))
    assert found == {"glossary[其他收入]": "指除上述收入以外的各项收入。"}


def test_nothing_outside_the_glossary() -> None:
    other = section("收入情况", line("财政拨款收入：指本年收入。"), topic="revenue")
    assert extract(structured(outline=under(other))) == []


def test_headings_over_several_terms_belong_to_none() -> None:
    first = section("收入科目", line("1.其他收入：指除上述收入以外的收入。"), number="（一）")
    group = section("支出科目", number="（二）")
    below = section("农林水支出", line("技术推广：反映技术推广的支出。"), number="4.")
    group.children = [below]
    glossary = section("名词解释", topic="glossary")
    glossary.children = [first, group]
    below.parent, first.parent, group.parent = group, glossary, glossary
    assert best(extract(structured(outline=under(glossary)))) == {
        "glossary[其他收入]": "指除上述收入以外的收入。",
        "glossary[技术推广]": "反映技术推广的支出。",
    }
