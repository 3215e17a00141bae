"""One cause, one class, one remedy, one exit code. Libraries raise; only the CLI prints."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit status of the command line."""

    OK = 0
    BAD_USAGE = 1
    UNREADABLE_INPUT = 2
    MISSING_ENGINE = 3
    INTERRUPTED = 130


class GongkaiError(Exception):
    """Base of every error that we raise on purpose."""

    code = "error"
    exit_code = ExitCode.UNREADABLE_INPUT
    remedy = ""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if remedy is not None:
            self.remedy = remedy


class UnreadableFileError(GongkaiError):
    """The bytes are not a document that can be read; each cause has its subclass."""

    code = "unreadable"
    remedy = "Open the file in a viewer; if it opens there, report it with its first 16 bytes."


class EmptyFileError(UnreadableFileError):
    """Zero bytes, or nothing but white space."""

    code = "empty_file"
    remedy = "Fetch the file again: a download was probably cut off."


class TruncatedFileError(UnreadableFileError):
    """The format's end is missing and nothing could be read."""

    code = "truncated_file"
    remedy = "Fetch the file again: its end is missing."


class EncryptedFileError(UnreadableFileError):
    """A password is needed."""

    code = "encrypted_file"
    remedy = "Give the password with --password-file, or remove the protection first."


class UnknownFormatError(UnreadableFileError):
    """The bytes match no format that we read."""

    code = "unknown_format"
    remedy = "Convert it to PDF, Word, Excel, HTML or text first."


class NoPagesError(UnreadableFileError):
    """A container that opens but holds nothing."""

    code = "no_pages"
    remedy = "Check the file at its source: it has no pages."


class LimitExceededError(UnreadableFileError):
    """Size, pages, ratio or depth beyond the limits of the settings."""

    code = "limit_exceeded"
    remedy = "Raise the limit in the settings if the file is trusted."


class TimeoutExceededError(UnreadableFileError):
    """The document ran past its time and was stopped."""

    code = "timeout"
    remedy = "Raise --timeout, or split the document."


class MemoryExceededError(UnreadableFileError):
    """The document ran past its memory and was stopped."""

    code = "memory"
    remedy = "Raise the memory limit in the settings, or split the document."


class CrashedError(UnreadableFileError):
    """The child process that read the document died."""

    code = "crashed"
    remedy = "Report the file: a library that reads it crashed."


class MissingEngineError(GongkaiError):
    """A program or package that this input needs is not installed."""

    code = "missing_engine"
    exit_code = ExitCode.MISSING_ENGINE
    remedy = "Run `gongkai doctor`: it names what is missing and how to install it."


class UsageError(GongkaiError):
    """The command line was used wrongly."""

    code = "usage"
    exit_code = ExitCode.BAD_USAGE
    remedy = "See --help."
