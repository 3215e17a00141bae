"""What a sheet does not show, or lost: said, so that no figure is hidden or missed in silence."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.sheets.grid import SheetGrid
from schemas.report import Issue, Severity


def sheet_issues(grid: SheetGrid) -> Iterator[Issue]:
    """A damaged sheet, a hidden one, hidden rows and columns that hold text, lost values."""
    if grid.damage:
        words = f"工作表“{grid.name}”已损坏，未能读取（{grid.damage}）"
        yield Issue(code="sheet_unread", message=words, severity=Severity.ERROR)
    if grid.hidden and grid.cells:
        words = f"工作表“{grid.name}”是隐藏的，其内容已读取"
        yield Issue(code="hidden_sheet", message=words, severity=Severity.NOTE)
    if grid.uncomputed:
        words = f"工作表“{grid.name}”有 {grid.uncomputed} 个公式未保存计算结果，按空白读取"
        yield Issue(code="formula_without_value", message=words)
    yield from _hidden_cells(grid)


def _hidden_cells(grid: SheetGrid) -> Iterator[Issue]:
    hidden = sorted(
        position
        for position in grid.cells
        if position[0] in grid.hidden_rows or position[1] in grid.hidden_columns
    )
    if hidden and not grid.hidden:
        (place,) = grid.text(hidden[0]).locate()
        words = f"工作表“{grid.name}”的隐藏行、列中有 {len(hidden)} 个单元格，其内容已读取"
        yield Issue(code="hidden_cells", message=words, severity=Severity.NOTE, location=place)
