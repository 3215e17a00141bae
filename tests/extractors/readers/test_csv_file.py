"""CSV exports: told from prose, decoded, one sheet of cells."""

import pytest

from extractors.protocols import ReadOptions
from extractors.readers.csv_file import read
from extractors.sniff import sniff
from schemas.document import MediaType, SourceFile
from schemas.evidence import SheetLocation

TEXT = (
    "收入决算表,,,\r\n部门：青岚市财政局,,,单位：万元\r\n科目编码,科目名称,合计,财政拨款收入\r\n"
    '201,"一般公共服务,支出","1,234.50",1234.50\r\n2010301,行政运行,12.30,#DIV/0!\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_any_encoding(encoding: str) -> None:
    data = TEXT.encode(encoding)
    assert sniff(data) is MediaType.CSV
    document = read(data, SourceFile("a.csv", "0" * 64, len(data), MediaType.CSV), ReadOptions())
    table = next(document.tables())
    assert table.strings()[1] == ["201", "一般公共服务,支出", "1,234.50", "1234.50"]
    cell, error = table.at(1, 2), table.at(2, 3)
    assert cell is not None
    assert error is not None
    assert cell.text.locate() == (SheetLocation(sheet="a.csv", range="C4"),)
    assert error.error
    assert next(p.string for p in document.paragraphs()) == "收入决算表"


@pytest.mark.parametrize(
    "prose",
    [
        "一、收入情况\n2023年收入1,234.50万元，增长1.2%。\n二、支出情况\n支出合计2,345.00万元。",
        "项目\t合计\t1,234.00,5\n项目\t合计\t1,2,3",
    ],
)
def test_prose_and_tabs_are_no_csv(prose: str) -> None:
    assert sniff(prose.encode()) is MediaType.TEXT
