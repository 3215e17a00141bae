"""What the sections of a report are about: topics and the words of their titles."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocabulary.loading import load_toml

#: Stands last among the topics above where only topics that ask for one above them may follow.
LEAF = "leaf"
#: A heading without a number is a short line.
_MAX_PLAIN = 45
#: A heading without a number must be explained by the topic's words almost whole.
_PLAIN_SCORE = 0.9
#: Shorter words (绩效, 支出预算) are heads of tables rather than headings.
_MIN_PLAIN = 6
#: Sentences, lines that end in a figure, captions of charts.
_NO_HEADING = re.compile(r"[,;。]|\d$|^[(\[]?[图表]\d|见附")
_YEAR = re.compile(r"(?:20\d\d|[二○〇零一三四五六七八九]{4})年?度?")
_MARKS = re.compile(r"[\"'《》【】\[\]()#*>_:.。,、;\-—\s]")


class Topic(BaseModel):
    """A topic.

    `words`: a title has it when all words of one of the lists stand in it. `without`: words that
    speak against it. `within`: topics of which one must be open above it. `closed`: sections below
    are its own matter and have no topics. `leaf`: sections below have only topics that ask for one
    above them. `outside`: topics that must not be open above it. `plain_rank`: the rank of a
    heading of this topic that has no number (10 第一部分, 17 报告, 20 一、, 30 （一）); None where
    it always has one.
    `plain_endings`: a line without a number that ends so is a heading, whatever stands before it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    words: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    closed: bool = False
    leaf: bool = False
    outside: tuple[str, ...] = ()
    plain_rank: int | None = None
    plain_endings: tuple[str, ...] = ()


class TopicFile(BaseModel):
    """The whole of `sections.toml`: earlier topics win.

    `noise`: words that say nothing. `body_endings`: how names of bodies end. `heading_words`:
    words that make a list item a heading.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    noise: tuple[str, ...]
    body_endings: tuple[str, ...]
    heading_words: tuple[str, ...]
    topic: tuple[Topic, ...]


class TopicMatch(BaseModel):
    """A topic and how much of the title its words explain (0..1)."""

    model_config = ConfigDict(frozen=True)
    topic: Topic
    score: float = Field(ge=0, le=1)


@cache
def topic_file() -> TopicFile:
    """All topics in order."""
    return load_toml("sections.toml", TopicFile)


@cache
def match_topic(title: str, above: tuple[str, ...] = ()) -> TopicMatch | None:
    """The topic of a compacted title under sections of the topics `above`, nearest last."""
    stripped = _MARKS.sub("", _YEAR.sub("", title))
    behind_year = _MARKS.sub("", _YEAR.split(title)[-1])
    leaf = bool(above) and (above[-1] == LEAF or above[-1] in _leaves())
    for topic in topic_file().topic:
        if leaf and not topic.within:
            continue
        if any(name.startswith(topic.outside) for name in above if topic.outside):
            continue
        if topic.within and not any(name in above for name in topic.within):
            continue
        words = next((w for w in topic.words if _fits(stripped, w, topic.without)), None)
        if words is not None:
            own = behind_year if _fits(behind_year, words, ()) else stripped
            behind_body = _MARKS.sub("", _YEAR.sub("", title[body_end(title) :]))
            own = behind_body if body_end(title) and _fits(behind_body, words, ()) else own
            return TopicMatch(topic=topic, score=_explained(own, words))
    return None


@cache
def body_end(title: str) -> int:
    """Where the name of a body ends that the compacted title begins with; 0 where there is none."""
    endings = "|".join(map(re.escape, topic_file().body_endings))
    kind = r"(?:\((?:部门|单位|本级|本部)\))?"
    match = re.match(rf"[\u4e00-\u9fff]{{3,30}}(?:{endings}){kind}", title)
    return match.end() if match else 0


@cache
def _leaves() -> frozenset[str]:
    return frozenset(topic.id for topic in topic_file().topic if topic.leaf)


@cache
def plain_heading(title: str) -> int | None:
    """The rank of a line that is a heading although it has no number; None where it is none."""
    if not title or len(title) > _MAX_PLAIN or _NO_HEADING.search(title):
        return None
    match = match_topic(title)
    if match is None or match.topic.plain_rank is None:
        return None
    if len(title) < _MIN_PLAIN and match.topic.plain_rank > 10 and not match.topic.closed:
        return None
    known = match.score >= _PLAIN_SCORE or title.endswith(match.topic.plain_endings or ("\0",))
    return match.topic.plain_rank if known else None


def _fits(title: str, words: tuple[str, ...], without: tuple[str, ...]) -> bool:
    return all(word in title for word in words) and not any(word in title for word in without)


def _explained(title: str, words: tuple[str, ...]) -> float:
    rest = title
    for word in sorted((*words, *topic_file().noise), key=len, reverse=True):
        rest = rest.replace(word, "")
    return round(1 - len(rest) / max(len(title), 1), 3)
