"""Performance tables with scores: a project's self-evaluation, the overall indicators."""

from collections.abc import Sequence

from samples.layout.blocks import Cell, Table, Witness
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.layout.numbers import Style, plain, wan
from samples.model.performance import LEVELS, Indicator, Project
from samples.statements.ink import Ink

FIGURE = Style(2, trim=True)
POINTS = {"output": 40, "cost": 10, "benefit": 30, "satisfaction": 10}


def told(
    ink: Ink,
    at: tuple[int, int],
    path: str,
    text: str,
    span: tuple[int, int] = (1, 1),
    align: str = "left",
) -> None:
    """A cell that states a text or a number just as printed."""
    bare = bool(unit(path)) or path.endswith(("score", "weight"))
    said = Witness(path, plain(text) if bare else text, unit(path), text)
    ink.put(Cell(*at, text, *span, align), said)


def unit(path: str) -> str:
    """万元 for money of a project, % for its completion."""
    last = path.rpartition(".")[2]
    money = {"budget", "executed", "initial_budget", "funds"}
    if last == "score":
        return "" if ".indicators[" in path else "分"
    return "万元" if last in money else "%" if last == "completion" else ""


def amount(ink: Ink, at: tuple[int, int], path: str, span: tuple[int, int] = (1, 1)) -> None:
    """An amount in 万元 with trailing zeros dropped or not, as the form says."""
    style = Style(2, trim=ink.statement.words.get("trim", "yes") == "yes")
    told(ink, at, path, style.show(wan(ink.book.get(path))), span, "center")


def project_table(book: Book, s: Statement, project: Project) -> Table:
    """The national 项目支出绩效自评表, ten columns."""
    ink = Ink(book, s)
    stem = f"performance.projects[{project.name}]"
    ink.label(0, 0, "项目名称", (1, 2), "center")
    ink.label(0, 2, project.name, (1, 8), "center")
    ink.label(1, 0, "主管部门", (1, 2), "center")
    told(ink, (1, 2), f"{stem}.supervising_agency", book.agency.name, (1, 4), "center")
    ink.label(1, 6, "实施单位", (1, 1), "center")
    told(
        ink,
        (1, 7),
        f"{stem}.implementing_agency",
        (book.agency.extras.units or (book.agency.name,))[0],
        (1, 3),
        "center",
    )
    _money_rows(ink, stem, project)
    ink.label(7, 0, "年度总体目标", (2, 1), "center")
    ink.label(7, 1, s.words.get("objective", "预期目标"), (1, 5), "center")
    ink.label(7, 6, s.words.get("achievement", "实际完成情况"), (1, 4), "center")
    told(ink, (8, 1), f"{stem}.objective", project.objective, (1, 5))
    told(ink, (8, 6), f"{stem}.achievement", project.achievement, (1, 4))
    last = indicator_rows(ink, stem, project.indicators, 9)
    ink.label(last, 0, s.words.get("sum", "总分"), (1, 7), "center")
    told(ink, (last, 7), "", "100", align="center")
    told(ink, (last, 8), f"{stem}.score", FIGURE.show(project.score), align="center")
    return ink.table(last + 1, [0.7, 1.1, 1.2, 1.2, 1.2, 1.2, 1.2, 0.8, 1.0, 1.4], 0)


def _money_rows(ink: Ink, stem: str, project: Project) -> None:
    ink.label(2, 0, "项目资金（万元）", (5, 2), "center")
    ink.label(2, 2, "", (1, 2))
    for n, word in enumerate(("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")):
        ink.label(2, 4 + n, word, align="center")
    rows = (
        ("年度资金总额", "", "executed"),
        ("其中：当年财政拨款", "fiscal.", "fiscal.executed"),
        ("上年结转资金", "carried_over.", ""),
        ("其他资金", "other.", "other.executed"),
    )
    for n, (label, part, done) in enumerate(rows):
        row = 3 + n
        ink.label(row, 2, label, (1, 2))
        told(
            ink,
            (row, 4),
            f"{stem}.initial_budget" if not part else "",
            FIGURE.show(wan(ink.book.get(f"{stem}.{part}budget"))),
            align="center",
        )
        amount(ink, (row, 5), f"{stem}.{part}budget")
        if done:
            amount(ink, (row, 6), f"{stem}.{done}")
    told(ink, (3, 7), "", "10", align="center")
    told(
        ink,
        (3, 8),
        f"{stem}.completion",
        Style(2).show(ink.book.get(f"{stem}.completion")) + "%",
        align="center",
    )
    told(ink, (3, 9), "", FIGURE.show(project.rate_score), align="center")
    for row in (4, 5, 6):
        for col in (7, 8, 9):
            ink.label(row, col, "—", align="center")


