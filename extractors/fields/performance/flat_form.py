"""Flattened forms: project, agencies, goals and funds that stand as lines round a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.fields.performance.columns import segment
from extractors.fields.performance.emit import Sink
from extractors.fields.performance.flat_text import between, first_paragraph, lines, whole
from extractors.fields.performance.labels import stated_score
from extractors.fields.performance.sheets import Form
from extractors.fields.witness import Spot
from extractors.text.normalise import compact, fold
from extractors.text.units import MoneyUnit
from schemas.document import Document
from schemas.text import PlacedText
from schemas.vocabulary.performance import performance_words

_SURE = 0.82
_LONGEST_HEAD = 60
_NAME = re.compile(
    r"^\s*项目名称[:\s]\s*(?:[0-9A-Z]{8,}\s*[-—]\s*)?(?P<name>\S[^\n]*?)\s*$", re.MULTILINE
)
_SUPERVISING = re.compile(r"^\s*主管(?:部门|单位)[:\s]\s*(?P<name>\S+)", re.MULTILINE)
_IMPLEMENTING = re.compile(
    r"实施单位(?P<name>(?:\s*[^\s\d]+){1,3}?)\s*\n\s*(?=项\s*目|年\s*度|预\s*算)"
)
_GOALS = re.compile(r"年度目标\s+(?:年度)?(?:目标)?完成情况\s*\n")
_AFTER_GOALS = re.compile(r"^\s*\d[.、]\s*项目|^\s*(?:预算|资金|绩效)\s*\n?\s*执?行?", re.MULTILINE)
_TOTAL_FUNDS = re.compile(
    r"^\s*(?:年度)?(?:资金)?总额\s+(?P<figures>(?:[\d,.]+%?\s*(?![\d.]*[.、]\S)){2,8})",
    re.MULTILINE,
)
_TITLE = re.compile(r"^[^\n]{0,40}绩效[^\n]{0,24}表\s*(?:[(][^()\n]*[)])?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FlatLead:
    """The upper part of a form as lines: its text from the last title on."""

    text: PlacedText

    @property
    def folded(self) -> str:
        """The text as it is matched."""
        return fold(self.text.string)

    def title(self) -> str:
        """The title's line, compact; empty where there is none."""
        match = _TITLE.search(self.folded)
        return compact(match[0]) if match else ""

    def project(self) -> PlacedText | None:
        """The project's name, its code taken off."""
        match = _NAME.search(self.folded)
        return self.text.slice(*match.span("name")).strip() if match else None


def flat_lead(document: Document, form: Form) -> FlatLead | None:
    """The lines before a table, from the last title of a form on; None where there is no title."""
    text = between(document, form.lead)
    titles = list(_TITLE.finditer(fold(text.string)))
    if not titles:
        return None
    return FlatLead(text.slice(titles[-1].start(), len(text.string)))


def emit_flat_labels(sink: Sink, base: str, lead: FlatLead) -> None:
    """Agencies, goals and funds of a project."""
    for path, value in _labelled(lead):
        sink.text(f"{base}.{path}", Spot(value), _SURE)
    _emit_funds(sink, base, lead)


def emit_flat_conclusion(sink: Sink, base: str, document: Document, form: Form) -> None:
    """The score that the lines after the table state, up to the next form's title."""
    text = between(document, form.tail)
    stop = _TITLE.search(fold(text.string))
    stated = stated_score(text.slice(0, stop.start() if stop else len(text.string)))
    if stated is not None:
        sink.number(f"{base}.score", Spot(stated), "分", _SURE)


def _labelled(lead: FlatLead) -> Iterator[tuple[str, PlacedText]]:
    folded = lead.folded
    for role, pattern in (
        ("supervising_agency", _SUPERVISING),
        ("implementing_agency", _IMPLEMENTING),
    ):
        match = pattern.search(folded)
        if match:
            yield role, lead.text.slice(*match.span("name")).strip()
    goals = _GOALS.search(folded)
    after = _AFTER_GOALS.search(folded, goals.end()) if goals else None
    if goals and after:
        found = lines(folded, goals.end(), after.start())
        count = first_paragraph(found)
        yield "objective", whole(lead.text, found[:count])
        yield "achievement", whole(lead.text, found[count:])


def _emit_funds(sink: Sink, base: str, lead: FlatLead) -> None:
    """The row of the whole, its figures under the heads that stand before it."""
    match = _TOTAL_FUNDS.search(lead.folded)
    if match is None:
        return
    roles = _fund_roles(compact(lead.folded[: match.start()]))
    offset = match.start("figures")
    spans = [m.span() for m in re.finditer(r"\S+", match["figures"])]
    for role, (first, last) in zip(roles, spans, strict=False):
        spot = Spot(lead.text, offset + first, offset + last, row="总额")
        if role in ("budget", "executed"):
            sink.amount(f"{base}.{role}", spot, MoneyUnit.TEN_THOUSAND_YUAN, _SURE)
        elif role == "completion":
            sink.share(f"{base}.completion", spot, _SURE)


def _fund_roles(words: str) -> list[str]:
    """Heads before the row: the run of them that holds most and begins last."""
    table = performance_words().fund_columns
    starts = range(max(0, len(words) - _LONGEST_HEAD), len(words))
    runs = [segment(words[at:], table) for at in starts]
    return max(runs, key=lambda r: (len(set(r)), -len(r)), default=[])
