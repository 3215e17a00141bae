"""A night killed on the way ends as an undisturbed one: the small run of `crawl_kill`."""

import pytest

from tests.flows import crawl_kill
from tests.flows.pages import light_page
from tests.flows.site import Site

DELAY = 0.01


@pytest.mark.slow
def test_a_killed_night_ends_as_an_undisturbed_one(tmp_path):
    with Site(200, page=light_page) as site:
        crawl_kill.undisturbed(tmp_path, site, DELAY)
        assert crawl_kill.spacing(site)["least"] >= DELAY * 1000
        site.forget()
        hits = crawl_kill.disturbed(tmp_path, site, DELAY, crawl=1, convert=1)
        asked = crawl_kill.manners(site)
    assert hits == 2
    assert asked["forbidden_asked"] == 0
    assert asked["sent_twice"] <= 1
    broken, whole = (crawl_kill.state(tmp_path, name) for name in ("broken", "whole"))
    assert broken == whole
    assert (len(whole["reports"]), whole["damaged"]) == (205, [])
    told = crawl_kill.repeated(tmp_path / "broken")
    assert (told["done"], told["done_twice"]) == (205, 0)
    # Two in the children's hands, and one whose report was being kept.
    assert told["begun_again"] <= 3
