"""Write reports of invented agencies with their truth.

    python -m samples.generate --out DIR [--form NAME … | --all | --dev | --held-out]
                               [--count N] [--seed S] [--format pdf,txt,xlsx,…] [--styles clean,…]
                               [--errors [KIND,…]]

Reports go to DIR/reports, their truth to DIR/gold. The same arguments give the same truth,
byte for byte.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from samples.compose import compose
from samples.errors.plant import PLANTS, plant
from samples.layout.blocks import Block, Laid
from samples.layout.form import Form, load, names
from samples.model.year import Agency, draw
from samples.render import packed, pdf, truth, web, word, workbook
from samples.render.text import STYLES, TextPrinter

#: Form, seed, formats and text styles of the committed set.
DEMO = (
    ("shanghai", 4, ("pdf",), ()),
    ("jiangxi", 5, ("pdf", "txt"), ("sheet",)),
    ("hunan", 7, ("pdf",), ()),
    ("sichuan_2023", 3, ("txt",), ("wrapped",)),
    ("sichuan_2020", 6, ("txt",), ("markdown",)),
    ("henan", 2, ("pdf",), ()),
    ("chongqing", 4, ("txt",), ("clean",)),
    ("budget_national", 2, ("pdf",), ()),
    ("self_evaluation", 3, ("txt",), ("cells",)),
)


def laid_out(form: Form, seed: int) -> tuple[Agency, Laid]:
    """The report of a form and seed."""
    rng = random.Random(f"{form.name}/{seed}")
    agency = draw(rng, rng.choice(form.years), rng.choice(form.levels))
    return agency, compose(agency, form, rng)


def _pdf(laid: Laid, path: Path, _rng: random.Random) -> Sequence[Block]:
    pdf.save(laid, path)
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
    "xlsx": ("xlsx", _workbook),
    "xls": ("xls", _workbook),
    "docx": ("docx", lambda laid, path, _: word.save_docx(laid, path)),
    "doc": ("doc", lambda laid, path, _: word.save_doc(laid, path)),
    "html": ("html", _page),
    "csv": ("csv.zip", lambda laid, path, _: packed.save_csv(laid, path)),
    "bundle": ("zip", packed.save_bundle),
}
FORMATS = (*WRITERS, "txt")


def write_one(form: Form, laid: Laid, stem: str, out: Path, kind: str) -> Path:
    """One output of a format with its truth."""
    ending, writer = WRITERS[kind]
    path = out / "reports" / f"{stem}.{ending}"
    printed = writer(laid, path, random.Random(f"{stem}/{kind}"))
    _save_truth(form, laid, printed, path, kind)
    return path


def write_text(form: Form, laid: Laid, stem: str, out: Path, style: str) -> Path:
    """One text export with its truth."""
    path = out / "reports" / f"{stem}.{style}.txt"
    printer = TextPrinter(laid, style, random.Random(f"{stem}/{style}"), form.text_statements)
    path.write_text(printer.print(), "utf-8")
    _save_truth(form, laid, printer.printed, path, "txt")
    return path


def _save_truth(form: Form, laid: Laid, printed: Sequence[Block], path: Path, kind: str) -> None:
    told = truth.truth(laid, printed, path.name, form=form.name, kind=kind)
    truth.save(told, path.parents[1] / "gold" / f"{path.name}.gold.json")


def spoilt(form: Form, laid: Laid, seed: int, kinds: Sequence[str] | None) -> Laid:
    """The report with planted errors of `kinds` (of all where empty); as it is without them."""
    if kinds is None:
        return laid
    rng = random.Random(f"{form.name}/{seed}/errors")
    return plant(laid, rng, seed + 5 * names().index(form.name), kinds)


def write(
    form: Form,
    seed: int,
    out: Path,
    formats: Sequence[str],
    styles: Sequence[str] = (),
    errors: Sequence[str] | None = None,
) -> Iterator[Path]:
    """All outputs of one report; one text style by turns unless `styles` are given."""
    for folder in ("reports", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    laid = spoilt(form, laid_out(form, seed)[1], seed, errors)
    stem = f"{form.name}_{seed:03d}"
    for kind in formats:
        if kind in WRITERS and (kind != "doc" or word.find_program()):
            yield write_one(form, laid, stem, out, kind)
    if "txt" in formats:
        for style in styles or (STYLES[(seed + len(form.name)) % len(STYLES)],):
            yield write_text(form, laid, stem, out, style)


def write_demo(out: Path) -> Iterator[Path]:
    """The small set that is committed; none of the forms set apart is in it."""
    for name, seed, formats, styles in DEMO:
        yield from write(load(name), seed, out, formats, styles)


def chosen(args: argparse.Namespace) -> list[str]:
    """Form names that the arguments ask for."""
    if args.form:
        return list(args.form)
    return names("held-out" if args.held_out else "dev" if args.dev else "all")


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="samples.generate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--form", nargs="+", metavar="NAME", help=f"of: {', '.join(names())}")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="every form (the default)")
    which.add_argument("--dev", action="store_true", help="the forms that rules may be written on")
    which.add_argument(
        "--held-out", action="store_true", help="the forms set apart (see HELD_OUT.md)"
    )
    which.add_argument("--demo", action="store_true", help="the committed set of samples/demo")
    parser.add_argument("--count", type=int, default=1, help="reports a form")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first report")
    parser.add_argument("--format", default="pdf,txt", help=f"of {', '.join(FORMATS)}")
    parser.add_argument(
        "--styles", default="", help=f"text styles, of {', '.join(STYLES)}; by turns when not given"
    )
    parser.add_argument(
        "--errors",
        nargs="?",
        const="",
        help=f"plant one to three errors a report, of all kinds or of: {', '.join(PLANTS)}",
    )
    args = parser.parse_args(argv)
    errors = None if args.errors is None else [e for e in args.errors.split(",") if e]
    formats, styles = args.format.split(","), [s for s in args.styles.split(",") if s]
    if unknown := [f for f in formats if f not in FORMATS] + [s for s in styles if s not in STYLES]:
        parser.error(f"unknown format or style: {', '.join(unknown)}")
    if unknown := [e for e in errors or () if e not in PLANTS]:
        parser.error(f"unknown kind of error: {', '.join(unknown)}")
    if args.demo:
        for path in write_demo(args.out):
            sys.stdout.write(f"{path}\n")
        return 0
    for name in chosen(args):
        for seed in range(args.seed, args.seed + args.count):
            for path in write(load(name), seed, args.out, formats, styles, errors):
                sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
