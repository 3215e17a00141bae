"""Members of a zip whose end, and with it its list, is lost: read from their own headers.

APPNOTE.TXT 4.3.7 (local file header), 4.4.4 (flags): sizes may stand after the data only.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_HEADER = struct.Struct("<4s5H3I2H")
_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED, _SIZES_AFTER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_BLOCK = 64 * 1024
#: Members that are looked for: a package has hundreds at most.
_MOST_MEMBERS = 5_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A member: the bytes of its name, whether they are UTF-8, and its data, whole or its begin."""

    name: bytes
    is_utf8: bool
    data: bytes
    is_whole: bool


def salvage(data: bytes, most: int) -> Iterator[Salvaged]:
    """Members that can be read, in the order of the file; `most` bytes in all when unpacked."""
    at, room = data.find(_SIGNATURE), most
    for _ in range(_MOST_MEMBERS):
        if at < 0 or at + _HEADER.size > len(data) or room <= 0:
            return
        _, _, flags, method, _, _, _, packed, _, length, extra = _HEADER.unpack_from(data, at)
        start = at + _HEADER.size + length + extra
        if start < len(data) and method in (_STORED, _DEFLATED) and not flags & _ENCRYPTED:
            end = None if flags & _SIZES_AFTER and not packed else start + packed
            content, is_whole = _content(data, start, end, method, room)
            room -= len(content)
            name = data[at + _HEADER.size : at + _HEADER.size + length]
            yield Salvaged(name, bool(flags & _UTF8), content, is_whole)
        at = data.find(_SIGNATURE, max(start + (packed or 0), at + 4))


def _content(
    data: bytes, start: int, end: int | None, method: int, room: int
) -> tuple[bytes, bool]:
    """The unpacked data from `start`, and whether its end was reached; no more than `room`."""
    if method == _STORED:
        stop = end if end is not None else data.find(b"PK\x07\x08", start)
        stop = len(data) if stop < 0 else stop
        return data[start : min(stop, start + room)], stop <= len(data) and stop - start <= room
    inflater, out, at = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), start
    try:
        while at < len(data) and not inflater.eof and len(out) < room:
            block = inflater.unconsumed_tail or data[at : at + _BLOCK]
            at += 0 if inflater.unconsumed_tail else len(block)
            out += inflater.decompress(block, room - len(out))
    except zlib.error:
        return bytes(out), False
    return bytes(out), inflater.eof


def repacked(data: bytes, most: int) -> tuple[bytes, frozenset[str]]:
    """A sound zip of what is left of a package, XML that was cut off closed; and which that is."""
    out, cut = io.BytesIO(), set()
    with zipfile.ZipFile(out, "w") as package:
        for member in salvage(data, most):
            name = member.name.decode("utf-8", "replace").split("\x00")[0]
            if name and name not in package.NameToInfo:
                package.writestr(name, member.data if member.is_whole else _closed(member.data))
                cut |= set() if member.is_whole else {name}
    return out.getvalue(), frozenset(cut)


def _closed(xml: bytes) -> bytes:
    """XML with its open elements closed; other bytes as they are."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return xml
    return xml if root is None else etree.tostring(root, xml_declaration=True, encoding="UTF-8")
