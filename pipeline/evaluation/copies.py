"""A report read from a copy (a scan, a photograph) held against the same report read digitally.

    python -m pipeline.evaluation.copies ORIGINAL.report.json COPY.report.json…
    python -m pipeline.evaluation.copies FOLDER_OF_ORIGINALS FOLDER_OF_COPIES

Lists every value that differs, with the confidence of the copy's; exit status 1 if one that is
given as sure differs. In folders `name.pdf` is the original of `name.<damage>.pdf`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.assemble import read_report
from pipeline.evaluation.scoring import Judged, Mark, judge
from pipeline.evaluation.truth import Truth, TruthField
from schemas.report import Report

#: From this confidence on, a value that differs is one that looked sure.
SURE = 0.9
ENDING = ".report.json"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy's values, judged as if the original were the truth."""

    name: str
    judged: tuple[Judged, ...]

    @property
    def differing(self) -> list[Judged]:
        """Values that the copy gives otherwise or the original does not have, surest first."""
        found = [row for row in self.judged if row.mark in (Mark.WRONG, Mark.SPURIOUS)]
        return sorted(found, key=lambda row: -(row.confidence or 0.0))

    @property
    def missing(self) -> list[Judged]:
        """Values that the copy does not give."""
        return [row for row in self.judged if row.mark is Mark.MISSING]

    @property
    def sure(self) -> list[Judged]:
        """Those that differ and look sure."""
        return [row for row in self.differing if (row.confidence or 0.0) >= SURE]


def compare(original: Report, copy: Report, name: str = "") -> Comparison:
    """The copy's values held against the original's."""
    fields = tuple(
        TruthField(path=path, value=str(value.value), unit=value.unit, raw=value.raw)
        for path, value in original.values.items()
    )
    truth = Truth(source=name, fields=fields)
    return Comparison(name, tuple(judge(truth, copy.values, copy.names)))


def _lines(found: Comparison) -> list[str]:
    same = sum(row.mark is Mark.RIGHT for row in found.judged)
    lines = [
        f"{found.name}: {same} the same, {len(found.differing)} differ, "
        f"{len(found.missing)} missing; {len(found.sure)} that differ look sure (≥ {SURE})"
    ]
    lines += [f"  {r.confidence:.3f} {r.path}: {r.wanted} → {r.given}" for r in found.differing]
    return [*lines, *(f"  missing {row.path}: {row.wanted}" for row in found.missing)]


def pairs(originals: Path, copies: Path) -> Iterator[tuple[Path, Path]]:
    """Reports of two folders that are of one document: (original, copy)."""
    for copy in sorted(copies.glob(f"*{ENDING}")):
        name, *damage, kind = copy.name.removesuffix(ENDING).split(".")
        original = originals / f"{name}.{kind}{ENDING}"
        if damage and original.is_file():
            yield original, copy


def _read(file: Path) -> Report:
    return read_report(json.loads(file.read_text("utf-8")))


def main(arguments: Sequence[str]) -> int:
    """Print the comparison of each copy; 1 if a value that differs looks sure."""
    first, *others = (Path(argument) for argument in arguments)
    found = [
        compare(_read(original), _read(copy), copy.name)
        for original, copy in (
            pairs(first, others[0]) if first.is_dir() else ((first, other) for other in others)
        )
    ]
    for each in found:
        sys.stdout.write("\n".join(_lines(each)) + "\n")
    return int(any(each.sure for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
