"""How far a grid can be trusted, judged by the figures that fell into its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.text.normalise import fold

#: A figure as money columns print it; two of them in one line of a cell are two columns in one.
_FIGURE = r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
_AMOUNT = re.compile(_FIGURE)
_SIDE_BY_SIDE = re.compile(rf"{_FIGURE}\s+{_FIGURE}")
#: Two figures with nothing between them, and what is left where a ruling cuts one.
_GLUED = re.compile(r"\d\.\d{1,2}\d*[,.]\d+\.\d|\.\d+\.\d")
_CUT = re.compile(r"[,.]\d+(?:[,.]\d+)*|\d[\d,]*,\d{0,2}|\d[\d,]*\.")
#: Weight of each bad cell among the cells with figures.
_BAD_CELL = 3.0


def grid_score(cell_lines: Iterable[list[str]]) -> float:
    """1.0 where each figure has a cell of its own, less for figures cut or put together.

    `cell_lines` has the lines of each cell.
    """
    figures = bad = 0
    for lines in cell_lines:
        texts = [fold(line).strip() for line in lines]
        figures += any(_AMOUNT.search(text) for text in texts)
        cut = len(texts) == 1 and _CUT.fullmatch(texts[0]) is not None
        bad += cut or any(_holds_two(text) for text in texts)
    return 1.0 if not bad else max(0.0, 1.0 - _BAD_CELL * bad / max(figures, bad))


def _holds_two(text: str) -> bool:
    """Whether a line has two figures with nothing or white space alone between them."""
    return bool(_GLUED.search(text) or _SIDE_BY_SIDE.search(text))


def placed_share(inside: int, outside: int) -> float:
    """Share of the page's figures that stand in tables; 1.0 where there are none."""
    return inside / (inside + outside) if inside + outside else 1.0


def amounts_in(text: str) -> int:
    """How many figures as money columns print them the text holds."""
    return len(_AMOUNT.findall(fold(text)))
