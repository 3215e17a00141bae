"""Findings from prose against a form: everything achieved, or another figure of an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.text.normalise import compact
from pipeline.findings.forms import Marked, MarkedForm
from pipeline.findings.passages import Passage, evidence_of, quote
from schemas.document import Document
from schemas.evidence import Evidence
from schemas.report import Finding, Severity
from schemas.vocabulary.findings import any_of, finding_words

#: A name this long is not met in a sentence by chance.
_OWN_NAME = 5
_STATED = r"(?:为|达到?|[:：])?(\d+(?:\.\d+)?)(%?)"


def claim_findings(
    document: Document, found: list[Passage], forms: list[MarkedForm]
) -> list[Finding]:
    """Claims of the report's text that its own forms belie."""
    return [*_done(document, found, forms), *_stated(document, found, forms)]


def _done(document: Document, found: list[Passage], forms: list[MarkedForm]) -> Iterator[Finding]:
    """`目标任务已全部完成` in a form, or anywhere else, although a row of a form was missed."""
    pattern = any_of(finding_words().claims.all_done)
    told: set[str] = set()
    for passage in found:
        match = pattern.search(passage.squeezed)
        if match is None or match[0] in told:
            continue
        rows = _missed_for(passage, forms)
        first = quote(document, passage, match)
        if rows and first is not None:
            told.add(match[0])
            yield _finding(document, f"称“{match[0]}”，但", rows, first)


def _missed_for(passage: Passage, forms: list[MarkedForm]) -> list[tuple[Marked, MarkedForm]]:
    """The missed rows of the passage's own form; of all forms where it stands in none."""
    own = [f for f in forms if passage.table is not None and _holds(f, passage)]
    if passage.table is not None and not own:
        return []
    return [(row, f) for f in own or forms for row in f.rows if row.missed]


def _holds(form: MarkedForm, passage: Passage) -> bool:
    cells = (slot.cell.text for row in form.form.rows for slot in row)
    return any(text is passage.text for text in cells)


def _stated(document: Document, found: list[Passage], forms: list[MarkedForm]) -> Iterator[Finding]:
    """An indicator's name with another figure than its row's, in the same form."""
    for form in forms:
        own = [p for p in found if p.table is not None and len(p.squeezed) > 30 and _holds(form, p)]
        for row in form.rows:
            name = compact(row.indicator.level3.string)
            actual = row.indicator.values.get("actual")
            if not row.missed or actual is None or len(name) < _OWN_NAME:
                continue
            pattern = re.compile(re.escape(name) + _STATED)
            for passage in own:
                match = pattern.search(passage.squeezed)
                if match and not _agrees(match, row):
                    words = f"文字称“{match[0]}”，但"
                    first = quote(document, passage, match)
                    if first is not None:
                        yield _finding(document, words, [(row, form)], first)
                    break


def _agrees(match: re.Match[str], row: Marked) -> bool:
    """A sentence that owns up to less than the target is no claim."""
    return row.target is None or Decimal(match[1]) < row.target


def _finding(
    document: Document, words: str, rows: list[tuple[Marked, MarkedForm]], first: Evidence
) -> Finding:
    shown = "、".join(
        f"“{compact(row.indicator.level3.string)}”"
        f"目标 {_text(row, 'target')}、实际 {_text(row, 'actual')}"
        for row, _ in rows
    )
    quotes = [evidence_of(document, t, f.form.section) for r, f in rows for t in r.texts()[:3]]
    return Finding(
        kind="witness_conflict",
        message=f"{words}{shown}",
        severity=Severity.WARNING,
        rule="words_against_form",
        evidence=(first, *(q for q in quotes if q is not None)),
    )


def _text(row: Marked, role: str) -> str:
    text = row.indicator.values.get(role)
    return compact(text.string) if text is not None else "—"
