"""One page on its way from the printer to the stored picture."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Height × width × BGR, or height × width where grey.
Picture = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
#: Left, top, right, bottom in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """A page's picture at `dpi`; `target` is the resolution of the scanner.

    `figures` are the places of its numerals as printed, `reverse` the picture of its other side,
    `owner` the name on a seal. `size` is the page that the picture fills, in points.
    """

    picture: Picture
    dpi: float
    target: float
    size: tuple[float, float]
    figures: tuple[Box, ...] = ()
    reverse: Picture | None = None
    owner: str = ""

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.picture.shape[0], self.picture.shape[1]


def as_field(values: npt.ArrayLike) -> Field:
    """Numbers in single precision."""
    return np.asarray(values, np.float32)


def clipped(values: npt.ArrayLike) -> Picture:
    """Values as brightness."""
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def shaded(picture: Picture, light: Field) -> Picture:
    """The picture under a light of each place (1 as it is)."""
    return clipped(picture * (light if picture.ndim == 2 else light[:, :, None]))
