"""Two nights: the second asks for what changed only, and tells what it means."""

import json

import pytest

from pipeline.runs.nightly import Home, night_of, open_night
from pipeline.settings import Settings

SETTINGS = Settings(workers=2, timeout=120)


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


def alerts(home):
    return [json.loads(line) for line in (home.path / "alerts.jsonl").read_text().splitlines()]


@pytest.mark.slow
class TestNights:
    def test_the_second_does_only_what_changed(self, site, home):
        portal = site.portal()
        first = night_of(portal, home, SETTINGS)
        assert first.harvest.converted == first.harvest.converted > 5
        assert first.new == 10
        site.forget()
        quiet = night_of(portal, home, SETTINGS)
        assert (quiet.harvest.converted, quiet.new, quiet.told) == (0, 0, ())
        assert sum(a.sent for a in site.asked if a.status == 200) < 1000

    def test_a_changed_report_is_told_with_its_values(self, site, home):
        portal = site.portal()
        path = "/bmjs/2024/p1.htm"
        old = "2,"
        night_of(portal, home, SETTINGS)
        before = home.reports.load(_digest(home, path))[0]
        total = next(v for p, v in sorted(before.values.items()) if "total" in p and v.unit)
        site.change(path, total.raw, total.raw[:-1] + ("1" if total.raw[-1] != "1" else "2"))
        second = night_of(portal, home, SETTINGS)
        assert second.harvest.converted == 1
        (told,) = [t for t in second.told if t.alert.kind == "changed"]
        assert told.values
        assert any(c.raw_before == total.raw for c in told.values), old
        (line,) = [a for a in alerts(home) if a["kind"] == "changed"]
        assert line["values"][0]["path"]

    def test_a_year_that_belies_the_next_is_told(self, site, home):
        portal = site.portal(start=[f"{site.url}/years.htm"])
        said = {2023: "1000.00万元", 2024: "1246.84万元。与2023年度相比，支出总计增加246.90万元"}
        links = ""
        for year, words in said.items():
            title = f"白鹭洲县司法局{year}年度部门决算"
            links += f'<a href="{year}.htm">{title}</a>'
            body = f"<p>一、收入支出决算总体情况说明</p><p>{year}年度支出总计{words}。</p>"
            site.put(f"/{year}.htm", f"<h1>{title}</h1>{body}")
        site.put("/years.htm", links)
        (told,) = night_of(portal, home, SETTINGS).told
        assert (told.alert.kind, told.alert.url) == ("years_differ", f"{site.url}/2024.htm")
        assert [(c.before, c.after) for c in told.values] == [("1000.00", "999.94")]
        assert night_of(portal, home, SETTINGS).told == ()


def test_a_night_that_was_killed_is_told_by_the_next(site, home):
    since = open_night(site.portal(), home)
    assert open_night(site.portal(), home) == since


def _digest(home, path):
    (capture,) = [c for c in home.archive.captures() if c.url.endswith(path)]
    return capture.sha256
