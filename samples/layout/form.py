"""A form as data: how one province's office lays out and words its report."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMS = Path(__file__).resolve().parents[1] / "forms"


class Strict(BaseModel):
    """Unknown keys in a form are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(Strict):
    """One statement: which builder makes it, and its printed habits."""

    kind: str
    title: str
    label: str = ""
    unit: Literal["万元", "元"] = "万元"
    unit_line: str = "单位：{unit}"
    agency_line: str = ""
    numbered: bool = False
    column_numbers: bool = False
    codes: Literal["joined", "split", "none"] = "joined"
    total: Literal["first", "last", "head"] = "last"
    total_word: str = "合计"
    empty: str = ""
    lines: int = 26
    landscape: bool = False
    repeat: bool = True
    top: bool = False
    figures: Literal["shrink", "break"] = "shrink"
    rules: Literal["grid", "three-line", "none"] = "grid"
    layout: str = ""
    notes: tuple[str, ...] = ()
    nil_note: str = ""
    page: bool = True
    words: dict[str, str] = Field(default_factory=dict)


class Section(Strict):
    """A piece of narrative: alternatives of which one is taken; lines `## …` are headings."""

    text: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


class Part(Strict):
    """A part of the report with its title page habits."""

    title: str
    page: bool = True
    listed: bool = True
    sections: tuple[Section, ...] = ()


class Numbers(Strict):
    """How sentences print numbers."""

    places: int = 2
    trim: bool = False
    grouped: bool = False
    rate_places: int = 2
    rate_trim: bool = False


class Words(Strict):
    """The words of change sentences and of the agency in its own report."""

    up: tuple[str, str] = ("增加", "增长")
    down: tuple[str, str] = ("减少", "下降")
    flat: tuple[str, ...] = ("与上年持平",)
    we: tuple[str, ...] = ("本部门",)
    joint: str = "，"


class Look(Strict):
    """How the PDF looks."""

    header: str = ""
    footer: str = "plain"
    body_size: float = 15
    body_font: str = "song"
    heading_font: str = "hei"
    table_font: str = "song"
    leaders: bool = True
    contents: bool = True
    break_numbers: bool = False
    double: bool = False
    stream: Literal["natural", "titles-last"] = "natural"
    contents_title: str = "目  录"


class Form(Strict):
    """A whole form."""

    name: str
    about: str
    kind: str = "departmental_final_accounts"
    years: tuple[int, ...] = (2022, 2023, 2024)
    levels: tuple[str, ...] = ("district",)
    title: str
    cover: tuple[str, ...]
    cover_small: tuple[str, ...] = ()
    bases: dict[str, str] = Field(default_factory=lambda: {"": "initial"})
    numbers: Numbers = Numbers()
    words: Words = Words()
    look: Look = Look()
    text_statements: bool = True
    parts: tuple[Part, ...]
    variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    glossary: tuple[str, ...] = ()
    glossary_style: str = "{n}、{term}：{text}"
    held_out: bool = False


@cache
def load(name: str) -> Form:
    """The form of a name, from samples/forms or samples/forms/held_out."""
    paths = [FORMS / f"{name}.toml", FORMS / "held_out" / f"{name}.toml"]
    found = next((p for p in paths if p.exists()), None)
    if found is None:
        raise KeyError(f"no form {name!r}; known: {', '.join(names())}")
    data = defaulted(tomllib.loads(found.read_text("utf-8")))
    return Form.model_validate({**data, "name": name, "held_out": found.parent.name == "held_out"})


def defaulted(data: dict[str, Any]) -> dict[str, Any]:
    """Put the form's `defaults` into statements that say nothing else; `label` counts with {n}."""
    defaults = data.pop("defaults", {})
    number = 0
    for part in data["parts"]:
        for section in part.get("sections", []):
            for statement in section.get("statements", []):
                number += 1
                own = {k: v for k, v in defaults.items() if k not in statement}
                own["words"] = {**defaults.get("words", {}), **statement.get("words", {})}
                if "label" in own:
                    own["label"] = own["label"].format(n=number)
                statement.update(own)
    return data


def names(which: Literal["all", "dev", "held-out"] = "all") -> list[str]:
    """Form names; only the held-out ones, or only the others, where asked."""
    dev = sorted(p.stem for p in FORMS.glob("*.toml"))
    apart = sorted(p.stem for p in (FORMS / "held_out").glob("*.toml"))
    return {"all": dev + apart, "held-out": apart, "dev": dev}[which]
