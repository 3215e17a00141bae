"""Word 97 and RTF through LibreOffice: the same values, nothing left behind."""

import http.server
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import docx
import psutil
import pytest
from docx.shared import Cm

from extractors.protocols import ReadOptions
from extractors.readers import office
from extractors.readers.office import find_program, read
from extractors.sniff import sniff
from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.document import MediaType, SourceFile
from schemas.errors import MissingEngineError, TimeoutExceededError, UnreadableFileError
from tests.fuzz import seeds

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


class _Ear(http.server.BaseHTTPRequestHandler):
    """Notes who calls."""

    heard: ClassVar[list[str]] = []

    def _answer(self) -> None:
        self.heard.append(self.path)
        self.send_error(404)

    do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _answer  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Quietly."""


@pytest.fixture
def ear() -> Iterator[str]:
    """The address of a server of this machine."""
    _Ear.heard.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_nothing_is_fetched_and_no_other_file_is_read(ear: str, tmp_path: Path) -> None:
    """A page under the name of a document makes LibreOffice fetch its styles, if it is let."""
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    page = f'<html><head><link rel="stylesheet" href="{ear}/a.css"></head><p>甲</p></html>'
    linked = (
        f'{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}{{\\fldrslt 1}}}}'
        f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{ear}/b.png" \\\\d}}{{\\fldrslt 2}}}}\\par}}'
    )
    for text in (page, linked):
        data = text.encode()
        said = [p.string for p in read(data, source(data), ReadOptions()).paragraphs()]
        assert said in (["甲"], ["12"])
    assert _Ear.heard == []


#: A document whose macro writes a file when it is opened.
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>
<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>Sub Main
Open "{path}" For Output As #1
Close #1
End Sub</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load" xlink:type="simple"
 xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/>
</office:event-listeners></office:scripts>
<office:body><office:text><text:p>甲</text:p></office:text></office:body></office:document>
"""


def test_a_macro_is_never_run(tmp_path: Path) -> None:
    written = tmp_path / "macro.txt"
    data = MACRO.format(path=written).encode()
    assert [p.string for p in read(data, source(data), ReadOptions()).paragraphs()] == ["甲"]
    assert not written.exists()


def test_a_conversion_that_never_ends_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    told = '"$HOME/../pids"'
    program.write_text(f"#!/bin/sh\necho $$ > {told}\nsleep 600 &\necho $! >> {told}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(office, "_TIME_LIMIT", 1.0)
    with pytest.raises(TimeoutExceededError):
        read(b"{\\rtf1 x}", source(b"{\\rtf1 x}"), ReadOptions())
    pids = [int(line) for line in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 2
    assert all(_dies(pid) for pid in pids)
    assert not list(tmp_path.glob("gongkai-office-*"))


def _dies(pid: int) -> bool:
    """Whether a process that was sent the signal is gone soon: a busy machine takes its time."""
    for _ in range(200):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_two_conversions_at_once_have_each_their_own_profile(tmp_path: Path) -> None:
    data = seeds.rtf()
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: read(data, source(data), ReadOptions()), range(2)))
    assert [len(list(document.tables())) for document in found] == [1, 1]
