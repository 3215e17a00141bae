"""Write reports of invented agencies with their truth.

    python -m samples.generate --out DIR [--form NAME … | --all | --dev | --held-out]
                               [--count N] [--seed S] [--format pdf,txt] [--styles clean,…]

Reports go to DIR/reports, their truth to DIR/gold. The same arguments give the same truth,
byte for byte.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from samples.layout.blocks import Laid
from samples.layout.compose import compose
from samples.layout.form import Form, load, names
from samples.model.year import Agency, draw
from samples.render import pdf, truth
from samples.render.text import STYLES, TextPrinter

FORMATS = ("pdf", "txt")
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


def write_pdf(laid: Laid, stem: str, out: Path) -> Path:
    """One PDF with its truth."""
    path = out / "reports" / f"{stem}.pdf"
    pdf.save(laid, path)
    truth.save(truth.truth(laid, laid.blocks, path.name), out / "gold" / f"{path.name}.gold.json")
    return path


def write_text(form: Form, laid: Laid, stem: str, out: Path, style: str) -> Path:
    """One text export with its truth."""
    path = out / "reports" / f"{stem}.{style}.txt"
    printer = TextPrinter(laid, style, random.Random(f"{stem}/{style}"), form.text_statements)
    path.write_text(printer.print(), "utf-8")
    truth.save(
        truth.truth(laid, printer.printed, path.name), out / "gold" / f"{path.name}.gold.json"
    )
    return path


def write(
    form: Form, seed: int, out: Path, formats: Sequence[str], styles: Sequence[str] = ()
) -> Iterator[Path]:
    """All outputs of one report; one text style by turns unless `styles` are given."""
    for folder in ("reports", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    _, laid = laid_out(form, seed)
    stem = f"{form.name}_{seed:03d}"
    if "pdf" in formats:
        yield write_pdf(laid, stem, out)
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
    parser.add_argument("--format", default="pdf,txt", help="pdf, txt or both")
    parser.add_argument(
        "--styles", default="", help=f"text styles, of {', '.join(STYLES)}; by turns when not given"
    )
    args = parser.parse_args(argv)
    formats, styles = args.format.split(","), [s for s in args.styles.split(",") if s]
    if unknown := [f for f in formats if f not in FORMATS] + [s for s in styles if s not in STYLES]:
        parser.error(f"unknown format or style: {', '.join(unknown)}")
    if args.demo:
        for path in write_demo(args.out):
            sys.stdout.write(f"{path}\n")
        return 0
    for name in chosen(args):
        for seed in range(args.seed, args.seed + args.count):
            for path in write(load(name), seed, args.out, formats, styles):
                sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
