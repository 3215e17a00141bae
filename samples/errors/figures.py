"""Wrong figures: in statements, in sentences, between both."""

import re
from decimal import Decimal

from samples.errors.draft import NUMBER, Draft, Place, Spot, like
from samples.layout.blocks import Planted
from samples.layout.numbers import plain

TOTALS = r"(revenue|expenditure)\.total|general_public_budget\.expenditure"
SUBTOTALS = r"(revenue|expenditure|general_public_budget)\.by_function\[\d{5}\]\.(total|amount)"
CLASS_TOTALS = re.compile(
    r"(revenue|expenditure|general_public_budget)\.by_function\[\d{3}\]\.(total|amount)"
)
TURNED = {
    "增长": "下降",
    "增加": "减少",
    "上升": "下降",
    "下降": "增长",
    "减少": "增加",
    "降低": "增长",
}


def statement_sum(draft: Draft) -> Planted | None:
    """The total row is not the sum of its column."""
    places = draft.places(TOTALS, "revenue", "expenditure", "general")
    return _cell(draft, places, "sum_mismatch", "合计与明细之和不符")


def rounding(draft: Draft) -> None:
    """A total row is off by one last digit, as sums of rounded figures are: no error, not told."""
    places = draft.places(TOTALS, "revenue", "expenditure", "general")
    near = [(p, raw) for p in places for raw in _near(draft, p)]
    if near:
        place, raw = draft.rng.choice(near)
        used = set(draft.used)
        draft.recell(place, raw)
        draft.used = used


def _near(draft: Draft, place: Place) -> list[str]:
    """The total one last digit higher or lower, where that is one digit off its row and classes."""
    table, raw = draft.table(place.block), place.witness.raw
    last = Decimal(1).scaleb(-len(raw.partition(".")[2]))
    row = table.cells[place.cell].row
    parts = [
        (cell.row, cell.witnesses[0])
        for n, cell in enumerate(table.cells)
        if n != place.cell and len(cell.witnesses) == 1 and NUMBER.fullmatch(cell.text)
    ]
    beside = [Decimal(plain(w.raw)) for at, w in parts if at == row]
    below = [Decimal(plain(w.raw)) for _, w in parts if CLASS_TOTALS.fullmatch(w.path)]
    found = [Decimal(plain(raw)) + last, Decimal(plain(raw)) - last]
    sums = [sum(each, Decimal(0)) for each in (beside, below) if len(each) > 1]
    return [like(raw, f) for f in found if sums and all(abs(f - s) == last for s in sums)]


def hierarchy(draft: Draft) -> Planted | None:
    """A 款 is not the sum of its 项."""
    places = draft.places(SUBTOTALS, "revenue", "expenditure", "general")
    return _cell(draft, places, "sum_mismatch", "款与其各项之和不符")


def three_public_parts(draft: Draft) -> Planted | None:
    """The 三公 parts do not add up."""
    places = draft.places(r"three_public\.(total|vehicle)\.final", "three_public")
    return _cell(draft, places, "sum_mismatch", "“三公”经费各项之和与合计不符")


def transposed(draft: Draft) -> Planted | None:
    """Two digits changed places in one of two statements."""
    path = r"fiscal_appropriation\.expenditure\.by_function.*\.total|.*\.basic\.(total|personnel)"
    places = [p for p in draft.places(path, "fiscal", "basic") if swapped(p.witness.raw)]
    if not places:
        return None
    place = draft.rng.choice(places)
    text = draft.recell(place, swapped(place.witness.raw))
    return _planted("statement_mismatch", "表间勾稽不符：数字颠倒", text, place.witness.path)


def swapped(raw: str) -> str:
    """The number with the first two neighbouring digits that differ, after the first, swapped."""
    found = re.search(r"(?<=\d)(\d)(?!\1)(\d)", raw)
    if not found:
        return ""
    return raw[: found.start()] + found[2] + found[1] + raw[found.end() :]


def narrative_statement(draft: Draft) -> Planted | None:
    """A sentence names another amount than the statement."""
    stated = {p.witness.path for p in draft.places(r".+")}
    spots = [
        s
        for s in draft.spots(r".+")
        if s.witness.path in stated and s.witness.unit == "万元" and Decimal(s.witness.value) > 10
    ]
    return _number(draft, spots, "witness_conflict", "文字与报表金额不一致", needs_table=True)


def share(draft: Draft) -> Planted | None:
    """A share is not part through whole."""
    return _number(draft, draft.spots(r".+\.share"), "share_mismatch", "占比不符", least="3")


def change_rate(draft: Draft) -> Planted | None:
    """A rate of change does not go with its amount."""
    spots = draft.spots(r".+\.change_rate")
    return _number(draft, spots, "rate_mismatch", "增减率不符", least="3")


def direction(draft: Draft) -> Planted | None:
    """An amount grew and its rate fell, or the other way round."""
    spots = [s for s in draft.spots(r".+\.change_rate") if s.witness.raw[:2] in TURNED]
    spots = [s for s in spots if Decimal(s.witness.value)]
    if not spots:
        return None
    spot = draft.rng.choice(spots)
    raw = TURNED[spot.witness.raw[:2]] + spot.witness.raw[2:]
    draft.restate(spot, raw, f"{-Decimal(spot.witness.value):f}")
    return _planted("rate_mismatch", "增减方向与金额不符", raw, spot.witness.path)


