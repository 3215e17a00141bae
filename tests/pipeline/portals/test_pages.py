"""Lists, links and redirects of the common content systems."""

import pytest

from pipeline.portals.lists import read_list
from pipeline.portals.page import Link, Page
from pipeline.portals.portal import JsonList, Portal
from pipeline.portals.sorting import absent, attachments, sort_list

HOME = "http://czj.example/bmjs/"


def portal(**more):
    return Portal.model_validate({"name": "test", "title": "测试", "start": (HOME,)} | more)


def page(body, url=HOME):
    return Page(url, body)


class TestCreatePage:
    @pytest.mark.parametrize(
        "script",
        [
            'createPageHTML(3, 0, "index", "htm");',
            "createPageHTML('page-div',3,1,'index','htm',30);",
            '//createPageHTML(3, 0, "index", "htm");\nvar countPage = 3//共多少页',
            "var countPage = 3;",
        ],
    )
    def test_pages_are_counted_from_the_script(self, script):
        listing = read_list(page(f"<p>x</p><script>{script}</script>"), portal())
        assert listing.adapter == "createPageHTML"
        assert listing.pages == (f"{HOME}index_1.htm", f"{HOME}index_2.htm")

    def test_a_single_page_has_no_further(self):
        body = '<p>x</p><script>createPageHTML(1, 0, "index", "html")</script>'
        assert read_list(page(body), portal()).pages == ()

    def test_a_real_list_of_the_ministry(self, reference):
        path = reference / "real" / "mof_list_page.htm"
        seen = Page.of("http://zwgls.example/tongji/index.htm", path.read_bytes())
        found = sort_list(seen, portal(report_titles=("债务余额情况",)))
        assert len(found.reports) == 10
        assert found.reports[0].url == "http://zwgls.example/tongji/202609/t20260909_3997013.htm"
        assert len(found.lists) == 2


class TestOtherLists:
    def test_json(self):
        names = JsonList(items="data.list", url="link", title="name", pages="data.pages")
        body = '{"data": {"pages": 2, "list": [{"link": "/a.html", "name": "<em>甲局</em>决算"}]}}'
        listing = read_list(page(body, "http://czj.example/api?cat=1"), portal(json_list=names))
        assert listing.links == (Link("http://czj.example/a.html", "甲局决算"),)
        assert listing.pages == ("http://czj.example/api?cat=1&page=2",)

    def test_xml_in_a_script_and_its_further_records(self):
        body = """<script type="text/xml"><datastore><nextgroup></nextgroup><recordset>
        <record><![CDATA[<li><a href="/art/1.html" title="甲局2024年决算">甲局…</a></li>]]></record>
        </recordset></datastore></script><script>$('#1').jpage({totalRecord:5,
        proxyUrl:'/module/dataproxy.jsp?columnid=7',perPage:2});</script>"""
        listing = read_list(page(body), portal())
        assert listing.links == (Link("http://czj.example/art/1.html", "甲局2024年决算"),)
        start = "http://czj.example/module/dataproxy.jsp?columnid=7"
        assert listing.pages == (
            f"{start}&startrecord=3&endrecord=4",
            f"{start}&startrecord=5&endrecord=6",
        )

    def test_a_plain_list_with_a_next_page(self):
        body = '<a href="a.html">甲局决算</a><a href="list2.html">下一页&gt;</a>'
        listing = read_list(page(body), portal())
        assert (listing.adapter, listing.pages) == ("links", (f"{HOME}list2.html",))


class TestSorting:
    def test_reports_are_told_by_title_and_year(self):
        body = "".join(
            f'<a href="{n}.html">{words}</a>'
            for n, words in enumerate(
                ("甲局2024年度部门决算", "乙局2019年度部门决算", "关于开会的通知", "丙局部门预算")
            )
        )
        found = sort_list(page(body), portal(years=(2024,)))
        assert [link.words for link in found.reports] == ["甲局2024年度部门决算", "丙局部门预算"]

    def test_attachments_without_names(self, reference):
        path = reference / "real" / "swu_2023_final_accounts_page.html"
        seen = Page.of("http://xxgk.example/info/1118/4297.htm", path.read_bytes())
        (link,) = attachments(seen, portal())
        assert link.words == "西南大学2023年度决算公开.pdf"
        assert link.url.startswith("http://xxgk.example/system/_content/download.jsp?urltype=")

    def test_what_is_expected_and_absent(self):
        wanted = portal(expected=("甲局", "乙局"), years=(2023, 2024))
        seen = ["甲局2023年决算", "甲局2024年决算", "乙局2024年决算"]
        assert absent(wanted, seen) == ["乙局 2023"]


class TestRedirects:
    @pytest.mark.parametrize(
        "body",
        [
            '<meta http-equiv="Refresh" content="0; URL=\'new/\'">',
            '<script>window.location.href = "new/";</script>',
            "<script>location.replace('new/')</script>",
            '<script>top.location="new/"</script>',
        ],
    )
    def test_are_followed_where_plain(self, body):
        assert page(f"<html><head>{body}</head><body></body></html>").redirect == f"{HOME}new/"

    @pytest.mark.parametrize(
        "body",
        [
            '<script>if (mobile()) { location.href = "m/"; }</script>',
            '<script>location.href = "a/" + token();</script>',
            f"<p>{'正文' * 200}</p><script>function go() {{ location.href = 'x/' }}</script>",
            '<meta http-equiv="refresh" content="300">',
        ],
    )
    def test_are_not_guessed(self, body):
        assert page(f"<html><body>{body}</body></html>").redirect is None

    def test_a_page_in_gbk(self):
        body = '<meta charset="gb2312"><a href="1.pdf">甲局决算.pdf</a>'.encode("gb18030")
        assert Page.of(HOME, body).links == (Link(f"{HOME}1.pdf", "甲局决算.pdf"),)
