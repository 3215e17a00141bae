"""Many inputs into one folder: what to read, what came of it, and the files that say so."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.assemble import to_json
from pipeline.child import Failure
from pipeline.convert import convert
from pipeline.folders import files_below
from pipeline.settings import Settings
from pipeline.workers import Limits, run
from schemas.errors import UsageError

ENDING = ".report.json"
ERRORS = "errors.jsonl"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read; `name` is what its report is called."""

    path: Path
    name: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the reports written, or the failure."""

    job: Job
    written: tuple[Path, ...] = ()
    failure: Failure | None = None


def find_inputs(inputs: Iterable[Path], *, bundle: bool = False) -> list[Path]:
    """Files as named, and all files below folders in order of their paths, hidden ones left out.

    With `bundle` a folder is one input: a page and its attachments, say.

    Raises:
        UsageError: if a folder holds no file to read.
    """
    found: list[Path] = []
    for path in inputs:
        below = list(files_below(path)) if path.is_dir() else [path]
        if not below:
            raise UsageError(f"{path}: no file to read in this folder")
        found += [path] if bundle else below
    return list(dict.fromkeys(found))


def name_jobs(paths: Iterable[Path], settings: Settings) -> list[Job]:
    """A job a file; files of one name from several folders get a number behind it."""
    seen: dict[str, int] = {}
    jobs = []
    for path in paths:
        own = path.name or path.resolve().name
        seen[own] = seen.get(own, 0) + 1
        count = seen[own]
        name = own if count == 1 else f"{own}.{count}"
        jobs.append(Job(path, name, settings))
    return jobs


def run_jobs(jobs: Sequence[Job], out: Path, settings: Settings) -> Iterator[Outcome]:
    """Convert all in child processes; each outcome's files are there when it is given."""
    out.mkdir(parents=True, exist_ok=True)
    errors = out / ERRORS
    errors.unlink(missing_ok=True)
    limits = Limits(settings.timeout, settings.memory, settings.recycle_after)
    for position, answer in run(jobs, convert_job, settings.workers, limits):
        job = jobs[position]
        if isinstance(answer, Failure):
            _record(errors, job, answer)
            yield Outcome(job, failure=answer)
        else:
            yield Outcome(job, written=_write_all(out, job.name, answer))


def convert_job(job: Job) -> list[str]:
    """The texts of the reports of one file: what a child does."""
    return [to_json(report) for report in convert(job.path, job.settings, job.path.name)]


def write_atomically(path: Path, text: str) -> None:
    """The file is there whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _write_all(out: Path, name: str, texts: Sequence[str]) -> tuple[Path, ...]:
    """The first report under the file's name, further ones numbered."""
    numbered = [name, *(f"{name}#{number}" for number in range(2, len(texts) + 1))]
    paths = tuple(out / f"{each}{ENDING}" for each in numbered)
    for path, text in zip(paths, texts, strict=False):
        write_atomically(path, text)
    return paths


def _record(errors: Path, job: Job, failure: Failure) -> None:
    entry = {
        "code": failure.code,
        "file": str(job.path),
        "message": failure.message,
        "remedy": failure.remedy,
    }
    with errors.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
