import hashlib
import os

import pytest

from pipeline.fetch import fetch
from pipeline.settings import Settings
from schemas.document import MediaType
from schemas.errors import EmptyFileError, LimitExceededError, UnreadableFileError


def test_bytes_come_with_their_hash_and_type(tmp_path):
    path = tmp_path / "报告.pdf"
    path.write_bytes("2024年度决算\n".encode())
    source, data = fetch(path, Settings())
    assert data == path.read_bytes()
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.name, source.media_type) == ("报告.pdf", MediaType.TEXT)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n", bytes(4096)])
def test_nothing_in_it_is_said(tmp_path, content):
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(EmptyFileError):
        fetch(path, Settings())


def test_a_sparse_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 500 * 1024 * 1024)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(LimitExceededError, match="524 MB"):
        fetch(path, Settings())


def test_text_has_its_own_limit(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("决算" * 1000)
    with pytest.raises(LimitExceededError):
        fetch(path, Settings(max_text_bytes=1000))


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableFileError, match="No such file"):
        fetch(tmp_path / "gone.pdf", Settings())
