"""Archives: names in GBK, nesting, bombs, ways out of the folder, passwords."""

import base64
import gzip
import io
import random
import tarfile
import zipfile
from collections.abc import Callable

import py7zr
import pytest
import pyzipper
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.archive import Budget, members
from extractors.readers.archive.limits import tidy_name
from extractors.sniff import sniff
from schemas.document import MediaType
from schemas.errors import EncryptedFileError, GongkaiError, LimitExceededError, TruncatedFileError

FILES = {"附件/收入决算表.txt": "收入决算表".encode(), "说明.txt": "情况说明".encode()}

#: 决算.txt under the password geheim, by the old method of zip.
ZIP_CRYPTO = (
    "UEsDBBQAAQgAAAAAIQCI4CEiEgAAAAYAAAAKAAAA5Yaz566XLnR4dLfQoszUoJFJ6+BeaGKwUTRL3FBLAQIUABQAAQgA"
    "AAAAIQCI4CEiEgAAAAYAAAAKAAAAAAAAAAAAAAAAAAAAAADlhrPnrpcudHh0UEsFBgAAAAABAAEAOAAAADoAAAAAAA=="
)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def gbk_zip() -> bytes:
    """As Chinese programs write it: the bytes of GBK, without the flag for UTF-8."""
    return zipped({"AAAA.txt": b"1"}).replace(b"AAAA.txt", "决算.txt".encode("gb18030"))


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def seven_zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def locked_zip() -> bytes:
    """As 7-Zip and WinRAR lock it: AES-256."""
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"geheim")
        archive.writestr("决算.txt", "收入")
    return out.getvalue()


def noise(size: int) -> bytes:
    """Bytes that do not pack."""
    return random.Random(0).randbytes(size)  # noqa: S311


def unpacked(data: bytes, budget: Budget | None = None) -> dict[str, bytes]:
    return {m.name: m.data for m in members(data, sniff(data), "a", budget or Budget())}


@pytest.mark.parametrize("pack", [zipped, tarred, seven_zipped])
def test_members_of_every_format(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    found = unpacked(pack(FILES))
    assert {name.rpartition("/")[2]: data for name, data in found.items()} == {
        name.rpartition("/")[2]: data for name, data in FILES.items()
    }


def test_names_in_gbk() -> None:
    assert list(unpacked(gbk_zip())) == ["决算.txt"]


def test_an_archive_inside_an_archive() -> None:
    inner = zipped(FILES)
    assert "内/说明.txt" in unpacked(zipped({"内": inner, "外.txt": b"1"}))


def test_endless_nesting_is_refused() -> None:
    data = zipped(FILES)
    for _ in range(4):
        data = zipped({"a.zip": data})
    with pytest.raises(LimitExceededError, match="deep"):
        unpacked(data)


@pytest.mark.parametrize(
    ("data", "budget"),
    [
        (zipped({"bomb.txt": b"0" * 30_000_000}), Budget()),
        (gzip.compress(b"0" * 3_000_000), Budget(largest=1_000_000)),
        (zipped({f"{n}.txt": b"1" for n in range(20)}), Budget(members=10)),
        (zipped({"a.txt": b"12345", "b.txt": b"12345"}), Budget(unpacked=8)),
    ],
    ids=["ratio", "gzip size", "count", "sum"],
)
def test_bombs_are_refused(data: bytes, budget: Budget) -> None:
    with pytest.raises(LimitExceededError):
        unpacked(data, budget)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("..", "unnamed"),
    ],
)
def test_names_lead_nowhere(name: str, label: str) -> None:
    assert tidy_name(name) == label


def test_links_of_a_tar_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert unpacked(out.getvalue()) == {}


def test_a_protected_7z_asks_for_its_password() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="geheim") as archive:  # noqa: S106
        archive.writestr(b"1", "a.txt")
    with pytest.raises(EncryptedFileError):
        unpacked(out.getvalue())
    opened = members(out.getvalue(), MediaType.SEVEN_ZIP, "a", Budget(), "geheim")
    assert [m.data for m in opened] == [b"1"]


@pytest.mark.parametrize("pack", [zipped, tarred, seven_zipped])
def test_an_archive_without_a_whole_member_is_said(
    pack: Callable[[dict[str, bytes]], bytes],
) -> None:
    with pytest.raises(TruncatedFileError):
        unpacked(pack(FILES)[:30])


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_is_read_up_to_where_it_was_cut(
    pack: Callable[[dict[str, bytes]], bytes],
) -> None:
    whole = pack({**FILES, "末.bin": noise(40_000)})
    found = list(members(whole[:-30_000], sniff(whole), "档案", Budget()))
    told = {m.name: m.data for m in found if not m.problem}
    assert set(FILES.values()) <= set(told.values())
    assert any("不完整" in m.problem for m in found)


def test_a_damaged_member_does_not_hide_the_others() -> None:
    data = bytearray(zipped({"a.bin": noise(500), "b.txt": b"2"}))
    data[200] ^= 255
    found = {m.name: m for m in members(bytes(data), MediaType.ZIP, "a", Budget())}
    assert (found["a.bin"].data, found["b.txt"].data) == (b"", b"2")
    assert "损坏" in found["a.bin"].problem


def test_an_archive_inside_that_cannot_be_opened_is_said() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="geheim") as inner:  # noqa: S106
        inner.writestr(b"1", "a.txt")
    files = {"内.7z": out.getvalue(), "外.txt": b"1"}
    found = {m.name: m for m in members(zipped(files), MediaType.ZIP, "a", Budget())}
    assert found["外.txt"].data == b"1"
    assert "password" in found["内.7z/内.7z"].problem


@pytest.mark.parametrize("method", ["AES", "ZipCrypto"])
def test_a_protected_zip_asks_for_its_password(method: str) -> None:
    data = locked_zip() if method == "AES" else base64.b64decode(ZIP_CRYPTO)
    for wrong in (None, "falsch"):
        with pytest.raises(EncryptedFileError):
            list(members(data, MediaType.ZIP, "a", Budget(), wrong))
    (member,) = members(data, MediaType.ZIP, "a", Budget(), "geheim")
    assert (member.name, member.data) == ("决算.txt", "收入".encode())


@given(st.sampled_from(sorted(MediaType)), st.binary(max_size=200))
def test_any_bytes_give_members_or_a_clear_error(kind: MediaType, data: bytes) -> None:
    if kind not in {MediaType.ZIP, MediaType.TAR, MediaType.GZIP, MediaType.SEVEN_ZIP}:
        return
    try:
        found = list(members(data, kind, "a", Budget()))
    except GongkaiError as error:
        found = []
        remedy = error.remedy
        assert remedy
    assert all(member.name for member in found)
