"""Stated nils: a note under an empty statement says that there is nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.fields.statements.context import Context
from extractors.fields.witness import Found, Spot, candidate
from extractors.tables.surroundings import Surroundings, nil_note
from extractors.text.normalise import compact_with_offsets
from schemas.report import Scores
from schemas.text import PlacedText
from schemas.vocabulary.statements import patterns

_WORD = re.compile(r"没有|(?<!有)无|未")


def read_nil(context: Context, around: Surroundings) -> None:
    """Zeros at the paths that the note names, with the word 无 or 没有 as their print."""
    note = nil_note(context.statement.table, around)
    if note is None:
        return
    squeezed, offsets = compact_with_offsets(note.string)
    for nil in context.form.nils:
        found = patterns(nil.cue).search(squeezed)
        if found is None:
            continue
        word = _WORD.search(squeezed, found.start())
        if word is not None:
            start, end = offsets[word.start()], offsets[word.end() - 1] + 1
            for path in nil.paths:
                kept = path.replace(".final", ".budget") if context.budget else path
                _emit(context, note, kept, (start, end))
        return


def _emit(context: Context, note: PlacedText, path: str, span: tuple[int, int]) -> None:
    raw = note.string[span[0] : span[1]]
    spot = Spot(note, span[0], span[1], row=note.string[:60], statement=context.form.id)
    scores = Scores(match=round(context.statement.score * 0.95, 4))
    found = Found(
        path, Decimal(0), "万元", raw, f"statement:{context.form.id}", scores, Decimal("0.01")
    )
    made = candidate(context.document, found, spot)
    if made is not None:
        context.candidates.append(made)
