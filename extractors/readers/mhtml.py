"""Saved web archives (MHTML, RFC 2557): the page that they hold, read as a web page."""

from __future__ import annotations

import email
import email.errors
import email.policy
from dataclasses import replace
from email.message import EmailMessage

from extractors.protocols import ReadOptions
from extractors.readers import html
from schemas.document import Document, SourceFile
from schemas.errors import LimitExceededError, UnreadableFileError
from schemas.report import Issue, Severity

_HTML = "text/html"
#: How the parser tells that the archive has no end.
_CUT = email.errors.CloseBoundaryNotFoundDefect


def read(data: bytes, source: SourceFile, options: ReadOptions) -> Document:
    """Read the root page of the archive; its pictures and styles are left alone.

    Raises:
        LimitExceededError: larger than an archive may be.
        UnreadableFileError: it holds no page.
        EmptyFileError: the page holds no words.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes")
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    page = _root_page(message)
    if page is None:
        raise UnreadableFileError(f"{source.name}: the web archive holds no page")
    document = html.read(page, source, options)
    if not any(isinstance(d, _CUT) for part in message.walk() for d in part.defects):
        return document
    words = f"{source.name} 不完整：文件末尾缺失，只读取了尚存的部分"
    issue = Issue(code="truncated_file", message=words, severity=Severity.ERROR)
    return replace(document, issues=(*document.issues, issue))


def _root_page(message: email.message.Message) -> bytes | None:
    """The part that `start` names, else the largest page: frames are small."""
    pages = [part for part in message.walk() if part.get_content_type() == _HTML]
    start = message.get_param("start")
    named = [part for part in pages if part.get("Content-ID") == start and start]
    found = [_payload(part) for part in named or pages]
    return max(found, key=len, default=None)


def _payload(part: EmailMessage | email.message.Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