def completion(draft: Draft) -> Planted | None:
    """A completion rate is not final through budget."""
    spots = [s for s in draft.spots(r".+\.completion") if _budget(draft, s)]
    return _number(draft, spots, "rate_mismatch", "完成率不符", least="3")


def completion_of_nothing(draft: Draft) -> Planted | None:
    """A completion rate of a budget of nothing."""
    spots = [
        s
        for s in draft.spots(r".+\.completion")
        if _budget(draft, s) == 0 and not Decimal(s.witness.value)
    ]
    if not spots:
        return None
    spot = draft.rng.choice(spots)
    raw = like(spot.witness.raw, Decimal(draft.rng.choice((95, 98, 86)))) + "%"
    draft.restate(spot, raw, raw.rstrip("%"))
    return _planted("rate_mismatch", "预算为0却有完成率", raw, spot.witness.path)


def _budget(draft: Draft, spot: Spot) -> Decimal | None:
    stem = spot.witness.path.rpartition(".")[0]
    return draft.beside(spot, f"{stem}.budget")


def vehicles(draft: Draft) -> Planted | None:
    """Vehicles by use are more than there are."""
    spots = [s for s in draft.spots(r"assets\.vehicles\.by_use.*") if s.witness.value.isdigit()]
    if not spots:
        return None
    spot = draft.rng.choice(spots)
    raw = str(int(spot.witness.value) + draft.rng.randint(2, 5))
    draft.restate(spot, raw, raw)
    paths = (spot.witness.path, "assets.vehicles")
    return Planted("sum_mismatch", "车辆按用途之和与总数不符", (raw,), paths)


def micro(draft: Draft) -> Planted | None:
    """Micro enterprises got more than small and medium ones, of which they are part."""
    spots = [s for s in draft.spots(r"procurement\.micro") if draft.beside(s, "procurement.sme")]
    if not spots:
        return None
    spot = draft.rng.choice(spots)
    whole = draft.beside(spot, "procurement.sme") or Decimal(0)
    raw = like(spot.witness.raw, whole * Decimal("1.2") + 3)
    draft.restate(spot, raw, raw.replace(",", ""))
    paths = ("procurement.micro", "procurement.sme")
    return Planted("sum_mismatch", "小微企业合同金额大于中小企业合同金额", (raw,), paths)


def procurement(draft: Draft) -> Planted | None:
    """Goods, works and services do not make the total."""
    spots = [s for s in draft.spots(r"procurement\.(goods|services)") if Decimal(s.witness.value)]
    found = _number(draft, spots, "sum_mismatch", "政府采购各项之和与总额不符")
    return found and Planted(
        found.kind, found.description, found.quotes, (*found.paths, "procurement.total")
    )


def score_sum(draft: Draft) -> Planted | None:
    """The scores do not make the total score."""
    places = draft.places(r"performance\.(projects\[.*\]|overall)\.score", "projects", "overall")
    places = [p for p in places if ".indicators[" not in p.witness.path]
    return _cell(draft, places, "sum_mismatch", "得分之和与总分不符", least="2")


def score_over(draft: Draft) -> Planted | None:
    """A score is higher than its points."""
    places = draft.places(r".+\.indicators\[.*\]\.score", "projects", "overall")
    if not places:
        return None
    place = draft.rng.choice(places)
    weight = place.witness.path.removesuffix("score") + "weight"
    said = [w for c in draft.table(place.block).cells for w in c.witnesses if w.path == weight]
    if not said:
        return None
    text = draft.recell(place, f"{Decimal(said[0].value) + draft.rng.randint(2, 8):f}")
    return Planted("sum_mismatch", "得分大于分值", (text,), (place.witness.path, weight))


def _cell(
    draft: Draft, places: list[Place], kind: str, description: str, least: str = "1"
) -> Planted | None:
    places = [p for p in places if Decimal(p.witness.value)]
    if not places:
        return None
    place = draft.rng.choice(places)
    text = draft.recell(place, draft.other(place.witness.raw, least))
    return _planted(kind, description, text, place.witness.path)


def _number(
    draft: Draft,
    spots: list[Spot],
    kind: str,
    description: str,
    least: str = "1",
    *,
    needs_table: bool = False,
) -> Planted | None:
    figures = [(s, n[0]) for s in spots if (n := NUMBER.search(s.witness.raw))]
    figures = [(s, old) for s, old in figures if Decimal(s.witness.value)]
    if not figures:
        return None
    spot, old = draft.rng.choice(figures)
    new = draft.other(old, least)
    sign = "-" if spot.witness.value.startswith("-") else ""
    raw = spot.witness.raw.replace(old, new, 1)
    draft.restate(spot, raw, sign + new.replace(",", ""))
    return Planted(kind, description, (raw,), (spot.witness.path,), needs_table)


def _planted(kind: str, description: str, quote: str, path: str) -> Planted:
    return Planted(kind, description, (quote,), (path,))
