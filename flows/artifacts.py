"""What a run leaves on Prefect's pages: counts, alerts, values that changed, where files lie."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import get_run_logger
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_table_artifact,
)

from pipeline.portals.changes import Alert
from pipeline.runs.harvest import Harvest
from pipeline.runs.nightly import Home, Night


def show_nights(nights: Sequence[Night], home: Home) -> None:
    """A table of the nights, a table of alerts, values that changed, and a link to the files."""
    rows = [_row(night) for night in nights]
    for row in rows:
        get_run_logger().info("%s", ", ".join(f"{name} {count}" for name, count in row.items()))
    create_table_artifact(rows, key="nightly-summary")
    alerts = [_alert(told.alert) for night in nights for told in night.told]
    create_table_artifact(alerts, key="nightly-alerts", description=f"{len(alerts)} alerts")
    create_markdown_artifact(_changes(nights), key="nightly-changes")
    link = (home.path / "alerts.jsonl").resolve().as_uri()
    create_link_artifact(link, link_text="alerts.jsonl", key="nightly-files")


def show_harvest(harvest: Harvest) -> None:
    """A table of one batch, and one of what was set aside."""
    rate = harvest.converted / harvest.seconds * 3600 if harvest.seconds else 0
    row = {
        "engine": harvest.engine,
        "converted": harvest.converted,
        "known": harvest.skipped,
        "set aside": len(harvest.aside),
        "values": harvest.values,
        "seconds": round(harvest.seconds, 1),
        "an hour": round(rate),
    }
    get_run_logger().info("%s", ", ".join(f"{name} {count}" for name, count in row.items()))
    create_table_artifact([row], key="batch-summary")
    aside = [{"document": item.name, "reason": reason} for item, reason in harvest.aside]
    create_table_artifact(aside, key="batch-set-aside", description=f"{len(aside)} set aside")


def _row(night: Night) -> dict[str, object]:
    crawled, harvest = night.crawled, night.harvest
    return {
        "portal": crawled.portal,
        "requests": crawled.requests,
        "bytes": crawled.received,
        "new or changed": night.new,
        "converted": harvest.converted,
        "values": harvest.values,
        "set aside": len(harvest.aside),
        "alerts": len(night.told),
    }


def _alert(alert: Alert) -> dict[str, str]:
    return {
        "portal": alert.portal,
        "kind": alert.kind,
        "what": alert.message,
        "url": alert.url,
    }


def _changes(nights: Sequence[Night]) -> str:
    lines = ["| report | value | before | after |", "|---|---|---|---|"]
    for night in nights:
        for told in night.told:
            words = _plain(told.alert.message)
            lines += [
                f"| {words} | `{c.path}` | {c.before or '-'} | {c.after or '-'} |"
                for c in told.values
            ]
    return "\n".join(lines) if len(lines) > 2 else "No published value changed."


def _plain(text: str) -> str:
    return text.replace("|", " ").replace("\n", " ")
