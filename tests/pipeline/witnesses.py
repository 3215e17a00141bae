"""Witnesses for tests: candidates with a place and scores, nothing read."""

from decimal import Decimal

from schemas.candidate import Candidate
from schemas.evidence import Evidence, Method, PageLocation
from schemas.report import Scores
from schemas.vocabulary.paths import ValueType, entry_for


def witness(
    path,
    value,
    *,
    quantum="0.01",
    origin="sentence:totals",
    score=0.95,
    page=1,
    names=(),
    year=None,
    section=None,
    raw=None,
):
    """A candidate at a place of its own on `page`; numbers are given as text."""
    entry = entry_for(path)
    textual = entry is not None and entry.type in {ValueType.TEXT, ValueType.DATE}
    kind, _, place = origin.partition(":")
    return Candidate(
        path=path,
        value=value if textual else Decimal(value),
        unit=None if entry is None else entry.unit_of_value(),
        raw=raw or value,
        evidence=Evidence(
            location=PageLocation(page=page, box=(10.0, 20.0, 50.0, 30.0)),
            verbatim=raw or value,
            method=Method.TEXT_LAYER,
            engine="test 1",
            statement=place if kind == "statement" else None,
            section=section,
        ),
        origin=origin,
        scores=Scores(match=score),
        names=names,
        quantum=None if textual else Decimal(quantum),
        year=year,
    )
