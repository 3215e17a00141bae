"""Archives: members of one report come together, reports of two agencies stay apart."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.batch import find_inputs, name_jobs
from pipeline.convert import convert
from pipeline.settings import Settings
from samples.layout.form import load
from samples.outputs import Wanted, write
from schemas.errors import NoPagesError
from schemas.report import Report

TEXT = """{agency}
2023年度部门决算

第三部分 2023年度部门决算情况说明

一、收入支出决算总体情况说明

2023年度收、支总计{total}万元。与2022年度相比，收、支总计各增加10.00万元，增长{rate}%。主要原因是人员增加。
"""


def narrative(agency: str, total: str, rate: str) -> bytes:
    return TEXT.format(agency=agency, total=total, rate=rate).encode()


def statements(agency: str, total: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2023年度收入支出决算总表"],
        [f"部门：{agency}", None, None, "金额单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", total, "一、一般公共服务支出", total],
        ["本年收入合计", total, "本年支出合计", total],
        ["总计", total, "总计", total],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def reports(path: Path, files: dict[str, bytes]) -> list[Report]:
    return convert(archive(path / "a.zip", files), Settings())


def test_a_page_and_its_workbook_are_one_report(tmp_path: Path) -> None:
    agency = "青岚市财政局"
    files = {"说明.txt": narrative(agency, "110.00", "10.00"), "表.xlsx": statements(agency, "110")}
    (report,) = reports(tmp_path, files)
    total = report.values["totals.amount"]
    assert {e.source for e in total.evidence} == {"说明.txt", "表.xlsx"}
    assert report.source.members == ("说明.txt", "表.xlsx")
    assert str(report.values["revenue.total"].value) == "110"


def test_reports_of_two_agencies_stay_apart(tmp_path: Path) -> None:
    files = {
        "甲.txt": narrative("青岚市财政局", "110.00", "10.00"),
        "乙.txt": narrative("澄江区教育局", "210.00", "5.00"),
    }
    found = reports(tmp_path, files)
    assert [str(r.values["report.agency"].value) for r in found] == ["青岚市财政局", "澄江区教育局"]
    assert [str(r.values["totals.amount"].value) for r in found] == ["110.00", "210.00"]


def test_a_copy_is_told_and_read_once(tmp_path: Path) -> None:
    same = narrative("青岚市财政局", "110.00", "10.00")
    (report,) = reports(tmp_path, {"a.txt": same, "副本/a.txt": same})
    assert [i.code for i in report.issues if i.code.startswith("duplicate")] == ["duplicate_member"]
    assert len(report.values["totals.amount"].evidence) == 1


def test_a_member_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    files = {"a.txt": narrative("青岚市财政局", "110.00", "10.00"), "b.pdf": b"%PDF-1.7 broken"}
    (report,) = reports(tmp_path, files)
    assert any(i.code == "member_unread" and "b.pdf" in i.message for i in report.issues)


def test_an_archive_of_nothing_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoPagesError):
        reports(tmp_path, {"a.bin": bytes(range(256)) * 20})


PAGE = """<html><head><meta charset="utf-8">
<title>青岚市财政局2023年度部门决算-青岚市人民政府</title>
<link rel="stylesheet" href="page_files/style.css"></head><body>
<h1>青岚市财政局2023年度部门决算</h1><p>发布时间：2024年9月20日</p>
<p><a href="报表.xlsx">附件：报表</a></p></body></html>"""


def folder(tmp_path: Path) -> Path:
    """A saved page with its assets, a text, and an archive with the statements."""
    home = tmp_path / "青岚市财政局"
    (home / "page_files").mkdir(parents=True)
    (home / "page.html").write_text(PAGE, "utf-8")
    (home / "page_files" / "style.css").write_text("p {}", "utf-8")
    (home / "page_files" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    (home / "说明.txt").write_bytes(narrative("青岚市财政局", "753.18", "1.35"))
    with zipfile.ZipFile(home / "附件.zip", "w") as archive:
        archive.writestr("报表.xlsx", statements("青岚市财政局", "753.18"))
    return home


def test_a_folder_is_one_report(tmp_path: Path) -> None:
    (report,) = convert(folder(tmp_path), Settings())
    value = report.values["totals.amount"]
    assert {e.source for e in value.evidence} == {"说明.txt", "附件.zip/报表.xlsx"}
    assert str(report.values["report.agency"].value) == "青岚市财政局"
    assert report.source.media_type == "inode/directory"
    assert set(report.source.members) == {"page.html", "说明.txt", "附件.zip/报表.xlsx"}
    assert [i for i in report.issues if i.code == "member_unread"] == []


def test_a_folder_of_two_agencies_gives_two_and_tells_copies(tmp_path: Path) -> None:
    home = folder(tmp_path)
    (home / "另一个.txt").write_bytes(narrative("青岚市民政局", "88.00", "12.82"))
    (home / "副本.txt").write_bytes(narrative("青岚市财政局", "753.18", "1.35"))
    reports = convert(home, Settings())
    assert {str(r.values["report.agency"].value) for r in reports} == {
        "青岚市财政局",
        "青岚市民政局",
    }
    assert any(i.code == "duplicate_member" for i in reports[0].issues)


def test_folders_are_read_one_by_one_unless_bundled(tmp_path: Path) -> None:
    home = folder(tmp_path)
    assert find_inputs([home], bundle=True) == [home]
    assert home / "说明.txt" in find_inputs([home])
    assert [job.name for job in name_jobs([home], Settings())] == ["青岚市财政局"]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    home = folder(tmp_path)
    outside = tmp_path / "geheim.txt"
    outside.write_bytes(narrative("青岚市民政局", "88.00", "12.82"))
    (home / "link.txt").symlink_to(outside)
    assert len(convert(home, Settings())) == 1


def test_the_same_report_in_two_files_is_told(tmp_path: Path) -> None:
    home = tmp_path / "两份"
    home.mkdir()
    list(write(load("jiangsu"), 900, tmp_path, Wanted(("xlsx", "docx"))))
    for path in (tmp_path / "reports").iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    (report,) = convert(home, Settings())
    assert any(i.code == "duplicate_report" for i in report.issues)
    assert len({e.source for e in report.values["totals.amount"].evidence}) == 2
