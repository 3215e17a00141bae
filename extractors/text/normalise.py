"""Folding of characters for matching: same length, so that offsets always hold."""

from __future__ import annotations

import unicodedata
from functools import cache

#: Marks that stand for a minus sign in money columns and sentences.
MINUS = "-−－﹣–"
#: Marks that stand for nothing in money columns: dashes and their doubles are told by `numbers`.
DASH = "—―─━‐‑‒"
_SAME = {
    **dict.fromkeys("−－﹣–", "-"),
    **dict.fromkeys("―─━‐‑‒", "—"),
    **dict.fromkeys("．﹒․·", "."),
    **dict.fromkeys("，﹐", ","),
    **dict.fromkeys("：﹕∶", ":"),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("（﹙〔", "("),
    **dict.fromkeys("）﹚〕", ")"),
    **dict.fromkeys("％﹪", "%"),
    **dict.fromkeys("“”„‟＂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u200a\u202f\ufeff\u200b\u200c\u200d", " "),
}


@cache
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """The text with full-width forms, radicals, odd spaces, dots and minus signs made plain.

    The result has exactly the length of `text`. Middle dots become points: full-width list dots
    (`1﹒`) and broken decimal points look like that in exports.
    """
    if text.isascii():
        return text
    return "".join(map(_fold_character, text))


def compact(text: str) -> str:
    """Folded and without white space: how titles, labels and names are compared."""
    return "".join(fold(text).split())


def compact_with_offsets(text: str) -> tuple[str, list[int]]:
    """Like `compact`, with the offset in `text` of each character that is left."""
    kept = [(c, i) for i, c in enumerate(fold(text)) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]
