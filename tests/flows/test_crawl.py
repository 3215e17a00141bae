"""Crawls of a portal that misbehaves: what is kept, what is asked, what is told."""

import datetime as dt
import itertools
from collections import Counter

import pytest

from pipeline.archive.capture import Role
from pipeline.archive.places import place
from pipeline.archive.store import Archive
from pipeline.portals.answer import State
from pipeline.portals.changes import news
from pipeline.portals.client import Client
from pipeline.portals.crawl import crawl
from pipeline.portals.pace import Pace
from tests.flows.pages import report_page
from tests.flows.site import Site


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


@pytest.fixture
def home(tmp_path):
    return place(tmp_path)


def captures(archive):
    return {c.url.partition("/bmjs/")[2] or c.url: c for c in archive.captures()}


class TestFirstCrawl:
    @pytest.fixture
    def found(self, site, archive, home):
        crawl(site.portal(), archive, home)
        return captures(archive)

    def test_documents_are_kept_with_what_they_are(self, found, site):
        roles = Counter(c.role for c in found.values() if c.is_document)
        # Four pages, the moved and the flaky one; three files of lists, the PDF and the archive.
        assert roles == {Role.REPORT: 6, Role.ATTACHMENT: 4}
        assert found["cover.htm"].role == Role.COVER
        assert found["moved.htm"].role == Role.OTHER

    def test_a_nameless_attachment_has_its_name_and_its_parent(self, found, site):
        attached = found[f"{site.url}/system/_content/download.jsp?id=1"]
        assert attached.name == "教育局2024年度部门决算.pdf"
        assert attached.parent == f"{site.url}/bmjs/cover.htm"

    def test_the_same_file_under_two_addresses_is_kept_once(self, found, archive):
        assert found["copy.txt"].sha256 == found["2023/m.txt"].sha256
        assert len(list(archive.digests())) < sum(c.sha256 is not None for c in found.values())

    @pytest.mark.parametrize(
        ("path", "state"),
        [
            ("wall.htm", State.CHALLENGE),
            ("dead.htm", State.WITHDRAWN),
            ("away.htm", State.REFUSED),
            ("http://127.0.0.2:9/x.htm", State.REFUSED),
            ("flaky.htm", State.OK),
        ],
    )
    def test_each_trouble_has_its_state(self, found, path, state):
        assert found[path].state == state

    def test_robots_are_obeyed_and_unwanted_pages_are_not_asked(self, found, site):
        asked = {each.path for each in site.asked}
        assert found[f"{site.url}/private/x.htm"].state == State.FORBIDDEN
        assert not asked & {"/private/x.htm", "/bmjs/old.htm", "/bmjs/notice.htm"}
        assert Counter(each.path for each in site.asked)["/robots.txt"] == 1

    def test_it_says_who_asks(self, found, site):
        assert all(each.agent.startswith("gongkai/") for each in site.asked)


class TestSecondCrawl:
    def test_only_what_changed_is_sent_again(self, site, archive, home):
        crawl(site.portal(), archive, home)
        site.forget()
        site.change("/bmjs/2024/p1.htm", "万元", "万  元")
        second = crawl(site.portal(), archive, home)
        sent = [a.path for a in site.asked if a.status == 200 and a.path != "/robots.txt"]
        assert sent == ["/bmjs/2024/p1.htm"]
        told = news(site.portal(), archive, second.started)
        assert [c.url for c in told.new] == [f"{site.url}/bmjs/2024/p1.htm"]
        assert [a.kind for a in told.alerts].count("changed") == 1

    def test_what_vanished_from_the_lists_is_looked_for(self, site, archive, home):
        crawl(site.portal(), archive, home)
        site.withdraw("/bmjs/2024/p2.htm")
        site.put("/bmjs/index.htm", '<a href="2024/p0.htm">示例市第0局2024年度部门决算</a>')
        second = crawl(site.portal(), archive, home)
        told = news(site.portal(), archive, second.started).alerts
        gone = [a for a in told if a.kind == "withdrawn" and a.before]
        assert [a.url for a in gone] == [f"{site.url}/bmjs/2024/p2.htm"]

    def test_a_list_without_reports_and_an_absent_report_are_told(self, site, archive, home):
        crawl(site.portal(), archive, home)
        site.put("/bmjs/index.htm", "<div id=app></div>")
        wanted = site.portal(expected=("示例市民政局", "示例市无有局"))
        second = crawl(wanted, archive, home)
        told = news(wanted, archive, second.started).alerts
        assert [a.url for a in told if a.kind == "layout_changed"] == [f"{site.url}/bmjs/index.htm"]
        absent = [a.message for a in told if a.kind == "report_absent"]
        missing = ("民政局 2024", "无有局 2023", "无有局 2024")
        assert absent == [f"expected, not found: 示例市{each}" for each in missing]

    def test_a_file_replaced_under_a_new_address_is_a_change(self, site, archive, home):
        crawl(site.portal(), archive, home)
        before = site.resources["/system/_content/download.jsp?id=1"]
        site.put("/system/_content/download.jsp?id=2", before.body + b"\n", before.kind)
        site.resources["/system/_content/download.jsp?id=2"].headers = before.headers
        cover = '<p>附件</p><a href="/system/_content/download.jsp?id=2">附件一</a>'
        site.put("/bmjs/cover.htm", cover)
        site.withdraw("/system/_content/download.jsp?id=1")
        second = crawl(site.portal(), archive, home)
        told = news(site.portal(), archive, second.started).alerts
        assert [a.url[-4:] for a in told if a.kind == "changed"] == ["id=2"]


