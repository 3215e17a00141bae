"""Archives: members of one report come together, reports of two agencies stay apart."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.convert import convert
from pipeline.settings import Settings
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
