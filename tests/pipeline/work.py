"""Work for child processes in tests: well done, endless, greedy, fatal."""

import os
import signal
import time

from schemas.errors import EncryptedFileError, MissingEngineError


def work(job):
    """Do what the job's name says."""
    return DEEDS[job.partition(":")[0]](job)


def _greedy(job):
    held = []
    while True:
        held.append(bytearray(b"x" * 8 * 1024 * 1024))
        time.sleep(0.01)


def _spin(job):
    for _ in iter(int, 1):
        continue


def _huge(job):
    return len(bytearray(64 * 1024**3))


def _raise(error):
    def deed(job):
        raise error

    return deed


DEEDS = {
    "fine": lambda job: job.upper(),
    "endless": lambda job: time.sleep(600),
    "spin": _spin,
    "greedy": _greedy,
    "huge": _huge,
    "killed": lambda job: os.kill(os.getpid(), signal.SIGSEGV),
    "exits": lambda job: os._exit(3),
    "bug": _raise(KeyError("oops")),
    "encrypted": _raise(EncryptedFileError("under a password")),
    "engine": _raise(MissingEngineError("no OCR")),
    "pid": lambda job: os.getpid(),
}