def indicator_rows(ink: Ink, stem: str, indicators: Sequence[Indicator], at: int) -> int:
    """Header and rows of the indicators; level 1 and level 2 cells span their rows."""
    s = ink.statement
    heads = (
        ("一级指标", 1, 1),
        ("二级指标", 2, 1),
        ("三级指标", 3, 2),
        (s.words.get("target", "年度指标值"), 5, 1),
        (s.words.get("actual", "实际完成值"), 6, 1),
        (s.words.get("weight", "分值"), 7, 1),
        ("得分", 8, 1),
        (s.words.get("deviation", "偏差原因分析及改进措施"), 9, 1),
    )
    ink.label(at, 0, "绩效指标", (len(indicators) + 1, 1), "center")
    for word, col, wide in heads:
        ink.label(at, col, word, (1, wide), "center")
    for n, row in enumerate(indicators):
        _indicator(ink, stem, row, at + 1 + n)
    _levels(ink, stem, indicators, at + 1)
    return at + 1 + len(indicators)


def _indicator(ink: Ink, stem: str, row: Indicator, at: int) -> None:
    name = f"{stem}.indicators[{row.level2}/{row.level3}]"
    ink.label(at, 3, row.level3, (1, 2))
    told(ink, (at, 5), f"{name}.target", row.target, align="center")
    told(ink, (at, 6), f"{name}.actual", row.actual, align="center")
    told(ink, (at, 7), f"{name}.weight", FIGURE.show(row.weight), align="center")
    told(ink, (at, 8), f"{name}.score", FIGURE.show(row.score), align="center")
    if row.deviation:
        told(ink, (at, 9), f"{name}.deviation", row.deviation)


def _levels(ink: Ink, stem: str, rows: Sequence[Indicator], at: int) -> None:
    """Merged cells of the first two levels; level 1 is stated once for each indicator under it."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end].part != rows[start].part:
            _level1(ink, stem, rows[start:end], at + start)
            start = end
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end].level2 != rows[start].level2:
            ink.label(at + start, 2, rows[start].level2, (end - start, 1), "center")
            start = end


def _level1(ink: Ink, stem: str, rows: Sequence[Indicator], at: int) -> None:
    words = ink.statement.words
    text = words.get(rows[0].part, LEVELS[rows[0].part])
    if words.get("points") == "yes":
        text += f"（{POINTS[rows[0].part]}分）"
    told(
        ink,
        (at, 1),
        f"{stem}.indicators[{rows[0].level2}/{rows[0].level3}].level1",
        text,
        (len(rows), 1),
        "center",
    )
    cell = ink.cells.pop()
    first = cell.witnesses[0]
    said = tuple(
        type(first)(f"{stem}.indicators[{r.level2}/{r.level3}].level1", text, "", text)
        for r in rows
    )
    ink.cells.append(
        type(cell)(cell.row, cell.col, text, cell.rowspan, 1, "center", witnesses=said)
    )


def overall_table(book: Book, s: Statement) -> Table:
    """部门整体支出绩效自评表: indicators with the overall score."""
    ink = Ink(book, s)
    ink.label(0, 0, s.words.get("agency", "部门（单位）名称"), (1, 3), "center")
    ink.label(0, 3, book.agency.name, (1, 7), "center")
    last = indicator_rows(ink, "performance.overall", book.agency.overall, 1)
    ink.label(last, 0, s.words.get("sum", "总分"), (1, 7), "center")
    told(ink, (last, 7), "", "100", align="center")
    told(
        ink,
        (last, 8),
        "performance.overall.score",
        FIGURE.show(book.agency.overall_score),
        align="center",
    )
    return ink.table(last + 1, [0.7, 1.1, 1.2, 1.2, 1.2, 1.2, 1.2, 0.8, 0.8, 1.6], 0)
