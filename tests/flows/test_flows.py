"""Flows are thin: the same files come out, with and without Prefect; the command line has none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.runs.items import archived, engine_version, of_files
from pipeline.runs.journal import Event
from pipeline.runs.nightly import Home
from pipeline.runs.shards import Shard, convert_shard, cut, open_items, settle
from pipeline.settings import Settings

DEMO = Path(__file__).resolve().parents[2] / "samples" / "demo" / "reports"
SLOW_IMPORTS = ("prefect", "dask", "distributed", "httpx", "fsspec", "sqlalchemy")


def run(*arguments):
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_starts_without_prefect():
    code = (
        "import sys; from pipeline.cli import main; main(['version']);"
        f"assert not set(sys.modules) & set({SLOW_IMPORTS!r}), 'slow imports'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_flows_are_a_program_of_their_own():
    answer = run("flows", "--help")
    assert answer.returncode == 0
    assert "serve" in answer.stdout


def test_the_night_is_served_by_the_clock_of_shanghai():
    from prefect.client.schemas.schedules import CronSchedule

    from flows.__main__ import deployments

    common = {"home": "h", "archive": None, "store": None, "workers": 2}
    night, *others = deployments(["example_city"], None, common, "0 2 * * *")
    (timed,) = [each.schedule for each in night.schedules or ()]
    assert isinstance(timed, CronSchedule)
    assert (timed.cron, timed.timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert night.parameters == {**common, "portals": ["example_city"], "folder": None}
    assert night.concurrency_limit == 1
    assert [each.name for each in others] == ["batch", "reprocess"]
    assert not any(each.schedules for each in others)


class TestCommands:
    def test_a_portal_is_drafted_checked_and_crawled(self, site, tmp_path):
        drafted = run("portal", "new", f"{site.url}/bmjs/index.htm", "--private")
        portal = tmp_path / "drafted.toml"
        quick = drafted.stdout.replace("delay = 2.0", "delay = 0\nallow_private = true")
        portal.write_text(quick, "utf-8")
        shown = run("portal", "check", str(portal)).stdout
        assert "示例市教育局2024年度部门决算" in shown
        assert run("crawl", str(portal), "--home", str(tmp_path / "run")).returncode == 0
        found = {item.name for item in archived(Home.at(tmp_path / "run").archive)}
        assert "教育局2024年度部门决算.pdf" in found
        walled = run("portal", "new", f"{site.url}/bmjs/wall.htm", "--private")
        assert walled.returncode == 2
        assert "wants a browser" in walled.stderr

    def test_portals_are_listed_and_checked(self, site, tmp_path):
        assert "example_city" in run("portal", "list").stdout
        page = tmp_path / "saved.htm"
        page.write_bytes(site.resources["/bmjs/index.htm"].body)
        shown = run("portal", "check", "example_city", "--file", str(page)).stdout
        assert "adapter createPageHTML" in shown
        assert "示例市教育局2024年度部门决算" in shown
        assert "关于召开会议的通知" not in shown

    def test_an_archive_is_verified_and_exported(self, tmp_path):
        home = Home.at(tmp_path)
        digest = home.archive.put(b"x")
        assert run("archive", "verify", "--home", str(tmp_path)).returncode == 0
        out = tmp_path / "a.warc.gz"
        assert run("archive", "warc", str(out), "--home", str(tmp_path)).returncode == 0
        assert out.stat().st_size > 0
        (tmp_path / "archive" / "objects" / digest[:2] / digest).write_bytes(b"y")
        damaged = run("archive", "verify", "--home", str(tmp_path))
        assert (damaged.returncode, damaged.stdout.strip()) == (2, digest)

    def test_two_runs_in_one_home_do_not_meet(self, tmp_path):
        from pipeline.runs.locks import alone

        with alone(tmp_path):
            second = run("batch", str(DEMO), "--home", str(tmp_path))
        assert second.returncode == 1
        assert "another run" in second.stderr


class TestShards:
    def test_work_is_cut_and_settled_in_one_journal(self, tmp_path):
        home, engine = Home.at(tmp_path / "run"), engine_version()
        bad = tmp_path / "bad.pdf"
        bad.write_bytes(b"")
        items = list(of_files([DEMO / "chongqing_004.clean.txt", bad]))
        pattern = Shard(0, (), str(home.path), None, Settings(timeout=60), engine)
        shards = list(cut(open_items(items, home.journal, engine), 1, pattern))
        assert [shard.number for shard in shards] == [0, 1]
        total = home.harvester(Settings()).run([])
        for shard in shards:
            settle(home.journal, shard, convert_shard(shard), total)
        assert (total.converted, [item.name for item, _ in total.aside]) == (1, ["bad.pdf"])
        assert list(open_items(items, home.journal, engine)) == []
        assert len(home.reports.load(items[0].sha256)) == 1


@pytest.mark.slow
def test_a_night_under_prefect_is_the_night_without(site, tmp_path, monkeypatch):
    from prefect.testing.utilities import prefect_test_harness

    from flows import runs

    portal = tmp_path / "one.toml"
    portal.write_text(
        f'name = "one"\ntitle = "x"\nstart = ["{site.url}/api/list.json"]\n'
        '[json_list]\nitems = "data.list"\ntitle = "name"\nurl = "link"\n'
        "[manners]\ndelay = 0\nallow_private = true\n"
    )
    with prefect_test_harness(server_startup_timeout=120):
        runs.nightly([str(portal)], str(tmp_path / "flow"))
    plain = run("nightly", str(portal), "--home", str(tmp_path / "plain"))
    assert plain.returncode == 0
    flow, alone = (Home.at(tmp_path / name) for name in ("flow", "plain"))
    (item,) = archived(flow.archive)
    values = [home.reports.load(item.sha256)[0].values for home in (flow, alone)]
    assert values[0] == values[1]
    events = [json.loads(line)["event"] for line in flow.journal.path.read_text().splitlines()]
    assert events == [Event.BEGUN, Event.DONE]
