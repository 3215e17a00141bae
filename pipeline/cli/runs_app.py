"""The commands of crawls and long runs; each body is one call, made when it is needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

_HOME = Annotated[Path, typer.Option(help="Folder of the run: archive, journal, reports, alerts.")]
_ARCHIVE = Annotated[
    str | None, typer.Option(help="The archive, if elsewhere: a folder or a URL such as s3://….")
]
_STORE = Annotated[str | None, typer.Option(help="Database that gets reports and questions.")]
_PORTALS = Annotated[Path | None, typer.Option(help="Folder of portals (those of gongkai).")]
_NAMES = Annotated[list[str], typer.Argument(metavar="PORTAL…", help="Names or TOML files.")]
_WORKERS = Annotated[int | None, typer.Option(min=1, help="Documents read at once.")]
_TIMEOUT = Annotated[float | None, typer.Option(min=0.001, help="Seconds for one document.")]

portal_app = typer.Typer(no_args_is_help=True, help="Example: `gongkai portal list`.")
archive_app = typer.Typer(
    no_args_is_help=True, help="Example: `gongkai archive verify --home run`."
)


@portal_app.command("list")
def portal_list(portals: _PORTALS = None) -> int:
    """Example: `gongkai portal list`.

    Print the portals that are known.
    """
    from pipeline.cli.portals import list_portals

    return list_portals(portals)


@portal_app.command("check")
def portal_check(
    name: Annotated[str, typer.Argument(help="The portal's name, or its TOML file.")],
    url: Annotated[str | None, typer.Option(help="This page instead of the start pages.")] = None,
    file: Annotated[Path | None, typer.Option(help="The page as it was saved; no request.")] = None,
    portals: _PORTALS = None,
) -> int:
    """Example: `gongkai portal check example_city --file saved.htm`.

    Show what the adapter finds on a page: reports, attachments, further lists.
    """
    from pipeline.cli.portals import check_portal

    return check_portal(name, portals, url, file)


@portal_app.command("new")
def portal_new(
    url: Annotated[str, typer.Argument(help="A list page of the portal.")],
    file: Annotated[Path | None, typer.Option(help="The page as it was saved; no request.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Allow private addresses.")] = False,
) -> int:
    """Example: `gongkai portal new http://czj.example/bmjs/ > czj.toml`.

    Draft the data of a new portal from one of its list pages.
    """
    from pipeline.cli.portals import new_portal

    return new_portal(url, file, allow_private=private)


@archive_app.command("warc")
def archive_warc(
    out: Annotated[Path, typer.Argument(help="The file to write: x.warc or x.warc.gz.")],
    home: _HOME = Path("run"),
    archive: _ARCHIVE = None,
    portal: Annotated[str | None, typer.Option(help="One portal only.")] = None,
) -> int:
    """Example: `gongkai archive warc out.warc.gz --home run`.

    Write all that was fetched as WARC; bytes seen twice are in it once.
    """
    from pipeline.cli.runs import export_warc

    return export_warc(home, archive, out, portal)


@archive_app.command("verify")
def archive_verify(home: _HOME = Path("run"), archive: _ARCHIVE = None) -> int:
    """Example: `gongkai archive verify --home run`.

    Hold every object against its hash and the index; status 2 where one is damaged or missing.
    """
    from pipeline.cli.runs import verify_archive

    return verify_archive(home, archive)


def crawl(
    names: _NAMES,
    home: _HOME = Path("run"),
    archive: _ARCHIVE = None,
    portals: _PORTALS = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Reports at most.")] = None,
) -> int:
    """Example: `gongkai crawl example_city --home run`.

    Fetch what portals publish into the archive: lists, reports, attachments. What is known and
    unchanged is asked for, not sent again. A crawl that was broken off goes on.
    """
    from pipeline.cli.runs import crawl_portals

    return crawl_portals(names, home, archive, portals, limit)


def batch(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT…", help="Files, folders or URLs.")
    ] = None,
    home: _HOME = Path("run"),
    archive: _ARCHIVE = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    timeout: _TIMEOUT = None,
    tries: Annotated[int, typer.Option(min=1, help="Before a document is set aside.")] = 3,
) -> int:
    """Example: `gongkai batch reports/ --home run --workers 2`.

    Convert many documents, each content once; without INPUT those of the archive. May be ended at
    any time: the next run goes on. What never works is set aside with its reason (status 2).
    """
    from pipeline.cli.runs import batch as run_batch

    chosen = {"workers": workers, "timeout": timeout}
    return run_batch(inputs or [], home, archive, store, chosen, tries)


def nightly(
    names: _NAMES,
    home: _HOME = Path("run"),
    archive: _ARCHIVE = None,
    portals: _PORTALS = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    timeout: _TIMEOUT = None,
) -> int:
    """Example: `gongkai nightly example_city --home run`.

    Crawl, convert what is new, and tell what a person should know: reports changed after they were
    published (with their values), withdrawn, absent, and lists whose layout changed.
    """
    from pipeline.cli.runs import nightly as run_nightly

    chosen = {"workers": workers, "timeout": timeout}
    return run_nightly(names, home, archive, portals, store, chosen)


def reprocess(
    home: _HOME = Path("run"),
    archive: _ARCHIVE = None,
    store: _STORE = None,
    workers: _WORKERS = None,
    timeout: _TIMEOUT = None,
    tag: Annotated[str, typer.Option(help="Told apart from the release by this word.")] = "",
) -> int:
    """Example: `gongkai reprocess --home run --tag ocr2`.

    Read the whole archive again by this version of gongkai; earlier readings stay beside it.
    """
    from pipeline.cli.runs import reprocess as run_reprocess

    return run_reprocess(home, archive, store, {"workers": workers, "timeout": timeout}, tag)


def flows(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="ARGUMENT…", help="serve, nightly, batch …")
    ] = None,
) -> None:
    """Example: `gongkai flows serve example_city --home run`.

    Run the same work under Prefect: `serve` keeps the schedule, `crawl`, `batch`, `nightly` and
    `reprocess` run once. Each has --help.
    """
    # A program of its own: the floor above is not imported here, and this one starts fast.
    command = [sys.executable, "-m", "flows", *(arguments or ["--help"])]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter and module


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(portal_app, name="portal")
    app.add_typer(archive_app, name="archive")
    for command in (crawl, batch, nightly, reprocess):
        app.command()(command)
    passed_on = {"ignore_unknown_options": True, "help_option_names": []}
    app.command(context_settings=passed_on)(flows)
