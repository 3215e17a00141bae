"""Convert what is not converted yet; write down what came of it; set aside what never works."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.archive.store import Archive
from pipeline.assemble import to_json
from pipeline.child import Failure
from pipeline.convert import convert
from pipeline.runs.items import Item, key_of
from pipeline.runs.journal import MOST_BREAKS, Event, Journal, Standing
from pipeline.runs.sinks import Sink
from pipeline.settings import Settings
from pipeline.workers import Limits, run

#: Causes that another try may not meet again. All others are the document's own and final.
_PASSING = frozenset({"timeout", "memory", "crashed", "unreadable"})
#: Not the document's fault at all: it waits for the engine.
_WAITING = frozenset({"missing_engine"})
#: Documents handed to one pool of children; bounds what is held in memory.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Work:
    """What a child gets: no bytes, only where they are."""

    item: Item
    key: str
    journal: Path
    settings: Settings


@dataclass(slots=True)
class Harvest:
    """What a run did."""

    engine: str
    converted: int = 0
    skipped: int = 0
    values: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)
    aside: list[tuple[Item, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Harvester:
    """The conversion of documents into a home: its journal, its sinks, its limits."""

    journal: Journal
    sinks: Sequence[Sink]
    settings: Settings
    engine: str
    tries: int = 3

    def run(self, items: Iterable[Item]) -> Harvest:
        """Convert all that the journal does not know as settled; may be killed at any time."""
        harvest, start = Harvest(self.engine), time.monotonic()
        standings = self.journal.standings()
        waiting = iter(items)
        while chunk := list(islice(self._open(waiting, standings, harvest), _CHUNK)):
            while chunk:
                chunk = self._pass(chunk, standings, harvest)
        harvest.seconds = time.monotonic() - start
        return harvest

    def _open(
        self, items: Iterator[Item], standings: dict[str, Standing], harvest: Harvest
    ) -> Iterator[Item]:
        """Items with something to do; one in whose hands runs broke off too often is set aside."""
        for item in items:
            standing = standings.setdefault(key_of(item.sha256, self.engine), Standing())
            if standing.breaks >= MOST_BREAKS and not standing.settled:
                self._set_aside(item, standing, f"the run ended {standing.breaks} times", harvest)
            elif standing.settled:
                harvest.skipped += 1
            else:
                yield item

    def _pass(
        self, items: list[Item], standings: dict[str, Standing], harvest: Harvest
    ) -> list[Item]:
        """Try each once; those that are worth another try come back."""
        keys = [key_of(item.sha256, self.engine) for item in items]
        works = [
            Work(item, key, self.journal.path, self.settings)
            for item, key in zip(items, keys, strict=True)
        ]
        limits = Limits(self.settings.timeout, self.settings.memory, self.settings.recycle_after)
        again: list[Item] = []
        for position, answer in run(works, convert_work, self.settings.workers, limits):
            item, standing = items[position], standings[keys[position]]
            if isinstance(answer, Failure):
                if self._failed(item, standing, answer, harvest):
                    again.append(item)
            else:
                self._done(item, standing, answer, harvest)
        return again

    def _done(self, item: Item, standing: Standing, texts: Sequence[str], harvest: Harvest) -> None:
        for sink in self.sinks:
            sink.put(item, self.engine, texts)
        standing.done = True
        harvest.converted += 1
        harvest.values += sum(text.count('"confidence"') for text in texts)
        self.journal.write(key_of(item.sha256, self.engine), Event.DONE, reports=len(texts))

    def _failed(self, item: Item, standing: Standing, failure: Failure, harvest: Harvest) -> bool:
        """Whether to try again in this run."""
        standing.failures += 1
        harvest.failures[failure.code] += 1
        reason = f"{failure.message} [{failure.code}]"
        self.journal.write(key_of(item.sha256, self.engine), Event.FAILED, reason=reason)
        if failure.code in _WAITING:
            return False
        if failure.code in _PASSING and standing.failures < self.tries:
            return True
        self._set_aside(item, standing, reason, harvest)
        return False

    def _set_aside(self, item: Item, standing: Standing, reason: str, harvest: Harvest) -> None:
        standing.aside = reason
        harvest.aside.append((item, reason))
        key = key_of(item.sha256, self.engine)
        self.journal.write(key, Event.ASIDE, reason=reason, name=item.name, url=item.url or "")


def convert_work(work: Work) -> list[str]:
    """The texts of the reports of one document, with where it came from: what a child does."""
    Journal(work.journal).write(work.key, Event.BEGUN)
    item = work.item
    with ExitStack() as stack:
        path = Path(item.path)
        if item.archive:
            path = stack.enter_context(Archive(item.archive).opened(item.sha256))
        reports = convert(path, work.settings, item.name)
    origin = {"url": item.url, "parent": item.parent} if item.url else {}
    return [
        to_json(report.model_copy(update={"source": report.source.model_copy(update=origin)}))
        for report in reports
    ]
