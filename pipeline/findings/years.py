"""Findings from years: what this year did, under the date of another year.

A sentence is taken for misdated where it states this year's own figure to the digit, where its year
is a slip of the decade (2013 for 2023), or where it stands alone in its place: the report then says
of its own year nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.text.normalise import compact
from pipeline.confidence import lowest
from pipeline.findings.passages import Passage, quote
from pipeline.findings.wording import name_of
from schemas.candidate import Candidate
from schemas.document import Document
from schemas.report import Finding, FindingValue, Severity, Value
from schemas.vocabulary.findings import finding_words

#: Digits of a figure that two years do not share by chance.
_TELLING = 5
#: The same of a figure that is not dated by the sentence itself.
_LONG = 6
_DECADE = 10
#: Characters from which a cell holds sentences.
_LONG_CELL = 30
_SENTENCE = re.compile(r"[^。;!?]+")
_YEAR = re.compile(r"(?<![\d〔\[(第])(?P<year>(?:19|20)\d\d)年(?!末|底|初|\d|[-—至到]|以来|起)度?")
#: A figure of a year compared with that same year; its own budget is another matter.
_COMPARED = re.compile(
    r"(?:比|较|与)(?P<year>20\d\d)年度?(?:决算数?|支出|收入)?(?:相比|增|减|下降|上升)"
)
_TITLE = re.compile(r"《[^》]*》")
_AMOUNT = re.compile(r"\d(?:万元|亿元|元|%)")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence with the year that it begins with, or that it names right before an amount."""

    document: Document
    passage: Passage
    match: re.Match[str]
    year: int
    leads: bool
    sentence: str
    after: str


def year_findings(
    document: Document,
    found: Iterable[Passage],
    apart: Iterable[Candidate],
    values: Mapping[str, Value],
    year: int | None,
    sure: float,
) -> list[Finding]:
    """One finding for each other year that a section gives to what is this year's."""
    if year is None:
        return []
    told: dict[tuple[int, str], Finding] = {}
    misdated = [c for c in apart if lowest(c.scores) >= sure]
    prose = (p for p in found if p.table is None or len(p.squeezed) > _LONG_CELL)
    for dated in (d for p in prose for d in _dated(document, p, year)):
        finding = _finding(dated, misdated, values, year)
        if finding is not None:
            told.setdefault((dated.year, dated.passage.section), finding)
    return list(told.values())


def _dated(document: Document, passage: Passage, year: int) -> Iterator[_Dated]:
    titles = list(_TITLE.finditer(passage.squeezed))
    for sentence in _SENTENCE.finditer(passage.squeezed):
        for match in _YEAR.finditer(passage.squeezed, sentence.start(), sentence.end()):
            other = int(match["year"])
            rest = passage.squeezed[match.end() : sentence.end()]
            titled = any(t.start() < match.start() < t.end() for t in titles)
            if other != year and not titled and _AMOUNT.search(rest):
                leads = match.start() == sentence.start()
                yield _Dated(document, passage, match, other, leads, sentence[0], rest)


def _finding(
    dated: _Dated, misdated: list[Candidate], values: Mapping[str, Value], year: int
) -> Finding | None:
    inside = [c for c in misdated if _stands_in(c, dated)]
    found = _at_head(dated, inside, values, year) if dated.leads else None
    if found is not None or not _is_decade_slip(dated, year):
        return found
    return _told(dated, f"{year} 年度报告的句子写作 {dated.year} 年", inside)


def _at_head(
    dated: _Dated, inside: list[Candidate], values: Mapping[str, Value], year: int
) -> Finding | None:
    """A sentence that begins with another year, and what shows that it is of this one."""
    itself = _COMPARED.search(dated.after)
    if itself and itself["year"] == dated.match["year"]:
        return _told(dated, f"{dated.year} 年的数字与 {dated.year} 年相比", inside)
    if same := _this_years(inside, values):
        return _told(dated, _same_words(same[0], dated, year), same)
    if followed := _followed_up(dated, inside, values, year):
        words = f"{name_of(followed[0].path)}写作 {dated.year} 年的数字，却又与上年相比"
        return _told(dated, words, followed)
    named = _is_decade_slip(dated, year) or str(year) in dated.sentence
    return None if named else _unsaid(dated, inside, values, year)


def _unsaid(
    dated: _Dated, inside: list[Candidate], values: Mapping[str, Value], year: int
) -> Finding | None:
    """A sentence that does not name this year: its undated figures, or all that there is."""
    if repeated := _repeated(dated, values):
        words = f"{name_of(repeated)} {values[repeated].raw.strip()} 是 {year} 年度的数字"
        return _told(dated, f"{words}，此处却写作 {dated.year} 年", inside)
    return _alone(dated, inside, values, year)


