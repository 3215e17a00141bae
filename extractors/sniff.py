"""What the bytes are, told by the bytes alone: names and extensions lie."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile

from schemas.document import MediaType

#: Mail gateways and portals put bytes before `%PDF-`; readers accept it within the first kilobyte.
_PDF_WINDOW = 1024
#: Bytes that text is told from noise by.
_SAMPLE = 64 * 1024
#: Share of control characters above which decoded bytes are no text.
_NOISE = 0.02
#: Share of characters of private or unassigned planes, or replaced ones, that text may have.
_STRANGE = 0.10

_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"Rar!\x1a\x07", MediaType.RAR),
    (b"7z\xbc\xaf\x27\x1c", MediaType.SEVEN_ZIP),
    (b"\x1f\x8b", MediaType.GZIP),
    (b"{\\rtf", MediaType.RTF),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL_HEADER = re.compile(rb"PK\x03\x04")
#: Bytes of a `mimetype` part, and members of a zip without a list that are looked at.
_LONGEST_KIND, _MOST_MEMBERS = 200, 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Members that tell what a zip container holds.
_ZIP_MEMBERS: tuple[tuple[str, MediaType], ...] = (
    (r"xl/workbook\.(xml|bin)", MediaType.XLSX),
    (r"word/document\d*\.xml", MediaType.DOCX),
    (r"OFD\.xml", MediaType.OFD),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
#: Names of streams in an OLE container, as its directory writes them; Word first: a Word file may
#: hold an embedded workbook.
_OLE_STREAMS: tuple[tuple[str, MediaType], ...] = (
    ("WordDocument", MediaType.DOC),
    ("Workbook", MediaType.XLS),
    ("Book", MediaType.XLS),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|div|meta|script|p|title)[\s>/]", re.I)
_MHTML = re.compile(
    rb"^(mime-version|from|content-type|subject|date):.*multipart/related", re.I | re.S
)
#: How many lines are looked at, how many fields a line of a table has, and how many such lines.
_CSV_LINES, _CSV_FIELDS, _CSV_SHARE = 60, 3, 0.6
_ENCODINGS = ("utf-8", "gb18030", "big5")


def sniff(data: bytes) -> MediaType:
    """The media type of `data`; `UNKNOWN` where nothing fits.

    An encrypted Office file is an OLE container and comes back as `UNKNOWN` unless it holds a
    readable stream.
    """
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(_ZIP):
        return _zip_type(data)
    if data.startswith(_OLE):
        return _ole_type(data)
    head = data[:_PDF_WINDOW]
    if b"%PDF-" in head and not head.lstrip().startswith(b"<"):
        return MediaType.PDF
    if data[257:262] == b"ustar":
        return MediaType.TAR
    return _text_type(data[:_SAMPLE])


def is_encrypted_office(data: bytes) -> bool:
    """Whether an OLE container holds a modern Office file under a password."""
    return data.startswith(_OLE) and _utf16("EncryptedPackage") in data


def _zip_type(data: bytes) -> MediaType:
    names, kind = _zip_members(data)
    if kind.startswith(_ODS):
        return MediaType.ODS
    for pattern, media_type in _ZIP_MEMBERS:
        if any(re.fullmatch(pattern, name) for name in names):
            return media_type
    return MediaType.ZIP


def _zip_members(data: bytes) -> tuple[list[str], bytes]:
    """Names of a zip's members, and what its `mimetype` holds; a zip cut off has no list."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.namelist()
            info = container.NameToInfo.get("mimetype")
            small = info is not None and info.file_size <= _LONGEST_KIND
            return names, container.read("mimetype") if small else b""
    except Exception:  # noqa: BLE001 - the library raises many over damaged zips
        found = (header.start() for header in _LOCAL_HEADER.finditer(data))
        return [_local_name(data, at) for at in itertools.islice(found, _MOST_MEMBERS)], b""


def _local_name(data: bytes, at: int) -> str:
    """The name in a member's own header."""
    length = int.from_bytes(data[at + 26 : at + 28], "little")
    return data[at + 30 : at + 30 + length].decode("utf-8", "replace")


def _ole_type(data: bytes) -> MediaType:
    for stream, media_type in _OLE_STREAMS:
        if _utf16(stream) + b"\x00\x00" in data:
            return media_type
    return MediaType.UNKNOWN


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _text_type(sample: bytes) -> MediaType:
    if _MHTML.match(sample[:4096].lstrip()):
        return MediaType.MHTML
    text = _decoded(sample)
    if text is None:
        return MediaType.UNKNOWN
    if _HTML.search(sample[:4096].replace(b"\x00", b"")):
        return MediaType.HTML
    return MediaType.CSV if _is_csv(text) else MediaType.TEXT


def _is_csv(text: str) -> bool:
    """Whether most lines part into several fields: prose in Chinese has commas of another kind."""
    lines = [line for line in text.splitlines()[:_CSV_LINES] if line.strip(" ,;\r")]
    if len(lines) < 2 or "\t" in text:
        return False
    try:
        fields = [len(row) for row in csv.reader(lines)]
    except csv.Error:
        return False
    return sum(count >= _CSV_FIELDS for count in fields) >= len(fields) * _CSV_SHARE


def _decoded(sample: bytes) -> str | None:
    """The sample as text in the first encoding that makes sense of it, else None."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _sensible(sample, "utf-16")
    found = (_sensible(sample, encoding) for encoding in _ENCODINGS)
    return next((text for text in found if text is not None), None)


def _sensible(sample: bytes, encoding: str) -> str | None:
    text = sample.decode(encoding, errors="replace").rstrip("\ufffd")
    if not text:
        return None
    control = sum((c < " " and c not in "\t\r\n\f\v") or "\x7f" <= c < "\xa0" for c in text)
    strange = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c > "\uffff" for c in text)
    ok = control <= _NOISE * len(text) and strange <= _STRANGE * len(text)
    return text if ok else None
