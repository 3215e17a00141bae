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


@pytest.mark.parametrize(
    "name",
    ["wanli_2025_budget", "putuo_justice_2026_budget", "swu_2023_final_accounts"],
)
def test_what_is_read_adds_up(reference, name):
    """Members are their parts, classes the total: a shifted column or row would not close."""
    found = {
        made.path: Decimal(made.value)
        for made in extract(_structured(reference / "real" / f"{name}.pdf"))
    }
    parts = [p for p in found if p.startswith("expenditure.by_function[") and p.endswith(".total")]
    assert len(parts) > 20
    for path in parts:
        member = path.removesuffix(".total")
        both = found.get(f"{member}.basic", 0) + found.get(f"{member}.project", 0)
        assert abs(found[path] - both) <= Decimal("0.02"), member
    classes = [p for p in parts if len(p.split("[")[1].split("]")[0]) == 3]
    total = sum(found[p] for p in classes)
    assert abs(total - found["expenditure.total"]) <= Decimal("0.005") * (len(classes) + 1)


def test_a_report_of_2016_in_word_with_older_names(reference):
    pytest.importorskip("olefile")
    from extractors.readers.office import read as read_office

    path = reference / "real" / "taiyuan_ndrc_2016_final_accounts.doc"
    data = path.read_bytes()
    source = SourceFile(path.name, hashlib.sha256(data).hexdigest(), len(data), MediaType.DOC)
    report = structure(read_office(data, source, ReadOptions(ocr="never")))
    found = {made.path: Decimal(made.value) for made in extract(report)}
    assert found["general_public_budget.basic.by_economic[30101]"] == Decimal("782.3582")
    assert found["fiscal_appropriation.balance.opening.government_fund"] == Decimal("54.411854")
    assert found["three_public.reception.final"] == Decimal("0.49415")
    assert found["revenue.government_fund"] == Decimal("103.2253")
