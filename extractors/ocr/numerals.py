"""Numerals as numerals: look-alikes mended, commas and points put right, other readings kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.protocols import OcrCharacter
from extractors.text.normalise import fold
from extractors.text.numbers import parse_number

#: Letters and signs that a recogniser gives for figures and their signs.
_LOOK_ALIKES = {
    **dict.fromkeys("OoDQ〇○", "0"),
    **dict.fromkeys("lI|i!丨", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    **dict.fromkeys("B", "8"),
    **dict.fromkeys("，、；;'‘’`", ","),
    **dict.fromkeys("。·：:•", "."),
    **dict.fromkeys("一_~～", "—"),
}
_FIGURES = frozenset("0123456789")
_SIGNS = frozenset(",.-—%() ")
#: Share of figures among the characters of what is meant as a numeral.
_MOSTLY = 0.5
#: What a mended character is trusted at most; what a rival of its own brings.
_MENDED = 0.8
#: Dirt at the ends of a numeral, and what one is trusted at most that had some.
_DOTS = frozenset(".·•。'`,")
_STRAY, _STRIPPED = ".,·•。、'`—一 ", 0.85
#: Rivals weaker than this make no other reading; no more readings than this are kept.
_LEAST, _MOST = 0.01, 4
_DIRT = re.compile(r"(?<=[\u4e00-\u9fff）])[.·•](?=[\u4e00-\u9fff（(]|$)|^[.·•](?=[\u4e00-\u9fff])")
#: What shines through before the first character of a cell is read as.
_LEAD = re.compile(r"[-—–.·•,，'`~_、]+(?=[\u4e00-\u9fff])")
_LIST_MARK = re.compile(r"([一二三四五六七八九十]{1,3})[。，,.·](?=[\u4e00-\u9fff])")
_GROUPED = re.compile(r"(-?)(\d{1,3})((?:[.,]\d{3})+)(?:[.,](\d{1,2}))?")


def meant_as_numeral(text: str) -> bool:
    """Whether nearly all characters are figures, their signs or look-alikes."""
    body = fold(text).strip()
    if not body or any(c not in _FIGURES | _SIGNS and c not in _LOOK_ALIKES for c in body):
        return False
    return sum(c in _FIGURES for c in body) >= _MOSTLY * len(body)


def is_dash(text: str) -> bool:
    """Whether a cell holds nothing but a stroke: a printed nil in a column of figures."""
    return fold(text).strip() in {"一", "—", "-", "_", "——", "一一", "--", "~"}


def parses(text: str) -> bool:
    """Whether the text is one numeral as a cell prints it."""
    return parse_number(text) is not None


def as_numeral(characters: tuple[OcrCharacter, ...]) -> tuple[OcrCharacter, ...]:
    """The characters mended to a numeral, if they are meant as one and can be; else as they are."""
    text = "".join(c.character for c in characters)
    dotted = text[:1] in _DOTS or text[-1:] in _DOTS
    if (parses(text) and not dotted) or not any(c in _FIGURES for c in text):
        return characters
    for start, end in _cores(text):
        core = characters[start:end]
        whole = core if start == 0 and end == len(text) else _doubted(core)
        for option in (whole, mended(whole)):
            printed = "".join(c.character for c in option)
            if meant_as_numeral(printed) and parses(printed):
                return tuple(option)
    return characters


def _cores(text: str) -> Iterator[tuple[int, int]]:
    """The whole text, then what is left without stray dots and strokes at its ends.

    No numeral begins or ends with a point: one there is dirt.
    """
    if text[:1] not in _DOTS and text[-1:] not in _DOTS:
        yield 0, len(text)
    unmatched = "" if "(" in fold(text) else ")）"
    start = len(text) - len(text.lstrip(_STRAY))
    end = len(text.rstrip(_STRAY + unmatched))
    if start < end and (start, end) != (0, len(text)):
        yield start, end


def _doubted(characters: Sequence[OcrCharacter]) -> tuple[OcrCharacter, ...]:
    return tuple(replace(c, score=min(c.score, _STRIPPED)) for c in characters)


def with_list_mark(characters: tuple[OcrCharacter, ...]) -> tuple[OcrCharacter, ...]:
    """`四。上级补助收入` → `四、上级补助收入`: no other mark follows such a number."""
    match = _LIST_MARK.match("".join(c.character for c in characters))
    if match is None or any(len(c.character) != 1 for c in characters[: match.end()]):
        return characters
    place = match.end(1)
    return (*characters[:place], _as(characters[place], "、"), *characters[place + 1 :])


def without_lead(characters: tuple[OcrCharacter, ...]) -> tuple[OcrCharacter, ...]:
    """`-.本年支出` → `本年支出`: no words of a cell begin with a point or a dash."""
    lead = _LEAD.match("".join(c.character[:1] or "?" for c in characters))
    return characters[lead.end() :] if lead else characters


def without_dirt(characters: tuple[OcrCharacter, ...]) -> tuple[OcrCharacter, ...]:
    """A label without points between its Chinese characters or after them: specks of dirt."""
    text = "".join(c.character if len(c.character) == 1 else "?" for c in characters)
    dirt = {match.start() for match in _DIRT.finditer(text)}
    return tuple(c for place, c in enumerate(characters) if place not in dirt)


def mended(characters: Sequence[OcrCharacter]) -> tuple[OcrCharacter, ...]:
    """The characters of a numeral with look-alikes replaced, commas and points put right."""
    changed = [_mended(c) for c in characters]
    text = "".join(c.character for c in changed)
    right = _punctuated(text)
    if right is None or len(right) != len(changed):
        return tuple(changed)
    return tuple(
        c if c.character == sign else _as(c, sign) for c, sign in zip(changed, right, strict=True)
    )


def other_readings(characters: Sequence[OcrCharacter]) -> tuple[tuple[str, float], ...]:
    """Other numerals that the recogniser's scores allow: (text, score), best first."""
    found: dict[str, float] = {}
    for text, score in _changed(characters):
        if parses(text):
            found[text] = max(score, found.get(text, 0.0))
    return tuple(sorted(found.items(), key=lambda pair: -pair[1])[:_MOST])


