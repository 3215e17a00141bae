"""Spoil a sound file again and again and read it: anything but a document or our error is a fault.

    python -m tests.fuzz READER… [--seconds N] [--seed S] [--out DIR]

READER `all` stands for every one but `rtf` (LibreOffice) and `convert` (the whole way of a file).
Faults are kept in DIR, each with its trace; the status is 1 where there was one.
"""

import argparse
import hashlib
import random
import resource
import sys
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from schemas.errors import GongkaiError
from tests.fuzz.changes import drawn, spoilt, spoilt_inside
from tests.fuzz.targets import SLOW, TARGETS, Target

#: Seconds after which one call counts as a hang, and bytes of private memory that it may take.
SLOWEST, MOST_MEMORY = 20.0, 3 * 1024**3


def fuzz(target: Target, seconds: float, rng: random.Random, keep: Path) -> Counter[str]:
    """How many calls there were, and how they ended."""
    seed, ends = target.seed(), Counter[str]()
    keep.mkdir(parents=True, exist_ok=True)
    current = keep / "current"  # stays where a library takes the whole process down
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        wanted = [drawn(rng) for _ in range(rng.choice((1, 1, 2, 4, 12)))]
        inside = rng.random() < 0.7
        data = spoilt_inside(seed, wanted, rng.random()) if inside else spoilt(seed, wanted)
        current.write_bytes(data)
        started = time.monotonic()
        fault = _fault(target, data)
        if time.monotonic() - started > SLOWEST:
            fault = f"{time.monotonic() - started:.0f} s"
        ends[(fault and "fault") or "fine"] += 1
        if fault:
            _keep(keep, data, fault)
    current.unlink()
    return ends


def _fault(target: Target, data: bytes) -> str:
    try:
        target.call(data)
    except GongkaiError:
        return ""
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - a panic of Rust is no Exception
        return traceback.format_exc()
    return ""


def _keep(folder: Path, data: bytes, fault: str) -> None:
    """One file a kind of fault: the last lines of its trace name it."""
    places = [line for line in fault.splitlines() if line.lstrip().startswith("File ")]
    kind = [*places[-3:], fault.splitlines()[-1].split(":")[0]]
    name = hashlib.sha256("\n".join(kind).encode()).hexdigest()[:12]
    (folder / f"{name}.bin").write_bytes(data)
    (folder / f"{name}.txt").write_text(fault, "utf-8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readers", nargs="+", choices=["all", *TARGETS, *SLOW], metavar="READER")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    names = list(TARGETS) if "all" in args.readers else args.readers
    faults = 0
    for name in names:
        target = (TARGETS | SLOW)[name]
        ends = fuzz(target, args.seconds, random.Random(args.seed), args.out / name)  # noqa: S311
        faults += ends["fault"]
        sys.stdout.write(f"{name}: {ends.total()} runs, {ends['fault']} faults\n")
        sys.stdout.flush()
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
