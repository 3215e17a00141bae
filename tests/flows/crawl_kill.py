"""Nights on a portal of thousands of pages, killed on the way: the end is that of a quiet night.

    python -m tests.flows.crawl_kill --pages 5000 --delay 0.02

Each kill is a SIGKILL to the whole command at a share of its work: of the requests, then of the
conversions. Then both homes are held against each other: objects, addresses, reports, store.
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sized
from pathlib import Path
from typing import Any

from pipeline.archive.store import Archive
from pipeline.runs.journal import Event
from tests.flows import homes
from tests.flows.killing import Watched, killed, watched
from tests.flows.pages import light_page
from tests.flows.site import Site

#: When it is killed: in the crawl (share of pages asked for) and in the conversion (of documents).
CRAWL_KILLS, CONVERT_KILLS = (0.3, 0.75), (0.5,)


def night(folder: Path, site: Site, home: Path, delay: float) -> list[str]:
    """The command of a whole night on the portal."""
    portal = folder / "many.toml"
    start = ", ".join(f'"{url}"' for url in site.portal().start)
    portal.write_text(
        f'name = "many"\ntitle = "x"\nstart = [{start}]\nyears = [2023, 2024]\n'
        '[json_list]\nitems = "data.list"\ntitle = "name"\nurl = "link"\n'
        f"[manners]\ndelay = {delay}\nallow_private = true\nback_off = 0.01\n",
        "utf-8",
    )
    options = ["--home", str(home), "--store", f"sqlite:///{home}.sqlite", "--workers", "2"]
    return [sys.executable, "-m", "pipeline.cli", "nightly", str(portal), *options]


def undisturbed(folder: Path, site: Site, delay: float) -> Watched:
    """The whole night at once."""
    return watched(night(folder, site, folder / "whole", delay))


def disturbed(folder: Path, site: Site, delay: float, crawl: int = 2, convert: int = 1) -> int:
    """The night with so many kills in crawl and conversion, then to its end; kills that hit."""
    home = folder / "broken"
    command = night(folder, site, home, delay)
    moments = [_asked(site, share) for share in CRAWL_KILLS[:crawl]]
    moments += [_settled(site, home, share) for share in CONVERT_KILLS[:convert]]
    hits = sum(killed(command, moment) for moment in moments)
    watched(command)
    return hits


def _asked(site: Site, share: float) -> Callable[[], bool]:
    return lambda: len(site.asked) >= share * site.reports


def _settled(site: Site, home: Path, share: float) -> Callable[[], bool]:
    journal = home / "journal.jsonl"
    line = 150  # bytes; two lines a document
    return lambda: journal.exists() and journal.stat().st_size > share * site.reports * 2 * line


def state(folder: Path, name: str) -> dict[str, Sized]:
    """All that a home holds, as hashes."""
    archive = Archive(folder / name / "archive")
    return {
        "objects": list(archive.digests()),
        "damaged": list(archive.damaged()),
        "addresses": homes.addresses(archive),
        "reports": homes.reports(folder / name),
        "store": homes.stored(f"sqlite:///{folder / name}.sqlite"),
    }


def repeated(home: Path) -> dict[str, int]:
    """Documents of the journal: done, done twice, taken in hand again after a kill."""
    found = list(homes.events(home).values())
    return {
        "done": sum(each[Event.DONE] > 0 for each in found),
        "done_twice": sum(each[Event.DONE] > 1 for each in found),
        "begun_again": sum(each[Event.BEGUN] > 1 for each in found),
    }


def spacing(site: Site) -> dict[str, float]:
    """Milliseconds between two requests, as the portal saw them."""
    times = sorted(each.time for each in site.asked)
    gaps = sorted(1000 * (after - before) for before, after in itertools.pairwise(times))
    at = {name: gaps[int(share * (len(gaps) - 1))] for name, share in _SHARES.items()}
    return {name: round(gap, 1) for name, gap in at.items()}


_SHARES = {"least": 0.0, "first percent": 0.01, "median": 0.5, "most": 1.0}


def manners(site: Site) -> dict[str, Any]:
    """Requests, those answered twice with bytes, and those that robots.txt forbids."""
    good = Counter(each.path for each in site.asked if each.status == 200)
    return {
        "requests": len(site.asked),
        "sent_twice": sum(n > 1 for path, n in good.items() if path != "/robots.txt"),
        "forbidden_asked": sum(each.path.startswith("/private/") for each in site.asked),
        "spacing_ms": spacing(site),
    }


def main() -> int:
    """Both nights; 0 where they end in the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--delay", type=float, default=0.02, help="seconds between requests")
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Site(arguments.pages, per_page=50, page=light_page) as site,
    ):
        folder = Path(name)
        whole = undisturbed(folder, site, arguments.delay)
        quiet = manners(site) | {
            "seconds": round(whole.seconds),
            "processor": round(whole.processor),
            "memory": whole.course(),
        }
        _say("undisturbed", quiet | repeated(folder / "whole"))
        site.forget()
        hits = disturbed(folder, site, arguments.delay)
        _say("killed", {"kills": hits} | manners(site) | repeated(folder / "broken"))
        first, second = state(folder, "whole"), state(folder, "broken")
    same = {part: first[part] == second[part] for part in first}
    _say("same", {part: [len(first[part]), same[part]] for part in first})
    return 0 if all(same.values()) else 1


def _say(name: str, facts: dict[str, object]) -> None:
    sys.stdout.write(f"{name:12} {json.dumps(facts, ensure_ascii=False)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
