"""Two figures misread in one sum: each is mended where a row of its own asks for it as well."""

from decimal import Decimal

from tests.pipeline.repair.test_repair import mended, read

ROWS = {
    "total": ("2134.50", "1830.20", "304.30"),
    "201": ("1500.20", "1400.10", "100.10"),
    "208": ("634.30", "430.10", "204.20"),
}
FIRST, SECOND = (f"expenditure.by_function[{code}].basic" for code in ("201", "208"))


def statement(changed, *, without=()):
    found = []
    for row, figures in ROWS.items():
        for measure, printed in zip(("total", "basic", "project"), figures, strict=True):
            base = "expenditure" if row == "total" else f"expenditure.by_function[{row}]"
            path = f"{base}.{measure}"
            score = 0.7 if path in changed else 0.995
            if path not in without:
                found.append(read(changed.get(path, printed), path=path, score=score))
    return found


MISREAD = {FIRST: "1460.10", SECOND: "480.10"}


def test_both_are_mended_where_each_has_its_own_row_and_they_share_a_column():
    values = mended(statement(MISREAD))
    assert values[FIRST].value == Decimal("1400.10")
    assert values[SECOND].value == Decimal("430.10")
    assert values[SECOND].repairs[0].independent == 2


def test_neither_is_mended_where_the_column_alone_asks_for_both():
    measures = ("project", "total")
    without = tuple(f"expenditure.by_function[{c}].{m}" for c in (201, 208) for m in measures)
    values = mended(statement(MISREAD, without=without))
    assert values[FIRST].value == Decimal("1460.10")
    assert values[SECOND].value == Decimal("480.10")
