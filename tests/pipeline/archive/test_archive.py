"""The archive keeps bytes once, never half, and every time of fetching."""

import datetime as dt
import hashlib

import pytest

from pipeline.archive.capture import Capture, Role
from pipeline.archive.store import Archive
from pipeline.archive.warc import write_warc
from schemas.errors import UnreadableFileError

TIME = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)


def capture(digest, url="http://a.example/1.pdf", **more):
    facts = {"portal": "a", "role": Role.ATTACHMENT, "fetched": TIME, "status": 200}
    return Capture.model_validate({"url": url, "sha256": digest} | facts | more)


@pytest.fixture(params=["folder", "memory", "s3"])
def archive(request, tmp_path):
    if request.param == "folder":
        return Archive(tmp_path / "archive")
    store = request.getfixturevalue("s3") if request.param == "s3" else "memory:/"
    return Archive(f"{store}/{tmp_path.name}")


class TestBytes:
    def test_come_back_as_they_were(self, archive):
        digest = archive.put(b"%PDF-1.7 x")
        assert digest == hashlib.sha256(b"%PDF-1.7 x").hexdigest()
        assert archive.get(digest) == b"%PDF-1.7 x"
        with archive.opened(digest) as path:
            assert path.read_bytes() == b"%PDF-1.7 x"

    def test_the_same_bytes_are_kept_once_whatever_their_address(self, archive):
        first, second = archive.put(b"same"), archive.put(b"same")
        archive.record(capture(first))
        archive.record(capture(second, url="http://b.example/other"))
        assert list(archive.digests()) == [first]
        assert len(list(archive.captures())) == 2

    def test_absent_bytes_are_an_error_with_a_name(self, archive):
        with pytest.raises(UnreadableFileError, match="not in the archive"):
            archive.get("0" * 64)

    def test_damaged_bytes_are_never_given_out(self, tmp_path):
        archive = Archive(tmp_path)
        digest = archive.put(b"whole")
        (tmp_path / "objects" / digest[:2] / digest).write_bytes(b"whol")
        with pytest.raises(UnreadableFileError, match="damaged"):
            archive.get(digest)
        assert list(archive.damaged()) == [digest]


class TestIndex:
    def test_keeps_what_was_said(self, archive):
        kept = capture(archive.put(b"x"), headers={"etag": '"1"'}, parent="http://a.example/")
        archive.record(kept)
        assert list(archive.captures("a")) == [kept]
        assert list(archive.captures("b")) == []

    def test_a_line_torn_by_a_kill_costs_only_itself(self, tmp_path):
        archive = Archive(tmp_path)
        archive.record(capture("1" * 64))
        index = next((tmp_path / "index").rglob("*.jsonl"))
        index.write_bytes(index.read_bytes() + b'{"url": "http://torn')
        archive.record(capture("2" * 64))
        assert [c.sha256 for c in archive.captures()] == ["1" * 64, "2" * 64]

    def test_two_writers_keep_out_of_each_others_files(self, tmp_path):
        for number in "12":
            Archive(tmp_path).record(capture(number * 64))
        assert len(list((tmp_path / "index" / "a").iterdir())) == 2
        assert {c.sha256 for c in Archive(tmp_path).captures()} == {"1" * 64, "2" * 64}


class TestWarc:
    def test_holds_each_capture_and_the_bytes_once(self, archive, tmp_path):
        from warcio.archiveiterator import ArchiveIterator

        digest = archive.put("决算".encode())
        archive.record(
            capture(digest, headers={"content-type": "text/plain", "content-encoding": "gzip"})
        )
        archive.record(capture(digest, url="http://a.example/again"))
        archive.record(capture(None, url="http://a.example/gone", status=404, state="withdrawn"))
        out = tmp_path / "out.warc.gz"
        assert write_warc(archive, out) == 2
        with out.open("rb") as file:
            records = [
                (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
                for r in ArchiveIterator(file)
            ]
        assert [r[0] for r in records] == ["warcinfo", "response", "revisit"]
        assert records[1][1:] == ("http://a.example/1.pdf", "决算".encode())
        assert records[2][1] == "http://a.example/again"
