"""Lessons as changes of the vocabulary's own files: comments and order stay as they are."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import schemas.vocabulary
from pipeline.review.lessons import Lesson, Teaches, targets
from schemas.errors import GongkaiError

_HOME = Path(schemas.vocabulary.__file__).parent
_FILES = {
    Teaches.STATEMENT: ("statements.toml", "titles"),
    Teaches.SECTION: ("sections.toml", "words"),
    Teaches.LINE: ("line_items.toml", "labels"),
}
_SPECIAL = re.compile(r"([.*+?()\[\]{}|^$\\])")


class VocabularyError(GongkaiError):
    """The file has not the shape in which entries can be added."""

    code = "vocabulary"
    remedy = "Add the line by hand."


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the vocabulary before and after."""

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/schemas/vocabulary/{self.path.name}",
            f"b/schemas/vocabulary/{self.path.name}",
        )
        return "".join(lines)


def changes(found: Iterable[Lesson], home: Path = _HOME) -> list[Change]:
    """The files that the lessons change; nothing is written.

    Raises:
        VocabularyError: an entry's list cannot be found in its file.
    """
    told = list(found)
    made = []
    for teaches, (name, member) in _FILES.items():
        before = after = (home / name).read_text("utf-8")
        for target, titles in targets(told, teaches).items():
            entries = [_entry(teaches, title) for title in titles]
            after = _added(after, _block(after, teaches, target), member, entries)
        if after != before:
            tomllib.loads(after)
            made.append(Change(home / name, before, after))
    return made


def _entry(teaches: Teaches, title: str) -> str:
    if teaches is Teaches.SECTION:
        return json.dumps([title], ensure_ascii=False)
    pattern = _SPECIAL.sub(r"\\\1", title)
    return f"'{pattern}'"


def _block(text: str, teaches: Teaches, target: str) -> tuple[int, int]:
    """Where the table of the file stands that a lesson is about."""
    if teaches is Teaches.LINE:
        group, path = target.split(" ", 1)
        head, told = f"[[group.{group}]]", f'path = "{path}"'
    else:
        head, told = "[[", f'id = "{target}"'
    for match in re.finditer(r"^\[\[", text, re.MULTILINE):
        end = text.find("\n[[", match.end())
        block = text[match.start() : end if end >= 0 else len(text)]
        if block.startswith(head) and told in block.splitlines():
            return match.start(), match.start() + len(block)
    raise VocabularyError(f"{target} has no entry")


def _added(text: str, block: tuple[int, int], member: str, entries: list[str]) -> str:
    """The text with entries at the end of a list of the table in `block`."""
    opening = re.compile(rf"^{member} = \[", re.MULTILINE).search(text, *block)
    if opening is None:
        raise VocabularyError(f"no list of {member}")
    closing = _closing(text, opening.end() - 1)
    head = text[:closing].rstrip()
    kept = text[len(head) : closing]
    comma = "" if head.endswith((",", "[")) else ","
    return f"{head}{comma} {', '.join(entries)}{kept}{text[closing:]}"


def _closing(text: str, opening: int) -> int:
    """Where the bracket at `opening` closes; brackets in strings do not count."""
    depth, quote = 0, ""
    for place in range(opening, len(text)):
        character = text[place]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            raise VocabularyError("a comment stands in the list")
        else:
            depth += (character == "[") - (character == "]")
            if depth == 0:
                return place
    raise VocabularyError("a list is not closed")
