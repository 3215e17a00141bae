"""Findings from names: one class of expenditure, or one body, under two names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from extractors.text.normalise import compact
from pipeline.agreement import Party
from pipeline.findings.passages import Passage, quote
from schemas.document import Document
from schemas.report import Finding, Severity, Value
from schemas.vocabulary.findings import finding_words

_CODED = re.compile(r"(?P<name>[\u4e00-\u9fff]{4,24})\((?P<code>2\d\d)类?\)")
_CODE = re.compile(r"by_function\[(2\d\d)\d*\]")
#: Names less alike than this are two names; those more alike differ by a word left out.
_OTHER_NAME = 0.6
#: Two names of one body: more alike than this, and neither within the other.
_SLIP = 0.8


def name_findings(
    document: Document,
    found: Iterable[Passage],
    gathered: Mapping[str, list[Party]],
    values: Mapping[str, Value],
) -> list[Finding]:
    """One finding for each class, and each misspelt body."""
    listed = list(found)
    return [*_classes(document, listed, _printed(gathered)), *_bodies(document, listed, values)]


def _printed(gathered: Mapping[str, list[Party]]) -> dict[str, set[str]]:
    """Names of the classes as statements print them, by code."""
    names: dict[str, set[str]] = {}
    for path, groups in gathered.items():
        code = _CODE.search(path)
        for member in groups[0].members if code else ():
            if code and member.names and member.origin.startswith("statement:"):
                names.setdefault(code[1], set()).add(compact(member.names[0]))
    return names


def _classes(
    document: Document, found: list[Passage], printed: Mapping[str, set[str]]
) -> Iterator[Finding]:
    told: set[str] = set()
    for passage in (p for p in found if p.table is None):
        for match in _CODED.finditer(passage.squeezed):
            names = printed.get(match["code"], set())
            if (
                not names
                or match[0] in told
                or max(_like(match["name"], n) for n in names) >= (_OTHER_NAME)
            ):
                continue
            told.add(match[0])
            shown = "、".join(sorted(names))
            words = f"科目 {match['code']} 前后名称不一致：文字作“{match['name']}”，报表作“{shown}”"
            yield from _finding(document, (passage, match), words, "one_class_one_name")


def _like(one: str, other: str) -> float:
    if one.endswith(other) or other.endswith(one):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bodies(
    document: Document, found: list[Passage], values: Mapping[str, Value]
) -> Iterator[Finding]:
    """Labels (部门：…) that name the body of the report, but for a character or two."""
    agency = compact(str(values["report.agency"].value)) if "report.agency" in values else ""
    pattern = re.compile(finding_words().body_label)
    text = "\n".join(p.squeezed for p in found)
    told: set[str] = set()
    for passage in found:
        match = pattern.match(passage.squeezed)
        name = match["name"] if match else ""
        if match is None or not agency or name in told or not _is_slip(name, agency):
            continue
        if text.count(name) < text.count(agency):
            told.add(name)
            words = f"名称前后不一致：此处作“{name}”，他处作“{agency}”"
            yield from _finding(document, (passage, match), words, "one_body_one_name")


def _is_slip(name: str, agency: str) -> bool:
    if name in agency or agency in name:
        return False
    return SequenceMatcher(None, name, agency, autojunk=False).ratio() >= _SLIP


def _finding(
    document: Document, hit: tuple[Passage, re.Match[str]], words: str, rule: str
) -> Iterator[Finding]:
    evidence = quote(document, *hit)
    if evidence is not None:
        yield Finding(
            kind="witness_conflict",
            message=words,
            severity=Severity.NOTE,
            rule=rule,
            evidence=(evidence,),
        )
