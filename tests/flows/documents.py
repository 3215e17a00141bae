"""Many different documents, as offices publish them, and some that no reader can read.

    python -m tests.flows.documents OUT --documents 500 --poison 10

A few reports are made of each kind by the samples' own generator; every further document has the
content of one of them and bytes of its own, for equal bytes would be converted once.
"""

import argparse
import io
import itertools
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from samples.layout.form import load
from samples.outputs import Wanted, write

_AES_256 = 5
#: Shares of a batch in thousandths, drawn after what portals hold; scans are brief ones.
MIX = {
    "pdf": 500,
    "docx": 130,
    "html": 120,
    "xlsx": 120,
    "txt": 90,
    "doc": 20,
    "xls": 10,
    "scan": 10,
}
#: Forms that rules may be written on.
FORMS = ("hunan", "henan", "shandong")


def make(
    folder: Path, documents: int, poison: int, mix: dict[str, int] | None = None, brief: int = 0
) -> None:
    """Write so many documents, `poison` of them unreadable, in a mixed order.

    `brief`: reports of so many statements and a passage; 0 is the whole of them.
    """
    folder.mkdir(parents=True)
    kinds = _shared_out(documents - poison, mix or MIX)
    bases = {kind: _bases(folder.parent / "bases", kind, brief) for kind in kinds}
    numbers: Counter[str] = Counter()
    for number, kind in enumerate(_mixed(kinds)):
        base = bases[kind][numbers[kind] % len(bases[kind])]
        numbers[kind] += 1
        ending = "".join(base.suffixes[-1:])
        data = _varied(base.read_bytes(), ending, number)
        (folder / f"{number:05}-{kind}{ending}").write_bytes(data)
    for number, (name, data) in enumerate(itertools.islice(_poison(), poison)):
        (folder / f"{number * documents // max(poison, 1):05}-poison-{name}").write_bytes(data)


def _shared_out(count: int, mix: dict[str, int]) -> dict[str, int]:
    """Documents of each kind; what rounding leaves goes to the first one."""
    whole = sum(mix.values())
    kinds = {kind: count * share // whole for kind, share in mix.items()}
    kinds[next(iter(mix))] += count - sum(kinds.values())
    return {kind: number for kind, number in kinds.items() if number}


def _mixed(kinds: dict[str, int]) -> list[str]:
    """Each kind spread evenly over the whole."""
    places = ((i / n, kind) for kind, n in kinds.items() for i in range(n))
    return [kind for _, kind in sorted(places)]


def _bases(folder: Path, kind: str, brief: int) -> list[Path]:
    """A report of each form; of a scan the cover, one statement and a passage of one form."""
    brief = 1 if kind == "scan" else brief
    forms = FORMS[:1] if kind in {"scan", "doc", "xls"} else FORMS
    wanted = Wanted((kind,), brief=brief)
    return [path for form in forms for path in write(load(form), 41, folder / kind, wanted)]


def _varied(data: bytes, ending: str, number: int) -> bytes:
    """The same document with other bytes."""
    mark = f"{number:06}"
    if ending in {".docx", ".xlsx"}:
        return _commented(data, mark)
    tails = {".pdf": f"\n%{mark}\n", ".html": f"<!-- {mark} -->", ".txt": f"\n{mark}\n"}
    return data + tails.get(ending, f"\0{mark}").encode()


def _commented(data: bytes, mark: str) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = mark.encode()
    return buffer.getvalue()


def _poison() -> Iterator[tuple[str, bytes]]:
    """Documents without end that cannot be converted, each for another reason, each its own."""
    for number in itertools.count():
        mark = f"{number}".encode()
        yield "noise.bin", bytes(range(256)) * 40 + mark
        yield "locked.pdf", _locked(number)
        yield "torn.docx", b"PK\x03\x04" + bytes(900) + mark
        yield "broken.pdf", b"%PDF-1.7\n" + bytes(200) + mark
        yield "broken.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + mark
        if number == 0:
            yield "nothing.pdf", b""


def _locked(number: int) -> bytes:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), str(number))
    data: bytes = document.tobytes(encryption=_AES_256, user_pw="x", owner_pw="y")
    return data


def main() -> int:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--poison", type=int, default=10)
    arguments = parser.parse_args()
    make(arguments.out, arguments.documents, arguments.poison)
    return 0


if __name__ == "__main__":
    sys.exit(main())
