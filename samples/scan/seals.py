"""The round seal of an office: ring, star, its name along the ring, ink that took unevenly."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.render.fonts import CHOICES, files
from samples.scan.sheet import Field, as_field

LOWER = ("财务专用章", "", "", "公章")
#: Degrees of the ring that the name takes.
ARC = 230.0


def seal(owner: str, size: int, rng: np.random.Generator) -> Field:
    """How much ink lies at each place of a square of `size` pixels, 0 to 1."""
    layer = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(layer)
    ring = max(2, round(size * 0.028))
    pen.ellipse((1, 1, size - 2, size - 2), outline=255, width=ring)
    _star(pen, size)
    _name(layer, owner or "财政局", size)
    if lower := str(rng.choice(LOWER)):
        font = _font(round(size * 0.085))
        pen.text((size / 2, size * 0.78), lower, fill=255, font=font, anchor="mm")
    turned = layer.rotate(float(rng.uniform(-18, 18)), Image.Resampling.BICUBIC)
    return _uneven(as_field(np.asarray(turned)) / np.float32(255), size, rng)


def _star(pen: ImageDraw.ImageDraw, size: int) -> None:
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    radii = np.where(np.arange(10) % 2 == 0, 0.15, 0.0573) * size
    points = np.stack([np.cos(angles) * radii, np.sin(angles) * radii], 1) + size / 2
    pen.polygon([(float(x), float(y)) for x, y in points], fill=255)


def _name(layer: Image.Image, owner: str, size: int) -> None:
    """Characters along the ring, each upright towards its middle."""
    letter = round(size * min(0.13, 1.55 / max(len(owner), 1)))
    font = _font(letter)
    angles = np.linspace(-ARC / 2, ARC / 2, len(owner)) if len(owner) > 1 else [0.0]
    radius = size / 2 - size * 0.05 - letter * 0.6
    for char, angle in zip(owner, angles, strict=True):
        tile = Image.new("L", (letter * 2, letter * 2), 0)
        ImageDraw.Draw(tile).text((letter, letter), char, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-float(angle), Image.Resampling.BICUBIC)
        x = size / 2 + radius * np.sin(np.radians(angle)) - letter
        y = size / 2 - radius * np.cos(np.radians(angle)) - letter
        layer.paste(255, (round(x), round(y)), tile)


def _font(size: int) -> ImageFont.FreeTypeFont:
    for name, index in CHOICES["song"]:
        if name in files():
            return ImageFont.truetype(str(files()[name]), size, index=index)
    raise FileNotFoundError("no Chinese font: see samples/render/fonts.py")


def _uneven(ink: Field, size: int, rng: np.random.Generator) -> Field:
    soft = cv2.GaussianBlur(ink, (0, 0), max(0.6, size / 450))
    coarse = rng.random((9, 9)).astype(np.float32)
    broad = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(rng.random((size, size)).astype(np.float32), (0, 0), 1.2)
    worn = np.clip(0.75 + 0.5 * (broad - 0.35) + 1.6 * (fine - 0.5), 0.15, 1)
    return np.asarray(soft * worn, np.float32)
