"""What a report says of itself: kind, title, agency, region, fiscal year, day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.fields.cover import Cover, is_placeholder, read_cover
from extractors.fields.region import region_of
from extractors.fields.witness import Found, Spot, candidate
from extractors.text.dates import find_dates, find_years
from extractors.text.normalise import compact, compact_with_offsets
from schemas.candidate import Candidate
from schemas.document import Document, Paragraph
from schemas.report import Issue, Kind, Scores, Severity
from schemas.section import Structured
from schemas.text import PlacedText
from schemas.vocabulary.kinds import KindCues, header_words

#: A year that is joined to the word for the report; the annexes' year only where no other is.
_YEARS_OF_REPORT = (
    re.compile(
        r"((?:19|20)\d\d)年度?(?:[^。,;\d]{0,20}?)(?:部门|单位|学校|机关)?(?:收支)?(?:决算|预算)"
    ),
    re.compile(r"((?:19|20)\d\d)年度?[^。,;\d]{0,24}?(?:绩效|自评)"),
)
_BODY_PARAGRAPHS = 4_000
#: Below this, a name from the head of a statement is weighed against those of the body.
_SURE_NAME = 0.9


@dataclass(frozen=True, slots=True)
class _KindFound:
    cues: KindCues
    spot: Spot
    score: float


def extract(structured: Structured) -> list[Candidate]:
    """Witnesses of `report.*`; the cover's words carry the highest match."""
    document = structured.document
    cover = read_cover(structured)
    agencies = list(_agencies(structured, cover))
    found: list[tuple[Found, Spot]] = [*_title(cover), *agencies]
    kind = _kind(structured, cover)
    found += kind + (_years(document, cover) if kind else [])
    found += _dates(document) or _date_on_cover(cover)
    found += _region(document, agencies)
    made = (candidate(document, what, where) for what, where in found)
    return [c for c in made if c is not None]


def issues(structured: Structured) -> list[Issue]:
    """What a person should know: a report of a kind that is not read, or none that is known."""
    kind = identify_kind(structured)
    if kind is None:
        return [Issue(code="kind_not_identified", message="文种未识别：标题与正文均无可认之字样")]
    if kind.cues.kind is not Kind.OTHER:
        return []
    message = f"这份文件像是“{kind.cues.name}”，不是部门预算、决算或绩效自评报告"
    return [Issue(code="other_kind_of_report", message=message, severity=Severity.WARNING)]


def identify_kind(structured: Structured, cover: Cover | None = None) -> _KindFound | None:
    """The kind by the cover's title, else by the headings, else None."""
    front = cover or read_cover(structured)
    titles = [t for t in (front.title, *front.lines) if t]
    for text in titles:
        squeezed = compact(text.string)
        for cues in header_words().kinds:
            if any(re.search(p, squeezed) for p in cues.title):
                return _KindFound(cues, Spot(text), 0.98 if text is front.title else 0.85)
    return _kind_by_body(structured.document)


def _kind_by_body(document: Document) -> _KindFound | None:
    """The kind that most headings name; a self-evaluation alone where no accounts are named."""
    votes: Counter[str] = Counter()
    first: dict[str, tuple[KindCues, Spot]] = {}
    for paragraph in _short_paragraphs(document):
        squeezed = compact(paragraph.string)
        for cues in header_words().kinds:
            if any(re.search(p, squeezed) for p in cues.body):
                votes[cues.name] += 1
                first.setdefault(cues.name, (cues, Spot(paragraph.text)))
                break
    annexed = [n for n in votes if first[n][0].kind is Kind.SELF_EVALUATION]
    if len(annexed) < len(votes):
        for name in annexed:
            del votes[name]
    if not votes:
        return None
    name, count = votes.most_common(1)[0]
    return _KindFound(*first[name], score=0.5 + 0.4 * count / votes.total())


def _short_paragraphs(document: Document) -> Iterator[Paragraph]:
    paragraphs = (p for p, _ in zip(document.paragraphs(), range(_BODY_PARAGRAPHS), strict=False))
    return (p for p in paragraphs if len(p.string) <= 60)


def _kind(structured: Structured, cover: Cover) -> list[tuple[Found, Spot]]:
    kind = identify_kind(structured, cover)
    if kind is None:
        return []
    value = kind.cues.kind.value
    found = Found("report.kind", value, None, kind.spot.verbatim, "header", _match(kind.score))
    return [(found, kind.spot)]


def _title(cover: Cover) -> list[tuple[Found, Spot]]:
    if not cover.title or is_placeholder(compact(cover.title.string)):
        return []
    value = "".join(cover.title.string.split())
    found = Found("report.title", value, None, cover.title.string, "header", _match(cover.score))
    return [(found, Spot(cover.title))]


def _agencies(structured: Structured, cover: Cover) -> Iterator[tuple[Found, Spot]]:
    """The cover's name first; where the cover has none, headings and first sentences."""
    named = list(cover.agencies)
    if not named or named[0][1] < _SURE_NAME:
        named += _agencies_of_body(structured.document)
    for spot, score in sorted(named, key=lambda item: -item[1]):
        value = "".join(spot.verbatim.split())
        yield Found("report.agency", value, None, spot.verbatim, "header", _match(score)), spot


