"""All evidence is true: the characters that a value names stand where it says."""

from pathlib import Path

import pytest

from pipeline.convert import convert
from pipeline.settings import Settings
from tests.golden.places import stands_there, text_at

DEMO = Path(__file__).parents[2] / "samples" / "demo"
SAMPLES = sorted(p for p in DEMO.rglob("*") if p.suffix in {".pdf", ".txt"})
SEEDS = [
    "seeds/000_d3c4ea92907a7ad7.txt",
    "seeds/001_6f54d5f75d3a2e6d.txt",
    "seeds/002_940b60cff23e6bd6.txt",
    "seeds/003_13ae640e29469c5e.txt",
    "seeds/004_9a34270c806bf6f2.txt",
    "real/putuo_finance_2024_final_accounts.pdf",
    "real/putuo_commerce_2025_budget.pdf",
    "real/swu_2023_final_accounts.pdf",
]


def untrue(path: Path) -> list[str]:
    at = text_at(path)
    report = convert(path, Settings())[0]
    assert report.values, "nothing was read: nothing would be proved"
    return [
        f"{where}: {evidence.verbatim!r} not at {evidence.location}"
        for where, value in report.values.items()
        for evidence in (*value.evidence, *(w.evidence for w in value.witnesses))
        if not stands_there(evidence, at)
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_samples_say_the_truth_about_places(sample: Path) -> None:
    assert untrue(sample) == []


@pytest.mark.parametrize("name", SEEDS)
def test_real_reports_say_the_truth_about_places(reference: Path, name: str) -> None:
    assert untrue(reference / name) == []
