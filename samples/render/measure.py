"""Widths of characters and breaking of lines, as word processors do for Chinese."""

import re
from functools import cache

from reportlab.pdfbase import pdfmetrics

from samples.render.fonts import Face, face

TOKENS = re.compile(r"[0-9A-Za-z.,%+\-/]+|\s+|.", re.DOTALL)
NO_START = "，。；：、）》”！？％%·】」"
NO_END = "（《“【「"


@cache
def char_width(font: str, char: str) -> float:
    """Width of a character at size 1."""
    return float(pdfmetrics.stringWidth(char, font, 1))


def width(text: str, role: str, size: float) -> float:
    """Width of a line in points."""
    return sum(char_width(f, c) for f, c in runs_of(text, role)) * size


def runs_of(text: str, role: str) -> list[tuple[str, str]]:
    """Each character with the font that has it."""
    own: Face = face(role)
    return [(own.name if ord(c) in own.glyphs or c in " \u3000" else own.fallback, c) for c in text]


def wrap(
    text: str, role: str, size: float, room: float, indent: float = 0, *, whole: bool = True
) -> list[str]:
    """Lines no wider than `room`; numbers stay `whole`, closing marks do not start a line."""
    lines, line, used = [], "", indent
    for token in TOKENS.findall(text) if whole else text:
        need = width(token, role, size)
        if used + need <= room + 0.01 or (token in NO_START and line):
            line, used = line + token, used + need
            continue
        if need > room:
            for char in token:
                wide = width(char, role, size)
                if used + wide > room + 0.01 and line:
                    lines.append(line)
                    line, used = "", 0.0
                line, used = line + char, used + wide
            continue
        keep = line[-1:] if line and line[-1] in NO_END else ""
        lines.append(line[: len(line) - len(keep)])
        line = keep + token.lstrip() if not keep else keep + token
        used = width(line, role, size)
    return [x for x in [*lines, line] if x.strip()] or [""]
