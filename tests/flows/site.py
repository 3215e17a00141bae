"""A portal on loopback that looks like real ones, misbehaves on purpose, and counts what is asked.

    python -m tests.flows.site --port 8765 --reports 200

Its reports are those of `samples/demo`, under other names where many are wanted.
"""

import argparse
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

from pipeline.portals.portal import Portal
from tests.flows.pages import DEMO, TEXT, report_page, zipped

PDF = "henan_002.pdf"
HTML = "text/html"


@dataclass
class Resource:
    """What stands at an address; `failures` answers of 503 come first, `delay` is in seconds."""

    body: bytes
    kind: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    delay: float = 0.0

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass
class Asked:
    """A request as the portal saw it."""

    time: float
    path: str
    status: int
    sent: int
    agent: str


class Site:
    """The portal: its resources may be changed while it runs."""

    def __init__(
        self,
        reports: int = 4,
        per_page: int = 20,
        crawl_delay: float = 0.0,
        page: Callable[[int], bytes] = report_page,
    ) -> None:
        self.resources: dict[str, Resource] = {}
        self.asked: list[Asked] = []
        self.reports = reports
        self.per_page = per_page
        self._crawl_delay = crawl_delay
        self._page = page
        self._build()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Site":
        return self.start(0)

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def start(self, port: int) -> "Site":
        site = self

        class Handler(_Handler):
            portal = site

        self.server = _Server(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def portal(self, manners: dict[str, object] | None = None, **more: object) -> Portal:
        """What a crawler knows of it."""
        quick = {"delay": 0, "allow_private": True, "back_off": 0.01, "timeout": 5}
        facts = {
            "name": "loopback",
            "title": "示例市财政局",
            "start": [f"{self.url}/", f"{self.url}/api/list.json", f"{self.url}/jpage/list.html"],
            "json_list": {"items": "data.list", "title": "name", "url": "link"},
            "years": [2023, 2024],
            "manners": quick | (manners or {}),
        }
        return Portal.model_validate(facts | more)

    def statuses(self, path: str) -> list[int]:
        return [each.status for each in self.asked if each.path == path]

    def forget(self) -> None:
        """Count anew."""
        self.asked.clear()

    def put(self, path: str, body: bytes | str, kind: str = HTML, **more: Any) -> None:
        data = body.encode("utf-8") if isinstance(body, str) else body
        self.resources[path] = Resource(data, kind, **more)

    def change(self, path: str, old: str, new: str) -> None:
        """Publish a page again with other words."""
        resource = self.resources[path]
        text = resource.body.decode("gb18030")
        assert old in text
        resource.body = text.replace(old, new).encode("gb18030")

    def withdraw(self, path: str) -> None:
        """Take a page away; its links stay."""
        self.put(path, "没有了", status=404)

    def _build(self) -> None:
        self.put("/robots.txt", self._robots(), "text/plain")
        self.put("/", '<meta http-equiv="refresh" content="0; url=bmjs/index.htm">')
        for number in range(self.reports):
            self.put(f"/bmjs/2024/p{number}.htm", self._page(number))
        self._odd_ones()
        self.write_lists()
        self._other_lists()

    def write_lists(self) -> None:
        """The pages of the list, with the odd ones on the first."""
        rows = [(f"2024/p{n}.htm", f"示例市第{n}局2024年度部门决算") for n in range(self.reports)]
        rows = [*self.odd, *rows]
        pages = [rows[i : i + self.per_page] for i in range(0, len(rows), self.per_page)]
        for index, page in enumerate(pages):
            name = "index.htm" if index == 0 else f"index_{index}.htm"
            links = "".join(f'<li><a href="{u}">{w}</a></li>' for u, w in page)
            script = f'createPageHTML({len(pages)}, {index}, "index", "htm");'
            self.put(f"/bmjs/{name}", f"<ul>{links}</ul><script>{script}</script>")

    def _odd_ones(self) -> None:
        self.odd = [
            ("cover.htm", "示例市教育局2024年度部门决算"),
            ("zipped.htm", "示例市水利局2024年度部门决算"),
            ("moved.htm", "示例市体育局2024年度部门决算"),
            ("flaky.htm", "示例市司法局2024年度部门决算"),
            ("wall.htm", "示例市审计局2024年度部门决算"),
            ("/private/x.htm", "示例市保密局2024年度部门决算"),
            ("http://127.0.0.2:9/x.htm", "外地2024年度部门决算"),
            ("away.htm", "示例市外办2024年度部门决算"),
            ("dead.htm", "示例市档案局2024年度部门决算"),
            ("old.htm", "示例市教育局2015年度部门决算"),
            ("notice.htm", "关于召开会议的通知"),
        ]
        pdf = (DEMO / PDF).read_bytes()
        name = "教育局2024年度部门决算.pdf"
        download = '<p>附件</p><a href="/system/_content/download.jsp?id=1">附件一</a>'
        self.put("/bmjs/cover.htm", download)
        # In the raw bytes that old servers send; http.server writes headers in Latin-1.
        raw = f'attachment; filename="{name}"'.encode("gbk").decode("latin-1")
        disposition = {"Content-Disposition": raw}
        self.put("/system/_content/download.jsp?id=1", pdf, "application/pdf", headers=disposition)
        self.put("/bmjs/zipped.htm", f'<p>见附件</p><a href="{quote("水利局.zip")}">水利局.zip</a>')
        self.put(f"/bmjs/{quote('水利局.zip')}", zipped(), "application/zip")
        self.put("/bmjs/moved.htm", "<script>location.href='2024/sport.htm';</script>")
        self.put("/bmjs/2024/sport.htm", self._page(900_000))
        self.put("/bmjs/flaky.htm", self._page(900_001), failures=2, headers={"Retry-After": "0"})
        self.put("/bmjs/wall.htm", "<script>challenge()</script>", status=412)
        self.put("/private/x.htm", self._page(900_002))
        away = {"Location": "http://127.0.0.2:9/elsewhere.htm"}
        self.put("/bmjs/away.htm", "", status=302, headers=away)
        self.put("/bmjs/dead.htm", "没有", status=404)

    def _other_lists(self) -> None:
        rows = [{"name": "示例市民政局2023年度部门决算", "link": "/bmjs/2023/m.txt"}]
        self.put("/api/list.json", json.dumps({"data": {"list": rows}}), "application/json")
        self.put("/bmjs/2023/m.txt", (DEMO / TEXT).read_bytes(), "text/plain")
        record = '<li><a href="/bmjs/copy.txt">示例市人社局2023年度部门决算</a></li>'
        xml = f"<datastore><recordset><record><![CDATA[{record}]]></record></recordset></datastore>"
        self.put("/jpage/list.html", f'<p>x</p><script type="text/xml">{xml}</script>')
        self.put("/bmjs/copy.txt", (DEMO / TEXT).read_bytes(), "text/plain")

    def _robots(self) -> str:
        return f"User-agent: *\nDisallow: /private/\nCrawl-delay: {self._crawl_delay}\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of crawlers that were killed."""


class _Handler(BaseHTTPRequestHandler):
    portal: Site
    protocol_version = "HTTP/1.1"
    # One packet an answer: Nagle's wait would make tests slow.
    wbufsize = -1

    def do_GET(self) -> None:
        resource = self.portal.resources.get(self.path, Resource(b"none", status=404))
        time.sleep(resource.delay)
        if resource.failures > 0:
            resource.failures -= 1
            return self._answer(503, b"busy", resource)
        if self.headers.get("If-None-Match") == resource.etag:
            return self._answer(304, b"", resource)
        return self._answer(resource.status, resource.body, resource)

    def _answer(self, status: int, body: bytes, resource: Resource) -> None:
        agent = self.headers.get("User-Agent", "")
        self.portal.asked.append(Asked(time.monotonic(), self.path, status, len(body), agent))
        self.send_response(status)
        headers = {"Content-Type": resource.kind, "Content-Length": str(len(body))}
        if status in {200, 304}:
            headers |= {"ETag": resource.etag, "Last-Modified": formatdate(0, usegmt=True)}
        for name, value in (headers | resource.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main() -> None:
    """Run until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--reports", type=int, default=200)
    arguments = parser.parse_args()
    with Site(arguments.reports).start(arguments.port):
        threading.Event().wait()


if __name__ == "__main__":
    main()
