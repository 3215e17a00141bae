"""Performance tables without scores for each row: completion, summary list, targets."""

from collections.abc import Sequence

from samples.layout.blocks import Table
from samples.layout.book import Book
from samples.layout.form import Statement
from samples.layout.numbers import Style, wan
from samples.model.money import ZERO
from samples.model.performance import LEVELS, Indicator, Project
from samples.statements.evaluation import FIGURE, amount, told
from samples.statements.ink import Ink


def completion_table(book: Book, s: Statement, project: Project) -> Table:
    """Sichuan's 项目绩效目标完成情况表 of 2020, six columns without scores."""
    ink = Ink(book, s)
    stem = f"performance.projects[{project.name}]"
    ink.label(0, 0, "项目名称", (1, 2))
    ink.label(0, 2, project.name, (1, 4))
    ink.label(1, 0, "预算单位", (1, 2))
    ink.label(1, 2, book.agency.name, (1, 4))
    ink.label(2, 0, "预算执行情况（万元）", (3, 1), "center")
    rows = (
        ("预算数：", "budget", "执行数：", "executed"),
        ("其中-财政拨款：", "fiscal.budget", "其中-财政拨款：", "fiscal.executed"),
        ("其它资金：", "other.budget", "其它资金：", "other.executed"),
    )
    for n, (one, budget, two, done) in enumerate(rows):
        ink.label(2 + n, 1, one)
        amount(ink, (2 + n, 2), f"{stem}.{budget}")
        ink.label(2 + n, 3, two)
        amount(ink, (2 + n, 4), f"{stem}.{done}", (1, 2))
    ink.label(5, 0, "年度目标完成情况", (2, 1), "center")
    ink.label(5, 1, "预期目标", (1, 3), "center")
    ink.label(5, 4, "实际完成目标", (1, 2), "center")
    told(ink, (6, 1), f"{stem}.objective", project.objective, (1, 3))
    told(ink, (6, 4), f"{stem}.achievement", project.achievement, (1, 2))
    last = _completion_rows(ink, stem, project.indicators, 7)
    return ink.table(last, [1.0, 1.3, 1.3, 1.6, 2.0, 2.0], 0)


def _completion_rows(ink: Ink, stem: str, rows: Sequence[Indicator], at: int) -> int:
    ink.label(at, 0, "绩效指标完成情况", (len(rows) + 1, 1), "center")
    for n, word in enumerate(
        (
            "一级指标",
            "二级指标",
            "三级指标",
            "预期指标值（包含数字及文字描述）",
            "实际完成指标值（包含数字及文字描述）",
        )
    ):
        ink.label(at, n + 1, word, align="center")
    for n, row in enumerate(rows):
        name = f"{stem}.indicators[{row.level2}/{row.level3}]"
        words = {"output": "项目完成指标", "cost": "项目完成指标"}
        told(
            ink,
            (at + 1 + n, 1),
            f"{name}.level1",
            words.get(row.part, LEVELS[row.part]),
            align="center",
        )
        ink.label(at + 1 + n, 2, row.level2, align="center")
        ink.label(at + 1 + n, 3, row.level3)
        told(ink, (at + 1 + n, 4), f"{name}.target", row.target)
        told(ink, (at + 1 + n, 5), f"{name}.actual", row.actual)
    return at + 1 + len(rows)


SUMMARY = (
    *("序号", "主管部门名称", "预算项目名称", "预算安排金额（万元）"),
    *("预算执行金额（万元）", "预算执行率", "绩效自评得分"),
)
SUMS = Style(2, grouped=True)


def summary_table(book: Book, s: Statement) -> Table:
    """项目支出绩效自评情况汇总表: a line a project."""
    ink = Ink(book, s)
    at = ink.tree([(word,) for word in SUMMARY])
    projects = book.agency.projects
    for n, project in enumerate(projects):
        _summary_row(ink, at + n, n + 1, project)
    last = at + len(projects)
    ink.label(last, 0, "合计", (1, 3), "center")
    sums = (sum((p.budget for p in projects), ZERO), sum((p.executed for p in projects), ZERO))
    for col, value in enumerate(sums, 3):
        told(ink, (last, col), "", SUMS.show(wan(value)), align="right")
    return ink.table(last + 1, [0.5, 1.6, 2.2, 1.2, 1.2, 1.0, 1.0], at)


def _summary_row(ink: Ink, row: int, number: int, project: Project) -> None:
    stem = f"performance.projects[{project.name}]"
    ink.label(row, 0, str(number), align="center")
    ink.label(row, 1, ink.book.agency.kind["name"])
    ink.label(row, 2, project.name)
    rate = Style(2).show(ink.book.get(f"{stem}.completion")) + "%"
    texts = {
        "budget": SUMS.show(wan(project.budget)),
        "executed": SUMS.show(wan(project.executed)),
        "completion": rate,
        "score": FIGURE.show(project.score),
    }
    for col, (measure, text) in enumerate(texts.items(), 3):
        told(ink, (row, col), f"{stem}.{measure}", text, align="right")


def target_table(book: Book, s: Statement, project: Project) -> Table:
    """项目支出绩效目标表 of a budget: money, objective and target values."""
    ink = Ink(book, s)
    stem = f"performance.projects[{project.name}]"
    ink.label(0, 0, "项目名称", (1, 2), "center")
    ink.label(0, 2, project.name, (1, 3), "center")
    ink.label(1, 0, "主管部门", (1, 2), "center")
    told(ink, (1, 2), f"{stem}.supervising_agency", book.agency.name, (1, 3), "center")
    ink.label(2, 0, "项目资金（万元）", (3, 2), "center")
    rows = (
        ("年度资金总额：", "budget"),
        ("其中：财政拨款", "fiscal.budget"),
        ("其他资金", "other.budget"),
    )
    for n, (label, measure) in enumerate(rows):
        ink.label(2 + n, 2, label)
        amount(ink, (2 + n, 3), f"{stem}.{measure}", (1, 2))
    ink.label(5, 0, "年度绩效目标", (1, 2), "center")
    told(ink, (5, 2), f"{stem}.objective", project.objective, (1, 3))
    ink.label(6, 0, "绩效指标", (len(project.indicators) + 1, 1), "center")
    for n, word in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        ink.label(6, n + 1, word, align="center")
    for n, row in enumerate(project.indicators):
        name = f"{stem}.indicators[{row.level2}/{row.level3}]"
        told(ink, (7 + n, 1), f"{name}.level1", LEVELS[row.part], align="center")
        ink.label(7 + n, 2, row.level2, align="center")
        ink.label(7 + n, 3, row.level3)
        told(ink, (7 + n, 4), f"{name}.target", row.target, align="center")
    return ink.table(7 + len(project.indicators), [0.8, 1.2, 1.8, 2.4, 2.0], 0)
