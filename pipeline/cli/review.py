"""`gongkai review`, `export` and `user`: the store, its pages and who may see them."""

from __future__ import annotations

import getpass
import json
import secrets
import sys
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import func, select

from pipeline.assemble import to_json
from pipeline.batch import ENDING, find_inputs, name_jobs, run_jobs, write_atomically
from pipeline.cli.passwords import read_password
from pipeline.review.intake import take_in
from pipeline.review.personal import kinds_in, mask_all
from pipeline.review.reviewed import Reviewed, reviewed
from pipeline.review.samples import recorded_scan
from pipeline.review.storing import keep
from pipeline.review.users import add_user, disable_user
from pipeline.settings import Settings, load_settings
from pipeline.store.database import DEFAULT_URL, Store, open_store
from pipeline.store.saving import current_version, load_report
from pipeline.store.tables import ReportRow, Role, UserRow
from schemas.errors import ExitCode, UsageError

_DEMO = Path("out/demo")
_DEMO_USER = "demo"
#: The samples are read well: a larger sample of what was accepted gives the demo something to do.
_DEMO_AUDIT = 0.02


def serve(store: str | None, host: str, port: int) -> int:
    """Serve the review until it is interrupted."""
    opened = _opened(store)
    with opened.transaction() as session:
        users = session.scalar(select(func.count(UserRow.id)))
    if not users:
        raise UsageError(
            "the store has no users", remedy="Add the first: gongkai user add NAME --role admin"
        )
    return _serve(opened, host, port)


def serve_demo(host: str, port: int) -> int:
    """Serve the samples and a recorded fax from a store of their own, with a user for this run.

    What `make demo` has converted before is not converted again.
    """
    _DEMO.mkdir(parents=True, exist_ok=True)
    store = open_store(str(_DEMO / "review.sqlite"))
    settings = load_settings({"audit": _DEMO_AUDIT})
    _convert_samples(store, settings)
    password = secrets.token_urlsafe(9)
    with store.transaction() as session:
        report, data = recorded_scan()
        take_in(session, report, data, audit=_DEMO_AUDIT)
        add_user(session, _DEMO_USER, password, Role.REVIEWER)
    _say(f"log in as {_DEMO_USER} with the password {password}")
    return _serve(store, host, port)


def export_reports(store: str | None, out: Path, *, decided: bool, personal: bool) -> int:
    """Write all reports of the store; with `decided` after their decisions, and those as truth.

    Personal data are masked in what is written, unless `personal` asks for them.
    """
    opened = _opened(store)
    out.mkdir(parents=True, exist_ok=True)
    with opened.transaction() as session:
        numbers = session.scalars(select(ReportRow.id).order_by(ReportRow.id)).all()
    seen: dict[str, int] = {}
    for number in numbers:
        result = _result(opened, number, decided=decided)
        seen[result.name] = seen.get(result.name, 0) + 1
        count = seen[result.name]
        name = result.name if count == 1 else f"{result.name}.{count}"
        _write(out, result, name, personal=personal)
    _say(f"{out}: {len(numbers)} reports")
    opened.close()
    return ExitCode.OK


def add(name: str, role: str, store: str | None, password_file: Path | None) -> int:
    """Add a user; the password comes from a file or is asked twice."""
    if role not in {each.value for each in Role}:
        raise UsageError(f"--role {role}: no such role", remedy="reader, reviewer or admin")
    password = read_password(password_file) or _asked()
    opened = _opened(store)
    with opened.transaction() as session:
        add_user(session, name, password, Role(role))
    opened.close()
    _say(f"{name} is a {role}")
    return ExitCode.OK


def disable(name: str, store: str | None) -> int:
    """Let a user in no more."""
    opened = _opened(store)
    with opened.transaction() as session:
        disable_user(session, name)
    opened.close()
    _say(f"{name} may no longer come in")
    return ExitCode.OK


def _opened(store: str | None) -> Store:
    return open_store(load_settings({"store": store}).store or DEFAULT_URL)


def _serve(store: Store, host: str, port: int) -> int:
    import uvicorn

    from pipeline.review.web.app import create_app

    _say(f"review at http://{host}:{port} (end with Ctrl-C)")
    uvicorn.run(create_app(store), host=host, port=port, log_level="warning", server_header=False)
    store.close()
    return ExitCode.OK


def _convert_samples(store: Store, settings: Settings) -> None:
    """Read the samples that the store does not hold yet."""
    with as_file(files("samples") / "demo" / "reports") as home:
        with store.transaction() as session:
            known = session.scalar(select(func.count(ReportRow.id))) or 0
        paths = find_inputs([home])
        if known >= len(paths):
            return
        _say(f"converting {len(paths)} samples")
        for outcome in run_jobs(name_jobs(paths, settings), _DEMO, settings):
            keep(store, outcome, settings)


def _result(store: Store, number: int, *, decided: bool) -> Reviewed:
    with store.transaction() as session:
        row = session.get_one(ReportRow, number)
        if decided:
            return reviewed(session, row)
        report = load_report(current_version(session, row))
        return Reviewed(report.source.name, report, None)


def _write(out: Path, result: Reviewed, name: str, *, personal: bool) -> None:
    text = to_json(result.report)
    if not personal:
        text = _dumped(mask_all(json.loads(text))) if kinds_in(json.loads(text)) else text
    write_atomically(out / f"{name}{ENDING}", text)
    if result.truth is not None:
        (out / "truth").mkdir(exist_ok=True)
        truth = result.truth if personal else mask_all(result.truth)
        write_atomically(out / "truth" / f"{name}.gold.json", _dumped(truth))


def _dumped(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _asked() -> str:
    if not sys.stdin.isatty():
        raise UsageError("no password", remedy="Give --password-file, or run it at a terminal.")
    given = getpass.getpass("password: ")
    if given != getpass.getpass("once more: "):
        raise UsageError("the two passwords differ")
    return given


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def learn(store: str | None, *, write: bool) -> int:
    """Show what decisions add to the vocabulary as a diff; with `write`, change its files."""
    from pipeline.review.lessons import lessons
    from pipeline.review.vocabulary_changes import changes

    opened = _opened(store)
    with opened.transaction() as session:
        found = lessons(session)
    opened.close()
    for reason in found.left:
        _say(reason)
    made = changes(found.found)
    for change in made:
        sys.stdout.write(change.diff())
        if write:
            write_atomically(change.path, change.after)
    titles = f"{len(found.found)} titles in {len(made)} files"
    _say(titles if write or not made else f"{titles}; nothing is written without --write")
    return ExitCode.OK
