"""A passage with everything marked that its frames are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.fields.narrative.figures import Figure, find_figures
from extractors.fields.narrative.functions import FunctionName, find_functions
from extractors.fields.narrative.pipeline import CUES, SUBJECTS, Mark, marks
from extractors.fields.narrative.regions import (
    Base,
    Region,
    find_bases,
    find_purposes,
    reason_pattern,
)
from schemas.vocabulary.sentences import Subject, sentence_file, subjects_by_alias

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Where classes by function belong, by the topic that stands nearest.
_FAMILIES = (
    ("government_fund", "government_fund.by_function[{}].expenditure", "[{}]"),
    ("state_capital", "state_capital.by_function[{}].expenditure", "[{}]"),
    ("general_public_budget", "general_public_budget.by_function[{}].amount", "[{}]"),
    ("fiscal_appropriation", "fiscal_appropriation.expenditure.by_function[{}].total", "[{}]"),
    ("expenditure", "expenditure.by_function[{}].total", ""),
    ("totals", "expenditure.by_function[{}].total", ""),
)
#: Parts whose sentences name no functional classes.
_NO_FAMILY = ("three_public", "performance", "procurement", "assets", "agency_operating", "basic")
#: Parts that speak of their own facts alone: another fund there only tells where money came from.
_OWN_PARTS = ("three_public", "agency_operating", "procurement", "assets")
_OWN_PATHS = ("three_public.", "agency_operating.", "procurement.", "assets.")
#: The part that all explanations stand in: it says nothing of those that have their own heading.
_WHOLE_NARRATIVE = "narrative"
#: Words this short are subjects only at the start of a clause, or behind a year.
_BARE_WORD = 2
_BEFORE_BARE = re.compile(r"(?:^|[,;:。、(]|年度?|本年|当年|[无有共计为])$")
_DIRECTIONS = {"up", "down", "flat", "signed"}
#: How far behind a stop a subject may begin that ends a reason.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A subject at `[start, end)`; `is_function` for a class of the functional list."""

    start: int
    end: int
    subject: Subject
    is_function: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks, those inside comparisons, purposes and reasons left out."""

    text: str
    named: tuple[Named, ...]
    cues: tuple[Mark, ...]
    figures: tuple[Figure, ...]
    bases: tuple[Region, ...]
    reasons: tuple[Region, ...]
    purposes: tuple[Region, ...]

    def hidden(self, position: int) -> bool:
        """Whether the position lies in a purpose or reason."""
        return any(r.covers(position) for r in (*self.reasons, *self.purposes))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before a text is read: its topics, nearest first, the report's year and kind.

    `above`: names of the class and 款 that headings above have opened.
    """

    topics: tuple[str, ...] = ()
    year: int | None = None
    budget: bool = False
    above: tuple[str, ...] = ()


def mark(text: str, doc: Doc, setting: Setting) -> Marked:
    """All marks of a text under its topics; `doc` is the text with its rulers' spans."""
    bases = find_bases(text, setting.year, budget=setting.budget)
    functions = _function_subjects(text, setting)
    plain = _subjects(marks(text, doc, SUBJECTS), functions, setting.topics, text)
    named = sorted((*plain, *functions), key=lambda n: n.start)
    figures = [f for f in find_figures(text) if not _inside(f, named)]
    cues = marks(text, doc, CUES)
    reasons = _reasons(text, named, figures, cues, bases)
    purposes = [p for p in find_purposes(text) if not any(r.covers(p.start) for r in reasons)]
    result = Marked(
        text, (), tuple(cues), tuple(figures), tuple(bases), tuple(reasons), tuple(purposes)
    )
    seen = [n for n in named if not _out_of_play(n.start, result)]
    kept = [f for f in figures if not any(r.covers(f.start) for r in reasons)]
    return Marked(
        text, tuple(seen), tuple(cues), tuple(kept), tuple(bases), tuple(reasons), tuple(purposes)
    )


def resolve(alias: str, topics: tuple[str, ...]) -> Subject | None:
    """The subject that an alias means under the topics, the nearest topic first."""
    entries = subjects_by_alias().get(alias, ())
    for depth, topic in enumerate(topics):
        if topic == _WHOLE_NARRATIVE and depth > 0:
            continue
        for entry in entries:
            if any(topic == t or topic.startswith(f"{t}.") for t in entry.topics):
                return entry
    return next((entry for entry in entries if not entry.topics), None)


def _at_home(subject: Subject, topics: tuple[str, ...]) -> bool:
    """Whether a part of its own (三公, 采购 …) may speak of the subject."""
    paths = [p for p in (subject.path, *subject.counts.values()) if p]
    if not topics or not topics[0].startswith(_OWN_PARTS):
        return True
    return any(path.startswith(_OWN_PATHS) for path in paths)


