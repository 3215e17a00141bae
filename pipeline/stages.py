"""How long each step of a document takes: processor time, so that other work does not count."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """Processor seconds by step, added up over documents."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add the time of the block to the step."""
        start = time.process_time()
        try:
            yield
        finally:
            taken = time.process_time() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + taken

    def total(self) -> float:
        """Seconds of all steps together."""
        return sum(self.seconds.values())
