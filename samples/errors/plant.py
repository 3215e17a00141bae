"""One to three errors in a report, by chance of its seed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from samples.errors import figures, heads, wording
from samples.errors.draft import Draft
from samples.layout.blocks import Laid, Planted

PLANTS: dict[str, Callable[[Draft], Planted | None]] = {
    "statement_sum": figures.statement_sum,
    "hierarchy": figures.hierarchy,
    "share": figures.share,
    "change_rate": figures.change_rate,
    "direction": figures.direction,
    "completion": figures.completion,
    "completion_of_nothing": figures.completion_of_nothing,
    "narrative_statement": figures.narrative_statement,
    "transposed": figures.transposed,
    "three_public_parts": figures.three_public_parts,
    "vehicles": figures.vehicles,
    "micro": figures.micro,
    "procurement": figures.procurement,
    "score_sum": figures.score_sum,
    "score_over": figures.score_over,
    "year": wording.year,
    "compared": wording.compared,
    "unit": wording.unit,
    "unit_line": heads.unit_line,
    "body_line": heads.body_line,
    "numbering": wording.numbering,
    "residue": wording.residue,
    "cell_error": wording.cell_error,
    "missing_statement": wording.missing_statement,
}

#: Share of the reports that have a total off by rounding beside their errors.
ROUNDED = 0.5


def plant(laid: Laid, rng: random.Random, first: int, kinds: Sequence[str] = ()) -> Laid:
    """The report with one to three errors of `kinds`, beginning with the kind number `first`.

    A kind that the report has no place for is passed over. Half of the reports also have a total
    that is off by rounding, which is no error.
    """
    wanted = list(kinds or PLANTS)
    lead = wanted[first % len(wanted)]
    rest = [kind for kind in wanted if kind != lead]
    rng.shuffle(rest)
    draft = Draft(laid, rng)
    count = rng.randint(1, 3)
    for kind in [lead, *rest]:
        if len(draft.planted) >= count:
            break
        if done := PLANTS[kind](draft):
            draft.planted.append(replace(done, planted=kind))
    if rng.random() < ROUNDED:
        figures.rounding(draft)
    return draft.finished()
