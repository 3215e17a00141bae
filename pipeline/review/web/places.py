"""What the left of a page shows: a picture with marks, a snippet, a grid, or nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from pipeline.review.web import pictures
from pipeline.store.tables import ItemRow, Reason, ReportRow, SourceBytesRow

Evidence = dict[str, Any]


def evidences(item: ItemRow) -> list[Evidence]:
    """All places of an item: those of its value, then one of each witness."""
    own = item.proposal.get("evidence")
    found = [each for each in own if isinstance(each, dict)] if isinstance(own, list) else []
    witnesses = item.proposal.get("witnesses") or []
    return [*found, *(w["evidence"] for w in witnesses)]


def item_place(session: Session, item: ItemRow, at: int) -> dict[str, Any]:
    """The place of an item that is the `at`-th of its places; the first where there is no such."""
    found = evidences(item)
    number = at if 0 <= at < len(found) else 0
    place = _item_place(session, item, found[number : number + 1])
    if number == 0:
        place = _beside(place, found[1:])
    return place | {"at": number, "count": len(found), "report": item.report_id}


def item_page(session: Session, item: ItemRow, page: int) -> dict[str, Any]:
    """A page of the item's file, with the item's places on it marked lightly."""
    found = evidences(item)
    source = str(found[0].get("source", "")) if found else ""
    data = file_bytes(session, item.report, source)
    size = pictures.page_size(data, page) if data else None
    if size is None:
        return {"kind": "none"}
    place = _beside(_picture(data, size, page, source, []), found)
    return place | {"at": 0, "count": len(found), "report": item.report_id}


def value_place(session: Session, row: ReportRow, evidence: Evidence) -> dict[str, Any]:
    """The place of a value of a report."""
    data = file_bytes(session, row, str(evidence.get("source", "")))
    found = _place(data, evidence)
    return found | {"at": 0, "count": 1, "report": row.id}


def file_bytes(session: Session, row: ReportRow, source: str = "") -> bytes:
    """The bytes of a report's file, or of the member of it that is named; empty where not kept."""
    kept = session.get(SourceBytesRow, row.sha256)
    return pictures.unpacked(kept.data, source) if kept else b""


def _item_place(session: Session, item: ItemRow, shown: list[Evidence]) -> dict[str, Any]:
    if shown:
        return value_place(session, item.report, shown[0])
    data = file_bytes(session, item.report)
    if not data:
        return {"kind": "no_source"}
    page = item.page or 1
    if size := pictures.page_size(data, page):
        return _picture(data, size, page, "", _own_box(item))
    if item.reason == Reason.UNIDENTIFIED_TABLE.value:
        grid = pictures.table_like(data, item.proposal["rows"], item.proposal["columns"])
        return {"kind": "grid", "grid": grid} if grid else {"kind": "none"}
    location = item.proposal.get("location")
    return _around(data, location) if location else {"kind": "none"}


def _own_box(item: ItemRow) -> list[list[float]]:
    """The box of what is no value: a heading."""
    location = item.proposal.get("location") or {}
    return [location["box"]] if "box" in location else []


def _place(data: bytes, evidence: Evidence) -> dict[str, Any]:
    if not data:
        return {"kind": "no_source"}
    location = evidence["location"]
    page = location.get("page")
    size = pictures.page_size(data, page) if page else None
    if size is not None:
        places = [location, *evidence.get("continues", [])]
        boxes = [p["box"] for p in places if p["kind"] == "page" and p["page"] == page]
        return _picture(data, size, page, str(evidence.get("source", "")), boxes)
    return _around(data, location, str(evidence.get("verbatim", "")))


def _picture(
    data: bytes, size: pictures.PageSize, page: int, source: str, boxes: list[list[float]]
) -> dict[str, Any]:
    return {
        "kind": "picture",
        "size": size,
        "page": page,
        "pages": pictures.page_count(data),
        "source": source,
        "boxes": boxes,
        "others": [],
    }


def _beside(place: dict[str, Any], others: list[Evidence]) -> dict[str, Any]:
    """The other places of the item on the same picture, to be marked lightly."""
    if place["kind"] != "picture":
        return place
    where = [e["location"] for e in others if e.get("source", "") == place["source"]]
    page = place["page"]
    return place | {"others": [p["box"] for p in where if p.get("page") == page]}


def _around(data: bytes, location: dict[str, Any], verbatim: str = "") -> dict[str, Any]:
    shown = pictures.around(data, location, verbatim)
    if isinstance(shown, pictures.Snippet):
        return {"kind": "snippet", "snippet": shown}
    if isinstance(shown, pictures.Grid):
        return {"kind": "grid", "grid": shown}
    return {"kind": "none"}
