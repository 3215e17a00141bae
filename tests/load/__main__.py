"""Load: a workbook of many sheets, or many mixed files in one batch; prints what it cost.

python -m tests.load workbook [--sheets 40] [--rows 100000]
python -m tests.load mixed [--files 1000] [--workers 2]
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.load.files import large_workbook, mixed
from tests.load.watch import Watched, watch


def main() -> int:
    """The command line; the status is 1 where something was left behind."""
    parser = argparse.ArgumentParser(
        prog="tests.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["workbook", "mixed"])
    parser.add_argument("--sheets", type=int, default=40)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-load-") as home:
        given = Path(home) / "in"
        if args.kind == "mixed":
            mixed(given, args.files)
        else:
            given.mkdir()
            large_workbook(given / "a.xlsx", args.sheets, args.rows)
        found = watch(_command(given, Path(home) / "out", args.workers), Path(home) / "tmp")
        _print(found, Path(home) / "out", len(list(given.iterdir())))
    return int(bool(found.left))


def _command(given: Path, out: Path, workers: int) -> list[str]:
    options = ["--out", str(out), "--workers", str(workers), "--ocr", "never"]
    return [sys.executable, "-m", "pipeline.cli", "convert", str(given), *options]


def _print(found: Watched, out: Path, files: int) -> None:
    errors = out / "errors.jsonl"
    lines = errors.read_text("utf-8").splitlines() if errors.is_file() else []
    kinds = Counter(json.loads(line)["code"] for line in lines)
    told = ", ".join(f"{count} {code}" for code, count in kinds.most_common())
    quarter = found.own[len(found.own) // 4] if found.own else 0.0
    sys.stdout.write(
        f"{files} files in {found.seconds:.0f} s ({found.processor:.0f} s of processor), status "
        f"{found.status}\nerrors: {len(lines)} ({told})\n"
        f"resident: {max(found.family, default=0):.0f} MiB at most with children; the command "
        f"itself {quarter:.0f} MiB after a quarter, {max(found.own[-3:], default=0):.0f} at its end"
        f"\nleft behind: {', '.join(found.left) or 'nothing'}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
