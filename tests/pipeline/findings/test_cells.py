from pipeline.findings.cells import cell_findings
from schemas.document import Document, MediaType, Page, SourceFile
from schemas.evidence import TextLocation
from schemas.section import Section, Structured
from schemas.table import Cell, Table
from schemas.text import SpanPlace, placed


def structured(*texts):
    cells = []
    for column, text in enumerate(texts):
        place = SpanPlace(100 * column, len(text))
        cells.append(Cell(0, column, placed(text, place), error=text.startswith("#REF")))
    table = Table(1, len(cells), tuple(cells), page_numbers=(1,), engine="test 1")
    source = SourceFile("x.txt", "0", 1, MediaType.TEXT)
    document = Document(source, "test 1", (Page(1),), (table,))
    return Structured(document, Section(0), ())


def test_error_cells_are_one_finding_with_each_place():
    (finding,) = cell_findings(structured("ERROR:#DIV/0!", "12.50", "#REF!", "0"))
    assert finding.kind == "cell_error"
    assert [e.verbatim for e in finding.evidence] == ["ERROR:#DIV/0!", "#REF!"]
    assert finding.evidence[1].location == TextLocation(start=200, end=205)


def test_a_table_without_errors_is_no_finding():
    assert cell_findings(structured("12.50", "#1 项目", "")) == []
