"""Pages drawn for tests: figures in rows, ruled tables, with known turns and bends."""

from __future__ import annotations

import cv2
import numpy as np

FONT = cv2.FONT_HERSHEY_SIMPLEX


def blank(width: int = 1200, height: int = 1600) -> np.ndarray:
    return np.full((height, width, 3), 250, np.uint8)


def text_page(width: int = 1200, height: int = 1600) -> np.ndarray:
    """Rows of figures and letters, as dense as print."""
    page = blank(width, height)
    for row, y in enumerate(range(150, height - 150, 52)):
        text = f"{row:02d} budget 2024 amount {row * 7919 % 10007} spent {row * 104729 % 99991}"
        cv2.putText(page, text, (110, y), FONT, 0.9, (20, 20, 20), 2, cv2.LINE_AA)
    return page


def ruled_page(
    rows: int = 12, columns: int = 5, *, width: int = 1200, height: int = 1600, gap: bool = False
) -> np.ndarray:
    """A grid with a figure in each cell; `gap` breaks every ruling in places."""
    page = blank(width, height)
    xs = np.linspace(120, width - 120, columns + 1).astype(int)
    ys = np.linspace(200, 200 + 60 * rows, rows + 1).astype(int)
    for x in xs:
        cv2.line(page, (int(x), int(ys[0])), (int(x), int(ys[-1])), (30, 30, 30), 2)
    for y in ys:
        cv2.line(page, (int(xs[0]), int(y)), (int(xs[-1]), int(y)), (30, 30, 30), 2)
    if gap:
        for x in range(int(xs[0]) + 70, int(xs[-1]), 160):
            page[int(ys[0]) - 4 : int(ys[-1]) + 5, x : x + 14] = 250
    for i, y in enumerate(ys[:-1]):
        for j, x in enumerate(xs[:-1]):
            figure = f"{(i * 37 + j * 11) % 900 + 100}.{(i + j) % 10}5"
            place = (int(x) + 40, int(y) + 42)
            cv2.putText(page, figure, place, FONT, 0.9, (20, 20, 20), 2, cv2.LINE_AA)
    return page


def leaned(page: np.ndarray, degrees: float) -> np.ndarray:
    """Turned clockwise by a few degrees: lines sink to the right."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=(250, 250, 250))
