"""All outputs of one report: each format with its truth."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.brief import brief
from samples.compose import compose
from samples.errors.plant import plant
from samples.layout.blocks import Block, Laid
from samples.layout.form import Form, names
from samples.model.year import Agency, draw
from samples.render import ofd, packed, pdf, truth, web, word, workbook
from samples.render.text import STYLES, TextPrinter
from samples.scan import grids
from samples.scan import write as scanned
from samples.scan.kinds import kinds, usual
from samples.worn import by_turns, worn


@dataclass(frozen=True)
class Wanted:
    """What to write of a report.

    `styles` of text and kinds of `scans`: one by turns where none are given. `errors`: None plants
    none, an empty list may plant all. `brief`: so many statements and a passage; 0 is all of it.
    `worn`: kinds of damage to the statements of exports, one by turns.
    """

    formats: Sequence[str]
    styles: Sequence[str] = ()
    scans: Sequence[str] = ()
    errors: Sequence[str] | None = None
    brief: int = 0
    worn: Sequence[str] = ()


def laid_out(form: Form, seed: int) -> tuple[Agency, Laid]:
    """The report of a form and seed."""
    rng = random.Random(f"{form.name}/{seed}")
    agency = draw(rng, rng.choice(form.years), rng.choice(form.levels))
    return agency, compose(agency, form, rng)


def _pdf(laid: Laid, path: Path, _rng: random.Random) -> Sequence[Block]:
    pdf.save(laid, path)
    return laid.blocks


def _fixed(laid: Laid, path: Path, _rng: random.Random) -> Sequence[Block]:
    ofd.save(laid, path)
    return laid.blocks


def _workbook(laid: Laid, path: Path, rng: random.Random) -> Sequence[Block]:
    made = workbook.book(laid, narrative=rng.random() < 0.5, numeric=rng.random() < 0.7)
    (workbook.save_xls if path.suffix == ".xls" else workbook.save_xlsx)(made, path)
    return made.printed


def _page(laid: Laid, path: Path, rng: random.Random) -> Sequence[Block]:
    return web.save(laid, path, rng.choice(web.ENCODINGS), rng)


#: How each format is written and what its file name ends with.
WRITERS: dict[str, tuple[str, Callable[[Laid, Path, random.Random], Sequence[Block]]]] = {
    "pdf": ("pdf", _pdf),
    "ofd": ("ofd", _fixed),
    "xlsx": ("xlsx", _workbook),
    "xls": ("xls", _workbook),
    "docx": ("docx", lambda laid, path, _: word.save_docx(laid, path)),
    "doc": ("doc", lambda laid, path, _: word.save_doc(laid, path)),
    "html": ("html", _page),
    "csv": ("csv.zip", lambda laid, path, _: packed.save_csv(laid, path)),
    "bundle": ("zip", packed.save_bundle),
}
FORMATS = (*WRITERS, "scan", "txt")


def write_one(form: Form, laid: Laid, stem: str, out: Path, kind: str, damage: str = "") -> Path:
    """One output of a format with its truth; `damage` is what its figures suffer."""
    ending, writer = WRITERS[kind]
    path = out / "reports" / ".".join(filter(None, (stem, damage, ending)))
    rng = random.Random(f"{stem}/{kind}")
    made = worn(laid, damage, random.Random(f"{stem}/{kind}/{damage}")) if damage else laid
    _save_truth(form, laid, writer(made, path, rng), path, kind, damage)
    return path


def write_text(form: Form, laid: Laid, stem: str, out: Path, style: str, damage: str = "") -> Path:
    """One text export with its truth; `damage` as of `write_one`."""
    path = out / "reports" / ".".join(filter(None, (stem, damage, style, "txt")))
    made = worn(laid, damage, random.Random(f"{stem}/{style}/{damage}")) if damage else laid
    printer = TextPrinter(made, style, random.Random(f"{stem}/{style}"), form.text_statements)
    path.write_text(printer.print(), "utf-8")
    _save_truth(form, laid, printer.printed, path, "txt", damage)
    return path


def write_scan(form: Form, laid: Laid, stem: str, out: Path, scan: str) -> Path:
    """One scan with its truth, and the grids that stand on its pages in `cells`."""
    path = out / "reports" / f"{stem}.{scan}.pdf"
    data, pages = pdf.printed(laid)
    agency = str(laid.report["agency"])
    places = scanned.save(data, path, kinds()[scan], agency, path.name)
    _save_truth(form, laid, laid.blocks, path, "scan", scan)
    (out / "cells").mkdir(exist_ok=True)
    grids.save(grids.grids(pages, places, path.name), out / "cells" / f"{path.name}.cells.json")
    return path


def _save_truth(
    form: Form, laid: Laid, printed: Sequence[Block], path: Path, *kinds_of: str
) -> None:
    """`kinds_of`: the format and, for a scan, the kind of damage."""
    told = truth.truth(laid, printed, path.name, form.name, *kinds_of)
    truth.save(told, path.parents[1] / "gold" / f"{path.name}.gold.json")


def spoilt(form: Form, laid: Laid, seed: int, kinds: Sequence[str] | None) -> Laid:
    """The report with planted errors of `kinds` (of all where empty); as it is without them."""
    if kinds is None:
        return laid
    rng = random.Random(f"{form.name}/{seed}/errors")
    return plant(laid, rng, seed + 5 * names().index(form.name), kinds)


def write(form: Form, seed: int, out: Path, wanted: Wanted) -> Iterator[Path]:
    """All outputs of one report."""
    for folder in ("reports", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    laid = spoilt(form, laid_out(form, seed)[1], seed, wanted.errors)
    if wanted.brief:
        laid = brief(laid, wanted.brief, random.Random(f"{form.name}/{seed}/brief"))
    stem = f"{form.name}_{seed:03d}"
    for number, kind in enumerate(wanted.formats):
        if kind in WRITERS and (kind != "doc" or word.find_program()):
            damage = next(by_turns(wanted.worn, seed, names().index(form.name), 5 * number), "")
            yield write_one(form, laid, stem, out, kind, damage)
    if "scan" in wanted.formats:
        for scan in wanted.scans or (_by_turns(form, seed),):
            yield write_scan(form, laid, stem, out, scan)
    if "txt" in wanted.formats:
        for style in wanted.styles or (STYLES[(seed + len(form.name)) % len(STYLES)],):
            damage = next(by_turns(wanted.worn, seed, names().index(form.name)), "")
            yield write_text(form, laid, stem, out, style, damage)


def _by_turns(form: Form, seed: int) -> str:
    """A kind of scan, each as often as the others over all forms and seeds."""
    known = usual()
    return known[(seed * len(names()) + names().index(form.name)) % len(known)]
