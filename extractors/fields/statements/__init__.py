"""Facts that stand in statements: cells to paths."""

from extractors.fields.statements.reading import Harvest, extract, harvest, issues

__all__ = ["Harvest", "extract", "harvest", "issues"]
