"""Which reader opens which media type, and which field extractors run: an explicit list.

Modules are named, not imported: the command line starts before PyMuPDF and spaCy are loaded, and
a reader whose engine is missing is only missed when a file needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from extractors.protocols import FieldExtractor, Reader
from schemas.document import MediaType
from schemas.errors import MissingEngineError, UnknownFormatError

#: Module whose `read` opens the media type.
READERS: dict[MediaType, str] = {
    MediaType.PDF: "extractors.ocr.pdf",
    MediaType.PNG: "extractors.ocr.image",
    MediaType.JPEG: "extractors.ocr.image",
    MediaType.TIFF: "extractors.ocr.image",
    MediaType.TEXT: "extractors.readers.plain",
    MediaType.CSV: "extractors.readers.csv_file",
    MediaType.HTML: "extractors.readers.html",
    MediaType.MHTML: "extractors.readers.mhtml",
    MediaType.DOCX: "extractors.ocr.word",
    MediaType.DOC: "extractors.ocr.office",
    MediaType.RTF: "extractors.ocr.office",
    MediaType.OFD: "extractors.ocr.ofd",
    MediaType.XLSX: "extractors.ocr.workbook",
    MediaType.XLS: "extractors.readers.spreadsheet",
    MediaType.ODS: "extractors.readers.spreadsheet",
}
#: Modules whose `extract` finds facts, in the order in which they run.
FIELDS: tuple[str, ...] = (
    "extractors.fields.header",
    "extractors.fields.statements",
    "extractors.fields.narrative",
    "extractors.fields.organisation",
    "extractors.fields.performance",
    "extractors.fields.glossary",
)


def reader_for(media_type: MediaType) -> Reader:
    """The reader of the media type.

    Raises:
        UnknownFormatError: if none reads it.
        MissingEngineError: if a package that the reader needs is not installed.
    """
    module = READERS.get(media_type)
    if module is None:
        raise UnknownFormatError(_unread(media_type))
    return cast("Reader", _function(module, "read"))


def field_extractors() -> tuple[FieldExtractor, ...]:
    """All field extractors.

    Raises:
        MissingEngineError: if a package that one of them needs is not installed.
    """
    return tuple(cast("FieldExtractor", _function(module, "extract")) for module in FIELDS)


def _unread(media_type: MediaType) -> str:
    if media_type is MediaType.UNKNOWN:
        return "the bytes are no format that gongkai knows"
    return f"the bytes are {media_type}, which gongkai does not read"


def _function(module: str, name: str) -> Callable[..., object]:
    try:
        return cast("Callable[..., object]", getattr(import_module(module), name))
    except ModuleNotFoundError as error:
        raise MissingEngineError(f"the package {error.name} is not installed") from error
