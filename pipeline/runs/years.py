"""A year against the one before: what a report says of last year, and what last year's own said.

`years/<agency and kind>/<sha256>-<part>.json` names the year of each report, so that the reports of
one agency are found without reading all others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.archive.places import Place
from pipeline.runs.diff import ValueChange
from pipeline.runs.items import Item
from pipeline.runs.sinks import Reports
from schemas.report import Report, Status, Value

_CHANGE = ".change"
#: Halves of a last digit by which a year, its change and the year before may differ in print.
_HALVES = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of an agency: its year, and where it lies."""

    year: int
    digest: str
    part: int


@dataclass(frozen=True, slots=True)
class YearGap:
    """Two reports of one agency that do not agree on the earlier year."""

    agency: str
    earlier: Entry
    later: Entry
    values: tuple[ValueChange, ...]
    url: str


class Years:
    """The index of reports by agency and year; a sink like the reports themselves."""

    def __init__(self, home: Place) -> None:
        self._home = home

    def put(self, item: Item, engine: str, texts: Sequence[str]) -> None:  # noqa: ARG002 - a sink
        """Note the year of each report that names its agency."""
        for part, text in enumerate(texts, start=1):
            head = json.loads(text).get("report", {})
            agency, kind, year = (_said(head, name) for name in ("agency", "kind", "fiscal_year"))
            if agency and year.isdecimal():
                name = f"{_folder(agency, kind)}/{item.sha256}-{part}.json"
                entry = {"year": int(year), "digest": item.sha256, "part": part}
                self._home.write(name, json.dumps(entry).encode())

    def entries(self, agency: str, kind: str) -> list[Entry]:
        """What is known of an agency, in no order."""
        names = self._home.names(_folder(agency, kind))
        return [Entry(**json.loads(self._home.read(name))) for name in names]


def year_gaps(
    years: Years, reports: Reports, new: Iterable[str], order: Mapping[str, int]
) -> list[YearGap]:
    """New documents (by hash) against the years next to theirs.

    `order` tells which of several documents of one year was seen last: that one counts.
    """
    pairs = {
        pair: agency
        for digest in new
        for report in reports.load(digest)
        for agency, pair in _pairs(years, report, order)
    }
    gaps = (_gap(reports, agency, *pair) for pair, agency in pairs.items())
    return [gap for gap in gaps if gap is not None]


def disagreements(earlier: Report, later: Report) -> list[ValueChange]:
    """Paths whose accepted figure, less its accepted change, is not the accepted one before."""
    found = []
    for path in sorted(later.values):
        figures = _figures(earlier, later, path.removesuffix(_CHANGE))
        if path.endswith(_CHANGE) and figures is not None and not _close(*figures):
            before, now, change = figures
            raw = f"{now.raw} - ({change.raw})"
            value = str(Decimal(str(now.value)) - Decimal(str(change.value)))
            at = path.removesuffix(_CHANGE)
            found.append(ValueChange(at, str(before.value), value, before.raw, raw))
    return found


def _pairs(
    years: Years, report: Report, order: Mapping[str, int]
) -> Iterator[tuple[str, tuple[Entry, Entry]]]:
    """The report's year with the one before and the one after, where both are there."""
    agency, kind, year = (_text(report, name) for name in ("agency", "kind", "fiscal_year"))
    if not agency or not year.isdecimal():
        return
    known = sorted(years.entries(agency, kind), key=lambda e: (order.get(e.digest, -1), e.digest))
    latest = {entry.year: entry for entry in known}
    for first in (int(year) - 1, int(year)):
        if first in latest and first + 1 in latest:
            yield agency, (latest[first], latest[first + 1])


def _gap(reports: Reports, agency: str, earlier: Entry, later: Entry) -> YearGap | None:
    first, second = (reports.load(entry.digest) for entry in (earlier, later))
    if len(first) < earlier.part or len(second) < later.part:
        return None
    report = second[later.part - 1]
    values = disagreements(first[earlier.part - 1], report)
    url = report.source.url or ""
    return YearGap(agency, earlier, later, tuple(values), url) if values else None


def _figures(earlier: Report, later: Report, path: str) -> tuple[Value, Value, Value] | None:
    """The figure before, the one now and its change; None unless all are accepted amounts."""
    found = (earlier.values.get(path), later.values.get(path), later.values.get(path + _CHANGE))
    sure = [each for each in found if each is not None and each.status == Status.ACCEPTED]
    if len(sure) < len(found) or not all(isinstance(each.value, Decimal) for each in sure):
        return None
    return sure[0], sure[1], sure[2]


def _close(before: Value, now: Value, change: Value) -> bool:
    amounts = [Decimal(str(each.value)) for each in (before, now, change)]
    coarsest = max(Decimal(1).scaleb(int(a.as_tuple().exponent)) for a in amounts)
    return abs(amounts[1] - amounts[2] - amounts[0]) <= _HALVES * coarsest


def _text(report: Report, name: str) -> str:
    value = report.values.get(f"report.{name}")
    return "" if value is None else str(value.value)


def _said(head: Mapping[str, Mapping[str, object]], name: str) -> str:
    return str(head.get(name, {}).get("value", ""))


def _folder(agency: str, kind: str) -> str:
    return f"years/{hashlib.sha256(f'{agency}|{kind}'.encode()).hexdigest()[:20]}"