class TestBrokenOff:
    def test_a_run_goes_on_where_it_was_killed(self, site, archive, home, monkeypatch):
        asked = Client.get

        def get(client, url, validators=None):
            if len(site.asked) >= 8:
                raise KeyboardInterrupt
            return asked(client, url, validators)

        monkeypatch.setattr(Client, "get", get)
        with pytest.raises(KeyboardInterrupt):
            crawl(site.portal(), archive, home)
        monkeypatch.undo()
        assert crawl(site.portal(), archive, home).resumed
        again = Counter(a.path for a in site.asked if a.status == 200)
        assert {path for path, times in again.items() if times > 1} == {"/robots.txt"}
        with Site() as other:
            undisturbed = Archive(f"memory://{other.port}")
            crawl(other.portal(), undisturbed, place(f"memory://home{other.port}"))
            assert list(archive.digests()) == list(undisturbed.digests())


class TestManners:
    def test_the_host_rests_between_requests(self, archive, home):
        with Site(reports=2, crawl_delay=0.1) as site:
            crawl(site.portal(start=[f"{site.url}/api/list.json"]), archive, home)
            times = [each.time for each in site.asked]
        gaps = [after - before for before, after in itertools.pairwise(times)]
        assert len(gaps) == 2
        # The first request asks for robots.txt: nobody knows of a delay before.
        assert gaps[1] >= 0.095

    def test_private_addresses_are_refused_unless_allowed(self, site):
        with Client(site.portal(manners={"allow_private": False})) as client:
            answer = client.get(f"{site.url}/bmjs/index.htm")
        assert answer.state == State.REFUSED
        assert not site.asked

    def test_an_answer_without_end_is_cut_off(self, site):
        site.put("/big", b"x" * 300_000)
        with Client(site.portal(manners={"max_bytes": 100_000})) as client:
            assert client.get(f"{site.url}/big").state == State.TOO_LARGE
            assert client.tally.received < 250_000

    def test_a_slow_portal_is_given_up(self, site):
        site.put("/slow", "x", delay=1.0)
        with Client(site.portal(manners={"timeout": 0.2, "tries": 2})) as client:
            answer = client.get(f"{site.url}/slow")
        assert (answer.state, answer.status) == (State.FAILED, 0)

    def test_retry_after_is_waited_for(self, site):
        site.put("/busy", report_page(1), failures=1, headers={"Retry-After": "7"})
        waits: list[float] = []
        with Client(site.portal(), Pace(sleep=waits.append)) as client:
            assert client.get(f"{site.url}/busy").state == State.OK
        assert [round(wait) for wait in waits] == [7]

    def test_a_portal_whose_robots_fail_is_not_visited(self, site):
        site.put("/robots.txt", "down", status=500)
        with Client(site.portal(manners={"tries": 1})) as client:
            assert client.get(f"{site.url}/bmjs/index.htm").state == State.FORBIDDEN


def test_news_of_no_time_are_none(site, archive, home):
    crawl(site.portal(), archive, home)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    told = news(site.portal(), archive, later)
    assert not told.new
    assert not told.alerts
