"""Small OFD packages for tests: text by place, lines, templates, as writers differ."""

import io
import zipfile
from collections.abc import Mapping, Sequence

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
#: Millimetres of a point.
MM = 25.4 / 72


def text(x: float, y: float, string: str, size: float = 10, **more: str) -> str:
    """A string whose baseline begins at (x, y), in points from the top left."""
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    steps = " ".join(str(size * MM * (0.5 if c.isascii() else 1)) for c in string[:-1])
    return (
        f'<ofd:TextObject ID="9" Boundary="{x * MM} {(y - size) * MM} 100 10" Font="1" '
        f'Size="{size * MM}"{attributes}><ofd:TextCode X="0" Y="{size * MM}" DeltaX="{steps}">'
        f"{string}</ofd:TextCode></ofd:TextObject>"
    )


def path(data: str, **more: str) -> str:
    """A path in millimetres of the page."""
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    return (
        f'<ofd:PathObject ID="8" Boundary="0 0 210 297"{attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """All lines of a grid, in points."""
    lines = [f"M {x * MM} {ys[0] * MM} L {x * MM} {ys[-1] * MM}" for x in xs]
    lines += [f"M {xs[0] * MM} {y * MM} L {xs[-1] * MM} {y * MM}" for y in ys]
    return path(" ".join(lines))


def table(xs: Sequence[float], top: float, rows: Sequence[Sequence[str]]) -> str:
    """A ruled table with rows of 20 points."""
    ys = [top + 20 * n for n in range(len(rows) + 1)]
    cells = (
        text(x + 4, y + 14, cell)
        for row, y in zip(rows, ys, strict=False)
        for cell, x in zip(row, xs, strict=False)
        if cell
    )
    return grid(xs, ys) + "".join(cells)


def page(*objects: str, size: str = "0 0 210 297", before: str = "") -> str:
    """The content of a page."""
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>{before}"
        f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def make_ofd(*pages: str, more: Mapping[str, str] | None = None, common: str = "") -> bytes:
    """A package of the pages; `more` parts beside them."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/P{n}.xml": content for n, content in enumerate(pages)},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
