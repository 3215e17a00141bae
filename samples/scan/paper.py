"""What happens to the paper before it is scanned: seals, folds, print of the other side, holes."""

from dataclasses import replace

import cv2
import numpy as np

from samples.scan.kinds import Draw
from samples.scan.seals import seal
from samples.scan.sheet import Field, Picture, Sheet, as_field, clipped, shaded

#: Ink of a seal in BGR.
INKS = {"red": (45.0, 40.0, 200.0), "grey": (95.0, 95.0, 95.0)}
#: Diameter of an office's seal in millimetres.
SEAL = (38.0, 45.0)
HOLE = 6.0


def dots(sheet: Sheet, millimetres: float) -> float:
    """A length on paper in pixels."""
    return millimetres / 25.4 * sheet.dpi


def stamp(sheet: Sheet, draw: Draw) -> Sheet:
    """A seal with its middle near a figure, or low on the right of a page without figures."""
    high, wide = sheet.shape
    size = round(dots(sheet, float(draw.rng.uniform(*SEAL))))
    x, y = wide * 0.72, high * 0.78
    if sheet.figures:
        left, top, right, bottom = sheet.figures[int(draw.rng.integers(len(sheet.figures)))]
        x, y = (left + right) / 2, (top + bottom) / 2
    x, y = (at + float(draw.rng.uniform(-0.35, 0.35)) * size for at in (x, y))
    left_at = int(np.clip(x - size / 2, 0, wide - size))
    top_at = int(np.clip(y - size / 2, 0, high - size))
    amount = seal(sheet.owner, size, draw.rng) * draw.number("strength")
    ink = np.asarray(INKS[draw.word("colour")], np.float32) / 255
    picture = sheet.picture.copy()
    window = (slice(top_at, top_at + size), slice(left_at, left_at + size))
    # Ink takes light away: what is printed under it stays as dark as it was.
    passed = 1 - amount[:, :, None] * (1 - ink)
    picture[window] = clipped(picture[window] * passed)
    return replace(sheet, picture=picture)


def fold(sheet: Sheet, draw: Draw) -> Sheet:
    """Creases over the whole page: a shade on one side, a bright edge, toner that came off."""
    picture = sheet.picture
    for _ in range(draw.count("number")):
        turned = bool(draw.rng.random() < 0.3)
        picture = np.swapaxes(picture, 0, 1) if turned else picture
        picture = _crease(np.ascontiguousarray(picture), sheet, draw)
        picture = np.swapaxes(picture, 0, 1) if turned else picture
    return replace(sheet, picture=np.ascontiguousarray(picture))


def _crease(picture: Picture, sheet: Sheet, draw: Draw) -> Picture:
    high, wide = picture.shape[:2]
    at = high * float(draw.rng.choice([0.25, 0.333, 0.5, 0.667])) + float(draw.rng.uniform(-40, 40))
    slope = float(draw.rng.uniform(-0.006, 0.006))
    rows = np.arange(high, dtype=np.float32)[:, None]
    line = at + slope * np.arange(wide, dtype=np.float32)[None, :]
    away = (rows - line) / dots(sheet, 1)
    shade = 0.16 * np.exp(-np.abs(away) / 5) * (away > 0) + 0.3 * np.exp(-((away / 0.25) ** 2))
    worn = np.exp(-((away / 0.45) ** 2)) * _patches((high, wide), 0.5, sheet, draw)
    light = shaded(picture, (1 - shade).astype(np.float32)).astype(np.float32)
    off = (0.85 * np.clip(worn, 0, 1))[:, :, None]
    return clipped(light * (1 - off) + 235 * off)


def _patches(shape: tuple[int, int], size: float, sheet: Sheet, draw: Draw) -> Field:
    """Random patches of about `size` millimetres, 0 to 1."""
    step = max(1.0, dots(sheet, size))
    coarse = draw.rng.random((int(shape[0] / step) + 2, int(shape[1] / step) + 2))
    field = cv2.resize(coarse.astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(2.2 * field - 0.7, 0, 1), np.float32)


def through(sheet: Sheet, draw: Draw) -> Sheet:
    """The other side's print, mirrored, soft and pale."""
    if sheet.reverse is None:
        return sheet
    high, wide = sheet.shape
    back = cv2.resize(sheet.reverse, (wide, high), interpolation=cv2.INTER_AREA)
    back = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), dots(sheet, 0.22))
    across, down = draw.rng.uniform(-30, 30, 2)
    shift = as_field([[1, 0, across], [0, 1, down]])
    back = cv2.warpAffine(back, shift, (wide, high), borderValue=(255, 255, 255))
    pale = 1 - draw.number("strength") * (1 - back.astype(np.float32) / 255)
    return replace(sheet, picture=clipped(sheet.picture * pale))


def holes(sheet: Sheet, draw: Draw) -> Sheet:
    """Two punched holes at an edge, black as the copier's lid is dark behind them."""
    high, wide = sheet.shape
    picture = sheet.picture.copy()
    edge = dots(sheet, float(draw.rng.uniform(9, 12)))
    for side in (-1, 1):
        middle = high / 2 + side * dots(sheet, 40)
        place = (round(edge), round(middle)) if wide < high else (round(middle), round(edge))
        cv2.circle(picture, place, round(dots(sheet, HOLE / 2)), (18, 18, 18), -1, cv2.LINE_AA)
    return replace(sheet, picture=picture)