def _agencies_of_body(document: Document) -> list[tuple[Spot, float]]:
    """Names before 概况, 主要职责, 下属 …, and subjects of `X是…的…单位`; the most frequent.

    A name that is the end of a longer one (`区财政局` of `某市某区财政局`) votes for the longer.
    """
    spots: dict[str, list[Spot]] = {}
    paragraphs = zip(document.paragraphs(), range(_BODY_PARAGRAPHS), strict=False)
    for paragraph, _ in paragraphs:
        for name, spot in _names_in(paragraph.text):
            spots.setdefault(name, []).append(spot)
    longest = [n for n in spots if not any(o != n and o.endswith(n) for o in spots)]
    votes = {n: sum(len(s) for o, s in spots.items() if n.endswith(o)) for n in longest}
    if not votes:
        return []
    name = max(votes, key=lambda n: votes[n])
    sure = 0.75 + 0.05 * min(votes[name], 4) - (0.0 if region_of(name) else 0.15)
    return [(spots[name][0], sure)]


_SUBJECT = re.compile(
    r"(?:^|[。;:\s])(?:第.部分)?(?P<name>[\u4e00-\u9fff()]{4,30}?)"
    r"(?:(?:部门|单位)?概况|主要职责|的?主要职能|下属(?:二级)?(?:预算)?单位|(?:无|没有)下属"
    r"|[是系][^。]{0,30}(?:单位|部门|机构)|(?:19|20)\d\d年度?(?:$|(?:部门|单位)?(?:整体支出|决算|预算)))"
)


def _names_in(text: PlacedText) -> Iterator[tuple[str, Spot]]:
    squeezed, offsets = compact_with_offsets(text.string)
    for match in _SUBJECT.finditer(squeezed[:2_000]):
        name = match["name"]
        for suffix in ("部门", "单位"):
            name = name.removesuffix(suffix)
        if is_agency_name(name):
            start = match.start("name")
            end = start + len(name)
            yield name, Spot(text, offsets[start], offsets[end - 1] + 1)


def is_agency_name(name: str) -> bool:
    """Whether a name ends as names of public bodies do and is no stock word."""
    words = header_words()
    if len(name) < 4 or any(name.startswith(w) or name == w for w in words.not_agencies):
        return False
    return name.endswith(words.agency_endings) and not re.search(r"[,。;:!?]|\d{3,}", name)


def _years(document: Document, cover: Cover) -> list[tuple[Found, Spot]]:
    """The year of the cover's title; else the year that headings join most to 决算 or 预算.

    Asked only of a report of a known kind: any page may name a year.
    """
    for text, score in [(cover.title, 0.98), *((line, 0.9) for line in cover.lines)]:
        years = find_years(text.string) if text else []
        if text and years and not find_dates(text.string):
            return [_year(years[0].value, Spot(text, years[0].start, years[0].end), score)]
    return _year_by_body(document)


def _year_by_body(document: Document) -> list[tuple[Found, Spot]]:
    for pattern in _YEARS_OF_REPORT:
        votes: Counter[int] = Counter()
        spots: dict[int, Spot] = {}
        for paragraph in _short_paragraphs(document):
            squeezed, offsets = compact_with_offsets(paragraph.string)
            for match in pattern.finditer(squeezed):
                year = int(match[1])
                votes[year] += 1
                start, end = offsets[match.start(1)], offsets[match.end(1) - 1] + 1
                spots.setdefault(year, Spot(paragraph.text, start, end))
        if votes:
            year, count = votes.most_common(1)[0]
            return [_year(year, spots[year], 0.5 + 0.4 * count / votes.total())]
    return []


def _year(year: int, spot: Spot, score: float) -> tuple[Found, Spot]:
    value = Decimal(year)
    found = Found(
        "report.fiscal_year", value, "年", spot.verbatim, "header", _match(score), Decimal(1)
    )
    return found, spot


def _dates(document: Document) -> list[tuple[Found, Spot]]:
    """A day that a label names as that of publication (`公开时间：2021年9月24日`)."""
    labels = header_words().date_labels
    for index, paragraph in enumerate(document.paragraphs()):
        if index > _BODY_PARAGRAPHS:
            break
        for date in find_dates(paragraph.string):
            before = compact(paragraph.string[: date.start]).rstrip(":")
            if before.endswith(labels):
                spot = Spot(paragraph.text, date.start, date.end)
                return [(_published(date.value.isoformat(), spot, 0.95), spot)]
    return []


def _date_on_cover(cover: Cover) -> list[tuple[Found, Spot]]:
    """A day alone on a line of the cover; nothing says what it is the day of."""
    for line in cover.lines:
        dates = find_dates(line.string)
        if dates and dates[0].end - dates[0].start >= len(line.string.strip()) - 1:
            spot = Spot(line, dates[0].start, dates[0].end)
            return [(_published(dates[0].value.isoformat(), spot, 0.7), spot)]
    return []


def _published(value: str, spot: Spot, sure: float) -> Found:
    return Found("report.published_on", value, None, spot.verbatim, "header", _match(sure))


def _region(document: Document, agencies: list[tuple[Found, Spot]]) -> list[tuple[Found, Spot]]:
    if not agencies:
        return []
    agency, spot = agencies[0]
    text = "".join(p.string for p, _ in zip(document.paragraphs(), range(400), strict=False))
    region = region_of(str(agency.value), "".join(text.split()))
    if region is None:
        return []
    name, score = region
    scores = _match(min(score, agency.scores.match))
    return [(Found("report.region", name, None, spot.verbatim, "header", scores), spot)]


def _match(score: float) -> Scores:
    return Scores(match=score)
