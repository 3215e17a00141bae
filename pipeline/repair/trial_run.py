"""What repair does to misreadings that are known: `python -m pipeline.repair.trial_run`."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipeline.bundles import bundle
from pipeline.members import read_parts
from pipeline.repair.run import repair
from pipeline.repair.simulate import Wear, wear
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate
from schemas.report import Status, Value


def documents(paths: Sequence[Path], settings: Settings) -> Iterator[list[Candidate]]:
    """The candidates of each digital report."""
    for root in paths:
        for file in sorted(root.rglob("*")) if root.is_dir() else (root,):
            if file.is_file():
                read = read_parts(file, settings, None, Stopwatch())
                for group in bundle(read.parts):
                    yield [c for part in group for c in part.candidates]


def tally(candidates: list[Candidate], how: Wear, seed: int, settings: Settings) -> Counter[str]:
    """What became of the figures of one report after one wear."""
    printed = _values(candidates, settings)
    worn = wear(candidates, how, random.Random(seed))  # noqa: S311 - wear, not a secret
    never = settings.model_copy(update={"repair": "never"})
    before, after = _values(worn, never), _values(worn, settings)
    found: Counter[str] = Counter()
    for path, value in after.items():
        true = printed.get(path)
        if true is None or not isinstance(true.value, Decimal) or path not in before:
            continue
        found.update(_marks(true, before[path], value))
    return found


def _marks(true: Value, before: Value, after: Value) -> Iterator[str]:
    yield "values"
    was, is_right = before.value == true.value, after.value == true.value
    applied = any(r.applied for r in after.repairs)
    yield "right before" if was else "wrong before"
    yield "right after" if is_right else "wrong after"
    if applied:
        yield "repaired" if is_right else "repaired wrongly"
        if was and not is_right:
            yield "right ones spoilt"
    if not was and not is_right:
        asked = after.status is Status.NEEDS_REVIEW
        yield "wrong, to review" if asked else "wrong, accepted"
        if any(r.value == true.value for r in after.repairs):
            yield "wrong, the right one proposed"
    if not was and before.status is Status.NEEDS_REVIEW:
        yield "wrong before, to review"
    if after.status is Status.ACCEPTED:
        yield "accepted"


def _values(candidates: list[Candidate], settings: Settings) -> dict[str, Value]:
    mended = repair(gather(candidates, settings), settings)
    standing = mended.reconciled.standing
    return resolve(mended.gathered, settings, standing, mended.repairs, mended.doubts).values


def main() -> None:
    """Print the counts of all documents, by how bad the reading is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--rates", default="0.01,0.03,0.1")
    parser.add_argument("--seeds", type=int, default=2)
    args = parser.parse_args()
    settings = Settings()
    read = list(documents(args.documents, settings))
    for rate in map(float, args.rates.split(",")):
        how, total = Wear(misread=rate, unread=rate / 4), Counter[str]()
        for seed in range(args.seeds):
            for number, candidates in enumerate(read):
                total += tally(candidates, how, 1000 * seed + number, settings)
        sys.stdout.write(
            f"misread {rate}: {', '.join(f'{k} {v}' for k, v in sorted(total.items()))}\n"
        )


if __name__ == "__main__":
    main()
