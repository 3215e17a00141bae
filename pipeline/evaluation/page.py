"""The figures of an evaluation as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pipeline.evaluation.calibration import reliability
from pipeline.evaluation.curves import risk_curve
from pipeline.evaluation.plots import reliability_plot, risk_plot
from pipeline.evaluation.run import (
    STATED_RISK,
    Evaluated,
    by_degradation,
    by_family,
    by_form,
    by_format,
    figures,
    intervals,
)

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --faint: #8a94a0; --paper: #fff; --mark: #1f6feb }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9ef; --faint: #7d8794; --paper: #12171e; --mark: #6ea8fe }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
.plots { display: flex; flex-wrap: wrap; gap: 2rem } figure { margin: 0; flex: 1 1 20rem }
svg { width: 100%; height: auto; font-size: 11px; fill: var(--ink) }
.grid { stroke: var(--faint); stroke-width: .3 }
.ideal { stroke: var(--faint); stroke-dasharray: 4 }
.line { fill: none; stroke: var(--mark); stroke-width: 2 }
.band, .dot { fill: var(--mark); fill-opacity: .3 } .dot { stroke: var(--mark) }
.scroll { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #8884;
  white-space: nowrap }
th:first-child, td:first-child { text-align: left }
"""
#: Figures of a group, in the order of the columns.
COLUMNS = (
    *("documents", "facts", "right", "precision", "wrong", "missing", "spurious"),
    *("characters", "cells", "tables", "accepted", "risk", "ece", "brier", "auroc"),
    "coverage_at_1_percent_risk",
)

Row = Mapping[str, object]


def evaluation_page(documents: Sequence[Evaluated]) -> str:
    """The page: what was found, how sure it was, group by group."""
    groups: dict[str, dict[str, list[Evaluated]]] = {
        "By form": by_form(documents),
        "By format": by_format(documents),
        "By what was done to the scan": by_degradation(documents),
        "By document": {d.source: [d] for d in documents},
    }
    parts = [_heading(documents), _plots(documents), _confidence(documents), _families(documents)]
    parts += [
        _table(title, COLUMNS, {name: figures(group) for name, group in each.items()})
        for title, each in groups.items()
        if each
    ]
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><title>Evaluation</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _heading(documents: Sequence[Evaluated]) -> str:
    whole = figures(documents)
    told = ", ".join(
        f"{name} {_shown(whole[name])}" for name in ("right", "precision", "risk", "auroc", "ece")
    )
    return f"<h1>{len(documents)} documents, {whole['facts']} facts</h1><p>{escape(told)}</p>"


def _plots(documents: Sequence[Evaluated]) -> str:
    pairs = [pair for document in documents for pair in document.pairs()]
    curve = risk_curve([document.pairs() for document in documents])
    if not curve:
        return "<p>No report gives a value.</p>"
    plots = {
        "Reliability: how often values of one confidence are right": reliability_plot(
            reliability(pairs)
        ),
        "Risk at each coverage, 95 % of drawings of documents": risk_plot(curve, STATED_RISK),
    }
    shown = "".join(
        f"<figure>{plot}<figcaption>{escape(name)}</figcaption></figure>"
        for name, plot in plots.items()
    )
    return f'<div class="plots">{shown}</div>'


def _confidence(documents: Sequence[Evaluated]) -> str:
    whole = figures(documents)
    rows = {
        name: {"figure": whole[name], "low": low, "high": high}
        for name, (low, high) in intervals(documents).items()
    }
    return _table("Confidence, with 95 % intervals by document", ("figure", "low", "high"), rows)


def _families(documents: Sequence[Evaluated]) -> str:
    rows = {
        name: {
            "facts": s.facts,
            "right": s.recall,
            "precision": s.precision,
            "wrong": s.wrong,
            "missing": s.missing,
            "spurious": s.spurious,
        }
        for name, s in by_family(documents).items()
    }
    columns = ("facts", "right", "precision", "wrong", "missing", "spurious")
    return _table("By family of paths", columns, rows)


def _table(title: str, columns: Iterable[str], rows: Mapping[str, Row]) -> str:
    named = list(columns)
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in ["", *named])
    body = "".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(f"<td>{escape(_shown(row[column]))}</td>" for column in named)
        + "</tr>"
        for name, row in rows.items()
    )
    return (
        f'<h2>{escape(title)}</h2><div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _shown(figure: object) -> str:
    if figure is None:
        return "–"
    return f"{figure:.4f}" if isinstance(figure, float) else str(figure)
