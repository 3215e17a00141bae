"""Slips over a statement: its unit, the name of its body."""

import re
from dataclasses import replace

from samples.errors.draft import Draft
from samples.layout.blocks import Planted, Table

_BODY = re.compile(r"(?<=[:：])\s*(?P<name>[\u4e00-\u9fff]{6,})")
#: Characters that look or sound like one of a body's name, as slips of typing have them.
_ALIKE = {
    "局": "居",
    "市": "是",
    "管": "官",
    "理": "里",
    "商": "尚",
    "务": "物",
    "城": "成",
    "保": "宝",
}


def unit_line(draft: Draft) -> Planted | None:
    """A statement in 万元 is headed 元."""
    numbers = [n for n in _statements(draft) if "万元" in draft.table(n).unit]
    if not numbers:
        return None
    at = draft.rng.choice(numbers)
    table = draft.table(at)
    unit = table.unit.replace("万元", "元")
    cells = tuple(
        replace(c, witnesses=tuple(replace(w, optional=True) for w in c.witnesses))
        for c in table.cells
    )
    draft.blocks[at] = replace(table, unit=unit, cells=cells)
    draft.used.add(at)
    paths = tuple(dict.fromkeys(w.path for c in cells for w in c.witnesses if w.path))
    return Planted("unit_suspect", "报表单位印错：元应为万元", (unit,), paths)


def body_line(draft: Draft) -> Planted | None:
    """The body's name over a statement has a wrong character."""
    found = [
        (n, name.start("name") + at, _ALIKE[character])
        for n in _statements(draft)
        if (name := _BODY.search(draft.table(n).agency))
        for at, character in enumerate(name["name"])
        if character in _ALIKE
    ]
    if not found:
        return None
    at, place, character = draft.rng.choice(found)
    table = draft.table(at)
    agency = table.agency[:place] + character + table.agency[place + 1 :]
    draft.blocks[at] = replace(table, agency=agency)
    draft.used.add(at)
    return Planted("witness_conflict", "报表上的名称有误", (agency,))


def _statements(draft: Draft) -> list[int]:
    return [
        n
        for n, block in enumerate(draft.blocks)
        if isinstance(block, Table) and n not in draft.used and block.unit and _filled(block)
    ]


def _filled(table: Table) -> bool:
    return sum(len(cell.witnesses) for cell in table.cells) > 8
