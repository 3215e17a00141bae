"""Commands and their options. Each body is one call, so that help needs no engine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from pipeline.cli import review_app, runs_app
from schemas.errors import ExitCode, GongkaiError

app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Chinese government finance disclosures in, checked data out.",
)


class Ocr(StrEnum):
    """When pages are read by OCR."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Repair(StrEnum):
    """What becomes of slips of OCR that arithmetic shows."""

    NEVER = "never"
    PROPOSE = "propose"
    APPLY = "apply"


@app.command()
def convert(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help="Files or folders; - is standard input.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the reports; made if missing.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Documents read at once.")] = None,
    ocr: Annotated[Ocr | None, typer.Option(help="Read pages by OCR.")] = None,
    repair: Annotated[Repair | None, typer.Option(help="Mend slips of OCR.")] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.001, help="Seconds for one document.")
    ] = None,
    memory: Annotated[int | None, typer.Option(min=64, help="MiB for one document.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line opens protected documents.")
    ] = None,
    store: Annotated[
        str | None, typer.Option(help="Keep reports for review here: a URL, or a path of SQLite.")
    ] = None,
    bundle: Annotated[
        bool, typer.Option("--bundle", help="A folder is one input: a page and its attachments.")
    ] = False,
) -> int:
    """Example: `gongkai convert reports/ --out out --workers 2`.

    Read reports and write one JSON each: OUT/<file name>.report.json. What cannot be read gives a
    line on standard error and in OUT/errors.jsonl; the others go on.

    Exit status: 0 all done, 2 some input unreadable, 3 an engine is missing, 130 interrupted.
    """
    from pipeline.cli.convert import convert_all

    chosen = {
        "workers": workers,
        "ocr": ocr,
        "repair": repair,
        "timeout": timeout,
        "memory": memory,
        "store": store,
    }
    return convert_all(inputs, out, password_file, chosen, bundle=bundle)


@app.command()
def show(
    reports: Annotated[list[Path], typer.Argument(help="Reports, or folders of them.")],
    findings: Annotated[int, typer.Option(min=0, help="How many findings to print.")] = 8,
    values: Annotated[bool, typer.Option("--values", help="Print every value too.")] = False,
) -> int:
    """Example: `gongkai show out`.

    Print what was found in each report: values and how sure they are, findings, issues, and where
    the JSON lies.
    """
    from pipeline.cli.show import show_all

    return show_all(reports, findings, every_value=values)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="The document to look at.")],
    page: Annotated[int | None, typer.Option(min=1, help="One page only.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the pictures (beside the file's name).")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line opens protected documents.")
    ] = None,
) -> int:
    """Example: `gongkai inspect report.pdf --page 7 --out out/inspect`.

    Draw what was seen on the page: blocks, grids, and each value with its path, in the colour of
    its confidence. A text without pages becomes a web page with the same colours.
    """
    from pipeline.cli.inspect import inspect_file

    return inspect_file(file, page, out, password_file)


@app.command()
def evaluate(
    truth: Annotated[Path, typer.Argument(help="Folder of *.gold.json.")],
    reports: Annotated[Path, typer.Argument(help="Folder that convert wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List what is not right.")] = False,
    page: Annotated[Path | None, typer.Option(help="Write a page with the plots.")] = None,
    before: Annotated[
        Path | None, typer.Option(help="Reports of the same documents, converted another way.")
    ] = None,
) -> int:
    """Example: `gongkai evaluate samples/demo out/demo`.

    Hold reports against truth: found, right, wrong, missing and spurious values by document, form
    and family of paths, and whether confidence means what it says. With --before, also what became
    of each value that was wrong there.
    """
    from pipeline.cli.evaluate import evaluate_all

    return evaluate_all(truth, reports, as_json=as_json, listed=listed, page=page, before=before)


