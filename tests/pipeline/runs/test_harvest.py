"""Conversion of many: each once, poison set aside with its reason, a kill costs what is in hand."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fsspec
import pytest

from pipeline.archive.capture import Capture, Role, now
from pipeline.archive.places import place
from pipeline.archive.store import Archive
from pipeline.assemble import to_json
from pipeline.runs import harvest
from pipeline.runs.diff import changed_values
from pipeline.runs.items import Item, archived, key_of, of_files, of_prefix
from pipeline.runs.journal import MOST_BREAKS, Event, Journal
from pipeline.runs.nightly import Home
from pipeline.runs.sinks import Reports
from pipeline.settings import Settings
from schemas.errors import UsageError

QUICK = Settings(workers=2, timeout=60)
DEMO = Path(__file__).resolve().parents[3] / "samples" / "demo" / "reports"
TEXT = DEMO / "chongqing_004.clean.txt"


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


@pytest.fixture
def folder(tmp_path):
    """Two reports, one of them twice, and two files that are none."""
    made = tmp_path / "in"
    made.mkdir()
    for name in ("a.txt", "b.txt"):
        (made / name).write_bytes(TEXT.read_bytes())
    (made / "c.txt").write_bytes((DEMO / "sichuan_2023_003.wrapped.txt").read_bytes())
    (made / "empty.pdf").write_bytes(b"")
    (made / "noise.bin").write_bytes(bytes(range(256)) * 40)
    return made


class TestBatch:
    def test_each_content_is_converted_once_and_what_fails_is_set_aside(self, home, folder):
        done = home.harvester(QUICK).run(of_files([folder]))
        assert done.converted == 2
        assert done.values > 50
        assert {item.name for item, _ in done.aside} == {"empty.pdf", "noise.bin"}
        assert all("[" in reason for _, reason in done.aside)
        again = home.harvester(QUICK).run(of_files([folder]))
        assert (again.converted, again.skipped, again.aside) == (0, 4, [])

    def test_a_new_engine_reads_all_again_and_keeps_what_was(self, home, folder):
        home.harvester(QUICK, "1").run(of_files([folder / "c.txt"]))
        assert home.harvester(QUICK, "2").run(of_files([folder / "c.txt"])).converted == 1
        digest = next(of_files([folder / "c.txt"])).sha256
        assert home.reports.engines(digest) == ["1", "2"]
        assert not changed_values(*(home.reports.load(digest, e) for e in "12"))

    def test_an_archive_elsewhere_says_where_its_documents_came_from(self, tmp_path):
        home = Home.at(tmp_path, f"file://{tmp_path}/store")
        digest = home.archive.put(TEXT.read_bytes())
        facts = {"portal": "p", "role": Role.ATTACHMENT, "name": "x.txt", "status": 200}
        url = "http://czj.example/x.txt"
        home.archive.record(
            Capture.model_validate(facts | {"url": url, "sha256": digest, "fetched": now()})
        )
        home.harvester(QUICK).run(archived(home.archive))
        (report,) = home.reports.load(digest)
        assert (report.source.url, report.source.name) == (url, "x.txt")
        assert report.source.sha256 == digest

    def test_an_object_store_is_read_and_filled(self, tmp_path, s3):
        fsspec.filesystem("s3").pipe_file(f"{s3}/given/2024/x.txt", TEXT.read_bytes())
        home = Home.at(tmp_path, f"{s3}/archive")
        items = list(of_prefix(f"{s3}/given", home.archive))
        assert [(item.name, item.url) for item in items] == [("x.txt", f"{s3}/given/2024/x.txt")]
        done = home.harvester(QUICK).run(items)
        assert (done.converted, done.aside) == (1, [])
        assert Archive(f"{s3}/archive").get(items[0].sha256) == TEXT.read_bytes()
        elsewhere = Reports(place(f"{s3}/reports"))
        elsewhere.put(items[0], "1", [to_json(home.reports.load(items[0].sha256)[0])])
        assert elsewhere.load(items[0].sha256) == home.reports.load(items[0].sha256)

    def test_an_empty_folder_is_an_error(self, tmp_path):
        with pytest.raises(UsageError):
            list(of_files([tmp_path]))


class TestPoison:
    def test_what_may_pass_is_tried_again_and_then_set_aside(self, home, monkeypatch, folder):
        monkeypatch.setattr(harvest, "convert_work", crash)
        done = home.harvester(QUICK, tries=2).run(of_files([folder / "c.txt"]))
        assert done.failures == {"crashed": 2}
        assert [reason[-9:] for _, reason in done.aside] == ["[crashed]"]

    def test_what_ended_the_run_too_often_is_not_taken_in_hand_again(self, home, folder):
        (item,) = of_files([folder / "c.txt"])
        harvester = home.harvester(QUICK)
        for _ in range(MOST_BREAKS):
            home.journal.write(key_of(item.sha256, harvester.engine), Event.BEGUN)
        done = harvester.run([item])
        assert done.converted == 0
        assert done.aside == [(item, f"the run ended {MOST_BREAKS} times")]


def crash(work):
    os._exit(3)


@pytest.mark.slow
def test_a_batch_killed_three_times_ends_as_an_undisturbed_one(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    for number in range(24):
        (made / f"{number}.txt").write_text(
            TEXT.read_text("utf-8") + f"\n第{number}号。\n", "utf-8"
        )
    command = [sys.executable, "-m", "pipeline.cli", "batch", str(made), "--home"]
    for _ in range(3):
        running = subprocess.Popen([*command, str(tmp_path / "broken")])
        time.sleep(4)
        running.send_signal(signal.SIGKILL)
        running.wait()
    for name in ("broken", "whole"):
        subprocess.run([*command, str(tmp_path / name)], check=True)
    broken, whole = (Home.at(tmp_path / name) for name in ("broken", "whole"))
    reports = [files(home.path / "reports") for home in (broken, whole)]
    assert len(reports[1]) == 24
    assert reports[0] == reports[1]
    done = [entry["key"] for entry in broken.journal.entries() if entry["event"] == Event.DONE]
    assert len(done) == len(set(done)) == 24


def files(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*.json")}


def test_items_of_an_archive_come_once(tmp_path):
    archive = Archive(tmp_path)
    digest = archive.put(b"x")
    facts = {"role": Role.ATTACHMENT, "fetched": now(), "status": 200, "sha256": digest}
    for url in ("http://a.example/1", "http://a.example/2"):
        archive.record(Capture.model_validate(facts | {"url": url}))
    archive.record(Capture.model_validate(facts | {"url": "http://a.example", "role": Role.LIST}))
    assert [item.url for item in archived(archive)] == ["http://a.example/1"]
    assert isinstance(next(archived(archive)), Item)
    assert Journal(place(tmp_path).local("journal.jsonl") or tmp_path).standings() == {}
