"""The review page as its own process, and clients that are logged in."""

import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.pipeline.reviewing import PASSWORD

ROOT = Path(__file__).parents[2]
SERVER = """
import sys, uvicorn
from pipeline.review.web.app import create_app
from pipeline.store.database import open_store
app = create_app(open_store(sys.argv[1]))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
_CSRF = re.compile(r'name="csrf" content="([^"]+)"')


def serve(url):
    """Start a server over the store; (process, its address) once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-c", SERVER, url, str(port)], cwd=ROOT)
    base = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            httpx.get(f"{base}/login", timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return child, base
    child.kill()
    raise AssertionError("the server did not start")


@contextmanager
def served(url):
    """The address of a server that ends with the block."""
    child, base = serve(url)
    try:
        yield base
    finally:
        child.kill()
        child.wait(timeout=10)


def log_in(base, name="reviewer"):
    """A client with its session, whose requests carry the session's token."""
    client = httpx.Client(base_url=base, timeout=60, follow_redirects=True)
    token = _CSRF.findall(client.get("/login").text)[0]
    form = {"name": name, "password": PASSWORD, "csrf": token}
    page = client.post("/login", data=form)
    client.headers["X-CSRF-Token"] = _CSRF.findall(page.text)[0]
    return client