def _stands_alone(mark_: Mark, text: str) -> bool:
    if len(mark_.text) > _BARE_WORD:
        return True
    behind = text[mark_.end : mark_.end + 2]
    return behind not in ("决算", "预算") and bool(_BEFORE_BARE.search(text[: mark_.start]))


def _subjects(
    found: list[Mark], functions: list[Named], topics: tuple[str, ...], text: str
) -> list[Named]:
    free = [m for m in found if not any(m.start < f.end and f.start < m.end for f in functions)]
    resolved = ((m, resolve(m.text, topics)) for m in free if _stands_alone(m, text))
    return [Named(m.start, m.end, s) for m, s in resolved if s is not None and _at_home(s, topics)]


def _function_subjects(text: str, setting: Setting) -> list[Named]:
    family = _family(setting)
    if family is None:
        return []
    path, stem = family
    return [_function(f, path, stem) for f in find_functions(text, setting.above)]


def _family(setting: Setting) -> tuple[str, str] | None:
    for topic in setting.topics:
        if topic.startswith(_NO_FAMILY):
            return None
        for name, path, stem in _FAMILIES:
            if topic == name or topic.startswith(f"{name}."):
                return path, stem
    default = _FAMILIES[3] if setting.budget else _FAMILIES[2]
    return (default[1], default[2]) if setting.topics else None


def _function(found: FunctionName, path: str, stem: str) -> Named:
    full = path.format(found.key)
    at = full.rpartition(".")[0] if stem else full
    subject = Subject(path=full, stem=at, names=found.names)
    return Named(found.start, found.end, subject, is_function=True)


def _inside(figure: Figure, named: list[Named]) -> bool:
    return any(n.start < figure.end and figure.start < n.end for n in named)


def _out_of_play(position: int, marked: Marked) -> bool:
    return marked.hidden(position) or any(b.covers(position) for b in marked.bases)


def _reasons(
    text: str, named: list[Named], figures: list[Figure], cues: list[Mark], bases: list[Region]
) -> list[Region]:
    found: list[Region] = []
    weak = sentence_file().frames.weak_reasons
    for match in reason_pattern().finditer(text):
        if any(r.covers(match.start()) for r in found):
            continue
        if match[0].removeprefix("其").startswith(weak) and not _follows_change(
            text, match.start(), cues
        ):
            continue
        end = _reason_end(text, match.end(), named, figures)
        if _of_budget(text, match.start(), bases):
            end = _next_year_base(text, match.end(), end, bases)
        found.append(Region(match.start(), end, text_start=match.end()))
    return found


def _follows_change(text: str, position: int, cues: list[Mark]) -> bool:
    """Whether a change is spoken of in this sentence, or in the one that ends right before."""
    start = text.rfind("。", 0, max(position - 1, 0)) + 1
    return any(c.label in _DIRECTIONS for c in cues if start <= c.start < position)


def _of_budget(text: str, position: int, bases: list[Region]) -> bool:
    """Whether the marker tells why a budget was not met: a comparison with last year may follow."""
    start = text.rfind("。", 0, position) + 1
    said = [b for b in bases if start <= b.start < position]
    clauses = text[start:position].rstrip(",").rsplit(",", 1)
    compared = any(word in clauses[-1] for word in sentence_file().frames.budget_compared)
    return ("预算" in clauses[-1] and compared) or (bool(said) and said[-1].base is Base.BUDGET)


def _next_year_base(text: str, start: int, end: int, bases: list[Region]) -> int:
    """Where `,与上年相比…` begins behind a budget's reason; else its end."""
    found = [
        b.start - 1
        for b in bases
        if start < b.start < end and b.base is Base.YEAR and text[b.start - 1] in ",;"
    ]
    return min(found, default=end)


def _reason_end(text: str, start: int, named: list[Named], figures: list[Figure]) -> int:
    stop = text.find("。", start)
    end = stop if stop >= 0 else len(text)
    for match in re.finditer("[;,]", text[start:end]):
        position = start + match.start()
        if not re.match(r"[一二三四五六]是", text[position + 1 :]) and _goes_on(
            text, position, named, figures
        ):
            return position
    return end


def _goes_on(text: str, position: int, named: list[Named], figures: list[Figure]) -> bool:
    """Whether a new statement with its figure begins behind the stop."""
    subject = next((n for n in named if 0 < n.start - position <= _REACH), None)
    if subject is None or re.search("[,;。]", text[position + 1 : subject.start]):
        return False
    figure = next((f for f in figures if f.start >= subject.end), None)
    if figure is None or "。" in text[subject.end : figure.start]:
        return False
    distance = figure.start - subject.end
    return distance <= 25 if text[position] == ";" else distance <= 6 and bool(figure.measure)
