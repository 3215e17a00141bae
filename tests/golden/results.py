"""Results of real documents as hashes: a change of any value is seen, no value is kept here.

    python -m tests.golden.results             say what differs from the hashes
    python -m tests.golden.results --write     keep the present results as the right ones

The results themselves, a line a value, are kept outside the tree (`$GONGKAI_GOLDEN`, else
`~/.cache/gongkai/golden`): what was changed since is printed from there line by line.
"""

import argparse
import difflib
import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.report import Report

ROOT = Path(__file__).resolve().parents[2]
HASHES = Path(__file__).with_name("results.json")
#: Read by eye against their pages, 2026-11.
DOCUMENTS = (
    "real/putuo_commerce_2025_budget.pdf",
    "real/putuo_finance_2024_final_accounts.pdf",
    "real/putuo_justice_2026_budget.pdf",
    "real/swu_2023_budget.pdf",
    "real/swu_2023_final_accounts.pdf",
    "real/taiyuan_ndrc_2016_final_accounts.doc",
    "real/wanli_2025_budget.pdf",
    "seeds/001_6f54d5f75d3a2e6d.txt",
)

#: Family of paths (`revenue.by_function`) to the number of its lines and their hash.
Families = dict[str, str]


def lines(reports: list[Report]) -> list[str]:
    """Path, value, unit and period of every value; then what was not understood."""
    found = [line for report in reports for line in _values(report)]
    told = (f"issue {i.code} {i.message}" for report in reports for i in report.issues)
    tables = (f"statement {s.id} {s.title}" for report in reports for s in report.statements)
    return [*found, *sorted(tables), *sorted(told)]


def _values(report: Report) -> Iterator[str]:
    year = report.values.get("report.fiscal_year")
    for path in sorted(report.values):
        value = report.values[path]
        yield f"{path}\t{value.value}\t{value.unit or ''}\t{year.value if year else ''}"


def hashed(listed: list[str]) -> Families:
    """Lines by family as one hash each, which tells nothing of the values."""
    families: dict[str, list[str]] = defaultdict(list)
    for line in listed:
        head = line.split("\t")[0].split(" ")[0]
        families[".".join(head.split("[")[0].split(".")[:2])].append(line)
    return {name: f"{len(own)} {_digest(own)}" for name, own in sorted(families.items())}


def _digest(listed: list[str]) -> str:
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()[:16]


def known() -> dict[str, Families]:
    """The hashes that are kept, by document."""
    return dict(json.loads(HASHES.read_text("utf-8"))) if HASHES.exists() else {}


def read(reference: Path, name: str) -> list[str]:
    """The lines that a document of the reference set gives now."""
    return lines(convert(reference / name, Settings()))


def kept_at(name: str) -> Path:
    """Where the lines of a document are kept, outside the tree."""
    home = os.environ.get("GONGKAI_GOLDEN")
    folder = Path(home) if home else Path.home() / ".cache" / "gongkai" / "golden"
    return folder / f"{Path(name).name}.txt"


def keep(results: dict[str, list[str]]) -> None:
    """Write hashes into the tree and lines outside it."""
    hashes = {**known(), **{name: hashed(listed) for name, listed in results.items()}}
    text = json.dumps(dict(sorted(hashes.items())), indent=1, ensure_ascii=False)
    HASHES.write_text(text + "\n", "utf-8")
    for name, listed in results.items():
        path = kept_at(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(listed) + "\n", "utf-8")


def difference(name: str, listed: list[str]) -> list[str]:
    """What changed: line by line where the lines before are kept, else by family."""
    path = kept_at(name)
    before = known().get(name, {})
    if path.exists():
        old = path.read_text("utf-8").splitlines()
        if hashed(old) == before:
            return list(difflib.unified_diff(old, listed, "before", "now", n=0, lineterm=""))
    now = hashed(listed)
    return [
        f"{family}: {before.get(family, 'none')} → {now.get(family, 'none')}"
        for family in sorted({*before, *now})
        if before.get(family) != now.get(family)
    ]


def main() -> int:
    """Compare, or keep."""
    parser = argparse.ArgumentParser(prog="tests.golden.results")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--reference", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    results = {name: read(args.reference, name) for name in DOCUMENTS}
    changed = 0
    for name, listed in results.items():
        found = difference(name, listed)
        changed += bool(found)
        told = [f"{name}: {len(listed)} lines, {len(found)} differ", *found]
        sys.stdout.write("\n  ".join(told) + "\n")
    if args.write:
        keep(results)
    return 1 if changed and not args.write else 0


if __name__ == "__main__":
    sys.exit(main())
