"""`gongkai crawl`, `batch`, `nightly`, `reprocess`, `archive`: long runs, without a scheduler."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from rich.console import Console

from pipeline.archive.places import place
from pipeline.archive.warc import write_warc
from pipeline.portals.changes import news
from pipeline.portals.crawl import crawl
from pipeline.portals.portal import load_portal
from pipeline.runs.harvest import Harvest
from pipeline.runs.items import Item, archived, engine_version, of_files, of_prefix
from pipeline.runs.locks import alone
from pipeline.runs.nightly import Home, Night, night_of
from pipeline.runs.sinks import Sink, StoreSink
from pipeline.settings import load_settings
from schemas.errors import ExitCode


def crawl_portals(
    names: Sequence[str], home: Path, archive: str | None, folder: Path | None, limit: int | None
) -> int:
    """Crawl each portal and print what came of it."""
    with alone(home):
        opened = Home.at(home, archive)
        for name in names:
            portal = load_portal(name, folder)
            done = crawl(portal, opened.archive, place(home), limit)
            found = news(portal, opened.archive, done.started)
            say(f"{name}: {done.requests} requests, {done.received} bytes, {len(found.new)} new")
            for alert in found.alerts:
                say(f"  {alert.kind}: {alert.message} {alert.url}")
    return ExitCode.OK


def batch(
    inputs: Sequence[str], home: Path, archive: str | None, store: str | None,
    chosen: Mapping[str, object], tries: int,
) -> int:  # fmt: skip
    """Convert inputs, or the documents of the archive where none is named."""
    settings = load_settings(chosen)
    with alone(home):
        opened = Home.at(home, archive)
        items = _items(inputs, opened) if inputs else archived(opened.archive)
        harvester = opened.harvester(settings, tries=tries, more=_sinks(store))
        return _tell(harvester.run(items))


def reprocess(
    home: Path, archive: str | None, store: str | None, chosen: Mapping[str, object], tag: str
) -> int:
    """Convert all documents of the archive by this engine; earlier readings stay."""
    settings = load_settings(chosen)
    with alone(home):
        opened = Home.at(home, archive)
        harvester = opened.harvester(settings, engine_version(tag), more=_sinks(store))
        return _tell(harvester.run(archived(opened.archive)))


def nightly(
    names: Sequence[str], home: Path, archive: str | None, folder: Path | None,
    store: str | None, chosen: Mapping[str, object],
) -> int:  # fmt: skip
    """Crawl, convert and tell, portal by portal."""
    settings = load_settings(chosen)
    with alone(home):
        opened = Home.at(home, archive)
        for name in names:
            tell_night(night_of(load_portal(name, folder), opened, settings, _sinks(store)))
    return ExitCode.OK


def export_warc(home: Path, archive: str | None, out: Path, portal: str | None) -> int:
    """Write the archive as WARC."""
    say(f"{write_warc(Home.at(home, archive).archive, out, portal)} records in {out}")
    return ExitCode.OK


def verify_archive(home: Path, archive: str | None) -> int:
    """Hold every object against its hash; 2 where one is damaged."""
    opened = Home.at(home, archive).archive
    damaged = list(opened.damaged())
    for digest in damaged:
        print(digest)
    say(f"{sum(1 for _ in opened.digests())} objects, {len(damaged)} damaged or missing")
    return ExitCode.UNREADABLE_INPUT if damaged else ExitCode.OK


def tell_night(night: Night) -> None:
    """The counts of a night, and each alert with the first values that changed."""
    crawled, harvest = night.crawled, night.harvest
    states = ", ".join(f"{count} {state}" for state, count in sorted(night.states.items()))
    say(f"{crawled.portal}: {crawled.requests} requests, {crawled.received} bytes ({states})")
    say(f"  {night.new} new or changed, {harvest.converted} converted, {harvest.values} values")
    for told in night.told:
        say(f"  {told.alert.kind}: {told.alert.message} {told.alert.url}")
        for change in told.values[:5]:
            say(f"    {change.path}: {change.before} -> {change.after}")


def say(words: str) -> None:
    """A line on standard error."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(words, markup=False)


def _items(inputs: Sequence[str], home: Home) -> Iterator[Item]:
    urls = [given for given in inputs if "://" in given]
    paths = [Path(given) for given in inputs if "://" not in given]
    return chain(of_files(paths), *(of_prefix(url, home.archive) for url in urls))


def _sinks(store: str | None) -> list[Sink]:
    return [StoreSink(store)] if store else []


def _tell(harvest: Harvest) -> int:
    rate = harvest.converted / harvest.seconds * 3600 if harvest.seconds else 0.0
    say(
        f"{harvest.converted} converted, {harvest.skipped} known, {len(harvest.aside)} set aside, "
        f"{harvest.values} values, {harvest.seconds:.1f} s ({rate:.0f} an hour)"
    )
    for item, reason in harvest.aside:
        print(f"{item.path or item.url or item.sha256}: {reason}", file=sys.stderr)
    if harvest.failures["missing_engine"]:
        return ExitCode.MISSING_ENGINE
    return ExitCode.UNREADABLE_INPUT if harvest.aside else ExitCode.OK
