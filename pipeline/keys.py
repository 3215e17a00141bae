"""One member, one key: names in sentences meet the codes of statements, spellings meet each other.

A name is given a code only where exactly one code of this report bears it; where two do, the name
stays: two facts under one path would be a wrong value that looks sure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from extractors.text.normalise import compact
from pipeline.agreement import authority
from schemas.candidate import Candidate
from schemas.paths import Step, clean_key, parse

#: Keyed lists whose members have a code, and the lengths of codes from the outermost level in.
_CODED = {"by_function": (3, 5, 7), "by_economic": (3, 5)}
_LEVEL_TAG = re.compile(r"\((类|款|项)\)")
#: What reports add to a name, or leave out, without meaning another member.
_CLASS_TAIL = re.compile(r"(?<=..)(支出)+$")
_PROJECT_TAIL = re.compile(r"(?<=..)(经费|项目|资金|专项)+$")
#: Origins that print a member in a table, where two spellings side by side are two members.
_TABLES = 2

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A code and one way in which the report names it."""

    code: str
    level: int
    names: Names


def align(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with their keys made one a member; order is kept."""
    cleaned = [_with_path(c, [_cleaned(step) for step in parse(c.path)]) for c in candidates]
    coded = _codes(cleaned)
    met = [_with_path(c, [_to_code(step, coded) for step in parse(c.path)]) for c in cleaned]
    return _one_spelling(met)


def member_path(path: str) -> str | None:
    """The path down to its innermost coded member; None where it has none."""
    steps = parse(path)
    coded = [i for i, step in enumerate(steps) if step.name in _CODED and step.key]
    return ".".join(map(str, steps[: coded[-1] + 1])) if coded else None


def is_named(path: str) -> bool:
    """Whether a line that should have a code is keyed by its name: no statement prints it."""
    return any(step.name in _CODED and step.key and not step.key.isdigit() for step in parse(path))


def _with_path(candidate: Candidate, steps: list[Step]) -> Candidate:
    path = ".".join(map(str, steps))
    return candidate if path == candidate.path else replace(candidate, path=path)


def _cleaned(step: Step) -> Step:
    if step.key is None:
        return step
    key = clean_key(step.key)
    return Step(step.name, _LEVEL_TAG.sub("", key) if step.name in _CODED else key)


def fold_name(name: str) -> str:
    """A 类, 款 or 项 name without what reports add or leave out: level tags, a trailing 支出."""
    return _CLASS_TAIL.sub("", _LEVEL_TAG.sub("", compact(name)))


def _level(name: str, code: str) -> int | None:
    lengths = _CODED.get(name, ())
    return lengths.index(len(code)) + 1 if code.isdigit() and len(code) in lengths else None


def _codes(candidates: Iterable[Candidate]) -> dict[str, dict[str, list[_Coded]]]:
    """By kind of list, then by the list's own path (`""` for all): codes with printed names."""
    found: dict[str, dict[str, list[_Coded]]] = defaultdict(lambda: defaultdict(list))
    for candidate in candidates:
        for step in parse(candidate.path):
            level = _level(step.name, step.key) if step.key and candidate.names else None
            if step.key and level:
                names = tuple(map(fold_name, candidate.names))
                entry = _Coded(step.key, level, names)
                if entry not in found[step.name][step.key]:
                    found[step.name][step.key].append(entry)
    return found


def _to_code(step: Step, coded: dict[str, dict[str, list[_Coded]]]) -> Step:
    if step.key is None or step.name not in coded or _level(step.name, step.key):
        return step
    parts = tuple(fold_name(part) for part in step.key.split("/"))
    listed = [entry for entries in coded[step.name].values() for entry in entries]
    for rule in _RULES:
        codes = {entry.code for entry in listed if rule(entry, parts)}
        if codes:
            return Step(step.name, codes.pop()) if len(codes) == 1 else step
    return step


def _all_names(entry: _Coded, parts: Names) -> bool:
    return entry.level == len(parts) and entry.names == parts


def _outer_and_own_name(entry: _Coded, parts: Names) -> bool:
    ends = entry.names[:1] + entry.names[-1:]
    return entry.level == len(parts) > 1 and ends == parts[:1] + parts[-1:]


def _own_names(entry: _Coded, parts: Names) -> bool:
    """The statement prints a row's own name only, or the sentence leaves the outer ones out."""
    if entry.level == len(parts):
        return entry.names == parts[-len(entry.names) :]
    return entry.level > len(parts) and entry.names[-len(parts) :] == parts


_RULES: tuple[Callable[[_Coded, Names], bool], ...] = (
    _all_names,
    _outer_and_own_name,
    _own_names,
)


def _one_spelling(candidates: list[Candidate]) -> list[Candidate]:
    """Spellings of one member that differ in a tail only become the one of the best place."""
    variants: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for candidate in candidates:
        for where, step in _keyed(candidate.path):
            known = variants[where, _fold_key(step)]
            rank = authority(candidate)
            known[step.key or ""] = max(rank, known.get(step.key or "", 0))
    chosen = {place: _spelling(known) for place, known in variants.items() if len(known) > 1}
    return [_spelled(candidate, chosen) for candidate in candidates]


def _keyed(path: str) -> list[tuple[str, Step]]:
    return [(step.name, step) for step in parse(path) if step.key is not None]


def _fold_key(step: Step) -> str:
    key = step.key or ""
    if step.name == "projects":
        return _PROJECT_TAIL.sub("", compact(key))
    if step.name in _CODED:
        return "/".join(map(fold_name, key.split("/")))
    return key


def _spelling(known: dict[str, int]) -> str | None:
    """The key to use, or None where two tables print two spellings: then they are two members."""
    in_tables = [key for key, rank in known.items() if rank >= _TABLES]
    if len(in_tables) > 1:
        return None
    return max(known, key=lambda key: (known[key], len(key)))


def _spelled(candidate: Candidate, chosen: dict[tuple[str, str], str | None]) -> Candidate:
    steps = [
        Step(step.name, chosen.get((step.name, _fold_key(step))) or step.key)
        if step.key is not None
        else step
        for step in parse(candidate.path)
    ]
    return _with_path(candidate, steps)
