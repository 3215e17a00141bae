"""Names for sections: which topic the words of a heading speak of."""

from __future__ import annotations

from extractors.text.normalise import compact
from schemas.section import Section
from schemas.vocabulary.sections import LEAF, TopicMatch, match_topic, topic_file

#: Below this share of explained characters a title only mentions the topic's words.
MIN_SCORE = 0.45
#: The level of 1. and below.
_ITEM_LEVEL = 4


def assign_topics(root: Section) -> None:
    """Set `topic` and `topic_score` of every section whose title is recognised.

    Sections below a closed topic (名词解释, 主要职责) are left without one.
    """
    _assign(root, ())


def _assign(section: Section, above: tuple[str, ...]) -> None:
    for child in section.children:
        match = _match(child, above)
        if match is None:
            _assign(child, above)
            continue
        child.topic, child.topic_score = match.topic.id, match.score
        if not match.topic.closed:
            _assign(child, (*above, match.topic.id))


def _above(section: Section, title: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Topics above as `match_topic` reads them.

    A list item that names a fact (`1.财政拨款收入500万元`) opens no part of its own: below 总体情况
    and at the depth of `1.` only a title that says 情况, 说明 … does.
    """
    deep = section.level >= _ITEM_LEVEL or above[-1:] == ("totals",)
    says_so = any(word in title for word in topic_file().heading_words)
    return (*above, LEAF) if above and deep and not says_so else above


def _match(section: Section, above: tuple[str, ...]) -> TopicMatch | None:
    title = compact(section.title.string) or compact(section.number)
    match = match_topic(title, _above(section, title, above))
    return match if match is not None and match.score >= MIN_SCORE else None
