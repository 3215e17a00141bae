"""Two reports in one file come out as two, each as it comes out of a file of its own."""

from pathlib import Path

import openpyxl
import pymupdf
import pytest

from pipeline.batch import name_jobs, run_jobs
from pipeline.convert import convert
from pipeline.settings import Settings
from samples.layout.form import load
from samples.outputs import Wanted, write
from schemas.report import Report


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A budget and final accounts of two agencies, in three formats."""
    out = tmp_path_factory.mktemp("samples")
    for form in ("budget_national", "jiangsu"):
        list(write(load(form), 900, out, Wanted(("pdf", "txt", "xlsx"), ("clean",))))
    return out / "reports"


def one(folder: Path, pattern: str) -> Path:
    return next(iter(sorted(folder.glob(pattern))))


def plain(report: Report) -> dict[str, str]:
    return {path: str(value.value) for path, value in report.values.items()}


def apart(*files: Path) -> list[dict[str, str]]:
    return [plain(report) for file in files for report in convert(file, Settings())]


def test_texts_one_behind_the_other(samples: Path, tmp_path: Path) -> None:
    pair = [one(samples, "budget_national*.txt"), one(samples, "jiangsu*.txt")]
    file = tmp_path / "two.txt"
    file.write_text("\n\n".join(p.read_text("utf-8") for p in pair), "utf-8")
    reports = convert(file, Settings())
    assert [plain(report) for report in reports] == apart(*pair)
    assert all(any(i.code == "several_reports" for i in report.issues) for report in reports)


def test_pages_bound_together_are_written_as_two(samples: Path, tmp_path: Path) -> None:
    pair = [one(samples, "jiangsu*.pdf"), one(samples, "budget_national*.pdf")]
    bound = pymupdf.open(pair[0])
    first = len(bound)
    bound.insert_pdf(pymupdf.open(pair[1]))
    bound.save(tmp_path / "two.pdf")
    reports = convert(tmp_path / "two.pdf", Settings())
    assert [plain(report) for report in reports] == apart(*pair)
    places = [e.location for value in reports[1].values.values() for e in value.evidence]
    assert all(getattr(place, "page", 0) > first for place in places)
    outcomes = run_jobs(name_jobs([tmp_path / "two.pdf"], Settings()), tmp_path, Settings())
    written = [path.name for outcome in outcomes for path in outcome.written]
    assert written == ["two.pdf.report.json", "two.pdf#2.report.json"]


def test_sheets_without_covers_part_where_statements_begin_anew(
    samples: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, form in enumerate(("budget_national", "jiangsu")):
        other = openpyxl.load_workbook(one(samples, f"{form}*.xlsx"))
        for sheet in other.worksheets:
            if sheet.title in {"封面", "情况说明"}:
                continue
            copy = book.create_sheet(f"{sheet.title[:28]}{number}")
            for row in sheet.iter_rows():
                for cell in row:
                    copy.cell(cell.row, cell.column).value = cell.value
            for merged in sheet.merged_cells.ranges:
                copy.merge_cells(str(merged))
    book.save(tmp_path / "two.xlsx")
    reports = convert(tmp_path / "two.xlsx", Settings())
    assert len(reports) == 2
    assert len({str(report.values["report.agency"].value) for report in reports}) == 2


CHAPTER = """青岚市财政局2023年度部门决算

第一部分 部门概况
一、主要职责
负责财政。
第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计100.00万元。
二、收入决算情况说明
本年收入合计100.00万元。
三、支出决算情况说明
本年支出合计100.00万元。
四、财政拨款收入支出决算总体情况说明
财政拨款收、支总计100.00万元。

{title}
{body}
"""


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("青岚市财政局2023年度部门决算", "二、收入决算情况说明\n本年收入合计100.00万元。"),
        ("青岚市信息中心2023年度部门决算", "见附件。"),
        ("2023年度部门整体支出绩效自评报告", "一、基本情况\n自评得分95分。"),
    ],
)
def test_a_title_alone_begins_no_report(tmp_path: Path, title: str, body: str) -> None:
    file = tmp_path / "one.txt"
    file.write_text(CHAPTER.format(title=title, body=body), "utf-8")
    assert len(convert(file, Settings())) == 1
