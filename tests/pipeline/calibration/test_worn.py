"""Misreadings made on purpose, as cases of a fit."""

from pipeline.calibration.run import calibrate
from pipeline.calibration.worn import worn_cases_of
from pipeline.confidence import default_weights
from pipeline.settings import Settings
from tests.pipeline.calibration.test_fit import drawn
from tests.pipeline.repair.test_repair import statement


def worn():
    return [
        case
        for number in range(2, 40, 3)
        for case in worn_cases_of(statement({}), f"w{number}", number, Settings())
    ]


def test_some_are_wrong_and_none_is_of_a_sentence():
    found = worn()
    assert {case.right for case in found} == {True, False}
    assert all(case.signals.ocr and not case.signals.prose for case in found)


def test_they_help_the_fit_and_are_measured_on_nowhere():
    cases = drawn(600)
    result = calibrate(cases, default_weights(), worn())
    assert result.values == len(cases)
    assert result.figures["logistic"]["values"] == len(cases)
    assert result.weights.version != calibrate(cases, default_weights()).weights.version
