"""Values to the nested JSON of the contract, and back: the way through the JSON is the path."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from schemas.paths import Step, parse, shape
from schemas.report import Report, Tree, Value
from schemas.vocabulary.paths import ValueType, companions, entry_for, path_entries

SCHEMA_VERSION = "1.0"
#: Parts of the JSON that hold no values.
APART = ("source", "statements", "sections", "findings", "issues", "identities")
VALUE_FIELDS = tuple(Value.model_fields)
#: Lists of a value that are left out where they are empty.
_OFTEN_EMPTY = frozenset({"witnesses", "repairs"})
NAMES = "names"


def assemble(report: Report) -> Tree:
    """The canonical JSON tree of a report.

    Raises:
        ValueError: if two paths ask for the same place, or a key is a field of a value.
    """
    dumped = report.model_dump(mode="json", exclude={"values", NAMES})
    tree: Tree = {"schema_version": SCHEMA_VERSION, "source": dumped["source"]}
    for path in sorted(report.values, key=_order):
        node = _node(tree, path)
        if "value" in node:
            raise ValueError(f"two values at {path}")
        _put_first(node, report.values[path].model_dump(mode="json"))
    for member, names in report.names.items():
        if any(path.startswith(member) for path in report.values):
            _node(tree, member)[NAMES] = list(names)
    return tree | {part: dumped[part] for part in APART[1:]}


def flatten(tree: Tree) -> dict[str, Value]:
    """Every value of the tree by its path: the inverse of `assemble`."""
    return {path: _value(path, node) for path, node in _walk(tree, "") if "value" in node}


def read_report(tree: Tree) -> Report:
    """The report that a JSON tree holds."""
    names = {p: tuple(n[NAMES]) for p, n in _walk(tree, "") if isinstance(n.get(NAMES), list)}
    parts = {part: tree[part] for part in APART if part in tree}
    parts["findings"] = [_finding(finding) for finding in tree["findings"]]
    return Report.model_validate(parts | {"values": flatten(tree), NAMES: names})


def to_json(report: Report) -> str:
    """The text of the report's file: the same report gives the same bytes."""
    return json.dumps(assemble(report), ensure_ascii=False, indent=1) + "\n"


@cache
def keyed_lists() -> frozenset[str]:
    """Shapes of the steps whose members have keys: `assets.vehicles.by_use`."""
    found = set()
    for entry in path_entries():
        start = entry.find("[]")
        while start >= 0:
            found.add(entry[:start])
            start = entry.find("[]", start + 1)
    return frozenset(found)


@cache
def _plain_children(listed: str) -> frozenset[str]:
    """Names under a keyed list that are no keys: `evaluated` of `performance.projects`."""
    start = f"{listed}."
    under = (p.removeprefix(start) for p in path_entries() if p.startswith(start))
    return frozenset(p.partition(".")[0].removesuffix("[]") for p in under)


@cache
def _ranks() -> dict[str, int]:
    tops = dict.fromkeys(_top(path) for path in path_entries())
    return {top: rank for rank, top in enumerate(tops)}


def _order(path: str) -> int:
    """Top parts in the vocabulary's order; inside one, values stay as they were found."""
    return _ranks().get(_top(path), len(_ranks()))


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _node(tree: Tree, path: str) -> dict[str, Any]:
    node = tree
    for step in parse(path):
        node = node.setdefault(step.name, {})
        if step.key is not None:
            _check_key(path, step)
            node = node.setdefault(step.key, {})
    return node


def _check_key(path: str, step: Step) -> None:
    listed = shape(path.partition(f"{step.name}[{step.key}]")[0] + step.name)
    if step.key in VALUE_FIELDS or step.key == NAMES or step.key in _plain_children(listed):
        raise ValueError(f"{step.key!r} cannot be a key in {path}")


def _put_first(node: dict[str, Any], fields: dict[str, Any]) -> None:
    """A value's own fields stand before its companions, whatever came first."""
    children = dict(node)
    node.clear()
    node.update({k: v for k, v in fields.items() if v or k not in _OFTEN_EMPTY})
    node.update(children)


def _value(path: str, node: dict[str, Any]) -> Value:
    own = _read(path, {name: node[name] for name in VALUE_FIELDS if name in node})
    own["witnesses"] = [_read(path, witness) for witness in own.get("witnesses", [])]
    own["repairs"] = [_read(path, repair) for repair in own.get("repairs", [])]
    return Value.model_validate(own)


def _finding(node: dict[str, Any]) -> dict[str, Any]:
    return node | {"values": [_read(weighed["path"], weighed) for weighed in node["values"]]}


def _read(path: str, node: dict[str, Any]) -> dict[str, Any]:
    """The node with its text made a number where the vocabulary says that it is one."""
    entry = entry_for(path)
    textual = entry is None or entry.type in {ValueType.TEXT, ValueType.DATE}
    if textual or node["value"] is None:
        return dict(node)
    return node | {"value": Decimal(node["value"])}


def _walk(node: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]]:
    found = [(path, node)] if path else []
    for name, child in node.items():
        if not isinstance(child, dict) or (not path and name in APART):
            continue
        if path and "value" in node and name in VALUE_FIELDS:
            continue
        found += _walk(child, _child_path(path, name))
    return found


def _child_path(path: str, name: str) -> str:
    listed = shape(path)
    if listed in keyed_lists() and name not in _plain_children(listed) and name not in companions():
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name
