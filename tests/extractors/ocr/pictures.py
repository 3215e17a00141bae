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


def faxed(page: np.ndarray, *, seed: int = 5) -> np.ndarray:
    """Black and white in half as many lines as columns, drawn with square pixels again."""
    height, width = page.shape[:2]
    small = cv2.resize(page[:, :, 0], (width, height // 2), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 0.45)
    level = 165 + 14 * np.random.default_rng(seed).standard_normal(soft.shape)
    black = np.where(soft < level, 0, 255).astype(np.uint8)
    large = cv2.resize(black, (width, height), interpolation=cv2.INTER_CUBIC)
    return cv2.cvtColor(large, cv2.COLOR_GRAY2BGR)


def cat(width: int = 1400, height: int = 1050) -> np.ndarray:
    """No document: a furry animal before a colourful wall, with the grain of a camera."""
    chance = np.random.default_rng(7)
    ys, xs = np.mgrid[0:height, 0:width]
    wall = [90 + 60 * xs / width, 110 + 50 * ys / height, 150 + 40 * np.sin(xs / 170)]
    image = np.stack(wall, -1).astype(np.float32)
    middle, fur = width // 2, (60.0, 95.0, 160.0)
    cv2.ellipse(image, (middle, int(height * 0.68)), (330, 260), 0, 0, 360, fur, -1)
    cv2.circle(image, (middle, int(height * 0.36)), 180, fur, -1)
    for side in (-1, 1):
        eye = (middle + side * 70, int(height * 0.34))
        cv2.ellipse(image, eye, (34, 26), 0, 0, 360, (60, 200, 190), -1)
        cv2.ellipse(image, eye, (8, 24), 0, 0, 360, (10, 10, 10), -1)
        for hair in range(4):
            start = (middle + side * 30, int(height * 0.43) + 6 * hair)
            end = (middle + side * 260, int(height * 0.40) + 26 * hair)
            cv2.line(image, start, end, (230, 230, 230), 2)
    for _ in range(9000):
        angle, far = chance.uniform(0, 2 * np.pi), chance.uniform(0, 1)
        x = middle + int(330 * far * np.cos(angle))
        y = int(height * 0.68 + 260 * far * np.sin(angle))
        shade = chance.normal(0, 14)
        end = (x + int(chance.normal(0, 6)), y + int(chance.uniform(6, 16)))
        cv2.line(image, (x, y), end, tuple(c + shade for c in fur), 1)
    grained = cv2.GaussianBlur(image + chance.normal(0, 6, image.shape), (0, 0), 1.0)
    return np.clip(grained, 0, 255).astype(np.uint8)


def sealed_blank(colour: tuple[int, int, int] = (40, 40, 200)) -> np.ndarray:
    """An empty page with a round seal: ring, star, name and number."""
    page = np.full((1754, 1240, 3), 252, np.uint8)
    x, y = 700, 900
    cv2.circle(page, (x, y), 150, colour, 7)
    turns = [k * 4 * np.pi / 5 for k in range(5)]
    star = [(x + 50 * np.sin(t), y - 50 * np.cos(t)) for t in turns]
    cv2.fillPoly(page, [np.array(star, np.int32)], colour)
    for index, letter in enumerate("BUREAUOFFI"):
        angle = np.pi * (0.85 + 0.14 * index)
        place = (int(x + 115 * np.cos(angle)) - 12, int(y + 115 * np.sin(angle)) + 12)
        cv2.putText(page, letter, place, FONT, 1, colour, 3)
    cv2.putText(page, "3101070012345", (x - 105, y + 105), FONT, 0.8, colour, 2)
    return page


def folded(page: np.ndarray, at: float, slope: float = 0.0, *, upright: bool = False) -> np.ndarray:
    """The page with a crease at `at` + `slope` · x: a dark core, a shade on its far side."""
    if upright:
        return np.ascontiguousarray(folded(page.swapaxes(0, 1), at, slope).swapaxes(0, 1))
    rows, columns = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    away = rows - (at + slope * columns)
    shade = 0.15 * np.exp(-np.abs(away) / 30) * (away > 0) + 0.3 * np.exp(-((away / 2) ** 2))
    return np.asarray(page * (1 - shade)[:, :, None], np.uint8)


def box(left: float, top: float, right: float, bottom: float) -> tuple[tuple[float, float], ...]:
    """A rectangle as a detector gives it: its corners."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def inked(shape: tuple[int, int], *boxes: tuple[int, int, int, int]) -> np.ndarray:
    """A mask of so many rows and columns with ink in boxes (left, top, right, bottom)."""
    ink = np.zeros(shape, bool)
    for left, top, right, bottom in boxes:
        ink[top:bottom, left:right] = True
    return ink
