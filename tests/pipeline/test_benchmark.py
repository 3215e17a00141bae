from pipeline.benchmark import as_markdown, measure
from pipeline.settings import Settings

REPORT = "某市财政局2024年度部门决算\n\n一、收入支出总计\n2024年度收、支总计753.18万元。\n"


def test_each_document_is_timed_by_step(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(REPORT)
    bad.write_bytes(b"")
    found = measure([bad, good], 3, Settings())
    (document,) = found.documents
    assert (document.name, len(document.seconds), len(found.memory)) == ("good.txt", 3, 3)
    assert set(document.steps.seconds) == {"read", "structure", "extract", "resolve"}
    assert 0 < document.steps.total() <= sum(document.processor)
    table = as_markdown(found).splitlines()
    assert len({line.count("|") for line in table[:3]}) == 1
    assert "good.txt" in table[2]


def test_nothing_readable_is_said(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(b"")
    assert "Nothing could be measured" in as_markdown(measure([path], 1, Settings()))