@app.command()
def calibrate(
    sets: Annotated[
        list[Path],
        typer.Argument(metavar="TRUTH DOCUMENTS…", help="Folders: truth, then its documents."),
    ],
    write: Annotated[bool, typer.Option("--write", help="Replace the package's weights.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the weights to this file.")] = None,
    worn: Annotated[
        Path | None, typer.Option(help="Digital documents that are misread on purpose as well.")
    ] = None,
    keep_out: Annotated[
        int, typer.Option(min=0, help="Keep one document of so many out of the fit, and tell it.")
    ] = 0,
) -> int:
    """Example: `gongkai calibrate samples/demo/gold samples/demo/reports`.

    Fit the weights of confidence to documents with truth, and show what they give on documents
    left out of the fit. Without --write or --out nothing is written.
    """
    from pipeline.cli.calibrate import calibrate_all

    return calibrate_all(sets, write=write, out=out, worn=worn, keep_out=keep_out)


@app.command()
def doctor() -> int:
    """Example: `gongkai doctor`.

    Say what is installed, what is missing and how to get it. Exit status 3 where something is
    missing that every run needs.
    """
    from pipeline.cli.doctor import report_health

    return report_health()


@app.command()
def schema(
    write: Annotated[
        bool, typer.Option("--write", help="Write it into the tree instead of printing it.")
    ] = False,
) -> int:
    """Example: `gongkai schema > report.schema.json`.

    Print the JSON Schema (2020-12) of a canonical report.
    """
    from pipeline.json_schema import SCHEMA_FILE, schema_text

    if write:
        SCHEMA_FILE.write_text(schema_text(), "utf-8")
        print(SCHEMA_FILE, file=sys.stderr)
    else:
        sys.stdout.write(schema_text())
    return ExitCode.OK


@app.command()
def bench(
    inputs: Annotated[list[Path], typer.Argument(help="Files or folders to measure with.")],
    repeat: Annotated[int, typer.Option(min=1, help="Runs over all of them.")] = 3,
    tool: Annotated[
        list[str] | None, typer.Option(help="Compare on a folder of scans: gongkai, img2table …")
    ] = None,
    scans: Annotated[bool, typer.Option("--scans", help="What a scanned page costs.")] = False,
    run: Annotated[
        list[str] | None, typer.Option(help="With --scans: workers x threads, as 2x1.")
    ] = None,
    pages: Annotated[int, typer.Option(min=1, help="Pages of a scan at most.")] = 1_000,
) -> int:
    """Example: `gongkai bench samples/demo --repeat 5`.

    Measure seconds by step, by document and by page, and how memory grows over the run; or compare
    tools on scans with known tables; or what scanned pages cost.
    """
    from pipeline.cli import bench as benches

    if tool:
        return benches.bench_tools(inputs[0], tool, pages)
    if scans:
        return benches.bench_scans(inputs, pages, run or [])
    return benches.bench_all(inputs, repeat)


@app.command()
def version() -> int:
    """Example: `gongkai version`.

    Print the version of gongkai.
    """
    from pipeline.version import own_version

    print(own_version())
    return ExitCode.OK


review_app.register(app)
runs_app.register(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status comes back, errors become one line on standard error."""
    given = None if arguments is None else list(arguments)
    try:
        status = int(app(args=given, prog_name="gongkai", standalone_mode=False) or 0)
    except GongkaiError as error:
        return _say(error.message, error.remedy, error.exit_code)
    except TyperException as error:
        return _say(error.format_message(), "See --help.", ExitCode.BAD_USAGE)
    except OSError as error:
        return _say(str(error), "Check the folder and its rights.", ExitCode.BAD_USAGE)
    if status == ExitCode.INTERRUPTED:
        return _say("interrupted", "What was finished is kept.", ExitCode.INTERRUPTED)
    return status


def _say(message: str, remedy: str, status: ExitCode) -> ExitCode:
    print(f"gongkai: {message.rstrip('.')}. {remedy}".rstrip(), file=sys.stderr)
    return status
