"""What a report says of pages that were read from pictures."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from schemas.document import Document, Page
from schemas.evidence import Method, PageLocation
from schemas.report import Issue, Severity

#: A page whose words are read worse than this on average is hardly legible.
_POOR = 0.8


def ocr_issues(document: Document) -> list[Issue]:
    """Which pages were read by OCR, and those of them that are empty or hardly legible."""
    read = [page for page in document.pages if page.method is Method.OCR]
    if not read:
        return []
    found = [_summary(read)]
    for page in read:
        if not page.words:
            message = "nothing could be read on this page: it is blank or shows no text"
            found.append(_issue("page_without_text", message, Severity.NOTE, page))
        elif (score := fmean(word.score for word in page.words)) < _POOR:
            message = f"this page is hardly legible: its words score {score:.2f} on average"
            found.append(_issue("poor_picture", message, Severity.WARNING, page))
    return found


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
