"""What a report says of pages that were read from pictures."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from extractors.layout.lines import Line
from extractors.ocr.frame import ScanFrame
from extractors.ocr.glyphs import ReadPiece
from extractors.ocr.layer import Held
from extractors.ocr.marks import Doubts, Reason
from extractors.ocr.numerals import is_dash, parses
from extractors.ocr.piece import Piece
from extractors.readers.paged import RECOGNISED
from schemas.document import Document, Page
from schemas.evidence import Method, PageLocation
from schemas.geometry import BoundingBox, hull
from schemas.report import Issue, Severity

#: A page whose words are read worse than this on average is hardly legible.
_POOR = 0.8
#: What is wrong, by reason; so many figures are named.
_LIES = {
    Reason.SEAL: "a seal lies over",
    Reason.FOLD: "a fold of the paper crosses",
    Reason.FOCUS: "the lens blurred",
}
_NAMED = 6


def ocr_issues(document: Document) -> list[Issue]:
    """Which pages were read by OCR, those of them empty or hardly legible, remarks on pages."""
    read = [p for p in document.pages if p.method is Method.OCR and p.engine != RECOGNISED]
    found = [_summary(read)] if read else []
    found += [remark for page in document.pages for remark in page.remarks]
    for page in read:
        if not page.words:
            message = "nothing could be read on this page: it is blank or shows no text"
            found.append(_issue("page_without_text", message, Severity.NOTE, page))
        elif (score := fmean(word.score for word in page.words)) < _POOR:
            message = f"this page is hardly legible: its words score {score:.2f} on average"
            found.append(_issue("poor_picture", message, Severity.WARNING, page))
    return found


def doubt_issues(doubts: Doubts, frame: ScanFrame) -> tuple[Issue, ...]:
    """What lies over the page's print, where, and which figures are doubted for it."""
    return tuple(_doubt(reason, pieces, frame) for reason, pieces in doubts.items() if pieces)


def layer_issues(held: Held, frame: ScanFrame) -> list[Issue]:
    """What a hidden layer says otherwise than the picture that it lies over."""
    if not held.disputed:
        return []
    message = f"of {held.both} figures that the hidden layer has too {len(held.disputed)} differ"
    named = "; ".join(f"{r.text} / {other}" for r, other in held.disputed[:_NAMED])
    told = "the layer is of no use" if held.foreign else f"they are doubted ({named})"
    return [
        Issue(
            code="hidden_layer_differs",
            message=f"{message}: {told}",
            severity=Severity.WARNING,
            location=_round([r.piece for r, _ in held.disputed], frame),
        )
    ]


def lost_issues(
    cells: Sequence[BoundingBox], rows: Sequence[Line], frame: ScanFrame
) -> list[Issue]:
    """Cells whose ink was not read, and rows of figures that stand in no table."""
    found = []
    if cells:
        message = f"in {len(cells)} cells of a table here there is ink that could not be read"
        place = _in_pixels(hull(cells), frame)
        found.append(_lost("cells_unread", message, place))
    if rows:
        message = f"{len(rows)} lines of figures look like rows of a table that was not found"
        box = hull([row.box for row in rows])
        found.append(_lost("figures_outside_tables", message, _place(box, frame)))
    return found


def _lost(code: str, message: str, place: PageLocation) -> Issue:
    return Issue(code=code, message=message, severity=Severity.WARNING, location=place)


def _doubt(reason: Reason, pieces: Sequence[ReadPiece], frame: ScanFrame) -> Issue:
    figures = [r.text for r in pieces if parses(r.text) and not is_dash(r.text)]
    named = ", ".join(figures[:_NAMED]) + (", …" if len(figures) > _NAMED else "")
    message = f"{_LIES[reason]} text here: {len(pieces)} of its pieces, {len(figures)} figures"
    return Issue(
        code=reason,
        message=(f"{message} ({named})" if named else message) + " are doubted",
        severity=Severity.WARNING if figures else Severity.NOTE,
        location=_round([r.piece for r in pieces], frame),
    )


def _round(pieces: Sequence[Piece], frame: ScanFrame) -> PageLocation:
    """The place of all the pieces."""
    return _in_pixels(hull([BoundingBox(*piece[:4]) for piece in pieces]), frame)


def _in_pixels(box: BoundingBox, frame: ScanFrame) -> PageLocation:
    """A box in pixels of the prepared page."""
    scale = frame.pixels_per_point
    sides = (box.left, box.top, box.right, box.bottom)
    return _place(BoundingBox(*(side / scale for side in sides)), frame)


def _place(box: BoundingBox, frame: ScanFrame) -> PageLocation:
    """A box of the reading frame on the page as shown."""
    shown = frame.shown_box(box)
    sides = (shown.left, shown.top, shown.right, shown.bottom)
    return PageLocation(page=frame.stored_page, box=sides)


def _summary(pages: Sequence[Page]) -> Issue:
    engines = "; ".join(dict.fromkeys(page.engine for page in pages))
    numbers = _ranges([page.number for page in pages])
    return Issue(
        code="read_by_ocr",
        message=f"pages {numbers} were read from their pictures by {engines}",
        severity=Severity.NOTE,
    )


def _ranges(numbers: Sequence[int]) -> str:
    """`1-3, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def _issue(code: str, message: str, severity: Severity, page: Page) -> Issue:
    place = PageLocation(page=page.number, box=(0.0, 0.0, page.width, page.height))
    return Issue(code=code, message=message, severity=severity, location=place)
