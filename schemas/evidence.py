"""Where a value was seen: location, the exact characters there, and how they were read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

#: Points, written with one decimal: finer than a glyph, and stable over runs.
Points = Annotated[float, PlainSerializer(lambda v: round(v, 1), return_type=float)]


class Frozen(BaseModel):
    """Base of every part of a report: immutable, nothing unknown let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageLocation(Frozen):
    """A rectangle of a page: points from the top left; pages count from 1."""

    kind: Literal["page"] = "page"
    page: int = Field(ge=1)
    box: tuple[Points, Points, Points, Points] = Field(description="left, top, right, bottom")


class SheetLocation(Frozen):
    """Cells of a sheet in A1 notation."""

    kind: Literal["sheet"] = "sheet"
    sheet: str
    range: str


class TextLocation(Frozen):
    """Characters `[start, end)` of the decoded text."""

    kind: Literal["text"] = "text"
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class ElementLocation(Frozen):
    """An element of a tree: XPath in a web page, part and path in a Word file."""

    kind: Literal["element"] = "element"
    path: str


Location = Annotated[
    PageLocation | SheetLocation | TextLocation | ElementLocation, Field(discriminator="kind")
]


class Method(StrEnum):
    """How the characters were read."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    CELL = "cell"
    REPAIR = "repair"


class Evidence(Frozen):
    """One witness of a value."""

    location: Location
    continues: tuple[Location, ...] = Field(
        default=(), description="further places where a page break runs through the characters"
    )
    verbatim: str = Field(description="the characters at the location; white space may differ")
    method: Method
    engine: str = Field(description="what read the characters, with its version")
    source: str = Field(
        default="", description="the member of an archive or bundle that it stands in"
    )
    statement: str | None = Field(default=None, description="id of the statement that holds it")
    section: str | None = Field(default=None, description="numbers and titles down to its section")
    row: str | None = Field(default=None, description="printed row label, in a table")
    column: str | None = Field(default=None, description="printed column head, in a table")
