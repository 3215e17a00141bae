"""Word 97 and RTF through LibreOffice: the same values, nothing left behind."""

import subprocess
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from extractors.protocols import ReadOptions
from extractors.readers.office import find_program, read
from extractors.sniff import sniff
from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.document import MediaType, SourceFile
from schemas.errors import MissingEngineError, UnreadableFileError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed"),
]


def word_97(folder: Path, kind: str) -> bytes:
    word = docx.Document()
    word.add_paragraph("一、收入支出决算总体情况说明")
    table = word.add_table(2, 2)
    for position, text in enumerate(("项目", "金额", "合计", "42,575,058.26")):
        cell = table.cell(position // 2, position % 2)
        cell.text = text
        cell.width = Cm(5)
    word.add_paragraph("注：完")
    word.save(str(folder / "a.docx"))
    program = find_program()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return (folder / f"a.{kind}").read_bytes()


def source(data: bytes) -> SourceFile:
    return SourceFile("a.doc", "0" * 64, len(data), sniff(data))


@pytest.mark.parametrize(("kind", "media_type"), [("doc", MediaType.DOC), ("rtf", MediaType.RTF)])
def test_an_old_document_gives_its_words_and_cells(
    tmp_path: Path, kind: str, media_type: MediaType
) -> None:
    data = word_97(tmp_path, kind)
    assert sniff(data) is media_type
    document = read(data, source(data), ReadOptions())
    assert [p.string for p in document.paragraphs()] == [
        "一、收入支出决算总体情况说明",
        "注：完",
    ]
    assert next(document.tables()).strings() == [["项目", "金额"], ["合计", "42,575,058.26"]]


def test_what_is_no_document_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(UnreadableFileError):
        read(data, source(data), ReadOptions())
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(MissingEngineError) as caught:
        read(b"x", source(b"x"), ReadOptions())
    assert "doctor" in caught.value.remedy


def test_statement_01_of_a_real_document_is_in_its_embedded_workbook(reference: Path) -> None:
    (report,) = convert(reference / "real" / "taiyuan_ndrc_2016_final_accounts.doc", Settings())
    wanted = {
        "totals.amount": "4336.022506",
        "revenue.total": "4258.392159",
        "expenditure.total": "4267.520070",
        "revenue.fiscal_appropriation": "4257.505826",
        "fiscal_appropriation.totals.amount": "4311.917680",
        "government_fund.expenditure": "112.776141",
        "three_public.total.final": "7.799708",
    }
    found = {path: report.values[path].value for path in wanted}
    assert found == {path: Decimal(value) for path, value in wanted.items()}
