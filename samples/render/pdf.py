"""The PDF of a laid-out report."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from samples.layout.blocks import (
    Announced,
    Contents,
    Cover,
    Heading,
    Laid,
    PageBreak,
    Paragraph,
    Table,
)
from samples.render.measure import width, wrap
from samples.render.pages import A4, Ink, Page, draw
from samples.render.pdf_table import TablePrinter

MARGIN = (78.0, 72.0, 80.0)  # left and right, top, bottom
SIZES = {1: 20.0, 2: 16.0, 3: 15.0, 4: 15.0}


@dataclass
class Printer:
    """Lays blocks onto pages from top to bottom."""

    laid: Laid
    pages: list[Page] = field(default_factory=list)
    y: float = 0
    front: bool = True
    listed: list[tuple[int, str, int]] = field(default_factory=list)
    contents_at: list[tuple[Page, float]] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    def new_page(self, *, landscape: bool = False) -> None:
        """Start a page."""
        self.pages.append(Page((A4[1], A4[0]) if landscape else A4))
        self.y = MARGIN[1]

    def room(self) -> float:
        """Points left above the bottom margin."""
        return self.page.size[1] - MARGIN[2] - self.y

    def font(self, role: str) -> str:
        """The face of body, heading or table."""
        return self.laid.fonts.get(role, {"body": "song", "heading": "hei", "table": "song"}[role])

    def print(self) -> list[Page]:
        """All pages, with contents, headers and page numbers."""
        for block in self.laid.blocks:
            self._block(block)
        self._fill_contents()
        self._furniture()
        return self.pages

    def _block(self, block: object) -> None:
        if self.front and not isinstance(block, Cover | Contents):
            self.front = False
            if not (isinstance(block, Heading) and block.page):
                self.new_page()
        if isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, Contents):
            self._reserve_contents(block)
        elif isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Table):
            TablePrinter(self, block).print()
        elif isinstance(block, Announced):
            self.listed.append((2, block.listed, len(self.pages)))
        elif isinstance(block, PageBreak):
            self.new_page()

    def _cover(self, cover: Cover) -> None:
        self.new_page()
        wide, high = self.page.size
        y = high * 0.3
        for text in cover.lines:
            for line in wrap(text, self.font("heading"), 28, wide - 120):
                self.page.centered(wide / 2, y, line, self.font("heading"), 28)
                y += 52
        y = high * 0.78
        for text in cover.small:
            self.page.centered(wide / 2, y, text, self.font("body"), 16)
            y += 28

    def _reserve_contents(self, contents: Contents) -> None:
        self.new_page()
        self.page.centered(
            self.page.size[0] / 2, self.y + 14, contents.title, self.font("heading"), 18
        )
        self.y += 48
        for _ in range(sum(1 for b in self.laid.blocks if getattr(b, "listed", False))):
            if self.room() < 26:
                self.new_page()
            self.contents_at.append((self.page, self.y))
            self.y += 26

    def _fill_contents(self) -> None:
        leaders = next((b.leaders for b in self.laid.blocks if isinstance(b, Contents)), False)
        for (page, y), (level, text, number) in zip(self.contents_at, self.listed, strict=False):
            role = self.font("heading" if level == 1 else "body")
            x = MARGIN[0] + (0 if level == 1 else 22)
            end = page.size[0] - MARGIN[0]
            shown = wrap(text, role, 13, end - x - 40)[0]
            page.text(Ink(x, y, shown, role, 13))
            if leaders:
                start = x + width(shown, role, 13) + 3
                dots = "." * max(3, int((end - 26 - start) / width(".", role, 13)))
                page.text(Ink(start, y, dots, role, 13))
                page.right(end, y, str(number), role, 13)

    def _heading(self, block: Heading) -> None:
        if (
            block.page
            or not self.pages
            or self.page.size[0] > self.page.size[1]
            or self.room() < 90
        ):
            self.new_page()
        if block.listed:
            self.listed.append((block.level, block.text, len(self.pages)))
        size = self.laid.body_size if block.level > 1 else SIZES[1]
        center = block.level == 1
        role = self.font("heading") if block.level < 4 else self.font("body")
        left = MARGIN[0] + (0 if center else size * 2)
        self.y += 10 if block.level < 3 else 2
        for line in wrap(block.text, role, size, self.page.size[0] - MARGIN[0] - left):
            self.y += size * 1.7
            x = (self.page.size[0] - width(line, role, size)) / 2 if center else left
            for shift in (0, 0.35) if self.laid.double else (0,):
                self.page.text(Ink(x + shift, self.y, line, role, size))
        self.y += 12 if center else 2

    def _paragraph(self, block: Paragraph) -> None:
        if self.page.size[0] > self.page.size[1] and block.style == "body":
            self.new_page()
        if block.style == "caption":
            self._lines([block.text], 11, center=True)
            return
        note = block.style == "note"
        size = 10.0 if note else self.laid.body_size
        indent = 0 if note else 2 * size
        room = self.page.size[0] - 2 * MARGIN[0]
        whole = note or not self.laid.break_numbers
        lines = wrap(block.text, self.font("body"), size, room, indent, whole=whole)
        self._lines(lines, size, indent)

    def _lines(
        self, lines: list[str], size: float, indent: float = 0, *, center: bool = False
    ) -> None:
        step = size * (1.75 if size > 11 else 1.5)
        role = self.font("body")
        for n, line in enumerate(lines):
            if self.room() < step:
                self.new_page()
            self.y += step
            if center:
                self.page.centered(self.page.size[0] / 2, self.y, line, role, size)
                continue
            left = MARGIN[0] + (indent if n == 0 else 0)
            slack = self.page.size[0] - MARGIN[0] - left - width(line, role, size)
            spacing = slack / max(len(line) - 1, 1) if n < len(lines) - 1 else 0
            spread = max(0, min(spacing, size * 0.35))
            self.page.text(Ink(left, self.y, line, role, size, spread))

    def _furniture(self) -> None:
        first = next((i for i, b in enumerate(self.laid.blocks) if isinstance(b, Heading)), 0)
        for n, page in enumerate(self.pages[1 if first else 0 :], 2 if first else 1):
            wide, high = page.size
            if self.laid.header:
                page.centered(wide / 2, 42, self.laid.header, self.font("body"), 9)
                page.line(MARGIN[0], 47, wide - MARGIN[0], 47, 0.4)
            text = {
                "plain": f"{n}",
                "dashes": f"- {n} -",
                "wide": f"—  {n}  —",
                "of": f"第 {n} 页 共 {len(self.pages)} 页",
                "none": "",
            }[self.laid.footer]
            page.centered(wide / 2, high - 40, text, self.font("body"), 10)


def save(laid: Laid, path: Path) -> None:
    """Write the PDF; the same report gives the same bytes."""
    path.write_bytes(printed(laid)[0])


def printed(laid: Laid) -> tuple[bytes, list[Page]]:
    """The PDF and what was drawn on its pages."""
    rl_config.useA85 = 0
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(str(laid.report["title"]))
    canvas.setProducer("samples")
    pages = Printer(laid).print()
    for page in pages:
        draw(page, canvas, laid.stream)
    canvas.save()
    return buffer.getvalue(), pages
