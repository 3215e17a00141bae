"""Tasks: each is one call into the pipeline. Only what touches the network is tried again.

Nothing is cached by Prefect: its keys hold the run. The journal and the archive know what is done,
by the hash of the bytes and the version of the engine, whoever asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from pipeline.archive.places import place
from pipeline.portals.crawl import Crawled, crawl
from pipeline.portals.portal import Portal
from pipeline.runs.harvest import Harvest
from pipeline.runs.items import Item, archived, engine_version
from pipeline.runs.nightly import Home, Night, close_night
from pipeline.runs.shards import Shard, convert_shard
from pipeline.runs.sinks import Sink, StoreSink
from pipeline.settings import Settings


@task(
    retries=2,
    retry_delay_seconds=[60, 600],
    cache_policy=NO_CACHE,
    task_run_name="crawl {portal.name}",
)
def crawl_portal(portal: Portal, home: Home, limit: int | None = None) -> Crawled:
    """Crawl one portal; a try that fails goes on where the last one ended."""
    return crawl(portal, home.archive, place(home.path), limit)


@task(cache_policy=NO_CACHE, task_run_name="convert")
def convert_archived(
    home: Home, settings: Settings, store: str | None, portal: str | None = None, tag: str = ""
) -> Harvest:
    """Convert what the archive holds and the journal does not know."""
    harvester = home.harvester(settings, engine_version(tag), more=sinks(store))
    return harvester.run(archived(home.archive, portal))


@task(cache_policy=NO_CACHE, task_run_name="convert")
def convert_items(
    home: Home, settings: Settings, store: str | None, items: Sequence[Item], tries: int = 3
) -> Harvest:
    """Convert documents in child processes of this machine."""
    return home.harvester(settings, tries=tries, more=sinks(store)).run(items)


@task(cache_policy=NO_CACHE, task_run_name="shard {shard.number}")
def convert_on_worker(shard: Shard) -> list[tuple[str, str]]:
    """Convert a shard wherever this runs; hashes and paths go in, outcomes come out."""
    return convert_shard(shard)


@task(cache_policy=NO_CACHE, task_run_name="tell {portal.name}")
def tell(
    portal: Portal, home: Home, crawled: Crawled, harvest: Harvest, since: dt.datetime
) -> Night:
    """Write down what a person should know of the night."""
    return close_night(portal, home, crawled, harvest, min(since, crawled.started))


def sinks(store: str | None) -> list[Sink]:
    """Where reports go beside the home's own files."""
    return [StoreSink(store)] if store else []


def home_at(home: str, archive: str | None) -> Home:
    """The home that the flows were given."""
    return Home.at(Path(home), archive)
