"""A laid-out report as OFD, the national fixed-layout format: the pages of the PDF in its own XML.

GB/T 33190-2016. Lengths are millimetres from the top left; fonts are named, not embedded.
"""

import itertools
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from samples.layout.blocks import Laid
from samples.render.measure import char_width, runs_of
from samples.render.pages import Ink, Page
from samples.render.pdf import Printer

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Millimetres in a point.
MM = 25.4 / 72
FONTS = {"song": 1, "hei": 2, "kai": 3, "micro": 4, "ming": 5}
NAMES = ("宋体", "黑体", "楷体", "微软雅黑", "明体")
WHEN = (2024, 9, 2, 9, 30, 0)


def save(laid: Laid, path: Path) -> None:
    """Write the OFD; the same report gives the same bytes."""
    pages = Printer(laid).print()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(str(laid.report["title"]), pages):
            info = zipfile.ZipInfo(name, WHEN)
            package.writestr(info, HEAD + text, zipfile.ZIP_DEFLATED)


def _parts(title: str, pages: list[Page]) -> Iterator[tuple[str, str]]:
    yield (
        "OFD.xml",
        f'<ofd:OFD {SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>'
        f"{escape(title)}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
    )
    listed = "".join(
        f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    yield (
        "Doc_0/Document.xml",
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>100000</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    )
    fonts = "".join(f'<ofd:Font ID="{n}" FontName="{x}"/>' for n, x in enumerate(NAMES, 1))
    yield (
        "Doc_0/PublicRes.xml",
        f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>',
    )
    for number, page in enumerate(pages):
        yield f"Doc_0/Pages/Page_{number}/Content.xml", _page(page, number)


def _page(page: Page, number: int) -> str:
    wide, high = (_mm(side) for side in page.size)
    ids = itertools.count((number + 1) * 10_000)
    drawn = [*(_path(*line, next(ids)) for line in dict.fromkeys(page.lines))]
    drawn += [_text(ink, next(ids)) for ink in page.texts]
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {wide} {high}</ofd:PhysicalBox>"
        f'</ofd:Area><ofd:Content><ofd:Layer ID="{number + 1}">{"".join(drawn)}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def _path(x0: float, y0: float, x1: float, y1: float, thick: float, ident: int) -> str:
    """A rule, its points counted from the corner of its box."""
    box = f"{_mm(x0)} {_mm(y0)} {_mm(x1 - x0)} {_mm(y1 - y0)}"
    return (
        f'<ofd:PathObject ID="{ident}" Boundary="{box}" LineWidth="{_mm(thick)}">'
        f"<ofd:AbbreviatedData>M 0 0 L {_mm(x1 - x0)} {_mm(y1 - y0)}</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )


def _text(ink: Ink, ident: int) -> str:
    """A line of text with the step from each of its characters to the next."""
    widths = [
        char_width(font, c) * ink.size + ink.spacing for font, c in runs_of(ink.text, ink.role)
    ]
    box = f"{_mm(ink.x)} {_mm(ink.y - ink.size)} {_mm(sum(widths))} {_mm(ink.size * 1.2)}"
    steps = quoteattr(" ".join(_steps(widths[:-1])))
    return (
        f'<ofd:TextObject ID="{ident}" Boundary="{box}" Font="{FONTS.get(ink.role, 1)}" '
        f'Size="{_mm(ink.size)}"><ofd:TextCode X="0" Y="{_mm(ink.size)}" DeltaX={steps}>'
        f"{escape(ink.text)}</ofd:TextCode></ofd:TextObject>"
    )


def _steps(widths: Iterable[float]) -> Iterator[str]:
    """Equal steps are written once: `g 3 5.2`."""
    for step, equal in itertools.groupby(_mm(width) for width in widths):
        count = len(list(equal))
        yield f"g {count} {step}" if count > 1 else step


def _mm(points: float) -> str:
    return f"{points * MM:.3f}".rstrip("0").rstrip(".")
