"""Findings from copied passages: a section that speaks of its neighbour, in its very words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations, takewhile

from extractors.text.normalise import compact
from pipeline.findings.passages import Passage, evidence_of, quote
from schemas.document import Document
from schemas.report import Finding, Severity
from schemas.section import Section, Structured

_SENTENCE = re.compile(r"[^。;]{15,}")
#: What two neighbouring titles have in common, and what tells them apart, at least.
_FRAME, _OWN = 4, 2

_Hit = tuple[Passage, re.Match[str], Section, str, str]


def copied_findings(structured: Structured, found: Iterable[Passage]) -> list[Finding]:
    """One finding for each pair of sections of which one was copied from the other."""
    by_section: dict[str, list[Passage]] = {}
    for passage in found:
        if passage.table is None:
            by_section.setdefault(passage.section, []).append(passage)
    hits = [
        hit
        for parent in structured.outline.walk()
        for here, there in permutations(parent.children, 2)
        if here.level == there.level
        for hit in _copied(here, there, by_section)
    ]
    return [f for hit in hits if (f := _finding(structured.document, hit)) is not None]


def _copied(here: Section, there: Section, passages: dict[str, list[Passage]]) -> Iterator[_Hit]:
    """The first sentence that both hold and that names only the other."""
    own, other = _apart(compact(here.title.string), compact(there.title.string))
    if not own or not other:
        return
    original = "".join(p.squeezed for p in _under(there, passages))
    for passage in _under(here, passages):
        for sentence in _SENTENCE.finditer(passage.squeezed):
            if other in sentence[0] and own not in sentence[0] and sentence[0] in original:
                yield passage, sentence, here, own, other
                return


def _under(section: Section, passages: dict[str, list[Passage]]) -> list[Passage]:
    return [p for each in section.walk() for p in passages.get(each.trail(), [])]


def _apart(one: str, other: str) -> tuple[str, str]:
    """What two titles of one frame do not share: 人员类 and 运转类 of …项目绩效分析."""
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    parts = one[start : len(one) - end], other[start : len(other) - end]
    if start + end < _FRAME or min(map(len, parts)) < _OWN:
        return "", ""
    return parts


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _finding(document: Document, hit: _Hit) -> Finding | None:
    passage, match, here, own, other = hit
    quoted = quote(document, passage, match)
    if quoted is None:
        return None
    heading = evidence_of(document, here.heading, here.trail())
    return Finding(
        kind="template_residue",
        message=f"关于“{own}”的一节照抄了“{other}”一节的文字，未作修改",
        severity=Severity.WARNING,
        rule="section_of_its_own",
        evidence=(quoted, heading) if heading else (quoted,),
    )
