"""The pages in a real browser: Debian's chromium, driven over its own protocol."""

import shutil
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from pipeline.review.web.app import create_app
from tests.pipeline.reviewing import PASSWORD

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 800


def chromium_path():
    """Where the browser is; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("no chromium (apt install chromium)")
    return found


@contextmanager
def served(store):
    """The address of the review of a store, on a free port of this machine."""
    config = uvicorn.Config(create_app(store), port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended at once"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@contextmanager
def browsing():
    """A browser without a window."""
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as driver:
        options = {"executable_path": chromium_path(), "args": ["--no-sandbox"]}
        browser = driver.chromium.launch(**options)
        try:
            yield browser
        finally:
            browser.close()


def opened(browser, base):
    """A fresh page at the login; whatever its scripts complain of fails the test that asks."""
    context = browser.new_context(base_url=base, viewport={"width": WIDTH, "height": HEIGHT})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.goto("/login")
    return page


def log_in(page, name="reviewer"):
    """Log in by keyboard: the name's field has the focus."""
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("nav")
    page.wait_for_load_state()
