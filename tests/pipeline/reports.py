"""A small report for tests, with every sort of path."""

from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from schemas.report import Finding, Report, SourceEntry
from tests.pipeline.witnesses import witness

NAMES = ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行")
STATED = {
    "report.kind": "departmental_final_accounts",
    "report.agency": "某市财政局",
    "report.fiscal_year": "2024",
    "totals.amount": "2961.68",
    "totals.amount.change": "-56.95",
    "totals.amount.change_rate": "-1.89",
    "totals.amount.change_reason": "压减一般性支出",
    "general_public_budget.by_function[2010301].amount": "1906.66",
    "general_public_budget.by_function[2010301].share": "64.85",
    "general_public_budget.by_function[卫生健康支出].amount": "61.00",
    "three_public.reception.final.change_rate": "12.5",
    "assets.vehicles": "3",
    "assets.vehicles.change": "-1",
    "assets.vehicles.by_use[机要通信用车]": "2",
    "organisation.subordinate_units.count": "1",
    "organisation.subordinate_units[某市财政局(本级)]": "某市财政局(本级)",
    "performance.overall.grade": "优",
    "performance.projects.evaluated.count": "2",
    "performance.projects.self_evaluated.grade[优].count": "2",
    "performance.projects[value].score": "95",
    "performance.projects[1.5米宣传栏.二期].indicators[数量指标/制作数量].actual": "≥10项",
    "glossary[财政拨款收入]": "指单位从同级财政部门取得的财政预算资金。",
}


def small_report(stated=None):
    """A report that states the paths, each in one place."""
    given = STATED if stated is None else stated
    candidates = [
        witness(path, value, page=number, names=NAMES if "[2010301]" in path else ())
        for number, (path, value) in enumerate(given.items(), start=1)
    ]
    settings = Settings()
    gathered = gather(candidates, settings)
    return Report(
        source=SourceEntry(
            name="报告.pdf",
            sha256="0" * 64,
            size=1,
            media_type="application/pdf",
            engine="test 1",
            version="0",
            pages=len(given),
        ),
        values=resolve(gathered, settings).values,
        names=gathered.names,
        findings=(Finding(kind="cell_error", message="一处"),),
    )