def _alone(
    dated: _Dated, inside: list[Candidate], values: Mapping[str, Value], year: int
) -> Finding | None:
    """What every report states for its own year, and this one only for another."""
    sole = [c for c in inside if _is_sole(c, values)]
    paths = [c.path for c in sole] if inside else _taken(dated, values)
    if not paths or len(sole) != len(inside):
        return None
    words = f"{name_of(paths[0])}只有 {dated.year} 年的数字，{year} 年度的未见"
    return _told(dated, words, sole)


def _stands_in(candidate: Candidate, dated: _Dated) -> bool:
    """Whether the figure was read in the sentence, and dated by it."""
    evidence = candidate.evidence
    own = candidate.year == dated.year
    return own and _stands_here(evidence.section, evidence.verbatim, dated)


def _followed_up(
    dated: _Dated, inside: list[Candidate], values: Mapping[str, Value], year: int
) -> list[Candidate]:
    """Figures of a paragraph that goes on to compare with last year and does not name this year.

    Noughts count too; of another value than this year's the paragraph may tell what was before.
    """
    rest = dated.passage.squeezed[dated.match.end() :]
    compared = re.search(finding_words().periods.followed, rest)
    if compared is None or f"{year}年" in rest:
        return []
    return [c for c in inside if c.path not in values or _is_stated(c, values)]


def _this_years(inside: list[Candidate], values: Mapping[str, Value]) -> list[Candidate]:
    """Figures of this year: those known to have changed, or enough digits of several together.

    A figure that did not change from year to year proves nothing, nor does a short one.
    """
    same = [c for c in inside if c.value and _is_stated(c, values)]
    changes = [values.get(f"{c.path}.change") for c in same]
    if any(change is not None and change.value for change in changes):
        return same
    loose = [c for c, change in zip(same, changes, strict=True) if change is None]
    return loose if sum(map(_digits, loose)) >= _TELLING else []


def _digits(candidate: Candidate) -> int:
    """Digits that tell: all that are printed, but of a round number those before its noughts."""
    value = Decimal(candidate.value)
    if not candidate.quantum or value % 10 == 0:
        return len(value.normalize().as_tuple().digits)
    return len(str(int(abs(value) / candidate.quantum)))


def _is_stated(candidate: Candidate, values: Mapping[str, Value]) -> bool:
    """Whether the report has the candidate's figure at its path."""
    value = values.get(candidate.path)
    if value is None or not isinstance(candidate.value, Decimal):
        return False
    return isinstance(value.value, Decimal) and (
        abs(value.value - candidate.value) <= _half(candidate)
    )


def _half(candidate: Candidate) -> Decimal:
    return (candidate.quantum or Decimal(0)) / 2


def _is_decade_slip(dated: _Dated, year: int) -> bool:
    """2013 for 2023, in a sentence of money; what was founded or decreed then has its own year."""
    words = finding_words().periods
    apart = dated.year - year
    if not apart or apart % _DECADE or dated.year > year + _DECADE:
        return False
    near = dated.after if dated.leads else dated.after[: words.reach]
    amount = _AMOUNT.search(near)
    return amount is not None and not re.search(words.past, near[: amount.start()])


def _is_sole(candidate: Candidate, values: Mapping[str, Value]) -> bool:
    """Whether the report has no figure of its own year, though it must state it."""
    must = finding_words().periods.stated
    return candidate.path not in values and any(re.fullmatch(m, candidate.path) for m in must)


def _repeated(dated: _Dated, values: Mapping[str, Value]) -> str | None:
    """A path whose figure of this year is long, and stands in this sentence and elsewhere."""
    for path, value in values.items():
        change = values.get(f"{path}.change")
        number = value.value if isinstance(value.value, Decimal) else Decimal(0)
        if len(number.normalize().as_tuple().digits) < _LONG or (change and not change.value):
            continue
        here = [_stands_here(e.section, e.verbatim, dated) for e in value.evidence]
        if any(here) and not all(here):
            return path
    return None


def _stands_here(section: str | None, verbatim: str, dated: _Dated) -> bool:
    return (section or "") == dated.passage.section and compact(verbatim) in dated.sentence


def _taken(dated: _Dated, values: Mapping[str, Value]) -> list[str]:
    """Paths of what every report states for its own year, and this one only in this sentence."""
    must = finding_words().periods.stated
    return [
        path
        for path, value in values.items()
        if any(re.fullmatch(m, path) for m in must)
        and all(_stands_here(e.section, e.verbatim, dated) for e in value.evidence)
    ]


def _same_words(first: Candidate, dated: _Dated, year: int) -> str:
    raw = " ".join(first.raw.split())
    return f"{name_of(first.path)} {raw} 是 {year} 年度的数字，此处却写作 {dated.year} 年"


def _told(dated: _Dated, words: str, group: list[Candidate]) -> Finding | None:
    evidence = quote(dated.document, dated.passage, dated.match)
    if evidence is None:
        return None
    return Finding(
        kind="year_conflict",
        message=words,
        severity=Severity.WARNING,
        rule="figure_of_its_year",
        values=tuple(FindingValue(path=c.path, value=c.value, raw=c.raw) for c in group),
        evidence=(evidence, *(c.evidence for c in group)),
    )
