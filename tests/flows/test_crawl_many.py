"""A long crawl, killed three times: in the end the archive is that of an undisturbed one.

    python -m tests.flows.test_crawl_many 5000

measures the same with another number of reports.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from pipeline.archive.store import Archive
from tests.flows.site import Site

KILLS = 3


@pytest.mark.slow
def test_a_crawl_killed_three_times_ends_as_an_undisturbed_one(tmp_path):
    with Site(400) as site:
        killed = crawl(site, tmp_path, "killed", kills_after=1.5)
        site.forget()
        whole = crawl(site, tmp_path, "whole")
    assert killed["addresses"] == whole["addresses"]
    assert killed["objects"] == whole["objects"]
    assert len(killed["objects"]) > 400


def crawl(site, folder, name, kills_after=0.0):
    """Crawl by the command line, killed on the way where asked; what is in the archive then."""
    portal = folder / "many.toml"
    start = ", ".join(f'"{url}"' for url in site.portal().start)
    portal.write_text(
        f'name = "many"\ntitle = "x"\nstart = [{start}]\n'
        '[json_list]\nitems = "data.list"\ntitle = "name"\nurl = "link"\n'
        "[manners]\ndelay = 0\nallow_private = true\nback_off = 0.01\n",
        "utf-8",
    )
    home = folder / name
    command = [sys.executable, "-m", "pipeline.cli", "crawl", str(portal), "--home", str(home)]
    for _ in range(KILLS if kills_after else 0):
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(kills_after)
        running.send_signal(signal.SIGKILL)
        running.wait()
    peaks, started = [], time.monotonic()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    process = psutil.Process(running.pid)
    while running.poll() is None:
        try:
            peaks.append(process.memory_info().rss // 2**20)
        except psutil.Error:
            break
        time.sleep(0.2)
    assert running.wait() == 0
    archive = Archive(home / "archive")
    good = {c.url: c.sha256 for c in archive.captures() if c.sha256}
    return {
        "objects": list(archive.digests()),
        "addresses": good,
        "seconds": round(time.monotonic() - started, 1),
        "requests": len(site.asked),
        "memory": peaks[len(peaks) // 4 :: max(1, len(peaks) // 6)],
    }


def main():
    """Measure, and print the figures as JSON."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, Site(count, per_page=50) as site:
        whole = crawl(site, Path(folder), "whole")
        site.forget()
        killed = crawl(site, Path(folder), "killed", kills_after=5.0)
    whole["same"] = killed["same"] = killed["addresses"] == whole["addresses"]
    for result in (whole, killed):
        result["objects"], result["addresses"] = len(result["objects"]), len(result["addresses"])
        sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
