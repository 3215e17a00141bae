"""Office files under a password: opened where it is known, asked for where it is not."""

import contextlib
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from extractors.readers.ole import MAGIC
from extractors.readers.protected import unlocked
from extractors.sniff import sniff
from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.document import MediaType
from schemas.errors import EncryptedFileError, GongkaiError
from tests.fuzz import seeds

WORD = "geheim"


def locked(data: bytes, word: str = WORD) -> bytes:
    """As Office saves it with a password to open."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(word, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def report() -> bytes:
    return locked(seeds.docx_file())


def test_the_password_opens_it(report: bytes) -> None:
    assert sniff(unlocked(report, "a.docx", WORD)) is MediaType.DOCX
    for wrong in (None, "falsch", ""):
        with pytest.raises(EncryptedFileError) as caught:
            unlocked(report, "a.docx", wrong)
        assert "--password-file" in caught.value.remedy


def test_a_workbook_under_the_word_that_excel_tries_itself_opens() -> None:
    assert unlocked(locked(seeds.xlsx(), "VelvetSweatshop"), "a.xlsx", None).startswith(b"PK")


def test_what_is_not_protected_stays_as_it_is() -> None:
    for data in (seeds.xls(), seeds.xlsx(), seeds.pdf(), b""):
        assert unlocked(data, "a", WORD) == data


@pytest.mark.parametrize("pack", [False, True], ids=["file", "member"])
def test_a_report_is_converted_with_its_password(tmp_path: Path, report: bytes, pack: bool) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(seeds.zipped({"决算.docx": report}) if pack else report)
    with pytest.raises(GongkaiError) as caught:
        convert(path, Settings())
    assert "password" in caught.value.message
    (found,) = convert(path, Settings(password=WORD))
    assert found.values["totals.amount"].value == Decimal("753.18")
    assert WORD not in repr(Settings(password=WORD))


@given(st.binary(max_size=1500))
def test_any_container_is_let_through_or_said_to_be_locked(data: bytes) -> None:
    with contextlib.suppress(EncryptedFileError):
        assert unlocked(MAGIC + data, "a", None) == MAGIC + data
