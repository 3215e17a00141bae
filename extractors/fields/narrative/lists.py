"""Figures that belong to a list of subjects: `A、B均为0万元`, `A、B分别为1万元、2万元`."""

from __future__ import annotations

import re

from extractors.fields.narrative.figures import Figure
from extractors.fields.narrative.gaps import Gap
from extractors.fields.narrative.marked import Named
from schemas.vocabulary.sentences import Subject

_JOIN = re.compile(r"[、,/]|和|与|及|以及")
_EACH = re.compile(r"均|都")
_RESPECTIVELY = "分别"


def group_of(figure: Figure, gap: Gap) -> list[Figure]:
    """The figure with those of its kind that are joined to it on the right."""
    marked = gap.marked
    found = [figure]
    for other in marked.figures:
        if other.start <= figure.start or other.kind is not figure.kind:
            continue
        if not _JOIN.fullmatch(marked.text[found[-1].end : other.start]):
            break
        found.append(other)
    return found


def spread(figure: Figure, gap: Gap) -> list[tuple[Figure, Subject]] | None:
    """Which figure goes to which subject of a list; None where the words speak of no list.

    Empty where they do and it cannot be told: then no figure of the list belongs to anything.
    """
    text = gap.text
    if _RESPECTIVELY not in text and not _EACH.search(text):
        return None
    group, run = group_of(figure, gap), _run(gap)
    said = text[gap.clause_start - gap.start :]
    if _RESPECTIVELY in said and len(group) > 1:
        told = len(run) == len(group) and gap.clear(run[-1].end)
        return [(f, n.subject) for f, n in zip(group, run, strict=True)] if told else []
    if len(run) < 2 or not _EACH.search(gap.marked.text, run[-1].end, figure.start):
        return None
    return [(figure, n.subject) for n in run] if gap.clear(run[-1].end) else []


def _run(gap: Gap) -> list[Named]:
    """The last names of the stretch, as far as they are joined; none of them named twice."""
    run: list[Named] = []
    for named in reversed(gap.named()):
        between = gap.marked.text[named.end : run[0].start] if run else ""
        if run and (not _JOIN.fullmatch(between) or named.subject in [n.subject for n in run]):
            break
        run.insert(0, named)
    return run
