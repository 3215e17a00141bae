"""Office files under a password ([MS-OFFCRYPTO]): the file inside, where the password is known."""

from __future__ import annotations

import io
from types import ModuleType

from extractors.readers.ole import MAGIC, check_chains
from extractors.sniff import is_encrypted_office
from schemas.errors import EncryptedFileError, MissingEngineError

#: Excel opens a workbook under this word without asking: it is what "read only" leaves behind.
_OPEN_WORD = "VelvetSweatshop"


def unlocked(data: bytes, name: str, password: str | None) -> bytes:
    """The file inside an Office protection; the bytes as they are where there is none.

    Raises:
        EncryptedFileError: a password is needed, or the one given does not open it.
        MissingEngineError: the package that opens it is not installed.
    """
    if not data.startswith(MAGIC) or not _is_locked(data, name):
        return data
    for word in dict.fromkeys(w for w in (password, _OPEN_WORD) if w is not None):
        found = _opened(data, word)
        if found:
            return found
    said = "no password was given" if password is None else "the password does not open it"
    raise EncryptedFileError(f"{name}: an Office file under a password, and {said}")


def _is_locked(data: bytes, name: str) -> bool:
    try:
        check_chains(data, name)
        return bool(_library().OfficeFile(io.BytesIO(data)).is_encrypted())
    except MissingEngineError:
        if is_encrypted_office(data):
            raise
    except Exception:  # noqa: BLE001, S110 - many kinds over damaged files: their reader says why
        pass
    return False


def _opened(data: bytes, word: str) -> bytes:
    """The file inside; nothing where the word does not open it."""
    out = io.BytesIO()
    try:
        file = _library().OfficeFile(io.BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=word, verify_password=True)
        else:
            file.load_key(password=word)
        file.decrypt(out)
    except Exception:  # noqa: BLE001 - a wrong word shows in many ways
        return b""
    return out.getvalue()


def _library() -> ModuleType:
    try:
        import msoffcrypto  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise MissingEngineError("the package msoffcrypto-tool is needed") from error
    module: ModuleType = msoffcrypto
    return module
