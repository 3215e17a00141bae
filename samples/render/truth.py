"""The truth of one output: what its printed blocks say, in the shape of the gold files."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.layout.blocks import (
    Block,
    Contents,
    Cover,
    Heading,
    Laid,
    Mark,
    Paragraph,
    Table,
    Witness,
)

ECONOMIC = {"basic", "detail"}
#: What a statement without figures says by being empty.
NILS = {
    "government_fund": ("government_fund.revenue", "government_fund.expenditure"),
    "state_capital": (
        "state_capital.revenue",
        "state_capital.expenditure",
        "state_capital.by_function[223].expenditure",
    ),
}
#: Digits of a class's code.
CLASS = 3
#: Totals of one side: here both sides are equal, so that the common path is as good.
ONE_OF_TWO = {"totals.revenue", "totals.expenditure"}


def truth(
    laid: Laid,
    printed: Iterable[Block],
    source: str,
    form: str = "",
    kind: str = "",
    degradation: str = "",
) -> dict[str, Any]:
    """Header, a field a witness, numbers without a path; codes only where codes are printed.

    `form`, `kind` (the format) and `degradation` (of a scan) are what figures are grouped by.
    """
    blocks = list(printed)
    tables = [b for b in blocks if isinstance(b, Table)]
    codes = {
        "by_function": _codes("by_function", (t for t in tables if t.kind not in ECONOMIC)),
        "by_economic": _codes("by_economic", (t for t in tables if t.kind in ECONOMIC)),
    }
    fields: list[dict[str, Any]] = []
    unmapped: list[dict[str, str]] = []
    for witness, quote, where in (w for b in blocks for w in said(b)):
        if witness.path:
            fields.append(_field(witness, quote, where, codes))
        else:
            unmapped.append({"value": witness.value, "raw": witness.raw, "where": where})
    if not any(isinstance(b, Cover) for b in blocks):
        fields += _unasked(laid)
    fields += (
        _optional(path, "0") for t in tables if not _figures(t) for path in NILS.get(t.kind, ())
    )
    return {
        "source": source,
        "form": form,
        "format": kind,
        **({"degradation": degradation} if degradation else {}),
        "report": laid.report,
        "fields": fields,
        "findings": [*_findings(laid, blocks), *_of_nothing(laid, blocks)],
        "unmapped": unmapped,
    }


def _findings(laid: Laid, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Planted errors that this output prints."""
    text = squeezed("\n".join(_text(block) for block in blocks))
    stated = {w.path for b in blocks if isinstance(b, Table) for w, _, _ in said(b)}
    lists = any(isinstance(b, Contents) for b in blocks) and any(
        isinstance(b, Table) and b.listed for b in blocks
    )
    for planted in laid.planted:
        if planted.kind == "missing_statement":
            shown = lists
        else:
            shown = all(squeezed(quote) in text for quote in planted.quotes)
        if shown and (not planted.needs_table or stated.issuperset(planted.paths)):
            yield {
                "kind": planted.kind,
                "description": planted.description,
                "quotes": list(planted.quotes),
                "paths": list(planted.paths),
                "severity": "proved",
                "planted": planted.planted,
            }


def _of_nothing(laid: Laid, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """Completions of a budget of nothing: some offices write 100%, and it is not asked for."""
    planted = {path for each in laid.planted for path in each.paths}
    for block in blocks:
        marks = block.marks if isinstance(block, Paragraph) else ()
        stated = {m.witness.path: m.witness for m in marks if m.witness.unit}
        for path, witness in stated.items():
            stem, _, measure = path.rpartition(".")
            budget = stated.get(f"{stem}.budget") if measure == "completion" else None
            nothing = budget is not None and not Decimal(budget.value)
            if nothing and Decimal(witness.value) and path not in planted:
                yield {
                    "kind": "rate_mismatch",
                    "description": "预算为0却有完成率",
                    "quotes": [witness.raw],
                    "paths": [path],
                    "severity": "proved",
                    "optional": True,
                }


def _text(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join([block.agency, block.unit, *(cell.text for cell in block.cells)])
    return block.text if isinstance(block, Heading | Paragraph) else ""


def _unasked(laid: Laid) -> list[dict[str, Any]]:
    """What an output without a cover may tell of the report, from a unit line or a title."""
    return [_optional(f"report.{k}", str(v)) for k, v in laid.report.items()]


def _optional(path: str, value: str) -> dict[str, Any]:
    """What an output may tell and need not."""
    told = {"where": "cover", "unit": None, "raw": "", "quote": "", "optional": True}
    return {"path": path, "value": value, **told}


def _figures(table: Table) -> bool:
    return any(w.path for cell in table.cells for w in cell.witnesses)


def said(block: Block) -> list[tuple[Witness, str, str]]:
    """Witness, quote and place of everything that a block prints."""
    if isinstance(block, Cover | Heading | Paragraph):
        marks: tuple[Mark, ...] = block.marks
        where = "cover" if isinstance(block, Cover) else "narrative"
        return [(m.witness, m.quote, where) for m in marks]
    if isinstance(block, Table):
        return [(w, c.text, block.title or block.kind) for c in block.cells for w in c.witnesses]
    return []


def _codes(part: str, tables: Iterable[Table]) -> set[str]:
    """Codes that the tables print: what is named by them elsewhere can be told by its code."""
    paths = (w.path for t in tables if t.coded for c in t.cells for w in c.witnesses)
    return {found[1] for path in paths if (found := re.search(rf"\.{part}\[([^\]]+)\]", path))}


def _is_printed(code: str, printed: set[str]) -> bool:
    """Whether a reader can know the code: it is printed, or a class among printed codes."""
    return code in printed or (len(code) == CLASS and bool(printed))


def _field(witness: Witness, quote: str, where: str, codes: dict[str, set[str]]) -> dict[str, Any]:
    path = witness.path
    for part, printed in codes.items():
        found = re.search(rf"\.{part}\[([^\]]+)\]", path)
        if found and witness.named and not _is_printed(found[1], printed):
            path = witness.named
    out: dict[str, Any] = {
        "path": path,
        "value": witness.value,
        "unit": witness.unit or None,
        "raw": witness.raw,
        "quote": quote,
        "where": where,
    }
    if path in ONE_OF_TWO:
        out["alt_path"] = "totals.amount"
    if witness.optional:
        out["optional"] = True
    return out


def squeezed(text: str) -> str:
    """Text without white space, emphasis and page-number lines: how a quote is looked for."""
    lines = [x for x in text.split("\n") if not re.fullmatch(r"\s*[-—]\s*\d+\s*[-—]\s*", x)]
    return re.sub(r"[\s*#]+", "", "".join(lines))


def save(data: dict[str, Any], path: Path) -> None:
    """Write the truth file."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
