"""Cases of misreadings made on purpose: how arithmetic tells them, where real scans are few."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.bundles import bundle
from pipeline.calibration.collect import Case
from pipeline.members import read_parts
from pipeline.repair.run import repair
from pipeline.repair.simulate import Wear, wear
from pipeline.resolve import gather
from pipeline.settings import Settings
from pipeline.signals import all_signals
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate

#: Shares of misread figures, by turns of documents.
_RATES = (0.01, 0.03, 0.08)
_SEED = 100


def worn_cases(documents: Iterable[Path], settings: Settings) -> list[Case]:
    """The values of digital documents, read badly: right is what is read without the wear."""
    found: list[Case] = []
    for number, file in enumerate(documents):
        read = read_parts(file, settings, None, Stopwatch())
        parts = next(iter(bundle(read.parts)))
        candidates = [c for part in parts for c in part.candidates]
        found += worn_cases_of(candidates, f"worn-{file.name}", number, settings)
    return found


def worn_cases_of(
    candidates: Sequence[Candidate], document: str, number: int, settings: Settings
) -> Iterator[Case]:
    """The cases of one report after one wear.

    Those in sentences are left out: only figures are worn, and a sentence goes wrong by its words.
    """
    printed = {path: g[0].lead.value for path, g in gather(candidates, settings).parties.items()}
    how = Wear(misread=_RATES[number % len(_RATES)], unread=0.01)
    chance = random.Random(_SEED + number)  # noqa: S311 - wear, not a secret
    mended = repair(gather(wear(candidates, how, chance), settings), settings)
    parties = mended.gathered.parties
    found = all_signals(parties, mended.reconciled.standing, mended.repairs, mended.doubts)
    for path, known in found.items():
        if path in printed and not (known.prose or known.text):
            yield Case(document, path, known, parties[path][0].lead.value == printed[path])
