"""A report cut down to a few pages: its cover, some statements, one passage of its narrative."""

import random
from collections.abc import Sequence
from dataclasses import replace

from samples.layout.blocks import Block, Cover, Heading, Laid, Paragraph, Table

#: Characters of narrative that are kept, about a page.
PASSAGE = 700
#: Rows from which on a table is too long to be chosen.
LONG = 56


def brief(laid: Laid, statements: int, rng: random.Random) -> Laid:
    """Cover, at most `statements` short tables, one passage."""
    keep = {n for n, block in enumerate(laid.blocks) if isinstance(block, Cover)}
    keep |= _chosen_tables(laid.blocks, statements, rng) | _passage(laid.blocks, rng)
    return replace(laid, blocks=tuple(b for n, b in enumerate(laid.blocks) if n in keep))


def _chosen_tables(blocks: Sequence[Block], count: int, rng: random.Random) -> set[int]:
    """Tables of different kinds: a report has many sheets of projects and one of each statement."""
    by_kind: dict[str, list[int]] = {}
    for n, block in enumerate(blocks):
        if isinstance(block, Table) and block.rows <= LONG:
            by_kind.setdefault(block.kind, []).append(n)
    kinds = rng.sample(list(by_kind), min(count, len(by_kind)))
    return {rng.choice(by_kind[kind]) for kind in kinds}


def _passage(blocks: Sequence[Block], rng: random.Random) -> set[int]:
    """A heading that says figures, what follows it, and the headings that it stands under."""
    starts = [n for n in range(len(blocks)) if _is_told(blocks, n)]
    if not starts:
        return {n for n, b in enumerate(blocks) if isinstance(b, Heading | Paragraph)}
    start = rng.choice(starts)
    return _above(blocks, start) | _from(blocks, start)


def _is_told(blocks: Sequence[Block], at: int) -> bool:
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(blocks[at], Heading) and isinstance(after, Paragraph) and bool(after.marks)


def _above(blocks: Sequence[Block], start: int) -> set[int]:
    head = blocks[start]
    level = head.level if isinstance(head, Heading) else 1
    found = set()
    for n in range(start - 1, -1, -1):
        block = blocks[n]
        if isinstance(block, Heading) and block.level < level:
            level = block.level
            found.add(n)
    return found


def _from(blocks: Sequence[Block], start: int) -> set[int]:
    found, used = {start}, 0
    for n in range(start + 1, len(blocks)):
        block = blocks[n]
        if used >= PASSAGE or (isinstance(block, Heading) and block.level == 1):
            break
        if isinstance(block, Heading | Paragraph):
            found.add(n)
            used += len(block.text)
    return found
