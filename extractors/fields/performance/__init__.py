"""Project and overall performance forms, indicator tables, lists and conclusions."""

from __future__ import annotations

from extractors.fields.performance.reading import extract, issues
from extractors.fields.performance.sheets import is_form

__all__ = ["extract", "is_form", "issues"]
