"""The printed grids of a report, so that tables can be scored cell by cell."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from samples.render.pages import Page


def grids(pages: Sequence[Page], places: Sequence[int], source: str) -> dict[str, Any]:
    """All pieces of tables in the order of print.

    Args:
        pages: what was printed.
        places: the page of `source` that shows each of them, from 1.
        source: file name of the scan.
    """
    tables = [
        {"page": place, "printed_page": number, "page_size": list(page.size), **asdict(grid)}
        for number, (page, place) in enumerate(zip(pages, places, strict=True), 1)
        for grid in page.grids
    ]
    return {"source": source, "pages": max(places, default=0), "tables": tables}


def save(data: dict[str, Any], path: Path) -> None:
    """Write it: one table a line."""
    rows: Iterable[str] = (json.dumps(t, ensure_ascii=False) for t in data["tables"])
    head = json.dumps({k: v for k, v in data.items() if k != "tables"}, ensure_ascii=False)
    path.write_text(head[:-1] + ', "tables": [\n' + ",\n".join(rows) + "\n]}\n", "utf-8")
