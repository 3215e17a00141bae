"""Findings from wording: what a template left behind, reasons that contradict their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.vocabulary.findings import Residue, any_of, finding_words

#: Characters around a match that may excuse it.
_AROUND = 8
#: The rules of a form, and blank forms annexed for reference, are instructions by right.
_NOTE = re.compile(r"^(?:注|说明|填表说明|填报说明|备注)[\d:：]|填报说明|填表说明")
_REFERENCE = re.compile(r"参考|模板|样表|范本|提纲|填报说明")


def residue_findings(document: Document, found: Iterable[Passage]) -> list[Finding]:
    """One finding for each sort of residue, with every place of it."""
    prose = [p for p in found if not _NOTE.search(p.squeezed) and not _REFERENCE.search(p.section)]
    sorts = [_residue(document, sort, prose) for sort in finding_words().residue]
    return [each for each in (*sorts, _reasons(document, prose)) if each is not None]


def _residue(document: Document, sort: Residue, prose: list[Passage]) -> Finding | None:
    hits = [(p, m) for p in prose for m in _matches(sort, p)]
    return _finding(document, f"{sort.name}", "residue_" + sort.id, hits)


def _matches(sort: Residue, passage: Passage) -> Iterator[re.Match[str]]:
    for match in any_of(sort.patterns).finditer(passage.squeezed):
        around = passage.squeezed[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        if not (sort.unless and any_of(sort.unless).search(around)):
            yield match


def _reasons(document: Document, prose: list[Passage]) -> Finding | None:
    """A reason for more (or less) that says that there was neither."""
    words = finding_words().directions
    frame, equal = re.compile(words.reason), any_of(words.equal)
    either = any_of(words.more + words.less)
    hits = [
        (passage, match)
        for passage in prose
        for match in frame.finditer(passage.squeezed)
        if either.search(match["word"]) and equal.match(match["why"])
    ]
    return _finding(document, "所述原因与增减方向不符", "reason_of_its_direction", hits)


def _finding(
    document: Document, name: str, rule: str, hits: list[tuple[Passage, re.Match[str]]]
) -> Finding | None:
    if not hits:
        return None
    words = "、".join(dict.fromkeys(f"“{match[0]}”" for _, match in hits))
    quotes = (quote(document, passage, match) for passage, match in hits)
    return Finding(
        kind="template_residue",
        message=f"{name}：{words}",
        severity=Severity.WARNING,
        rule=rule,
        evidence=tuple(each for each in quotes if each is not None),
    )
