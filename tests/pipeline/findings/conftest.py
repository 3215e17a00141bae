"""What the findings of a short text are."""

import pytest

from pipeline.convert import understand
from pipeline.settings import Settings


def _rules(file, text):
    file.write_text(text, "utf-8")
    return [(f.kind, f.rule) for f in understand(file, Settings()).report.findings]


@pytest.fixture
def rules(tmp_path, request):
    """(kind, rule) of the findings of a text, under the module's own `HEAD` where none is given."""

    def read(text, head=None):
        return _rules(
            tmp_path / "report.txt", (request.module.HEAD if head is None else head) + text
        )

    return read


@pytest.fixture
def page_rules(tmp_path, request):
    """The same of the body of a web page, under the module's `HEAD`, a paragraph a line."""

    def read(body):
        head = "".join(f"<p>{line}</p>" for line in request.module.HEAD.split("\n\n"))
        page = f"<html><head><meta charset='utf-8'></head><body>{head}{body}</body></html>"
        return _rules(tmp_path / "report.html", page)

    return read
