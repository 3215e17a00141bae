"""Project and overall performance forms, indicator tables, lists and conclusions."""

from __future__ import annotations

from extractors.fields.performance.reading import extract

__all__ = ["extract"]
