"""OCR results as JSON and back: what the cache and the recordings of tests hold."""

from __future__ import annotations

from typing import Any

from extractors.protocols import OcrCharacter, OcrLine, Polygon


def polygons_to_json(polygons: list[Polygon]) -> list[Any]:
    """Corners, rounded to a tenth of a pixel."""
    return [[[round(x, 1), round(y, 1)] for x, y in polygon] for polygon in polygons]


def polygons_from_json(data: list[Any]) -> list[Polygon]:
    """The reverse of `polygons_to_json`."""
    return [tuple((float(x), float(y)) for x, y in polygon) for polygon in data]


def line_to_json(line: OcrLine) -> dict[str, Any]:
    """Text, then one list a property: small, and readable when printed."""
    characters = line.characters
    return {
        "text": [c.character for c in characters],
        "scores": [round(c.score, 4) for c in characters],
        "edges": [[round(e, 1) for e in c.edges] for c in characters],
        "rivals": [[[a, round(s, 4)] for a, s in c.alternatives] for c in characters],
        "polygon": polygons_to_json([line.polygon])[0],
        "score": round(line.score, 4),
    }


def line_from_json(data: dict[str, Any]) -> OcrLine:
    """The reverse of `line_to_json`."""
    columns = (data["text"], data["scores"], data["edges"], data["rivals"])
    characters = tuple(
        OcrCharacter(text, float(score), (float(edges[0]), float(edges[1])), _rivals(rivals))
        for text, score, edges, rivals in zip(*columns, strict=True)
    )
    return OcrLine(characters, polygons_from_json([data["polygon"]])[0], float(data["score"]))


def _rivals(data: list[Any]) -> tuple[tuple[str, float], ...]:
    return tuple((str(text), float(score)) for text, score in data)
