"""The cover: the lines before the contents or the first part, its title and the agency on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from extractors.fields.witness import Spot
from extractors.text.normalise import compact, compact_with_offsets, fold
from schemas.document import Paragraph, Role
from schemas.section import Structured
from schemas.table import Table
from schemas.text import PlacedText, join
from schemas.vocabulary.kinds import header_words

_COVER_LINES = 12
_LONGEST_LINE = 60
_END_OF_COVER = re.compile(r"^(?:目录|目次|第一部分|一、|\(一\)|说明)")
_REPORT_WORD = re.compile(r"决算|预算|绩效|自评|报告|信息公开")
#: How a title's line ends whose rest stands on the next one.
_OPEN_ENDS = ("年", "年度", "部门", "单位", "支出", "部门(单位)", "绩效", "整体")
_TITLE_PARTS = re.compile(
    r"(?:(?:19|20)\d\d年度?|部门|单位|本级|区级|市级|县级|省级|汇总|整体支出|项目支出|绩效|自评|评价|"
    r"决算|预算|公开|信息|情况|说明|报告|报表|的|及|和|\"三公\"经费|\(公开\)|\(|\)|表|书|文本|年|度)+"
)
_TITLE_END = re.compile(
    r"(?:部门|单位|整体支出|项目支出|绩效|自评|评价|决算|预算|公开|信息|情况|说明|报告|报表|汇总|的|及|和|表|关于)+$"
)
_AMOUNT = re.compile(r"\d[.,]\d")


@dataclass(frozen=True, slots=True)
class Cover:
    """`lines`: the cover's paragraphs; `agencies`: names on it with how sure each is."""

    title: PlacedText
    lines: tuple[PlacedText, ...]
    agencies: tuple[tuple[Spot, float], ...]
    score: float


def read_cover(structured: Structured) -> Cover:
    """Read title and agency off the first lines; an empty title where there is no cover."""
    lines = _cover_lines(structured)
    title, score = _title(lines)
    agencies = [*_labelled(lines), *_in_title(title), *_own_line(lines)]
    if not agencies:
        agencies = _labelled_anywhere(structured)
    return Cover(title, tuple(lines), tuple(sorted(agencies, key=lambda a: -a[1])), score)


def _cover_lines(structured: Structured) -> list[PlacedText]:
    found: list[PlacedText] = []
    for block in structured.document.blocks:
        if isinstance(block, Table):
            break
        if block.role is Role.CONTENTS or _END_OF_COVER.match(compact(block.string)):
            break
        if block.role in (Role.PAGE_NUMBER, Role.PAGE_FOOTER) or not block.string.strip():
            continue
        found += _lines(block)
    kept = list(takewhile(lambda t: len(compact(t.string)) <= _LONGEST_LINE, found))
    return kept[:_COVER_LINES]


def _lines(block: Paragraph) -> list[PlacedText]:
    """The printed lines of a paragraph: covers set title and agency on lines of their own."""
    found, start = [], 0
    for part in block.string.split("\n"):
        found.append(block.text.slice(start, start + len(part)).strip())
        start += len(part) + 1
    return [part for part in found if part]


def _title(lines: list[PlacedText]) -> tuple[PlacedText, float]:
    """The line that names the report, with the lines round it that only complete it."""
    named = [i for i, line in enumerate(lines) if _names_report(compact(line.string))]
    if not named:
        return PlacedText(""), 0.0
    at = next((i for i in named if _stands_alone(lines[i])), named[0])
    first = at
    while first > 0 and not _stands_alone(lines[at]) and _completes(lines[first - 1]):
        first -= 1
    last = at
    while last + 1 < len(lines) and _is_rest_of_title(lines[last + 1]):
        last += 1
    title = join(lines[first : last + 1])
    return _without_site(title), 0.95 if first == last else 0.85


def _names_report(squeezed: str) -> bool:
    """Whether a line may be a title: no line of running text with an amount in it."""
    return _REPORT_WORD.search(squeezed) is not None and _AMOUNT.search(squeezed) is None


def _without_site(title: PlacedText) -> PlacedText:
    """A web page's title without the names of the site after it (`…部门决算-信息公开`)."""
    cut = re.search(r"\s*[-_|]", title.string)
    if cut and _REPORT_WORD.search(title.string[: cut.start()]):
        return title.slice(0, cut.start())
    return title


