"""Text that a page holds and does not show: a layer that some program recognised in a scan."""

from __future__ import annotations

import pymupdf

#: A picture that covers this share of the page is a scan of it; boxes agree within so much.
_WHOLE, _SAME = 0.6, 1.0
#: Share of the text (by the place it takes) that must lie under it.
_MOST = 0.5


def is_under_picture(page: pymupdf.Page) -> bool:
    """Whether most of the text is painted first and then covered by an opaque picture."""
    if not page.get_images():
        return False
    size = abs(page.rect.width * page.rect.height)
    scans = [
        pymupdf.Rect(picture["bbox"])
        for picture in page.get_image_info()
        if not picture["has-mask"] and abs(pymupdf.Rect(picture["bbox"])) >= _WHOLE * size
    ]
    return bool(scans) and _covered(page, scans) > _MOST


def _covered(page: pymupdf.Page, scans: list[pymupdf.Rect]) -> float:
    """Share of the painted text that one of the pictures was painted over."""
    before: list[pymupdf.Rect] = []
    under = total = 0.0
    for kind, box in page.get_bboxlog():
        place = pymupdf.Rect(box)
        if kind in ("fill-text", "stroke-text"):
            before.append(place)
            total += abs(place)
        elif kind == "fill-image" and any(_is_same(place, scan) for scan in scans):
            under += sum(abs(text) for text in before if place.contains(text.tl + text.br))
            before = [text for text in before if not place.contains(text.tl + text.br)]
    return under / total if total else 0.0


def _is_same(one: pymupdf.Rect, other: pymupdf.Rect) -> bool:
    return bool(max(abs(one.tl - other.tl), abs(one.br - other.br)) <= _SAME)
