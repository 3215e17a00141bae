"""What was known of each value of a document, and whether the value was right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.bundles import bundle
from pipeline.confidence import Signals
from pipeline.evaluation.matching import Index, is_right
from pipeline.evaluation.scoring import NOT_SCORED
from pipeline.evaluation.truth import Truth, load_truths
from pipeline.members import read_parts
from pipeline.repair.run import repair
from pipeline.resolve import Gathered, gather, resolve
from pipeline.settings import Settings
from pipeline.signals import all_signals
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate
from schemas.report import Value


@dataclass(frozen=True, slots=True)
class Case:
    """A value: what was known of it, and whether it is right.

    `damaged`: of an export whose figures were damaged on purpose, not of a scan.
    """

    document: str
    path: str
    signals: Signals
    right: bool
    damaged: bool = False

    @property
    def group(self) -> str:
        """Whose risk is told apart: what was read by OCR, damaged exports, print."""
        return "ocr" if self.signals.ocr else "damaged" if self.damaged else "print"


def cases(truths: Path, documents: Iterable[Path], settings: Settings) -> list[Case]:
    """All values of the documents that a truth speaks of; the report of a file is read again."""
    files = {file.name: file for root in documents for file in _files(root)}
    found: list[Case] = []
    for truth in load_truths(truths):
        file = files.get(truth.source)
        if file is not None:
            found += _cases(truth, file, settings)
    return found


def corpus_hash(found: Iterable[Case]) -> str:
    """Short name of the cases that a fit was made on."""
    digest = hashlib.sha256()
    for case in found:
        digest.update(f"{case.document}|{case.path}|{case.right}\n".encode())
    return digest.hexdigest()[:16]


def document_of(source: str) -> str:
    """One name for a report in several formats or states: all before the first point."""
    return source.partition(".")[0]


def _files(root: Path) -> Iterator[Path]:
    yield from (p for p in sorted(root.rglob("*")) if p.is_file()) if root.is_dir() else (root,)


def _cases(truth: Truth, file: Path, settings: Settings) -> Iterator[Case]:
    read = read_parts(file, settings, None, Stopwatch())
    parts = next(iter(bundle(read.parts)))
    yield from cases_of(truth, (c for part in parts for c in part.candidates), settings)


def cases_of(truth: Truth, read: Iterable[Candidate], settings: Settings) -> Iterator[Case]:
    """The cases of one report, of what its field extractors found."""
    mended = repair(gather(read, settings), settings)
    gathered, standing = mended.gathered, mended.reconciled.standing
    values = resolve(gathered, settings, standing, mended.repairs, mended.doubts).values
    document = document_of(truth.source)
    known = all_signals(gathered.parties, standing, mended.repairs, mended.doubts)
    for path, right in _marks(truth, gathered, values):
        yield Case(document, path, known[path], right, bool(truth.degradation))


def _marks(
    truth: Truth, gathered: Gathered, values: dict[str, Value]
) -> Iterator[tuple[str, bool]]:
    """Every value that the truth names, and those beyond it as wrong where it is whole."""
    index = Index(values, gathered.names)
    used: set[str] = set()
    loose = truth.loose_figures()
    for path, fields in truth.by_path().items():
        hits = index.find([path, *(alt for f in fields for alt in f.alt_path)])
        fresh = [hit for hit in hits if hit not in used]
        used.update(hits)
        if fresh and not path.startswith(NOT_SCORED) and not all(f.optional for f in fields):
            yield fresh[0], any(is_right(field, values[fresh[0]]) for field in fields)
    for path, value in values.items():
        if truth.partial or path in used or path.startswith(NOT_SCORED) or value.value in loose:
            continue
        yield path, False
