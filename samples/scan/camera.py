"""A page on a table, photographed by hand."""

from dataclasses import replace

import cv2
import numpy as np

from samples.scan.kinds import Draw
from samples.scan.sheet import Field, Picture, Sheet, as_field, clipped

#: Table seen round the page, as a share of the page's width.
AROUND = 0.07
#: Warmth of lamps, as factors of blue, green and red.
LAMPS = ((1.0, 1.0, 1.0), (0.86, 0.95, 1.04), (1.05, 1.0, 0.92), (0.92, 0.98, 1.02))


def photograph(sheet: Sheet, draw: Draw) -> Sheet:
    """Perspective and curl over a table, lamp light with a soft shadow across."""
    dots = draw.number("dots")
    page = _size_of_page(sheet, dots)
    margin = round(AROUND * min(page))
    wide, high = page[0] + 2 * margin, page[1] + 2 * margin
    across, down = _seen(page, margin, (wide, high), draw)
    across, down, bent = _curled(across, down, draw)
    seen = _looked_up(sheet, across, down, (wide, high), draw)
    lit = seen * (_lamp((wide, high), draw) * bent)[:, :, None]
    tint = np.asarray(LAMPS[int(draw.rng.integers(len(LAMPS)))], np.float32)
    size = (wide * 72 / dots, high * 72 / dots)
    return replace(sheet, picture=clipped(lit * tint), dpi=dots, size=size)


def _size_of_page(sheet: Sheet, dots: float) -> tuple[int, int]:
    high, wide = sheet.shape
    return round(wide * dots / sheet.dpi), round(high * dots / sheet.dpi)


def _seen(
    page: tuple[int, int], margin: int, size: tuple[int, int], draw: Draw
) -> tuple[Field, Field]:
    """For each dot of the photograph, where on the page it looks (0 to 1 inside)."""
    unit = as_field([[0, 0], [1, 0], [1, 1], [0, 1]])
    tilt = draw.number("tilt")
    moved = unit + draw.rng.uniform(-tilt, tilt, (4, 2))
    back = cv2.getPerspectiveTransform(as_field(moved * page + margin), unit)
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    depth = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    across = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / depth
    down = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / depth
    return across.astype(np.float32), down.astype(np.float32)


def _curled(across: Field, down: Field, draw: Draw) -> tuple[Field, Field, Field]:
    """Lines bent as the page does not lie flat, and the light that its slope takes away."""
    curl, phase = draw.number("curl"), float(draw.rng.uniform(0, np.pi))
    turns = float(draw.rng.uniform(0.7, 1.4)) * np.pi
    wave = np.sin(turns * across + phase)
    lift = 0.3 + 0.7 * down if draw.rng.random() < 0.5 else 1.0 - 0.7 * down
    slope = np.cos(turns * across + phase) * lift
    bent = 1 - 6 * curl * np.clip(slope, -1, 1)
    moved = down + curl * wave * lift
    narrowed = across + 0.25 * curl * np.cos(turns * across + phase)
    return narrowed.astype(np.float32), moved.astype(np.float32), bent.astype(np.float32)


def _looked_up(
    sheet: Sheet, across: Field, down: Field, size: tuple[int, int], draw: Draw
) -> Field:
    """The page where it lies, the table with the page's shadow elsewhere."""
    high, wide = sheet.shape
    factor = max(1.0, wide / (size[0] * 0.86))
    soft = cv2.GaussianBlur(sheet.picture, (0, 0), 0.4 * factor)
    seen = cv2.remap(
        soft, across * wide, down * high, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    outside = np.maximum(np.abs(across - 0.5), np.abs(down - 0.5)) - 0.5
    inside = np.clip(0.5 - outside * size[0], 0, 1)[:, :, None]
    shadow = 1 - 0.55 * np.exp(-np.clip(outside, 0, None) / 0.01)
    table = _table(size, draw).astype(np.float32) * shadow[:, :, None]
    return np.asarray(seen * 0.93 * inside + table * (1 - inside), np.float32)


def _table(size: tuple[int, int], draw: Draw) -> Picture:
    """Wood: bands along one direction, finer grain within."""
    wide, high = size
    bands = draw.rng.random((max(2, high // 14), 3)).astype(np.float32)
    broad = cv2.resize(bands, (wide, high), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(
        draw.rng.random((high, wide)).astype(np.float32), (0, 0), sigmaX=9, sigmaY=0.8
    )
    tone = 0.45 + 0.25 * broad + 1.2 * (fine - 0.5)
    wood = np.asarray(draw.rng.uniform((70, 85, 100), (130, 150, 170)), np.float32)
    return clipped(tone[:, :, None] * wood)


def _lamp(size: tuple[int, int], draw: Draw) -> Field:
    """A lamp off the middle, corners darker, one soft shadow of whoever takes the picture."""
    wide, high = size
    x, y = np.meshgrid(np.linspace(0, 1, wide), np.linspace(0, 1, high))
    lamp = draw.rng.uniform(0.2, 0.8, 2)
    fall = 1 - 0.3 * ((x - lamp[0]) ** 2 + (y - lamp[1]) ** 2)
    angle, offset = draw.rng.uniform(0, 2 * np.pi), draw.rng.uniform(-0.1, 0.3)
    edge = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) - offset
    shade = 1 / (1 + np.exp(-edge / float(draw.rng.uniform(0.015, 0.05))))
    return np.asarray(fall * (1 - draw.number("shadow") * shade), np.float32)
