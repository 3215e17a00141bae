"""Bytes of a web page as text: what they are counts, what the page declares comes second."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: GBK and GB2312 are parts of it: a page that declares them often holds more.
_CHINESE = "gb18030"
_HEAD = 4096


def decode(data: bytes) -> str:
    """The page's text; UTF-8 that decodes is UTF-8, whatever is declared."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in dict.fromkeys(("utf-8", *_declared(data), _CHINESE, "big5")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return min(
        (data.decode(encoding, errors="replace") for encoding in ("utf-8", _CHINESE)),
        key=lambda text: text.count("\ufffd"),
    )


def _declared(data: bytes) -> list[str]:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return []
    name = match[1].decode("ascii").lower()
    name = _CHINESE if name in {"gbk", "gb2312", "gb_2312-80", "x-gbk"} else name
    try:
        codecs.lookup(name)
    except LookupError:
        return []
    return [name]
