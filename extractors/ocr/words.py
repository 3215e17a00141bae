"""Doubtful Chinese characters inside words that reports always print: put right by the word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.ocr.glyphs import ReadPiece
from extractors.protocols import OcrCharacter
from schemas.vocabulary.printed_words import (
    GAP,
    printed_words,
    words_with_a_gap,
    words_with_two_gaps,
)

#: A character read worse than this is doubtful; a rival at either end of a word that scores less
#: than this is no sign of it: there the word may go on otherwise.
_DOUBTFUL, _RIVAL = 0.97, 0.03
#: The shortest word that asks for a character, those that need no rival to agree, the longest.
_SHORTEST, _LONG, _LONGEST = 4, 6, 20
#: What a remnant of a ruling beside a word is read as.
_STROKES = "1lI|丨i! -—.·'"
#: What a mended character is trusted at most.
_MENDED = 0.8


def words_mended(read: Sequence[ReadPiece]) -> list[ReadPiece]:
    """The pieces, words of a cell taken over its lines."""
    together: dict[object, list[int]] = defaultdict(list)
    for index, r in enumerate(read):
        key = index if r.piece.cell is None else (r.piece.grid, r.piece.cell)
        together[key].append(index)
    found = list(read)
    for indexes in together.values():
        order = sorted(indexes, key=lambda i: (read[i].piece.top, read[i].piece.left))
        characters = mended([c for i in order for c in read[i].line.characters])
        for i in order:
            own, characters = (
                characters[: len(read[i].line.characters)],
                characters[len(read[i].line.characters) :],
            )
            found[i] = _with(read[i], tuple(own))
    return found


def without_strokes(characters: tuple[OcrCharacter, ...]) -> tuple[OcrCharacter, ...]:
    """`1经营支出` → `经营支出`: a ruling's remnant before or behind a word known to be printed."""
    text = "".join(c.character if len(c.character) == 1 else "?" for c in characters)
    start, end = len(text) - len(text.lstrip(_STROKES)), len(text.rstrip(_STROKES))
    return characters[start:end] if text[start:end] in printed_words() else characters


def mended(characters: Sequence[OcrCharacter]) -> list[OcrCharacter]:
    """The characters of one text, those replaced that a word known to be printed asks for."""
    found = list(characters)
    for place, character in enumerate(characters):
        if character.score < _DOUBTFUL and _is_chinese(character.character):
            meant = _meant(found, place)
            if meant is not None:
                found[place] = _as(character, meant)
    return found


def _meant(characters: Sequence[OcrCharacter], place: int) -> str | None:
    """The character that belongs there, by the longest word round it; None where it may stay."""
    for start, end in _windows(len(characters), place):
        texts = [c.character if len(c.character) == 1 else " " for c in characters[start:end]]
        if "".join(texts) in printed_words():
            return None
        meant = _by_word(texts, place - start, characters[place])
        if meant is None and len(texts) >= _LONG:
            meant = _by_longer_word(texts, place - start, characters[start:end])
        if meant is not None:
            return meant
    return None


def _by_word(texts: Sequence[str], gap: int, here: OcrCharacter) -> str | None:
    """The character that makes the texts a word, if only one likely one does."""
    inner = 0 < gap < len(texts) - 1
    pattern = "".join([*texts[:gap], GAP, *texts[gap + 1 :]])
    options = words_with_a_gap().get(pattern, frozenset())
    rivals = here.alternatives
    likely = {rival for rival, score in rivals if inner or score >= _RIVAL} & options
    if len(likely) == 1:
        return likely.pop()
    return next(iter(options)) if len(options) == 1 and inner and len(texts) >= _LONG else None


def _by_longer_word(
    texts: Sequence[str], gap: int, characters: Sequence[OcrCharacter]
) -> str | None:
    """The same where a second doubtful character of the texts is wrong, too."""
    words: set[str] = set()
    for other, character in enumerate(characters):
        if other != gap and character.score < _DOUBTFUL and _is_chinese(character.character):
            pattern = [GAP if i in (gap, other) else text for i, text in enumerate(texts)]
            words |= words_with_two_gaps().get("".join(pattern), frozenset())
    return words.pop()[gap] if len(words) == 1 else None


def _windows(length: int, place: int) -> Iterator[tuple[int, int]]:
    """Stretches round a place, the longest first."""
    for size in range(min(_LONGEST, length), _SHORTEST - 1, -1):
        for start in range(max(0, place - size + 1), min(place, length - size) + 1):
            yield start, start + size


def _is_chinese(text: str) -> bool:
    return len(text) == 1 and "\u4e00" <= text <= "\u9fff"


def _as(character: OcrCharacter, meant: str) -> OcrCharacter:
    """The character read as `meant`; what was read first becomes a rival."""
    rivals = tuple(r for r in character.alternatives if r[0] != meant)
    return replace(
        character,
        character=meant,
        score=min(max(character.score, 1 - character.score), _MENDED),
        alternatives=((character.character, character.score), *rivals),
    )


def _with(read: ReadPiece, characters: tuple[OcrCharacter, ...]) -> ReadPiece:
    if characters == read.line.characters:
        return read
    scores = tuple(
        score if old.character == new.character else min(score, _MENDED)
        for score, old, new in zip(read.scores, read.line.characters, characters, strict=True)
    )
    return replace(read, line=replace(read.line, characters=characters), scores=scores)
