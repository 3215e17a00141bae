"""`python -m flows`, which `gongkai flows` runs: serve the schedule, or run a flow once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from schemas.errors import ExitCode, GongkaiError

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

# No telemetry: its heartbeat locks the database of a temporary server.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
# A temporary server takes longer than Prefect's 20 s to start on a busy machine.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")

TIMEZONE = "Asia/Shanghai"
app = typer.Typer(
    name="gongkai flows", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
_NAMES = Annotated[list[str], typer.Argument(metavar="PORTAL…")]
_HOME = Annotated[str, typer.Option(help="Folder of the run.")]
_ARCHIVE = Annotated[str | None, typer.Option(help="The archive, if elsewhere.")]
_PORTALS = Annotated[str | None, typer.Option(help="Folder of portals.")]
_STORE = Annotated[str | None, typer.Option(help="Database for reports and questions.")]
_WORKERS = Annotated[int | None, typer.Option(min=1, help="Documents read at once.")]


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - options of a command
    names: _NAMES,
    home: _HOME = "run",
    archive: _ARCHIVE = None,
    portals: _PORTALS = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    cron: Annotated[str, typer.Option(help=f"When the night begins, in {TIMEZONE}.")] = "0 2 * * *",
) -> None:
    """Example: `gongkai flows serve example_city --home run`.

    Register the flows with Prefect's server and run them when their time has come, until ended.
    """
    from prefect import serve as serve_all  # noqa: PLC0415

    common = {"home": home, "archive": archive, "store": store, "workers": workers}
    serve_all(*deployments(names, portals, common, cron))


def deployments(
    names: Sequence[str], portals: str | None, common: Mapping[str, Any], cron: str
) -> Sequence[RunnerDeployment]:
    """The flows that a server offers: the night by the clock, others when they are asked for."""
    from prefect.schedules import Cron  # noqa: PLC0415

    from flows import runs  # noqa: PLC0415

    night = {**common, "portals": list(names), "folder": portals}
    schedule = Cron(cron, timezone=TIMEZONE)
    made = (
        runs.nightly.to_deployment(
            "nightly", schedule=schedule, parameters=night, concurrency_limit=1
        ),
        runs.batch.to_deployment("batch", parameters=dict(common)),
        runs.reprocess.to_deployment("reprocess", parameters=dict(common)),
    )
    # Coroutines only where a loop runs, and none does here.
    return cast("Sequence[RunnerDeployment]", made)


@app.command()
def crawl(
    names: _NAMES,
    home: _HOME = "run",
    archive: _ARCHIVE = None,
    portals: _PORTALS = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Reports at most.")] = None,
) -> None:
    """Example: `gongkai flows crawl example_city --home run`."""
    from flows import runs  # noqa: PLC0415

    runs.crawl(names, home, archive, portals, limit)


@app.command()
def nightly(
    names: _NAMES,
    home: _HOME = "run",
    archive: _ARCHIVE = None,
    portals: _PORTALS = None,
    store: _STORE = None,
    workers: _WORKERS = None,
) -> None:
    """Example: `gongkai flows nightly example_city --home run`."""
    from flows import runs  # noqa: PLC0415

    runs.nightly(names, home, archive, portals, store, workers)


@app.command()
def batch(  # noqa: PLR0913, PLR0917 - options of a command
    inputs: Annotated[list[str] | None, typer.Argument(metavar="INPUT…")] = None,
    home: _HOME = "run",
    archive: _ARCHIVE = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    tries: Annotated[int, typer.Option(min=1, help="Before a document is set aside.")] = 3,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
) -> None:
    """Example: `gongkai flows batch reports/ --home run --dask tcp://scheduler:8786`."""
    from flows import runs  # noqa: PLC0415

    if dask is None:
        runs.batch(inputs or [], home, archive, store, workers, tries)
        return
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415

    runner: Any = DaskTaskRunner(address=dask)
    spread = runs.batch_many.with_options(task_runner=runner)
    spread(inputs or [], home, archive, store, workers, tries)


@app.command()
def reprocess(
    home: _HOME = "run",
    archive: _ARCHIVE = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    tag: Annotated[str, typer.Option(help="Told apart from the release by this word.")] = "",
) -> None:
    """Example: `gongkai flows reprocess --home run --tag ocr2`."""
    from flows import runs  # noqa: PLC0415

    runs.reprocess(home, archive, store, workers, tag)


def main() -> int:
    """Run a command; a known error is one line on standard error."""
    try:
        app(prog_name="gongkai flows", standalone_mode=False)
    except GongkaiError as error:
        print(f"gongkai: {error.message}. {error.remedy}".rstrip(), file=sys.stderr)  # noqa: T201
        return int(error.exit_code)
    return int(ExitCode.OK)


if __name__ == "__main__":
    sys.exit(main())
