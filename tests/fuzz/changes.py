"""Ways to spoil a file: bytes flipped, cut, put in, copied; inside a package's parts too."""

import io
import random
import zipfile
from dataclasses import dataclass

from hypothesis import strategies as st

#: Pieces that parsers stumble over: bounds of integers, markup left open, entities, nesting.
TOKENS = (
    *(b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"1e999", b"NaN", b"99999999999"),
    *(b"<", b">", b"</", b'"', b"&#0;", b"&#xd800;", b"]]>", b"<!--", b"\xef\xbf\xbe"),
    *(
        b'rowspan="65000"',
        b'r="XFD1048576"',
        b'colspan="0"',
        b'w:val="-3"',
        b"<table><tr><td>" * 40,
    ),
    *(
        b"/Kids[1 0 R]",
        b"/Length 999999",
        b"endobj",
        b"stream\n",
        b"1 0 R",
        b"\r\n\t\t\t",
        b"," * 300,
    ),
    *("决算表".encode(), "万元".encode("gb18030"), "……".encode(), b"1,234.56", b"=1/0", b"#DIV/0!"),
)


@dataclass(frozen=True)
class Change:
    """One change at a share `place` of the file: what is done, with how many bytes, with which."""

    kind: str
    place: float
    size: int
    token: bytes


KINDS = ("flip", "cut", "insert", "copy", "end", "swap")
changes = st.builds(
    Change,
    st.sampled_from(KINDS),
    st.floats(0, 1),
    st.integers(1, 400),
    st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=8)),
)


def drawn(rng: random.Random) -> Change:
    """A change by chance, for long runs outside of hypothesis."""
    token = rng.choice(TOKENS) if rng.random() < 0.6 else rng.randbytes(rng.randint(1, 8))
    return Change(rng.choice(KINDS), rng.random(), rng.randint(1, 400), token)


def spoilt(data: bytes, wanted: list[Change]) -> bytes:
    """The bytes after all changes, one after the other."""
    for change in wanted:
        data = _changed(data, change)
    return data


def spoilt_inside(data: bytes, wanted: list[Change], part: float) -> bytes:
    """A package whose part at the share `part` of its list is spoilt; other bytes as a whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            held = [(info.filename, package.read(info)) for info in package.infolist()]
    except zipfile.BadZipFile:
        return spoilt(data, wanted)
    chosen = min(int(part * len(held)), len(held) - 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(held):
            package.writestr(name, spoilt(content, wanted) if number == chosen else content)
    return out.getvalue()


def _changed(data: bytes, change: Change) -> bytes:
    at = min(int(change.place * len(data)), max(len(data) - 1, 0))
    before, after = data[:at], data[at:]
    taken, rest = after[: change.size], after[change.size :]
    if change.kind == "flip":
        flipped = bytes(b ^ change.token[i % len(change.token)] for i, b in enumerate(taken[:4]))
        return before + flipped + after[4:]
    if change.kind == "swap":
        return before + change.token + after[len(change.token) :]
    made = {"cut": before + rest, "insert": before + change.token + after, "end": before}
    return made.get(change.kind, before + taken * 3 + rest)
