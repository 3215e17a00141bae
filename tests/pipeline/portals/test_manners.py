"""Where a crawler may go, how long it waits, what a file is called, what a portal may say."""

import socket
import tomllib

import pytest

from pipeline.portals.answer import Answer, State, file_name, retry_after, state_of
from pipeline.portals.client import user_agent
from pipeline.portals.draft import draft
from pipeline.portals.guard import Guard, RefusedError
from pipeline.portals.pace import Pace
from pipeline.portals.page import Page
from pipeline.portals.portal import Manners, Portal, load_portal, portal_names
from schemas.errors import UsageError

PUBLIC = "1.1.1.1"


def resolves_to(monkeypatch, *addresses):
    def look_up(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


class TestGuard:
    def test_a_host_of_the_portal_is_visited_at_the_address_that_was_judged(self, monkeypatch):
        resolves_to(monkeypatch, PUBLIC)
        assert Guard(frozenset({"czj.example"})).check("https://czj.example/a") == PUBLIC

    @pytest.mark.parametrize(
        "url",
        [
            "http://other.example/",
            "http://czj.example.evil.example/",
            "http://user:secret@czj.example/",
            "ftp://czj.example/a",
            "file:///etc/hosts",
            "javascript:void(0)",
        ],
    )
    def test_all_else_is_refused(self, monkeypatch, url):
        resolves_to(monkeypatch, PUBLIC)
        with pytest.raises(RefusedError):
            Guard(frozenset({"czj.example"})).check(url)

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "::ffff:10.0.0.1"],
    )
    def test_a_name_that_leads_inside_is_refused(self, monkeypatch, address):
        resolves_to(monkeypatch, PUBLIC, address)
        with pytest.raises(RefusedError, match="private"):
            Guard(frozenset({"czj.example"})).check("http://czj.example/")
        resolves_to(monkeypatch, address)
        allowed = Guard(frozenset({"czj.example"}), allow_private=True)
        assert allowed.check("http://czj.example/") == address


class TestPace:
    def test_each_host_has_its_own_pause(self):
        time = [100.0]
        slept = []

        def sleep(seconds):
            slept.append(round(seconds, 3))
            time[0] += seconds

        pace = Pace(clock=lambda: time[0], sleep=sleep)
        for host in ("a", "b", "a"):
            with pace.turn(host, 2.0):
                time[0] += 0.5
        # The pause begins with the end of an answer: a slow portal is not asked more closely.
        assert slept == [1.5]
        pace.rest("b", 30)
        with pace.turn("b", 2.0):
            pass
        assert slept[-1] == 30.0


#: As old servers send it: bytes of GBK, read as Latin-1.
RAW = "决算.xls".encode("gbk").decode("latin-1")


class TestAnswers:
    @pytest.mark.parametrize(
        ("header", "name"),
        [
            ("attachment; filename*=UTF-8''%E5%86%B3%E7%AE%97.pdf", "决算.pdf"),
            ('attachment; filename="决算.pdf"', "决算.pdf"),
            ("attachment; filename=%B4%F2%CB%E3.doc", "打算.doc"),
            (
                'attachment;filename="' + "决算.xls".encode("gbk").decode("latin-1") + '"',
                "决算.xls",
            ),
            ('attachment; filename="..\\..\\etc\\passwd.pdf"', "passwd.pdf"),
            ("inline", "教育局.pdf"),
        ],
    )
    def test_names(self, header, name):
        answer = Answer("http://a.example/d.jsp", State.OK, headers={"content-disposition": header})
        assert file_name(answer, "教育局.pdf") == name

    def test_a_name_of_the_address_where_nothing_else_is_said(self):
        answer = Answer("http://a.example/x/%E5%86%B3%E7%AE%97.pdf?v=1", State.OK)
        assert file_name(answer, "点击下载") == "决算.pdf"

    def test_states(self):
        states = [state_of(status) for status in (200, 304, 404, 410, 412, 521, 503)]
        assert states == [
            State.OK,
            State.UNCHANGED,
            State.WITHDRAWN,
            State.WITHDRAWN,
            State.CHALLENGE,
            State.CHALLENGE,
            State.FAILED,
        ]

    def test_retry_after_is_a_number_or_a_date(self):
        assert retry_after("120", 0) == 120
        assert retry_after("Thu, 01 Jan 1970 00:01:30 GMT", 60) == 30
        assert retry_after("Thu, 01 Jan 1970 00:00:30 GMT", 60) == 0
        assert retry_after("soon", 0) is None


class TestPortals:
    @pytest.mark.parametrize("name", portal_names())
    def test_those_that_come_along_are_valid_and_invented(self, name):
        portal = load_portal(name)
        assert portal.name == name
        hosts = {host.partition(":")[0] for host in portal.allowed_hosts}
        assert all(host.endswith(".example") or host == "127.0.0.1" for host in hosts)

    def test_an_unknown_name_names_the_known(self):
        with pytest.raises(UsageError, match="example_city"):
            load_portal("nowhere")

    @pytest.mark.parametrize("line", ['years = ["x"]', 'report_titles = ["("]', "depth = 3"])
    def test_wrong_data_is_an_error(self, tmp_path, line):
        path = tmp_path / "bad.toml"
        path.write_text(f'name = "bad"\ntitle = "x"\nstart = ["http://a.example/"]\n{line}\n')
        with pytest.raises(UsageError):
            load_portal(str(path))

    def test_a_draft_is_a_portal_that_loads(self):
        body = (
            '<title>某市"决算"公开</title><a href="http://files.example/1.htm">甲局2024年决算</a>'
            '<script>createPageHTML(4, 0, "index", "htm")</script>'
        )
        text = draft("http://czj.example/bmjs/", Page("http://czj.example/bmjs/", body))
        portal = Portal.model_validate(tomllib.loads(text))
        assert portal.title == "某市决算公开"
        assert portal.hosts == ("files.example",)
        assert portal.years == (2024,)

    def test_a_crawler_says_who_it_is(self):
        assert user_agent(Manners(contact="mailto:a@b.example")).endswith("(+mailto:a@b.example)")
