"""Commands of the store and its review: pages, export, users."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Store = Annotated[str | None, typer.Option(help="The store: a URL, or a path of SQLite.")]

user = typer.Typer(help="Example: `gongkai user add anna --role reviewer`. Who may come in.")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(review)
    app.command()(export)
    app.command()(learn)
    app.add_typer(user, name="user")


def review(
    store: Store = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    demo: Annotated[
        bool, typer.Option("--demo", help="Convert the samples and review those.")
    ] = False,
) -> int:
    """Example: `gongkai review --store gongkai.sqlite --port 8765`.

    Serve the pages on which people decide what the machine is not sure of.
    """
    from pipeline.cli.review import serve, serve_demo

    return serve_demo(host, port) if demo else serve(store, host, port)


def export(
    out: Annotated[Path, typer.Option(help="Folder for the reports; made if missing.")],
    store: Store = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Apply decisions; write them to OUT/truth too.")
    ] = False,
    personal: Annotated[
        bool, typer.Option("--personal", help="Leave personal data as printed; masked otherwise.")
    ] = False,
) -> int:
    """Example: `gongkai export --reviewed --store gongkai.sqlite --out out/reviewed`.

    Write the reports of a store, one JSON each; with --reviewed as people decided. Telephones,
    identity numbers and names of contact persons are masked unless --personal asks for them.
    """
    from pipeline.cli.review import export_reports

    return export_reports(store, out, decided=reviewed, personal=personal)


def learn(
    store: Store = None,
    write: Annotated[
        bool, typer.Option("--write", help="Change the vocabulary's files; else they are shown.")
    ] = False,
) -> int:
    """Example: `gongkai learn --store gongkai.sqlite`.

    Show, as a diff, what people's names for unidentified tables and sections add to the vocabulary.
    """
    from pipeline.cli.review import learn as take_in

    return take_in(store, write=write)


@user.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="Name to log in with.")],
    role: Annotated[str, typer.Option(help="reader, reviewer or admin.")] = "reviewer",
    store: Store = None,
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the password; else it is asked.")
    ] = None,
) -> int:
    """Example: `gongkai user add anna --role reviewer`.

    Add a user of the review, or give a known one a new password and role.
    """
    from pipeline.cli.review import add

    return add(name, role, store, password_file)


@user.command("disable")
def disable_user(
    name: Annotated[str, typer.Argument(help="Who is let in no more.")],
    store: Store = None,
) -> int:
    """Example: `gongkai user disable anna`.

    End a user's sessions and let them in no more; their decisions stay. To let them in again, add
    them again.
    """
    from pipeline.cli.review import disable

    return disable(name, store)
