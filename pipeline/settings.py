"""Choices and limits: defaults here, then `gongkai.toml`, then `GONGKAI_*`, then the command line.

`GONGKAI_TIMEOUT=60` sets `timeout`; a name that no setting has is an error, so that a slip of the
pen is not silently a default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.confidence import default_weights
from schemas.errors import UsageError

FILE_NAME = "gongkai.toml"
PREFIX = "GONGKAI_"
#: Names with our prefix that other parts read: reference set, network switch, OCR cache and engine.
_NOT_OURS = frozenset({"REFERENCE", "NETWORK", "CONFIG", "CACHE", "OCR_ENGINE", "OCR_THREADS"})
_MEBIBYTE = 1024 * 1024


class Settings(BaseModel):
    """What a run may choose. Sizes in bytes, times in seconds, memory in MiB."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(default=1, ge=1, le=256)
    timeout: float = Field(default=300.0, gt=0, description="for one document")
    memory: int = Field(default=4096, ge=64, description="resident MiB for one document")
    recycle_after: int = Field(default=200, ge=1, description="documents that one child reads")
    ocr: Literal["auto", "always", "never"] = "auto"
    password: str | None = Field(default=None, repr=False)
    max_bytes: int = Field(default=200 * _MEBIBYTE, ge=1)
    max_text_bytes: int = Field(default=20 * _MEBIBYTE, ge=1)
    max_pages: int = Field(default=2_000, ge=1)
    accept: float = Field(
        default_factory=lambda: default_weights().accept,
        ge=0,
        le=1,
        description="confidence from which no person is needed; the fit's own where not chosen",
    )
    repair: Literal["never", "propose", "apply"] = Field(
        default="apply", description="what to do with slips of OCR that arithmetic shows"
    )
    repair_identities: int = Field(
        default=2, ge=1, description="independent identities that an applied repair needs"
    )
    repair_plausibility: float = Field(
        default=0.002, gt=0, le=1, description="chance of a slip from which it may be applied"
    )
    store: str | None = Field(default=None, description="URL of the store, or a path of SQLite")
    audit: float = Field(
        default=0.01, ge=0, le=1, description="share of accepted values that a person checks too"
    )
    double: float = Field(
        default=0.0, ge=0, le=1, description="share of questions that two readers answer unseen"
    )
    sure: float = Field(
        default=0.75, ge=0, le=1, description="lowest step score of a witness that is read surely"
    )


def load_settings(
    chosen: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """Settings of this run; `chosen` (the command line's) counts where it is not None.

    Raises:
        UsageError: if the file or the environment holds what no setting has, or a wrong value.
    """
    given = os.environ if environment is None else environment
    named = file or (Path(given[f"{PREFIX}CONFIG"]) if f"{PREFIX}CONFIG" in given else None)
    merged = {
        **_from_file(named),
        **_from_environment(given),
        **{name: value for name, value in (chosen or {}).items() if value is not None},
    }
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise UsageError(f"setting {name}: {first['msg']}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    return {name.lower(): value for name, value in found.items() if name not in _NOT_OURS}


def _from_file(named: Path | None) -> dict[str, object]:
    """`gongkai.toml` of the working folder where there is one; a file that was named must be."""
    path = named or Path(FILE_NAME)
    if named is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"settings file {path}: {error}") from error
