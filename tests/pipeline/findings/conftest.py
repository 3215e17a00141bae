"""What the findings of a short text are."""

import pytest

from pipeline.convert import understand
from pipeline.settings import Settings


@pytest.fixture
def rules(tmp_path, request):
    """(kind, rule) of the findings of a text, under the module's own `HEAD` where none is given."""

    def read(text, head=None):
        file = tmp_path / "report.txt"
        file.write_text((request.module.HEAD if head is None else head) + text, "utf-8")
        found = understand(file, Settings()).report.findings
        return [(f.kind, f.rule) for f in found]

    return read
