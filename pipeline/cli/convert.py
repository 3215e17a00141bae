"""`gongkai convert`: inputs, progress and the lines that say what came of each."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.batch import Job, Outcome, find_inputs, name_jobs, run_jobs
from pipeline.cli.passwords import read_password
from pipeline.settings import Settings, load_settings
from schemas.errors import ExitCode, UsageError

STDIN = "-"


def convert_all(
    inputs: Sequence[str],
    out: Path,
    password_file: Path | None,
    chosen: Mapping[str, object],
    *,
    bundle: bool = False,
) -> int:
    """Convert the inputs into `out` and the store, if one is named; the exit status comes back.

    With `bundle` each folder is one input whose files may belong to one report.
    """
    settings = load_settings({**chosen, "password": read_password(password_file)})
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {out} is a file, not a folder")
    with _ended_by_terminate(), tempfile.TemporaryDirectory() as home:
        paths = find_inputs(_spooled(inputs, Path(home)), bundle=bundle)
        jobs = name_jobs(paths, settings)
        outcomes = _kept(run_jobs(jobs, out, settings), settings)
        return _status(_told(outcomes, jobs, settings))


def _kept(outcomes: Iterable[Outcome], settings: Settings) -> Iterator[Outcome]:
    """The outcomes, each in the store before it is told, where there is one."""
    if settings.store is None:
        yield from outcomes
        return
    from pipeline.review.storing import keep
    from pipeline.store.database import open_store

    store = open_store(settings.store)
    for outcome in outcomes:
        keep(store, outcome, settings)
        yield outcome
    store.close()


def _spooled(inputs: Iterable[str], home: Path) -> Iterator[Path]:
    """Paths; what comes on standard input gets a file of its own for a child to read."""
    for given in inputs:
        if given == STDIN:
            path = home / "stdin"
            path.write_bytes(sys.stdin.buffer.read())
            yield path
        else:
            yield Path(given)


def _told(
    outcomes: Iterable[Outcome], jobs: Sequence[Job], settings: Settings
) -> Iterator[Outcome]:
    """The outcomes, each failure told as it comes, with a bar where a person is watching."""
    console = Console(stderr=True, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    watched = console.is_terminal and len(jobs) > 0
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not watched
    ) as bar:
        task = bar.add_task(f"{settings.workers} at once", total=len(jobs))
        for outcome in outcomes:
            if outcome.failure is not None:
                console.print(_line(outcome), markup=False, highlight=False)
            bar.advance(task)
            yield outcome


def _line(outcome: Outcome) -> str:
    failure = outcome.failure
    words = f"{failure.message.rstrip('.')} [{failure.code}]. {failure.remedy}" if failure else ""
    return f"{outcome.job.path}: {' '.join(words.split())}"


def _status(outcomes: Iterable[Outcome]) -> int:
    """The worst of all: a missing engine (3) before an unreadable file (2)."""
    codes = [o.failure.exit_code if o.failure else int(ExitCode.OK) for o in outcomes]
    return max(codes, default=int(ExitCode.OK))


@contextmanager
def _ended_by_terminate() -> Iterator[None]:
    """Let a polite kill end the children as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