def _changed(characters: Sequence[OcrCharacter]) -> Iterator[tuple[str, float]]:
    texts = [c.character for c in characters]
    for index, character in enumerate(characters):
        for rival, score in character.alternatives:
            sign = _LOOK_ALIKES.get(rival, rival)
            if score >= _LEAST and (sign == "" or sign in _FIGURES | _SIGNS):
                yield "".join([*texts[:index], sign, *texts[index + 1 :]]), score
    for sign, other in ((",", "."), (".", ",")):
        for index, text in enumerate(texts):
            if text == sign:
                changed = "".join([*texts[:index], other, *texts[index + 1 :]])
                yield changed, min(0.05, 1 - characters[index].score + 0.01)


def _mended(character: OcrCharacter) -> OcrCharacter:
    sign = _LOOK_ALIKES.get(fold(character.character))
    return character if sign is None else _as(character, sign)


def _as(character: OcrCharacter, sign: str) -> OcrCharacter:
    """The character read as `sign`; what was read first becomes a rival."""
    rivals = tuple(r for r in character.alternatives if r[0] != sign)
    return replace(
        character,
        character=sign,
        score=min(character.score, _MENDED),
        alternatives=((character.character, character.score), *rivals),
    )


def _punctuated(text: str) -> str | None:
    """`662.441.54` → `662,441.54` where only one way to print a numeral fits."""
    if parses(text):
        return None
    match = _GROUPED.fullmatch(text)
    if match is None or (match[4] is None and match[3].count(".") + match[3].count(",") < 2):
        return None
    groups = match[3].replace(".", ",")
    fraction = "" if match[4] is None else f".{match[4]}"
    return f"{match[1]}{match[2]}{groups}{fraction}"
