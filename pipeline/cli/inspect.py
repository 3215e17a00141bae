"""`gongkai inspect`: pictures of what was seen, for a person to look at."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline.cli.passwords import read_password
from pipeline.convert import Understanding, understand
from pipeline.listing import list_values
from pipeline.picture import draw_pages, marks_on
from pipeline.scan_steps import draw_steps
from pipeline.settings import load_settings
from schemas.document import MediaType
from schemas.errors import ExitCode, UsageError
from schemas.evidence import Method


def inspect_file(file: Path, page: int | None, out: Path | None, password_file: Path | None) -> int:
    """Write the pictures and print the values beside their names; the exit status comes back."""
    console = Console(soft_wrap=True, highlight=False)
    settings = load_settings({"password": read_password(password_file)})
    seen = understand(file, settings)
    pages = len(seen.structured.document.pages)
    if page is not None and page > pages:
        raise UsageError(f"--page {page}: the document has {pages}")
    home = out or Path(f"{file.stem}.inspect")
    home.mkdir(parents=True, exist_ok=True)
    _write_steps(console, file, seen, home, page, settings.password)
    if seen.structured.document.source.media_type is MediaType.PDF:
        _write_pages(console, file, seen, home, page, settings.password)
    else:
        path = home / f"{file.stem}.html"
        path.write_text(list_values(seen), "utf-8")
        console.print(Text(f"{path}: {len(seen.report.values)} values"))
    return ExitCode.OK


def _write_steps(
    console: Console,
    file: Path,
    seen: Understanding,
    home: Path,
    page: int | None,
    password: str | None,
) -> None:
    """What preparation and reading made of the pages that were read by OCR."""
    document = seen.structured.document
    scanned = {p.number for p in document.pages if p.method is Method.OCR}
    wanted = sorted(scanned if page is None else scanned & {page})
    if wanted:
        kind = document.source.media_type
        for number, name, image in draw_steps(file.read_bytes(), kind, wanted, password):
            path = home / f"{file.stem}.{number:03}.{name}.png"
            path.write_bytes(image)
            console.print(Text(str(path)))


def _write_pages(
    console: Console,
    file: Path,
    seen: Understanding,
    home: Path,
    page: int | None,
    password: str | None,
) -> None:
    for number, image in draw_pages(file.read_bytes(), seen, page, password):
        path = home / f"{file.stem}.{number:03}.png"
        path.write_bytes(image)
        marks = marks_on(seen.report.values, number)
        console.print(Text(f"{path}: {len(marks)} places of values"))
        for mark in marks if page is not None else []:
            value = mark.value
            words = f"  {value.confidence:.2f} {mark.path} = {value.value}{value.unit or ''}"
            console.print(Text(words))
