"""What scanners, fax machines and their operators do to a page."""

from dataclasses import replace

import cv2
import numpy as np

from samples.scan.kinds import Draw
from samples.scan.sheet import Picture, Sheet, as_field, clipped, shaded

LID = (247, 248, 248)


def skew(sheet: Sheet, draw: Draw) -> Sheet:
    """Turned a little about its middle; the lid shows beside it."""
    return replace(sheet, picture=rotated(sheet.picture, draw.number("degrees")))


def rotated(picture: Picture, degrees: float, border: tuple[int, int, int] = LID) -> Picture:
    """The picture turned within its own size."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    turned = cv2.warpAffine(
        picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=border
    )
    return np.asarray(turned, np.uint8)


def rescan(sheet: Sheet, _draw: Draw) -> Sheet:
    """The resolution of the scanner, with the softness of its lens."""
    high, wide = (round(side * sheet.target / sheet.dpi) for side in sheet.shape)
    soft = cv2.GaussianBlur(sheet.picture, (0, 0), 0.35 * sheet.dpi / sheet.target)
    smaller = cv2.resize(soft, (wide, high), interpolation=cv2.INTER_AREA)
    return replace(sheet, picture=np.asarray(smaller, np.uint8), dpi=sheet.target)


def grain(sheet: Sheet, draw: Draw) -> Sheet:
    """Noise of the sensor, a little coarser than its dots."""
    rough = draw.rng.standard_normal(sheet.shape, dtype=np.float32)
    noise = as_field(cv2.GaussianBlur(rough, (0, 0), 0.6))
    noise *= draw.number("sigma") / float(noise.std())
    return replace(sheet, picture=clipped(sheet.picture + noise[:, :, None]))


def focus(sheet: Sheet, draw: Draw) -> Sheet:
    """Blurred as by a round aperture, `radius` in pixels."""
    radius = draw.number("radius")
    reach = int(np.ceil(radius))
    across = np.arange(-reach, reach + 1)
    away = np.hypot(across[:, None], across[None, :])
    disc = np.clip(radius + 0.5 - away, 0, 1)
    return replace(sheet, picture=np.asarray(cv2.filter2D(sheet.picture, -1, disc / disc.sum())))


def motion(sheet: Sheet, draw: Draw) -> Sheet:
    """Smeared along one direction over `length` pixels."""
    length, angle = draw.number("length"), float(draw.rng.uniform(0, np.pi))
    size = 2 * int(np.ceil(length / 2)) + 1
    kernel = np.zeros((size, size), np.float32)
    for step in np.linspace(-length / 2, length / 2, 40):
        x, y = size // 2 + step * np.cos(angle), size // 2 + step * np.sin(angle)
        left, top = int(np.floor(x)), int(np.floor(y))
        for row, col in ((top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)):
            if 0 <= row < size and 0 <= col < size:
                kernel[row, col] += max(0, 1 - abs(x - col)) * max(0, 1 - abs(y - row))
    return replace(
        sheet, picture=np.asarray(cv2.filter2D(sheet.picture, -1, kernel / kernel.sum()))
    )


def light(sheet: Sheet, draw: Draw) -> Sheet:
    """Broad unevenness: the darkest place is `depth` darker than the lightest."""
    high, wide = sheet.shape
    coarse = draw.rng.random((4, 4)).astype(np.float32)
    field = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    field = (field - field.min()) / float(np.ptp(field))
    return replace(sheet, picture=shaded(sheet.picture, as_field(1 - draw.number("depth") * field)))


def gutter(sheet: Sheet, draw: Draw) -> Sheet:
    """A shadow along one side, where the binding lifts the page off the glass."""
    wide = sheet.shape[1]
    away = np.arange(wide, dtype=np.float32) / wide
    away = away if draw.rng.random() < 0.5 else away[::-1]
    shadow = 1 - draw.number("depth") * np.exp(-((away / 0.06) ** 2))
    return replace(sheet, picture=shaded(sheet.picture, as_field(shadow[None, :])))


def specks(sheet: Sheet, draw: Draw) -> Sheet:
    """Dirt: dots and short hairs, most of them dark."""
    high, wide = sheet.shape
    picture = sheet.picture.copy()
    for _ in range(draw.count("number")):
        x, y = int(draw.rng.integers(wide)), int(draw.rng.integers(high))
        ink = 235 if draw.rng.random() < 0.25 else int(draw.rng.integers(20, 120))
        size = float(draw.rng.exponential(sheet.dpi / 280))
        if draw.rng.random() < 0.04:
            end = (x + int(draw.rng.integers(-25, 26)), y + int(draw.rng.integers(-25, 26)))
            cv2.line(picture, (x, y), end, (ink,) * 3, 1, cv2.LINE_AA)
        else:
            cv2.circle(picture, (x, y), round(min(size, 3)), (ink,) * 3, -1, cv2.LINE_AA)
    return replace(sheet, picture=picture)


def streaks(sheet: Sheet, draw: Draw) -> Sheet:
    """Thin lines down the whole page from dust on the glass of a feeder."""
    picture = sheet.picture.astype(np.float32)
    for _ in range(draw.count("number")):
        x = int(draw.rng.integers(sheet.shape[1] - 2))
        picture[:, x : x + int(draw.rng.integers(1, 3))] *= float(draw.rng.uniform(0.55, 0.85))
    return replace(sheet, picture=clipped(picture))


def copy(sheet: Sheet, draw: Draw) -> Sheet:
    """One pass of a copier: a little askew, soft, harder contrast, toner thin in places."""
    angle = float(draw.rng.uniform(-1, 1)) * draw.number("skew")
    picture = rotated(sheet.picture, angle, (40, 40, 40))
    grey = as_field(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    grey = as_field(cv2.GaussianBlur(grey, (0, 0), sheet.dpi / 260))
    high, wide = sheet.shape
    coarse = draw.rng.random((7, 7)).astype(np.float32)
    thin = draw.number("wear") * cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    ink = np.clip((1 - grey / 255 - 0.3) * draw.number("gain") + 0.4, 0, 1) - 0.02
    toner = np.clip(ink, 0, 1) * (1 - np.clip(thin, 0, 0.8))
    fresh = clipped(250 * (1 - toner))
    return replace(sheet, picture=np.asarray(cv2.cvtColor(fresh, cv2.COLOR_GRAY2BGR)))


def fax(sheet: Sheet, draw: Draw) -> Sheet:
    """Black and white in lines of `across` by `down` dots an inch."""
    wide = round(sheet.shape[1] * draw.number("across") / sheet.dpi)
    high = round(sheet.shape[0] * draw.number("down") / sheet.dpi)
    grey = cv2.cvtColor(sheet.picture, cv2.COLOR_BGR2GRAY)
    small = as_field(cv2.resize(grey, (wide, high), interpolation=cv2.INTER_AREA))
    small = as_field(cv2.GaussianBlur(small, (0, 0), draw.number("blur")))
    level = 165 + 14 * draw.rng.standard_normal((high, wide), dtype=np.float32)
    black = np.where(small < level, 0, 255).astype(np.uint8)
    return replace(sheet, picture=np.asarray(cv2.cvtColor(black, cv2.COLOR_GRAY2BGR)))


def turn(sheet: Sheet, draw: Draw) -> Sheet:
    """Fed sideways or upside down."""
    return quarter(sheet, int(draw.rng.integers(1, 4)))


def upend(sheet: Sheet, draw: Draw) -> Sheet:
    """A landscape page fed upright, as the feeder takes all pages."""
    wide, high = sheet.size
    return quarter(sheet, int(draw.rng.choice([1, 3]))) if wide > high else sheet


def quarter(sheet: Sheet, turns: int) -> Sheet:
    """Turned by quarters against the clock."""
    size = sheet.size[::-1] if turns % 2 else sheet.size
    return replace(sheet, picture=np.ascontiguousarray(np.rot90(sheet.picture, turns)), size=size)


def join(left: Sheet, right: Sheet) -> Sheet:
    """Two pages side by side with the shadow of the binding between them."""
    picture = np.hstack([left.picture, right.picture])
    wide = picture.shape[1]
    away = np.abs(np.arange(wide, dtype=np.float32) / wide - 0.5)
    shadow = as_field(1 - 0.45 * np.exp(-((away / 0.012) ** 2)))
    size = (left.size[0] + right.size[0], left.size[1])
    return replace(left, picture=shaded(picture, shadow[None, :]), size=size)
