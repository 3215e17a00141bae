"""The flows: order and artifacts; every decision is made below."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from prefect import flow
from prefect.futures import PrefectFuture

from flows import tasks
from flows.artifacts import show_harvest, show_nights
from pipeline.portals.portal import load_portal
from pipeline.runs.harvest import Harvest
from pipeline.runs.items import Item, archived, engine_version, of_files, of_prefix
from pipeline.runs.locks import alone
from pipeline.runs.nightly import Home, Night, open_night
from pipeline.runs.shards import Shard, cut, open_items, settle
from pipeline.settings import load_settings

#: Documents that go to a worker at once: one task of Prefect for all of them.
SHARD = 25


@flow(name="crawl", log_prints=True)
def crawl(
    portals: Sequence[str],
    home: str = "run",
    archive: str | None = None,
    folder: str | None = None,
    limit: int | None = None,
) -> None:
    """Fetch what portals publish into the archive."""
    with alone(Path(home)):
        opened = tasks.home_at(home, archive)
        for name in portals:
            done = tasks.crawl_portal(load_portal(name, _path(folder)), opened, limit)
            print(f"{name}: {done.requests} requests, {done.received} bytes")  # noqa: T201


@flow(name="nightly", log_prints=True)
def nightly(
    portals: Sequence[str],
    home: str = "run",
    archive: str | None = None,
    folder: str | None = None,
    store: str | None = None,
    workers: int | None = None,
) -> None:
    """Crawl, convert what is new, tell what a person should know."""
    settings = load_settings({"workers": workers})
    nights: list[Night] = []
    with alone(Path(home)):
        opened = tasks.home_at(home, archive)
        for name in portals:
            portal = load_portal(name, _path(folder))
            since = open_night(portal, opened)
            crawled = tasks.crawl_portal(portal, opened)
            harvest = tasks.convert_archived(opened, settings, store, portal.name)
            nights.append(tasks.tell(portal, opened, crawled, harvest, since))
        show_nights(nights, opened)


@flow(name="batch")
def batch(
    inputs: Sequence[str] = (),
    home: str = "run",
    archive: str | None = None,
    store: str | None = None,
    workers: int | None = None,
    tries: int = 3,
) -> None:
    """Convert many documents in child processes of this machine."""
    settings = load_settings({"workers": workers})
    with alone(Path(home)):
        opened = tasks.home_at(home, archive)
        items = list(_items(inputs, opened))
        show_harvest(tasks.convert_items(opened, settings, store, items, tries))


@flow(name="reprocess")
def reprocess(
    home: str = "run",
    archive: str | None = None,
    store: str | None = None,
    workers: int | None = None,
    tag: str = "",
) -> None:
    """Read the whole archive again by this engine."""
    settings = load_settings({"workers": workers})
    with alone(Path(home)):
        opened = tasks.home_at(home, archive)
        show_harvest(tasks.convert_archived(opened, settings, store, tag=tag))


@flow(name="batch-many")
def batch_many(
    inputs: Sequence[str] = (),
    home: str = "run",
    archive: str | None = None,
    store: str | None = None,
    workers: int | None = None,
    tries: int = 3,
) -> None:
    """The batch in shards, for the task runner that the flow is given (Dask)."""
    settings = load_settings({"workers": workers})
    with alone(Path(home)):
        opened = tasks.home_at(home, archive)
        engine = engine_version()
        pattern = Shard(0, (), str(opened.path), store, settings, engine, tries)
        items = open_items(_items(inputs, opened), opened.journal, engine)
        shards = list(cut(items, SHARD, pattern))
        futures = tasks.convert_on_worker.map(shards)
        show_harvest(_gather(shards, futures, opened, engine))


def _gather(
    shards: Sequence[Shard],
    futures: Sequence[PrefectFuture[list[tuple[str, str]]]],
    home: Home,
    engine: str,
) -> Harvest:
    """Write each shard down as it comes; one that failed leaves its documents to the next run."""
    harvest, start = Harvest(engine), time.monotonic()
    for shard, future in zip(shards, futures, strict=True):
        future.wait()
        if future.state.is_completed():
            settle(home.journal, shard, future.result(), harvest)
        else:
            harvest.failures["shard"] += len(shard.items)
    harvest.seconds = time.monotonic() - start
    return harvest


def _items(inputs: Sequence[str], home: Home) -> chain[Item]:
    if not inputs:
        return chain(archived(home.archive))
    urls = [given for given in inputs if "://" in given]
    paths = [Path(given) for given in inputs if "://" not in given]
    return chain(of_files(paths), *(of_prefix(url, home.archive) for url in urls))


def _path(folder: str | None) -> Path | None:
    return Path(folder) if folder else None
