"""Figures about confidence, on cases whose answer is known."""

import pytest

from pipeline.evaluation.calibration import (
    auroc,
    brier,
    coverage_at_risk,
    expected_calibration_error,
    interval,
    reliability,
)


def test_a_constant_that_is_right_on_average_is_calibrated_and_cannot_rank() -> None:
    pairs = [(0.75, True)] * 3 + [(0.75, False)]
    assert expected_calibration_error(pairs) == pytest.approx(0)
    assert auroc(pairs) == pytest.approx(0.5)


def test_sure_of_everything_is_as_wrong_as_its_errors() -> None:
    pairs = [(1.0, True)] * 8 + [(1.0, False)] * 2
    assert expected_calibration_error(pairs) == pytest.approx(0.2)
    assert brier(pairs) == pytest.approx(0.2)
    assert coverage_at_risk(pairs, 0.01) == 0


def test_bins_hold_their_mean_and_share() -> None:
    found = reliability([(0.91, True), (0.99, False), (0.05, False)])
    assert [(b.count, b.accuracy) for b in found] == [(1, 0.0), (2, 0.5)]
    assert found[1].confidence == pytest.approx(0.95)


def test_ranking_counts_ties_half() -> None:
    pairs = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    assert auroc(pairs) == pytest.approx(3.5 / 4)
    assert auroc([(0.9, True)]) is None


def test_coverage_takes_the_surest_until_the_risk_is_passed() -> None:
    pairs = [(0.99, True), (0.98, True), (0.9, False), (0.8, True)]
    assert coverage_at_risk(pairs, 0.0) == pytest.approx(0.5)
    assert coverage_at_risk(pairs, 0.25) == pytest.approx(1.0)


def test_the_interval_of_a_bootstrap_holds_the_figure() -> None:
    groups = [[(0.9, True), (0.8, True)], [(0.9, False)], [(0.7, True)]]
    low, high = interval(groups, brier)
    assert low <= brier([p for g in groups for p in g]) <= high
