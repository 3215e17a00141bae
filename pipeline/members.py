"""The documents of one input: itself, or the members of an archive or a folder, understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.protocols import ReadOptions
from extractors.readers.archive import ARCHIVES, Budget, Member, members
from extractors.readers.protected import unlocked
from extractors.registry import field_extractors, reader_for
from extractors.sniff import sniff
from pipeline.fetch import fetch
from pipeline.folders import folder_members, folder_source, is_asset
from pipeline.settings import Settings
from pipeline.splitting import split
from pipeline.stages import Stopwatch
from schemas.candidate import Candidate
from schemas.document import Document, MediaType, SourceFile
from schemas.errors import MissingEngineError, NoPagesError, UnreadableFileError
from schemas.report import Issue, Severity
from schemas.section import Structured


@dataclass(frozen=True, slots=True)
class Part:
    """A document of an input, structured, with what its field extractors found."""

    structured: Structured
    candidates: tuple[Candidate, ...]

    @property
    def source(self) -> SourceFile:
        """The bytes that were read."""
        return self.structured.document.source


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of an input, and what could not be read of it."""

    source: SourceFile
    parts: tuple[Part, ...]
    issues: tuple[Issue, ...] = field(default=())


def read_parts(path: Path, settings: Settings, name: str | None, clock: Stopwatch) -> Parts:
    """Read an input; a member of an archive that cannot be read is an issue, the others go on.

    Raises:
        GongkaiError: the input itself cannot be read, or nothing in it.
    """
    with clock.step("read"):
        source, data = (folder_source(path), b"") if path.is_dir() else fetch(path, settings, name)
    if source.media_type not in (*ARCHIVES, MediaType.FOLDER):
        return Parts(source, tuple(_parts(data, source, settings, clock)))
    budget = Budget(largest=settings.max_bytes)
    inside = (
        folder_members(path, budget, settings.password)
        if path.is_dir()
        else members(data, source.media_type, source.name, budget, settings.password)
    )
    found = _Members(settings, clock)
    parts = tuple(found.parts(source, inside))
    if not parts:
        raise NoPagesError(
            f"{source.name}: no member of the {_what(source)} can be read{found.reason()}"
        )
    return Parts(source, parts, tuple(found.issues))


def _what(source: SourceFile) -> str:
    return "folder" if source.media_type is MediaType.FOLDER else "archive"


@dataclass(slots=True)
class _Members:
    """Reads the members of one archive or folder, each content once."""

    settings: Settings
    clock: Stopwatch
    issues: list[Issue] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def parts(self, whole: SourceFile, inside: Iterable[Member]) -> Iterator[Part]:
        for member in inside:
            if is_asset(member.name, sniff(member.data)):
                continue
            if member.problem:
                self._say("member_damaged", f"{member.name}：{member.problem}")
            if member.problem and not member.data:
                continue
            digest = hashlib.sha256(member.data).hexdigest()
            if digest in self.seen:
                self._say("duplicate_member", f"{member.name} 与 {self.seen[digest]} 内容相同")
                continue
            self.seen[digest] = member.name
            try:
                data = unlocked(member.data, member.name, self.settings.password)
                source = SourceFile(
                    member.name, digest, len(member.data), sniff(data), parent=whole.sha256
                )
                yield from map(_stamped, _parts(data, source, self.settings, self.clock))
            except (UnreadableFileError, MissingEngineError) as error:
                self._say("member_unread", f"{member.name}：{error.message}。{error.remedy}")

    def reason(self) -> str:
        """The first thing that went wrong, for an archive of which nothing is left."""
        return f" ({self.issues[0].message})" if self.issues else ""

    def _say(self, code: str, message: str) -> None:
        self.issues.append(Issue(code=code, message=message, severity=Severity.WARNING))


def _parts(data: bytes, source: SourceFile, settings: Settings, clock: Stopwatch) -> list[Part]:
    """The reports of one file: nearly always one."""
    with clock.step("read"):
        document = read_document(data, source, settings)
    with clock.step("structure"):
        pieces = split(document)
    with clock.step("extract"):
        return [
            Part(piece, tuple(c for find in field_extractors() for c in find(piece)))
            for piece in pieces
        ]


def read_document(data: bytes, source: SourceFile, settings: Settings) -> Document:
    """Read the bytes by the reader of their media type."""
    options = ReadOptions(
        ocr=settings.ocr,
        password=settings.password,
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        max_text_bytes=settings.max_text_bytes,
    )
    return reader_for(source.media_type)(data, source, options)


def _stamped(part: Part) -> Part:
    """Evidence of a member names it: its pages are not the pages of another."""
    name = part.source.name
    marked = (
        replace(c, evidence=c.evidence.model_copy(update={"source": name})) for c in part.candidates
    )
    return Part(part.structured, tuple(marked))