def _stands_alone(line: PlacedText) -> bool:
    """A line with more than stock words, or with the year: nothing above it belongs to it."""
    rest = _TITLE_PARTS.sub("", compact(line.string))
    return len(rest) >= 4 and re.search(r"(?:19|20)\d\d年", compact(line.string)) is not None


def _completes(line: PlacedText) -> bool:
    squeezed = compact(line.string)
    if re.fullmatch(r"(?:19|20)\d\d年度?", squeezed) or is_name(squeezed):
        return True
    return bool(re.search(r"(?:19|20)\d\d年", squeezed)) and squeezed.endswith(_OPEN_ENDS)


def _is_rest_of_title(line: PlacedText) -> bool:
    squeezed = compact(line.string)
    return bool(_TITLE_PARTS.fullmatch(squeezed)) and not re.search(r"\d{4}", squeezed)


def is_name(squeezed: str) -> bool:
    """Whether a line is a public body's name and nothing else."""
    words = header_words()
    squeezed = re.sub(r"\((?:本部|本级|机关)\)$", "", squeezed)
    if not 4 <= len(squeezed) <= 40 or squeezed.startswith(words.not_agencies):
        return False
    if re.search(r"[,。;:、]|\d|决算|预算|绩效|报告", squeezed) or is_placeholder(squeezed):
        return False
    return squeezed.endswith(words.agency_endings)


def is_placeholder(text: str) -> bool:
    """Whether a template's stand-in for a name was left (`XX局`, `某某局`, `**单位`)."""
    return re.search(r"[XxＸ×*○〇]{2}|某某|某(?=[局委办厅])", text) is not None


def _own_line(lines: list[PlacedText]) -> list[tuple[Spot, float]]:
    return [(Spot(line), 0.95) for line in lines if is_name(compact(line.string))]


def _in_title(title: PlacedText) -> list[tuple[Spot, float]]:
    """The name before or after the year: `X2024年度部门决算`, `2024年度X部门决算`."""
    squeezed, offsets = compact_with_offsets(title.string)
    pieces = re.split(r"((?:19|20)\d\d年度?)", squeezed)
    start = 0
    for piece in pieces:
        name = _strip_title_words(piece)
        if is_name(name):
            at = start + piece.index(name)
            return [(Spot(title, offsets[at], offsets[at + len(name) - 1] + 1), 0.97)]
        start += len(piece)
    return []


def _strip_title_words(piece: str) -> str:
    """A title's piece without the stock words at its end (`部门决算公开`); `(本级)` stays."""
    name = re.sub(r"^(?:附件\d*[:.]?)?(?:关于)?", "", piece)
    return _TITLE_END.sub("", name)


def _labelled(lines: list[PlacedText]) -> list[tuple[Spot, float]]:
    found = (_after_label(line) for line in lines)
    return [(spot, 0.98) for spot in found if spot is not None]


def _after_label(line: PlacedText) -> Spot | None:
    labels = "|".join(map(re.escape, header_words().agency_labels))
    spaced = re.compile(rf"\s*(?:{'|'.join(_spaced(w) for w in labels.split('|'))})\s*:\s*")
    match = spaced.match(fold(line.string))
    if match is None:
        return None
    value = fold(line.string)[match.end() :]
    name = re.split(r"\s{2,}|(?:金额)?单位:", value.strip())[0].strip()
    if not is_name("".join(name.split())):
        return None
    start = match.end() + value.index(name)
    return Spot(line, start, start + len(name))


def _spaced(label: str) -> str:
    """The label's characters with white space let in between; its escapes kept whole."""
    parts = re.findall(r"\\.|.", label)
    return r"\s*".join(parts)


def _labelled_anywhere(structured: Structured) -> list[tuple[Spot, float]]:
    """`部门：X` at the head of statements, where the cover is bare."""
    for paragraph in structured.document.paragraphs():
        spot = _after_label(paragraph.text)
        if spot is not None:
            short = spot.verbatim.endswith("办")
            return [(spot, 0.6 if short else 0.85)]
    return []
