"""Bytes of a text file to characters: the encoding told from the bytes, noise refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from schemas.errors import EmptyFileError, UnknownFormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: A download cut off inside a character leaves at most this many bytes of it.
_LONGEST_CUT = 3
#: Bytes that the statistical guess looks at: more costs seconds and tells nothing new.
_GUESSED_FROM = 100_000
#: Shares of all characters beyond which a text is taken for noise.
_MOST_CONTROL, _MOST_STRANGE, _MOST_REPLACED = 0.002, 0.1, 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_REPLACED = re.compile("\ufffd")
#: What reports are written with: ASCII, punctuation, signs, full-width forms, common characters.
_USUAL = re.compile(
    r"[\t\n\x0b\f\r -~\u00a0-\u00ff\u2000-\u27ff\u2e80-\u2fdf\u3000-\u303f\u3200-\u33ff"
    r"\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\ufffd]"
)


def decode(data: bytes) -> str:
    """The characters of `data`, a byte order mark left out.

    Raises:
        EmptyFileError: if there are none but white space.
        UnknownFormatError: if the bytes are no text in any encoding that reports come in.
    """
    text = _decoded(data)
    if not text.strip("\ufeff \t\r\n\f\v\x00\u3000\xa0"):
        raise EmptyFileError("the text file holds nothing but white space")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _after_mark(data[len(mark) :], encoding)
    for attempt in (_utf16, _utf8, _gb18030, _guessed, _damaged_utf8):
        text = attempt(data)
        if text is not None:
            return text
    raise UnknownFormatError("the bytes are no text in UTF-8, UTF-16, GB18030 or Big5")


def _after_mark(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    if not is_readable(text):
        raise UnknownFormatError(f"a byte order mark of {encoding}, but no text after it")
    return text


def is_readable(text: str) -> bool:
    """Whether the characters can be a report, as far as their kinds tell."""
    size = max(len(text), 1)
    control, replaced = len(_CONTROL.findall(text)), len(_REPLACED.findall(text))
    return control <= size * _MOST_CONTROL and replaced <= size * _MOST_REPLACED


def _usual(text: str) -> bool:
    strange = len(text) - len(_USUAL.findall(text))
    return is_readable(text) and strange <= len(text) * _MOST_STRANGE


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of its ASCII characters stand on one side."""
    if b"\x00" not in data:
        return None
    low, high = data[::2].count(0), data[1::2].count(0)
    text = _strict(data, "utf-16-le" if high >= low else "utf-16-be")
    return text if text is not None and _usual(text) else None


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start == 0 or error.start < len(data) - _LONGEST_CUT:
            return None
        text = data[: error.start].decode("utf-8")
    return text if is_readable(text) else None


def _gb18030(data: bytes) -> str | None:
    text = _strict(data, "gb18030")
    return text if text is not None and _usual(text) else None


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:_GUESSED_FROM], cp_isolation=["big5", "gb18030", "utf_8"]).best()
    text = _strict(data, best.encoding) if best is not None else None
    return text if text is not None and _usual(text) else None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 or GB18030 with a few broken characters, which stay as U+FFFD."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if _usual(text):
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
