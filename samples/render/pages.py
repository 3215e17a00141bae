"""A display list of pages: what is drawn where, kept until page numbers are known."""

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from samples.render.measure import runs_of, width

A4 = (595.28, 841.89)
#: Type of this size or larger is a title.
TITLE = 15.5


@dataclass(frozen=True)
class Ink:
    """A line of text: place of its baseline, face, size, extra space between characters."""

    x: float
    y: float
    text: str
    role: str
    size: float
    spacing: float = 0


@dataclass(frozen=True)
class PrintedCell:
    """A cell of a printed grid; `row` and `column` count from 0 within this piece."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


@dataclass(frozen=True)
class PrintedGrid:
    """The piece of a table that stands on one page; `box` in points from the page's top left."""

    title: str
    kind: str
    rules: str
    box: tuple[float, float, float, float]
    rows: int
    columns: int
    cells: tuple[PrintedCell, ...]


@dataclass
class Page:
    """Width, height and the drawing operations of one page; y counts from the top."""

    size: tuple[float, float]
    grids: list[PrintedGrid] = field(default_factory=list)
    texts: list[Ink] = field(default_factory=list)
    lines: list[tuple[float, float, float, float, float]] = field(default_factory=list)

    def text(self, ink: Ink) -> None:
        """Text with its baseline at y."""
        if ink.text.strip():
            self.texts.append(ink)

    def centered(self, x: float, y: float, text: str, role: str, size: float) -> None:
        """Text centred on x."""
        self.text(Ink(x - width(text, role, size) / 2, y, text, role, size))

    def right(self, x: float, y: float, text: str, role: str, size: float) -> None:
        """Text that ends at x."""
        self.text(Ink(x - width(text, role, size), y, text, role, size))

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> None:
        """A rule."""
        self.lines.append((x0, y0, x1, y1, thick))


def draw(page: Page, canvas: Canvas, stream: str = "natural") -> None:
    """Put a page on the canvas; `titles-last` writes large type after everything else."""
    canvas.setPageSize(page.size)
    height = page.size[1]
    for thick in sorted({line[4] for line in page.lines}):
        canvas.setLineWidth(thick)
        own = dict.fromkeys(line[:4] for line in page.lines if line[4] == thick)
        canvas.lines([(x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in own])
    late = stream == "titles-last"
    for ink in sorted(page.texts, key=lambda x: x.size >= TITLE) if late else page.texts:
        _draw_text(canvas, ink, height - ink.y)
    canvas.showPage()


def _draw_text(canvas: Canvas, ink: Ink, y: float) -> None:
    """Runs of one font each, drawn one after the other."""
    obj = canvas.beginText(ink.x, y)
    obj.setCharSpace(ink.spacing)
    run, font = "", ""
    for own, char in runs_of(ink.text, ink.role):
        if own != font and run:
            obj.setFont(font, ink.size)
            obj.textOut(run)
            run = ""
        font, run = own, run + char
    obj.setFont(font, ink.size)
    obj.textOut(run)
    canvas.drawText(obj)
