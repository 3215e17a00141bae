"""What one core does in an hour, by kind of document: `docs/scale.md` has the table.

    python -m tests.flows.kinds --documents 20 --kinds pdf,docx,html

Processor seconds of `gongkai batch` on one worker, with and without the start of its child, which
is measured on the smallest document first.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.flows import homes
from tests.flows.documents import MIX, make
from tests.flows.killing import watched
from tests.flows.pages import light_page

FEW = {"scan": 2, "doc": 4}


def main() -> int:
    """A row of the table for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--kinds", default=",".join(MIX))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "start").mkdir()
        (folder / "start" / "one.htm").write_bytes(light_page(1))
        start = spent(folder, "start")
        sys.stdout.write(f"start of a run and its child: {start:.1f} s\n")
        for kind in arguments.kinds.split(","):
            count = min(arguments.documents, FEW.get(kind, arguments.documents))
            make(folder / kind, count, 0, {kind: 1})
            each = (spent(folder, kind) - start) / count
            size = sum(p.stat().st_size for p in (folder / kind).iterdir()) // count
            found = len(homes.reports(folder / f"{kind}.home"))
            row = f"{kind:5} {count:3} documents of {size:7} bytes, {found} reports:"
            sys.stdout.write(f"{row} {each:.2f} s each, {3600 / max(each, 0.01):.0f} an hour\n")
            sys.stdout.flush()
    return 0


def spent(folder: Path, name: str) -> float:
    """Processor seconds of one batch."""
    options = ["--home", str(folder / f"{name}.home"), "--workers", "1"]
    command = [sys.executable, "-m", "pipeline.cli", "batch", str(folder / name), *options]
    return watched(command).processor


if __name__ == "__main__":
    sys.exit(main())
