"""The steps by name, and all of a kind's steps on one page."""

from collections.abc import Callable

import numpy as np

from samples.scan import camera, paper, scanner
from samples.scan.kinds import Draw, Kind
from samples.scan.sheet import Sheet

STEPS: dict[str, Callable[[Sheet, Draw], Sheet]] = {
    "seal": paper.stamp,
    "fold": paper.fold,
    "through": paper.through,
    "holes": paper.holes,
    "skew": scanner.skew,
    "rescan": scanner.rescan,
    "grain": scanner.grain,
    "focus": scanner.focus,
    "motion": scanner.motion,
    "light": scanner.light,
    "gutter": scanner.gutter,
    "specks": scanner.specks,
    "streaks": scanner.streaks,
    "copy": scanner.copy,
    "fax": scanner.fax,
    "turn": scanner.turn,
    "upend": scanner.upend,
    "photograph": camera.photograph,
}


def damaged(sheet: Sheet, kind: Kind, rng: np.random.Generator) -> Sheet:
    """The page after all steps of its kind."""
    for step in kind.steps:
        draw = Draw(step, rng)
        if draw.touches():
            sheet = STEPS[draw.word("do")](sheet, draw)
    return sheet
