"""Finding the Chinese fonts of the machine, and saying what to install where there are none."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
#: Font files for each role, best first; a number is the index in a collection.
CHOICES: dict[str, tuple[tuple[str, int], ...]] = {
    "song": (("gbsn00lp.ttf", 0), ("uming.ttc", 0), ("simsun.ttc", 0), ("wqy-zenhei.ttc", 0)),
    "hei": (("wqy-zenhei.ttc", 0), ("simhei.ttf", 0), ("wqy-microhei.ttc", 0), ("uming.ttc", 0)),
    "kai": (("gkai00mp.ttf", 0), ("ukai.ttc", 0), ("simkai.ttf", 0), ("uming.ttc", 0)),
    "micro": (("wqy-microhei.ttc", 0), ("wqy-zenhei.ttc", 0), ("uming.ttc", 0)),
    "ming": (("uming.ttc", 0), ("gbsn00lp.ttf", 0)),
}
PACKAGES = (
    "fonts-arphic-uming fonts-arphic-gbsn00lp fonts-arphic-gkai00mp"
    " fonts-wqy-zenhei fonts-wqy-microhei"
)


class FontsMissingError(RuntimeError):
    """No Chinese font was found."""


@dataclass(frozen=True)
class Face:
    """A registered font with a fall-back for characters that it lacks."""

    name: str
    glyphs: frozenset[int]
    fallback: str


@cache
def files() -> dict[str, Path]:
    """Font files of the machine by lower-case name."""
    return {
        p.name.lower(): p
        for root in ROOTS
        if root.is_dir()
        for p in root.rglob("*")
        if p.suffix.lower() in {".ttf", ".ttc"}
    }


@cache
def face(role: str) -> Face:
    """The face of a role; raises FontsMissingError with the packages to install."""
    for name, index in CHOICES[role]:
        if name in files():
            font = _register(name, index)
            backup = "ming" if name != "uming.ttc" and "uming.ttc" in files() else ""
            return Face(
                font,
                glyphs_of(font),
                _register("uming.ttc", 0) if backup else font,
            )
    raise FontsMissingError(
        f"no Chinese font for {role}: install one of {PACKAGES} (apt-get install)"
    )


def glyphs_of(name: str) -> frozenset[int]:
    """Code points that a registered TrueType font has."""
    font = pdfmetrics.getFont(name)
    return frozenset(font.face.charToGlyph) if isinstance(font, TTFont) else frozenset()


@cache
def _register(name: str, index: int) -> str:
    own = f"{Path(name).stem}{index}"
    pdfmetrics.registerFont(TTFont(own, str(files()[name]), subfontIndex=index))
    return own
