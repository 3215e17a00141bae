"""What this machine gives to busy processes at this moment, beside all else that runs on it."""

import multiprocessing
import time

_SECONDS = 5.0


def cores(processes: int) -> float:
    """Cores that so many processes get which never wait."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        return sum(pool.map(_spin, [_SECONDS] * processes, chunksize=1))


def _spin(seconds: float) -> float:
    """The share of a core that this process got."""
    start, used = time.monotonic(), time.process_time()
    while time.monotonic() < start + seconds:
        pass
    return (time.process_time() - used) / (time.monotonic() - start)
