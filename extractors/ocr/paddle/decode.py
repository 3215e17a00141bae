"""The recogniser's scores by place → characters, their edges and their rivals (CTC)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

#: Label 0 of every CTC alphabet: nothing begins here.
_BLANK = 0
#: Rivals kept for a character, and the score below which one is not worth keeping.
_RIVALS, _LEAST = 4, 0.005

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A character: the places (of `total` along the line) that it was read at, and its rivals."""

    character: str
    score: float
    first: int
    last: int
    total: int
    rivals: tuple[tuple[str, float], ...]


class Decoder:
    """Takes the place of the library's own decoder, which keeps the best label alone."""

    def __init__(self, alphabet: Sequence[str]) -> None:
        """`alphabet`: characters by label; label 0 is the blank."""
        self._alphabet = alphabet

    def __call__(
        self, predicted: Sequence[Scores], **_: object
    ) -> tuple[list[list[Decoded]], list[float]]:
        """Lines of a batch: scores come as lines × places × labels."""
        lines = [self.decode(scores) for scores in np.asarray(predicted[0])]
        return lines, [min((c.score for c in line), default=0.0) for line in lines]

    def decode(self, scores: Scores) -> list[Decoded]:
        """Characters of one line (places × labels)."""
        best = scores.argmax(axis=1)
        decoded = []
        for label, run in groupby(range(len(best)), key=lambda place: int(best[place])):
            places = list(run)
            if label != _BLANK:
                decoded.append(self._character(scores, label, places))
        return decoded

    def _character(self, scores: Scores, label: int, places: list[int]) -> Decoded:
        here = scores[places[0] : places[-1] + 1]
        strongest = here[int(here[:, label].argmax())]
        return Decoded(
            character=self._alphabet[label],
            score=float(strongest[label]),
            first=places[0],
            last=places[-1],
            total=len(scores),
            rivals=self._rivals(strongest, label),
        )

    def _rivals(self, scores: Scores, label: int) -> tuple[tuple[str, float], ...]:
        """Other labels at the character's strongest place; "" stands for no character there."""
        kept = min(_RIVALS + 1, len(scores))
        order = np.argpartition(scores, -kept)[-kept:]
        found = [(int(i), float(scores[i])) for i in order if i != label and scores[i] >= _LEAST]
        found.sort(key=lambda pair: -pair[1])
        return tuple(("" if i == _BLANK else self._alphabet[i], s) for i, s in found)
