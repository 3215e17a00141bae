"""Fitting confidence on cases whose law is known, with signs that must hold."""

import random
import zlib

import pytest

from pipeline.calibration.collect import Case, corpus_hash, document_of
from pipeline.calibration.fit import apply_isotonic, fit, isotonic, threshold, upper_risk
from pipeline.calibration.run import calibrate, write_weights
from pipeline.confidence import (
    FEATURES,
    Signals,
    confidence,
    default_weights,
    weights_file,
)
from pipeline.evaluation.calibration import expected_calibration_error


def case(number, score, bits, right, *, blame=0.0):
    return Case(f"d{number % 20}", f"p{number}", Signals(score, bits=bits, blame=blame), right)


def drawn(count=3000, seed=3):
    """Cases that follow the law of our own weights, but half as sure as those of the package."""
    chance = random.Random(seed)  # noqa: S311 - drawing cases, not a secret
    law = default_weights().model_copy(update={"start": 0.0, "trust": 0.5, "bits": 0.2})
    found = []
    for number in range(count):
        score, bits = chance.uniform(0.3, 0.99), chance.choice([0.0, 0.0, 10.0])
        right = chance.random() < confidence(Signals(score, bits=bits), law)
        found.append(case(number, score, bits, right))
    return found


def test_a_fit_finds_the_law_and_is_calibrated_where_the_weights_before_were_not():
    result = calibrate(drawn(), default_weights())
    after, before = (result.figures[name]["ece"] for name in ("logistic", "before"))
    assert after is not None
    assert before is not None
    assert after < min(0.03, before / 2)
    assert result.weights.trust == pytest.approx(0.5, abs=0.15)
    assert result.weights.bits == pytest.approx(0.2, abs=0.08)


def test_no_weight_takes_a_sign_that_would_let_doubt_raise_confidence():
    perverse = [case(n, 0.95, 20.0, n % 2 == 0) for n in range(400)]
    perverse += [case(n, 0.4, 0.0, True, blame=0.9) for n in range(400)]
    fitted = fit(perverse, default_weights())
    assert all(getattr(fitted, name) >= 0 for name in FEATURES)
    assert confidence(Signals(0.4), fitted) <= confidence(Signals(0.95), fitted)


def test_few_cases_move_the_weights_little():
    before = default_weights()
    after = fit([case(n, 0.9, 5.0, True) for n in range(3)], before)
    assert after.trust == pytest.approx(before.trust, abs=0.5)


def test_bounds_of_a_share():
    assert upper_risk(0, 299) == pytest.approx(0.00997, abs=1e-4)
    assert upper_risk(0, 100) == pytest.approx(0.0295, abs=1e-3)
    assert upper_risk(5, 5) == 1.0


def test_a_threshold_needs_enough_cases_to_say_so():
    assert threshold([(0.9, True)] * 298, 0.01) is None
    assert threshold([(0.9, True)] * 400, 0.01) == 0.9
    pairs = [(0.9, True)] * 400 + [(0.5, False)] * 20
    assert threshold(pairs, 0.01) == 0.9


def test_isotonic_steps_rise_and_pool_what_falls():
    points = isotonic([(0.2, False), (0.4, True), (0.5, False), (0.9, True)])
    shares = [share for _, share in points]
    assert shares == sorted(shares)
    assert apply_isotonic(points, 0.45) == 0.5
    assert apply_isotonic(points, 0.99) == 1.0


def test_formats_of_one_report_are_one_document():
    assert document_of("hunan_011.wrapped.txt") == document_of("hunan_011.pdf")
    assert document_of("a.scan.pdf") == document_of("a.pdf")


def test_the_version_names_the_cases():
    one, other = drawn(10), drawn(11)
    assert corpus_hash(one) == corpus_hash(drawn(10))
    assert corpus_hash(one) != corpus_hash(other)


def test_weights_are_written_with_the_comments_of_the_file(tmp_path):
    file = tmp_path / "confidence.toml"
    file.write_text(weights_file().read_text("utf-8"), "utf-8")
    write_weights(default_weights().model_copy(update={"trust": 0.25}), file)
    text = file.read_text("utf-8")
    assert "trust = 0.25" in text
    assert text.startswith("# Log-odds")


def test_confidence_means_what_it_says_on_the_cases_of_a_fit():
    cases = drawn()
    fitted = fit(cases, default_weights())
    pairs = [(confidence(c.signals, fitted), c.right) for c in cases]
    assert expected_calibration_error(pairs) < 0.03


def test_documents_that_are_kept_out_take_no_part_and_are_told_by_group():
    cases = drawn()
    result = calibrate(cases, default_weights(), keep_out=3)
    kept = sum(int(row["values"] or 0) for row in result.kept.values())
    assert result.values + kept == len(cases)
    assert set(result.kept) == {"print"}
    assert result.kept["print"]["constant_ece"] is not None
    used = [c for c in cases if zlib.crc32(c.document.encode()) % 3]
    assert result.weights.version == f"fitted-{corpus_hash(used)}"


def test_scans_damaged_exports_and_print_are_groups_of_their_own():
    scan = Case("a", "p", Signals(0.9, ocr=True), right=True, damaged=True)
    export = Case("b", "p", Signals(0.9), right=False, damaged=True)
    text = Case("c", "p", Signals(0.9), right=True)
    assert [each.group for each in (scan, export, text)] == ["ocr", "damaged", "print"]
