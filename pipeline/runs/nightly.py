"""A night: crawl each portal, convert what is new, tell what a person should know.

`nightly/<portal>.json` names the time since when news are not yet told; it goes only when they are
written, so that a night that was killed is told by the next one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.archive.capture import now
from pipeline.archive.places import place
from pipeline.archive.store import Archive
from pipeline.portals.changes import Alert, News, news
from pipeline.portals.crawl import Crawled, crawl
from pipeline.portals.portal import Portal
from pipeline.runs.diff import ValueChange, changed_values
from pipeline.runs.harvest import Harvest, Harvester
from pipeline.runs.items import archived, engine_version
from pipeline.runs.journal import Journal
from pipeline.runs.sinks import Reports, Sink
from pipeline.runs.years import YearGap, Years, year_gaps
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of a run: `journal.jsonl`, `reports/`, `years/`, `crawl/`, `alerts.jsonl`."""

    path: Path
    archive: Archive

    @classmethod
    def at(cls, path: Path, archive: str | None = None) -> Home:
        """A home with its own archive, or with one elsewhere (a folder or a URL of fsspec)."""
        whole = path.resolve()
        return cls(whole, Archive(archive or whole / "archive"))

    @property
    def journal(self) -> Journal:
        """What came of each document."""
        return Journal(self.path / "journal.jsonl")

    @property
    def reports(self) -> Reports:
        """The reports as files."""
        return Reports(place(self.path))

    @property
    def years(self) -> Years:
        """Which report is of which agency and year."""
        return Years(place(self.path))

    def harvester(
        self, settings: Settings, engine: str = "", tries: int = 3, more: Sequence[Sink] = ()
    ) -> Harvester:
        """The conversion into this home; `more` are sinks beside its own files."""
        sinks: tuple[Sink, ...] = (self.reports, self.years, *more)
        return Harvester(self.journal, sinks, settings, engine or engine_version(), tries)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert with the values that changed, where it is about a change."""

    alert: Alert
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did on one portal."""

    crawled: Crawled
    states: dict[str, int]
    new: int
    harvest: Harvest
    told: tuple[Told, ...] = field(default=())


def run_nightly(
    portals: Iterable[Portal], home: Home, settings: Settings, more: Sequence[Sink] = ()
) -> list[Night]:
    """The whole night, one portal after the other; each step may be called by itself."""
    return [night_of(portal, home, settings, more) for portal in portals]


def night_of(portal: Portal, home: Home, settings: Settings, more: Sequence[Sink] = ()) -> Night:
    """Crawl, convert, tell."""
    since = open_night(portal, home)
    crawled = crawl(portal, home.archive, place(home.path))
    since = min(since, crawled.started)
    harvest = home.harvester(settings, more=more).run(archived(home.archive, portal.name))
    return close_night(portal, home, crawled, harvest, since)


def open_night(portal: Portal, home: Home) -> dt.datetime:
    """Since when news are to be told: now, or what an earlier night left untold."""
    where, name = place(home.path), f"nightly/{portal.name}.json"
    if where.exists(name):
        return dt.datetime.fromisoformat(json.loads(where.read(name))["since"])
    since = now()
    where.write(name, json.dumps({"since": since.isoformat()}).encode())
    return since


def close_night(
    portal: Portal, home: Home, crawled: Crawled, harvest: Harvest, since: dt.datetime
) -> Night:
    """Write the alerts into `alerts.jsonl`; from then on they are told."""
    found = news(portal, home.archive, since)
    told = [Told(alert, _values(alert, home)) for alert in found.alerts]
    told += _between_years(found, home)
    told += [Told(_poison(portal, item.name, item.url, why)) for item, why in harvest.aside]
    lines = "".join(_line(each) for each in told)
    if lines:
        place(home.path).append("alerts.jsonl", lines.encode())
    (home.path / "nightly" / f"{portal.name}.json").unlink(missing_ok=True)
    return Night(crawled, dict(found.states), len(found.new), harvest, tuple(told))


def _values(alert: Alert, home: Home) -> tuple[ValueChange, ...]:
    if alert.before is None or alert.after is None or alert.kind != "changed":
        return ()
    reports = home.reports
    return tuple(changed_values(reports.load(alert.before), reports.load(alert.after)))


def _between_years(found: News, home: Home) -> list[Told]:
    """What new reports say of last year, where that year's own report says otherwise."""
    captures = enumerate(home.archive.captures(found.portal))
    order = {capture.sha256: number for number, capture in captures if capture.sha256}
    new = [capture.sha256 for capture in found.new if capture.sha256]
    gaps = year_gaps(home.years, home.reports, new, order)
    return [Told(_year_alert(found.portal, gap), gap.values) for gap in gaps]


def _year_alert(portal: str, gap: YearGap) -> Alert:
    text = (
        f"{gap.agency} {gap.later.year}: {len(gap.values)} figures less their change are not those "
        f"of its report of {gap.earlier.year}"
    )
    kind, before, after = "years_differ", gap.earlier.digest, gap.later.digest
    return Alert(kind, portal, text, gap.url, before, after)


def _poison(portal: Portal, name: str, url: str | None, reason: str) -> Alert:
    return Alert("set_aside", portal.name, f"{name} cannot be converted: {reason}", url or "")


def _line(told: Told) -> str:
    values = [asdict(change) for change in told.values]
    entry = {"at": now().isoformat(), **asdict(told.alert), "values": values}
    return json.dumps(entry, ensure_ascii=False) + "\n"
