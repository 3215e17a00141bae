"""The JSON Schema of the canonical report, made from the models and the vocabulary's paths."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import schemas
from pipeline.assemble import APART, NAMES, SCHEMA_VERSION
from schemas.paths import parse
from schemas.report import Report
from schemas.vocabulary.paths import PathEntry, ValueType, companions, path_entries

SCHEMA_FILE = Path(schemas.__file__).with_name("report.schema.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"^-?\d+(\.\d+)?$"
#: What the text of a value looks like, by type.
_PATTERNS = {
    ValueType.MONEY: _NUMBER,
    ValueType.PERCENT: _NUMBER,
    ValueType.COUNT: _NUMBER,
    ValueType.SCORE: _NUMBER,
    ValueType.YEAR: r"^\d{4}$",
    ValueType.DATE: r"^\d{4}(-\d{2}(-\d{2})?)?$",
}
#: Types whose unit is fixed; a count has its printed measure word.
_FIXED_UNITS = (ValueType.MONEY, ValueType.PERCENT)

Node = dict[str, Any]


@cache
def report_schema() -> Node:
    """The schema as a tree; do not change it."""
    whole = Report.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = whole["$defs"]
    value = definitions.pop("Value")
    apart = {name: whole["properties"][name] for name in APART}
    definitions |= {f"{kind}_value": _typed(value, kind) for kind in ValueType}
    definitions["companions"] = {"properties": _companions(ValueType.MONEY)}
    definitions["companions_of_count"] = {"properties": _companions(ValueType.COUNT)}
    return {
        "$schema": _DIALECT,
        "$id": f"report-{SCHEMA_VERSION}.schema.json",
        "title": "Canonical report",
        "description": "Values nested by their path; an object with `value` is a value there.",
        "type": "object",
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            **apart,
            **_children(_tree()),
        },
        "required": ["schema_version", *APART],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The text of the committed file."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n"


def _typed(value: Node, kind: ValueType) -> Node:
    """A place that may hold a value of one type; companions may stand there without it."""
    properties = dict(value["properties"])
    pattern = {"pattern": _PATTERNS[kind]} if kind in _PATTERNS else {}
    properties["value"] = {"type": "string"} | pattern
    properties["confidence"] = {"type": "number", "minimum": 0, "maximum": 1}
    if kind in _FIXED_UNITS:
        properties["unit"] = {"const": "万元" if kind is ValueType.MONEY else "%"}
    wanted = [name for name in value["required"] if name != "value"]
    return {
        "type": "object",
        "properties": properties,
        "dependentRequired": {name: ["value"] for name in properties} | {"value": wanted},
    }


def _companions(of_money: ValueType) -> Node:
    """What any amount or count may carry; `of_money` is the type of its amounts (change …)."""
    return {
        name: {
            "$ref": f"#/$defs/{of_money if entry.type is ValueType.MONEY else entry.type}_value",
            "description": entry.name,
            "unevaluatedProperties": False,
        }
        for name, entry in companions().items()
    }


class _Branch:
    """A step of the vocabulary: what may stand there, below it, and below its keys."""

    def __init__(self) -> None:
        self.entry: PathEntry | None = None
        self.children: dict[str, _Branch] = {}
        self.member: _Branch | None = None


def _tree() -> _Branch:
    root = _Branch()
    for path, entry in path_entries().items():
        node = root
        for step in parse(path):
            node = node.children.setdefault(step.name, _Branch())
            if step.key is not None:
                node.member = node.member or _Branch()
                node = node.member
        node.entry = entry
    return root


def _children(branch: _Branch) -> Node:
    return {name: _node(child) for name, child in branch.children.items()}


def _node(branch: _Branch) -> Node:
    """The schema of one place."""
    node: Node = {"type": "object"}
    if branch.entry is not None:
        counted = branch.entry.type is ValueType.COUNT
        carried = "companions_of_count" if counted else "companions"
        node["description"] = branch.entry.name
        node["allOf"] = [
            {"$ref": f"#/$defs/{branch.entry.type}_value"},
            {"$ref": f"#/$defs/{carried}"},
        ]
    properties = _children(branch)
    if branch.member is not None:
        node["additionalProperties"] = _member(branch.member)
    if properties:
        node["properties"] = properties
    if branch.member is None:
        node["unevaluatedProperties"] = False
    return node


def _member(branch: _Branch) -> Node:
    """A member of a keyed list: as any place, with the names that are printed for its code."""
    node = _node(branch)
    names = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    node["properties"] = {NAMES: names} | node.get("properties", {})
    return node
