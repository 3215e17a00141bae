"""The child process: takes one job at a time, does it, answers; dies when its parent is gone."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from schemas.errors import GongkaiError, MemoryExceededError, UnreadableFileError

_MEBIBYTE = 1024 * 1024
#: Private memory beyond the resident limit that the kernel lets a child reserve: engines map more
#: than they touch. The parent watches what is touched; this stops one huge request between looks.
_RESERVE_FACTOR, _RESERVE_MORE = 2, 2048
_PARENT_CHECK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job gave nothing, as `errors.jsonl` will say it."""

    code: str
    message: str
    remedy: str
    exit_code: int

    @classmethod
    def of(cls, error: GongkaiError) -> Failure:
        """The words and status of an error."""
        return cls(error.code, error.message, error.remedy, int(error.exit_code))


def serve(connection: Connection, work: Callable[[Any], Any], memory: int) -> None:
    """Say that it is ready, then answer jobs until the connection closes. `memory` in MiB."""
    _limit_memory(memory)
    threading.Thread(target=_follow_parent, args=(os.getppid(),), daemon=True).start()
    connection.send(None)
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_attempt(work, job))


def _attempt(work: Callable[[Any], Any], job: object) -> object:
    """The answer, or a `Failure`: a bug in a reader is one document's error, not the run's."""
    try:
        return work(job)
    except GongkaiError as error:
        return Failure.of(error)
    except MemoryError:
        return Failure.of(MemoryExceededError("it asked for more memory than the limit"))
    except RecursionError:
        return Failure.of(UnreadableFileError("nested too deeply"))
    except Exception as error:  # noqa: BLE001 - told to the user with its place, others go on
        return Failure.of(_unexpected(error))


def _unexpected(error: Exception) -> UnreadableFileError:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f" in {code.co_name} ({os.path.basename(code.co_filename)}:{trace.tb_lineno})"  # noqa: PTH119
    words = f"{type(error).__name__}{place}: {error}"
    return UnreadableFileError(words, remedy="This is a fault of gongkai: report it with the file.")


def _limit_memory(memory: int) -> None:
    wanted = (memory * _RESERVE_FACTOR + _RESERVE_MORE) * _MEBIBYTE
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _follow_parent(parent: int) -> None:
    """End with the parent, even in the middle of a document."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    os._exit(1)
