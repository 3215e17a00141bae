"""Write reports of invented agencies with their truth.

    python -m samples.generate --out DIR [--form NAME … | --all | --dev | --held-out]
                               [--count N] [--seed S] [--format pdf,txt,xlsx,…] [--styles clean,…]
                               [--scan KIND,…|all] [--brief [N]] [--errors [KIND,…]]
                               [--worn KIND,…|all]

Reports go to DIR/reports, their truth to DIR/gold, the grids of scans to DIR/cells. The same
arguments give the same truth, byte for byte.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from samples.errors.plant import PLANTS
from samples.layout.form import load, names
from samples.outputs import FORMATS, Wanted, write
from samples.render.text import STYLES
from samples.scan.kinds import kinds, usual
from samples.worn import KINDS as WORN

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

#: What each list of names may hold.
KNOWN: dict[str, Sequence[str]] = {
    "format": FORMATS,
    "styles": STYLES,
    "scan": [*kinds(), "all"],
    "errors": list(PLANTS),
    "worn": [*WORN, "all"],
}


def write_demo(out: Path) -> Iterator[Path]:
    """The small set that is committed; none of the forms set apart is in it."""
    for name, seed, formats, styles in DEMO:
        yield from write(load(name), seed, out, Wanted(formats, styles))


def chosen(args: argparse.Namespace) -> list[str]:
    """Form names that the arguments ask for."""
    if args.form:
        return list(args.form)
    return names("held-out" if args.held_out else "dev" if args.dev else "all")


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
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
    parser.add_argument(
        "--scan",
        default="",
        metavar="KIND,…",
        help=f"kinds of scan, of all, {', '.join(kinds())}; by turns when not given",
    )
    parser.add_argument(
        "--brief",
        nargs="?",
        type=int,
        const=2,
        default=0,
        metavar="N",
        help="only the cover, N statements (2) and a passage of the narrative",
    )
    parser.add_argument(
        "--worn",
        default="",
        metavar="KIND,…",
        help=f"damage the figures of exports, one kind each: all, {', '.join(WORN)}",
    )
    return parser


def wanted(args: argparse.Namespace) -> Wanted:
    """What the arguments ask for of each report.

    Raises:
        ValueError: a name is unknown.
    """
    split = {k: [x for x in (getattr(args, k) or "").split(",") if x] for k in KNOWN}
    split["scan"] = usual() if split["scan"] == ["all"] else split["scan"]
    split["worn"] = list(WORN) if split["worn"] == ["all"] else split["worn"]
    for name, known in KNOWN.items():
        if unknown := [x for x in split[name] if x not in known]:
            raise ValueError(f"unknown {name}: {', '.join(unknown)}")
    errors = None if args.errors is None else split["errors"]
    return Wanted(
        split["format"], split["styles"], split["scan"], errors, args.brief, split["worn"]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = arguments()
    args = parser.parse_args(argv)
    try:
        asked = wanted(args)
    except ValueError as error:
        parser.error(str(error))
    if args.demo:
        for path in write_demo(args.out):
            sys.stdout.write(f"{path}\n")
        return 0
    for name in chosen(args):
        for seed in range(args.seed, args.seed + args.count):
            for path in write(load(name), seed, args.out, asked):
                sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
