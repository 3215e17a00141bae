"""Work for other machines: a shard of documents in, outcomes out; bytes stay in the archive.

A shard needs an archive that every machine reaches. Its reports go beside it (a folder they share,
or a URL); the home that gave the shard out writes its journal, so that one file tells all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline.archive.places import place
from pipeline.runs.harvest import Harvest, Harvester
from pipeline.runs.items import Item, key_of
from pipeline.runs.journal import Event, Journal, Standing
from pipeline.runs.sinks import Reports, Sink, StoreSink
from pipeline.runs.years import Years
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents for one worker; `reports` and `store` are reached from there."""

    number: int
    items: tuple[Item, ...]
    reports: str
    store: str | None
    settings: Settings
    engine: str
    tries: int = 3


def convert_shard(shard: Shard) -> list[tuple[str, str]]:
    """(hash, reason) of each document; the reason is empty where it was converted."""
    where = place(shard.reports)
    sinks: list[Sink] = [Reports(where), Years(where)]
    if shard.store:
        sinks.append(StoreSink(shard.store))
    with tempfile.TemporaryDirectory() as scratch:
        journal = Journal(Path(scratch) / "journal.jsonl")
        harvester = Harvester(journal, sinks, shard.settings, shard.engine, shard.tries)
        harvest = harvester.run(shard.items)
        done = journal.standings()
    failed = {item.sha256: reason for item, reason in harvest.aside}
    return [
        (item.sha256, failed.get(item.sha256, ""))
        for item in shard.items
        if item.sha256 in failed or done.get(key_of(item.sha256, shard.engine), Standing()).done
    ]


def open_items(items: Iterable[Item], journal: Journal, engine: str) -> Iterator[Item]:
    """Items that the journal does not know as settled."""
    standings = journal.standings()
    for item in items:
        if not standings.get(key_of(item.sha256, engine), Standing()).settled:
            yield item


def cut(items: Iterable[Item], size: int, pattern: Shard) -> Iterator[Shard]:
    """Shards of `size` documents, otherwise like the pattern."""
    waiting, number = iter(items), 0
    while chunk := tuple(islice(waiting, size)):
        yield Shard(
            number,
            chunk,
            pattern.reports,
            pattern.store,
            pattern.settings,
            pattern.engine,
            pattern.tries,
        )
        number += 1


def settle(
    journal: Journal, shard: Shard, outcomes: Sequence[tuple[str, str]], harvest: Harvest
) -> None:
    """Write what a shard gave into the home's journal and the sum."""
    items = {item.sha256: item for item in shard.items}
    for digest, reason in outcomes:
        key = key_of(digest, shard.engine)
        if reason:
            harvest.aside.append((items[digest], reason))
            journal.write(key, Event.ASIDE, reason=reason, name=items[digest].name)
        else:
            harvest.converted += 1
            journal.write(key, Event.DONE)
