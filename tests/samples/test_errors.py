"""Planted errors are printed, told, and alone."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from samples.errors.draft import Draft, like
from samples.errors.figures import rounding, swapped
from samples.errors.plant import PLANTS, plant
from samples.generate import main
from samples.layout.blocks import Laid, Paragraph, Planted, Table
from samples.layout.form import load
from samples.outputs import Wanted, write
from samples.render import truth
from tests.samples.made import chance, report

FORMS = ("hunan", "jiangsu", "shanghai", "sichuan_2023", "henan")


def spoilt(kind: str) -> tuple[Laid, Laid, Planted]:
    """A report, the same with one error of the kind, and the error."""
    for form in FORMS:
        for seed in (1, 2, 3, 4):
            laid = report(form, seed)
            draft = Draft(laid, chance(seed))
            if found := PLANTS[kind](draft):
                draft.planted.append(found)
                return laid, draft.finished(), found
    raise AssertionError(kind)


def told(laid: Laid) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = truth.truth(laid, laid.blocks, "x")["fields"]
    return fields


@pytest.mark.parametrize("kind", PLANTS)
def test_each_kind_is_printed_and_told(kind: str) -> None:
    before, after, planted = spoilt(kind)
    changed = [(a, b) for a, b in zip(before.blocks, after.blocks, strict=True) if a != b]
    assert len(changed) == 1
    (finding,) = truth.truth(after, after.blocks, "x")["findings"]
    assert finding["kind"] == planted.kind
    lost = [f["path"] for f in told(after) if f["raw"] not in f["quote"] and f["where"] != "cover"]
    assert lost == []
    texts = [b.text for b in after.blocks if isinstance(b, Paragraph)]
    texts += [c.text for b in after.blocks if isinstance(b, Table) for c in b.cells]
    for mark in (m for b in after.blocks if isinstance(b, Paragraph) for m in b.marks):
        assert any(mark.quote in text for text in texts)


@pytest.mark.parametrize("kind", ["share", "statement_sum", "transposed", "score_sum"])
def test_the_truth_holds_the_printed_wrong_figure(kind: str) -> None:
    before, after, planted = spoilt(kind)
    path = planted.paths[0]
    now = {f["value"] for f in told(after) if f["path"] == path}
    assert now - {f["value"] for f in told(before) if f["path"] == path}


def test_a_direction_word_turns_the_sign_and_keeps_the_amount() -> None:
    before, after, planted = spoilt("direction")
    path = planted.paths[0]
    old = {f["value"] for f in told(before) if f["path"] == path}
    new = {f["value"] for f in told(after) if f["path"] == path}
    assert {-Decimal(v) for v in new - old} <= {Decimal(v) for v in old}
    assert new - old


def test_a_missing_statement_stays_on_the_contents_page() -> None:
    _, after, planted = spoilt("missing_statement")
    assert planted.quotes[0] not in [b.title for b in after.blocks if isinstance(b, Table)]
    assert truth.truth(after, after.blocks[1:], "x")["findings"]
    bare = [b for b in after.blocks if not isinstance(b, Table)]
    assert not truth.truth(after, bare[1:], "x")["findings"]


def test_an_output_without_the_statements_is_not_asked_for_a_conflict_with_them() -> None:
    _, after, _ = spoilt("narrative_statement")
    printed = [b for b in after.blocks if not isinstance(b, Table)]
    assert truth.truth(after, printed, "x")["findings"] == []


def test_one_to_three_errors_and_the_same_for_the_same_seed() -> None:
    laid = report("hunan", 5)
    counts = {len(plant(laid, chance(n), n).planted) for n in range(12)}
    assert counts == {1, 2, 3}
    again = [plant(laid, chance(7), 7) for _ in range(2)]
    assert again[0] == again[1]


def test_kinds_are_chosen_on_the_command_line(tmp_path: Path) -> None:
    arguments = ["--form", "hunan", "--format", "csv", "--errors", "cell_error"]
    assert main(["--out", str(tmp_path), *arguments]) == 0
    (gold,) = (tmp_path / "gold").iterdir()
    findings = json.loads(gold.read_text("utf-8"))["findings"]
    assert [f["planted"] for f in findings] == ["cell_error"]
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--errors", "no_such_kind"])


def test_a_report_without_errors_tells_none(tmp_path: Path) -> None:
    (path,) = write(load("hunan"), 3, tmp_path, Wanted(("csv",)))
    gold = json.loads((tmp_path / "gold" / f"{path.name}.gold.json").read_text("utf-8"))
    assert gold["findings"] == []


def test_numbers_keep_their_print() -> None:
    assert like("1,234.50", Decimal("2000")) == "2,000.00"
    assert like("12", Decimal("15")) == "15"
    assert swapped("1,232.50") == "1,223.50"
    assert swapped("111.11") == ""
    assert swapped("123.45") == "132.45"


def test_a_total_off_by_rounding_is_no_error_and_not_told() -> None:
    changed = 0
    for form in FORMS:
        laid = report(form, 1)
        draft = Draft(laid, chance(1))
        rounding(draft)
        after = draft.finished()
        changed += laid.blocks != after.blocks
        assert truth.truth(after, after.blocks, "x")["findings"] == []
    assert changed
