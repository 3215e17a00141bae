"""Word 97, WPS and RTF files: converted by LibreOffice, without macros, then read as .docx."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from extractors.protocols import Reader, ReadOptions
from extractors.readers import docx
from schemas.document import Document, SourceFile
from schemas.errors import (
    EncryptedFileError,
    LimitExceededError,
    MissingEngineError,
    TimeoutExceededError,
    UnreadableFileError,
)

#: Seconds for one conversion; a report takes two.
_TIME_LIMIT = 120.0
_PROGRAMS = ("soffice", "libreoffice")
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
#: A network of its own, in which there is nothing; where only a user of its own may have one, both.
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
#: Macros off whatever their signature, links not updated, nothing loaded from elsewhere; a proxy
#: that is not there, for systems that lend no network of its own.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


def read(
    data: bytes, source: SourceFile, options: ReadOptions, read_converted: Reader = docx.read
) -> Document:
    """Convert and read; places are those of the converted document.

    Raises:
        MissingEngineError: LibreOffice is not installed.
        TimeoutExceededError: the conversion ran past its time.
        EncryptedFileError, UnreadableFileError: it gave no document.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{source.name}: {len(data)} bytes")
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as folder:
        converted = _convert(data, source.name, Path(folder))
        document = read_converted(converted, source, options)
    return replace(document, engine=f"LibreOffice, {document.engine}")


def find_program() -> str | None:
    """LibreOffice's program, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _convert(data: bytes, name: str, folder: Path) -> bytes:
    program = find_program()
    if program is None:
        raise MissingEngineError(f"{name}: LibreOffice is needed to read this format")
    given, wanted = folder / "input.doc", folder / "out" / "input.docx"
    given.write_bytes(data)
    _write_profile(folder / "profile")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(wanted.parent), str(given)),
    ]
    said = _run(command, name, folder)
    if not wanted.is_file():
        if "assword" in said:
            raise EncryptedFileError(f"{name}: the document is protected by a password")
        raise UnreadableFileError(f"{name}: LibreOffice made nothing of it")
    return wanted.read_bytes()


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")


def _run(command: list[str], name: str, folder: Path) -> str:
    """What the program said; it dies with us, and with all its children when its time is up."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - our own command, the input's name is not in it
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_alone if _LIBC else None,  # noqa: PLW1509
    ) as process:
        try:
            said, _ = process.communicate(timeout=_TIME_LIMIT)
        except subprocess.TimeoutExpired as error:
            words = f"{name}: LibreOffice ran past {_TIME_LIMIT:.0f} s"
            raise TimeoutExceededError(words) from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return said.decode("utf-8", "replace")


def _alone() -> None:
    """Between fork and program: die with the parent; see no network where the system lets us."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if _LIBC.unshare(_NEW_NETWORK):
            _LIBC.unshare(_NEW_NETWORK | _NEW_USER)
