"""Real reports against their gold: every figure of every statement."""

import hashlib
import json
from decimal import Decimal

import pytest

from extractors.fields.statements import extract
from extractors.protocols import ReadOptions
from extractors.readers.pdf import read
from extractors.structure import structure
from schemas.document import MediaType, SourceFile


def _structured(path):
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    source = SourceFile(path.name, digest, len(data), MediaType.PDF)
    return structure(read(data, source, ReadOptions(ocr="never")))


@pytest.mark.parametrize(
    "name", ["putuo_finance_2024_final_accounts", "putuo_commerce_2025_budget"]
)
def test_every_figure_of_the_statements_is_there_and_right(reference, name):
    gold = json.loads((reference / "gold" / f"{name}.gold.json").read_text("utf-8"))
    wanted: dict[str, set[Decimal]] = {}
    for entry in gold["fields"]:
        if str(entry["where"]).startswith("table"):
            wanted.setdefault(entry["path"], set()).add(Decimal(entry["value"]))
    found: dict[str, set[Decimal]] = {}
    for made in extract(_structured(reference / "real" / f"{name}.pdf")):
        found.setdefault(made.path, set()).add(Decimal(made.value))
    assert {p: found.get(p) for p in wanted} == wanted
    if not gold.get("partial"):
        assert set(found) <= {entry["path"] for entry in gold["fields"]}


def test_the_empty_template_gives_no_amounts(reference):
    path = reference / "real" / "shanghai_template_2024_final_accounts.pdf"
    template = _structured(path)
    assert sum(s.statement is not None for s in template.statements) == 9
    assert extract(template) == []
