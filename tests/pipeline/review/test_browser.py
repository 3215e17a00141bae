"""A reviewer at the pages, by keyboard alone, in a real browser."""

import json

import pytest
from sqlalchemy import select

from pipeline.cli import main
from pipeline.store.tables import DecisionRow, ItemRow, Role, UserRow
from tests.pipeline.review.browser import browsing, log_in, opened, served
from tests.pipeline.review.scan import MISREAD, fill
from tests.pipeline.reviewing import hashed

CLEARED = 20
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser():
    with browsing() as found:
        yield found


@pytest.fixture
def filled(tmp_path):
    """A store with the sample scan, in which one figure was misread, and a user of each role."""
    from pipeline.store.database import open_store

    store = open_store(str(tmp_path / "store.sqlite"))
    with store.transaction() as session:
        for role in Role:
            session.add(UserRow(name=role.value, password=hashed(), role=role.value))
    fill(store)
    yield store
    store.close()


@pytest.fixture
def page(browser, filled):
    with served(filled) as base:
        shown = opened(browser, base)
        yield shown
        shown.context.close()


def item_id(page):
    return page.get_attribute("#item", "data-id")


def press(page, key):
    """Press a key that decides, and wait for what comes next."""
    before = item_id(page)
    page.keyboard.press(key)
    page.wait_for_function("id => document.getElementById('item')?.dataset.id !== id", arg=before)
    return before


def decisions(store):
    with store.transaction() as session:
        made = session.scalars(select(DecisionRow).order_by(DecisionRow.id)).all()
        return [(d.choice, d.value) for d in made]


def start(page):
    """From the login to the first item."""
    log_in(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("#item")
    page.wait_for_load_state()


def number_of(store, path=MISREAD.path):
    with store.transaction() as session:
        return session.scalars(select(ItemRow.id).filter_by(path=path)).one()


class TestByKeyboardAlone:
    def test_twenty_items_are_cleared_one_corrected_undone_and_exported(
        self, page, filled, tmp_path
    ):
        start(page)
        wanted = str(number_of(filled))
        while len(decisions(filled)) < CLEARED:
            if item_id(page) == wanted:
                self.correct(page)
            else:
                press(page, "a")
        press(page, "z")
        assert page.get_attribute("#item", "data-state") == "open"
        press(page, "a")
        assert page.complaints == []
        self.export(filled, tmp_path)

    def correct(self, page):
        """Type the figure that stands on the page: identities close while one types."""
        broken = page.locator("#identities .broken").count()
        assert broken > 0
        page.keyboard.press("c")
        page.keyboard.type(MISREAD.printed)
        page.wait_for_selector("#identities .trying .good")
        assert page.locator("#identities .broken").count() < broken
        press(page, "Enter")

    def export(self, store, tmp_path):
        out = tmp_path / "out"
        url = str(store.engine.url)
        assert main(["export", "--reviewed", "--store", url, "--out", str(out)]) == 0
        truth = json.loads(next((out / "truth").glob("*.json")).read_text("utf-8"))
        fields = {field["path"]: field for field in truth["fields"]}
        assert fields[MISREAD.path]["value"] == MISREAD.value
        assert fields[MISREAD.path]["choice"] == "correct"
        made = [choice for choice, _ in decisions(store)]
        assert (made.count("accept"), made.count("undo"), made.count("correct")) == (CLEARED, 1, 1)

    def test_a_repair_is_chosen_by_its_number(self, page, filled):
        log_in(page)
        page.goto(f"/items/{number_of(filled)}")
        assert page.locator("[data-option='1'] b").inner_text() == MISREAD.value
        press(page, "1")
        assert decisions(filled) == [("repair", MISREAD.value)]

    def test_another_place_is_looked_at_and_the_keys_are_told(self, page, filled):
        log_in(page)
        page.goto(f"/items/{number_of(filled, 'expenditure.total')}")
        page.keyboard.press("w")
        page.wait_for_selector("#place[data-at='1']")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 1
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_function("() => document.getElementById('item').dataset.previous !== ''")
        assert page.complaints == []

    def test_a_cell_of_the_whole_statement_is_corrected_in_place(self, page, filled):
        log_in(page)
        page.goto(f"/items/{number_of(filled)}")
        page.keyboard.press("t")
        page.wait_for_selector("button.cell:focus")
        page.wait_for_selector("#cell .identity.broken")
        page.keyboard.type(MISREAD.printed)
        page.wait_for_selector("#cell .trying .good")
        page.keyboard.press("Enter")
        page.wait_for_selector("button.cell.decided")
        assert decisions(filled) == [("correct", MISREAD.value)]
        assert page.complaints == []

    def test_the_later_of_two_is_told(self, page, filled):
        start(page)
        with filled.transaction() as session:
            item = session.get(ItemRow, int(item_id(page)))
            item.lock += 1
        page.keyboard.press("a")
        page.wait_for_selector("#problem:not([hidden])")
        assert decisions(filled) == []


class TestForEveryone:
    PAGES = ("/", "/items/1", "/reports", "/reports/1", "/statistics", "/audit", "/none")

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_axe_finds_nothing_serious(self, page, filled, language):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        found = serious(axe, page, "/login")
        log_in(page, "admin")
        page.goto(f"/language/{language}")
        statement = statement_of(filled)
        for address in (*self.PAGES, statement):
            page.goto(address)
            found += serious(axe, page, address)
        page.goto("/items/1")
        page.keyboard.press("?")
        found += serious(axe, page, "keys")
        assert found == []

    def test_nothing_moves_and_nothing_is_cut_off(self, page):
        log_in(page)
        for address in ("/", "/items/1"):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            shift = page.evaluate(SHIFT)
            assert shift < 0.02, address
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        acts = page.locator(".act").bounding_box()
        assert acts["y"] + acts["height"] <= 800


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def serious(axe, page, address):
    answer = axe.run(page).response
    grave = [v for v in answer["violations"] if v["impact"] in {"serious", "critical"}]
    return [(address, v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in grave]


def statement_of(store):
    with store.transaction() as session:
        item = session.scalars(select(ItemRow).filter_by(path=MISREAD.path)).one()
        statement = item.proposal["evidence"][0]["statement"]
        return f"/reports/{item.report_id}/statements/{statement}"
