"""Every fact of an agency's year under its path: money in 元, shares in %, counts as they are."""

from decimal import Decimal

from samples.model.lines import SOURCES, Line
from samples.model.money import ZERO, share
from samples.model.performance import grade
from samples.model.spending import summed
from samples.model.year import Agency, Year

FUNDS = {"gpb": "general_public_budget", "gf": "government_fund", "sc": "state_capital"}
Facts = dict[str, Decimal]


def year_facts(year: Year) -> Facts:
    """Facts of one year, without changes against another."""
    out: Facts = {}
    _revenue(out, year.lines)
    _expenditure(out, year.lines)
    _fiscal(out, year.lines)
    _general(out, year)
    _funds(out, year.lines)
    _three(out, year)
    return out


def _add(out: Facts, path: str, value: Decimal) -> None:
    out[path] = out.get(path, ZERO) + value


def prefixes(code: str) -> list[str]:
    """类, 款 and 项 code of an item."""
    return [code[:3], code[:5], code]


def _revenue(out: Facts, lines: list[Line]) -> None:
    for line in lines:
        _add(out, f"revenue.{FUNDS[line.fund]}", line.fiscal_revenue)
        _add(out, "revenue.total", line.received)
        _add(out, "revenue.fiscal_appropriation", line.fiscal_revenue)
        for source, value in line.sources.items():
            _add(out, f"revenue.{source}", value)
        for code in prefixes(line.code):
            _add(out, f"revenue.by_function[{code}].total", line.received)
            _add(out, f"revenue.by_function[{code}].fiscal_appropriation", line.fiscal_revenue)
            for source, value in line.sources.items():
                _add(out, f"revenue.by_function[{code}].{source}", value)
    for source in ("fiscal_appropriation", *FUNDS.values(), *SOURCES):
        out[f"revenue.{source}.share"] = share(
            out.get(f"revenue.{source}", ZERO), out["revenue.total"]
        )


def _expenditure(out: Facts, lines: list[Line]) -> None:
    for line in lines:
        natures = {
            "basic": line.basic + line.other_basic,
            "project": line.project + line.other_project,
            "business": line.business,
        }
        for stem in [
            "expenditure",
            *(f"expenditure.by_function[{c}]" for c in prefixes(line.code)),
        ]:
            _add(out, f"{stem}.total", line.spent)
            for nature, value in natures.items():
                _add(out, f"{stem}.{nature}", value)
        _add(out, "balance.opening", line.opening + line.other_opening)
        _add(out, "balance.closing", line.closing + line.other_closing)
        _add(out, "balance.surplus_used", line.surplus_used)
        _add(out, "balance.surplus_distributed", line.surplus_distributed)
    out["totals.amount"] = (
        out["revenue.total"] + out["balance.opening"] + out["balance.surplus_used"]
    )
    out["totals.revenue"] = out["totals.expenditure"] = out["totals.amount"]
    for nature in ("basic", "project", "business", "remitted_to_superior", "subsidy_to_affiliated"):
        out[f"expenditure.{nature}.share"] = share(
            out.get(f"expenditure.{nature}", ZERO), out["expenditure.total"]
        )


def _fiscal(out: Facts, lines: list[Line]) -> None:
    stem = "fiscal_appropriation"
    for line in lines:
        fund = FUNDS[line.fund]
        for path, value in (("revenue", line.fiscal_revenue), ("expenditure", line.fiscal)):
            _add(out, f"{stem}.{path}.total", value)
            _add(out, f"{stem}.{path}.{fund}", value)
        for path, value in (("opening", line.opening), ("closing", line.closing)):
            _add(out, f"{stem}.balance.{path}", value)
            _add(out, f"{stem}.balance.{path}.{fund}", value)
        _add(out, f"{stem}.totals.amount", line.fiscal_revenue + line.opening)
        _add(out, f"{stem}.totals.amount.{fund}", line.fiscal_revenue + line.opening)
        for code in ["", *prefixes(line.code)]:
            at = f"{stem}.expenditure.by_function[{code}]" if code else f"{stem}.expenditure"
            if code:
                _add(out, f"{at}.total", line.fiscal)
                _add(out, f"{at}.{fund}", line.fiscal)
            _add(out, f"{at}.initial", line.initial)
            _add(out, f"{at}.adjusted", line.adjusted)


def _general(out: Facts, year: Year) -> None:
    stem = "general_public_budget"
    for line in (line for line in year.lines if line.fund == "gpb"):
        for at, whole in [
            (f"{stem}.expenditure", ""),
            *((f"{stem}.by_function[{c}]", ".amount") for c in prefixes(line.code)),
        ]:
            _add(out, at + whole, line.fiscal)
            _add(out, f"{at}.basic", line.basic)
            _add(out, f"{at}.project", line.project)
            _add(out, f"{at}.initial", line.initial)
            _add(out, f"{at}.adjusted", line.adjusted)
    total = out.get(f"{stem}.expenditure", ZERO)
    out[f"{stem}.expenditure.share"] = share(total, out["expenditure.total"])
    for path in [p for p in out if p.startswith(f"{stem}.by_function") and p.endswith(".amount")]:
        out[path.removesuffix("amount") + "share"] = share(out[path], total)
    tables = [t for code, t in year.basic.items()]
    for code, value in summed(tables).items():
        out[f"{stem}.basic.by_economic[{code}]"] = value
    people = sum((out.get(f"{stem}.basic.by_economic[{c}]", ZERO) for c in ("301", "303")), ZERO)
    out[f"{stem}.basic.total"] = out.get(f"{stem}.expenditure.basic", ZERO)
    out[f"{stem}.basic.personnel"] = people
    out[f"{stem}.basic.operating"] = out[f"{stem}.basic.total"] - people
    out["agency_operating.expenditure"] = out[f"{stem}.basic.operating"]


def _funds(out: Facts, lines: list[Line]) -> None:
    for line in (line for line in lines if line.fund != "gpb"):
        stem = FUNDS[line.fund]
        _add(out, f"{stem}.expenditure", line.fiscal)
        _add(out, f"{stem}.revenue", line.fiscal_revenue)
        for code in ["", *prefixes(line.code)]:
            at = f"{stem}.by_function[{code}]" if code else f"{stem}.all"
            _add(out, f"{at}.opening", line.opening)
            _add(out, f"{at}.revenue", line.fiscal_revenue)
            _add(out, f"{at}.expenditure", line.fiscal)
            _add(out, f"{at}.basic", line.basic)
            _add(out, f"{at}.project", line.project)
            _add(out, f"{at}.closing", line.closing)
            _add(out, f"{at}.initial", line.initial)


def _three(out: Facts, year: Year) -> None:
    three = year.three
    for item, value in three.final.items():
        if item.startswith("reception."):
            out[f"three_public.{item}"] = value
            continue
        out[f"three_public.{item}.final"] = value
        out[f"three_public.{item}.initial"] = three.initial[item]
        out[f"three_public.{item}.adjusted"] = three.adjusted[item]
        out[f"three_public.{item}.share"] = share(value, three.final["total"])
    for path, count in three.counts.items():
        out[f"three_public.{path}"] = Decimal(count)


def extra_facts(agency: Agency) -> Facts:
    """Staff, procurement, assets and project counts of the year."""
    more = agency.extras
    out: Facts = {f"organisation.staff.{k}": Decimal(v) for k, v in more.staff.items()}
    out["organisation.subordinate_units.count"] = Decimal(len(more.units))
    out["organisation.internal_departments.count"] = Decimal(len(more.departments))
    for path, value in more.procurement.items():
        out[f"procurement.{path}"] = value
    for who in ("sme", "micro"):
        out[f"procurement.{who}.share"] = share(more.procurement[who], more.procurement["total"])
    out["assets.vehicles"] = Decimal(sum(more.vehicles.values()))
    for use, count in more.vehicles.items():
        out[f"assets.vehicles.by_use[{use}]"] = Decimal(count)
    out["assets.general_equipment"] = Decimal(more.general_equipment)
    out["assets.special_equipment"] = Decimal(more.special_equipment)
    return out | _performance(agency)


def _performance(agency: Agency) -> Facts:
    out: Facts = {}
    count, funds = Decimal(len(agency.projects)), sum((p.budget for p in agency.projects), ZERO)
    for stage in ("evaluated", "targets_set", "monitored", "self_evaluated"):
        out[f"performance.projects.{stage}.count"] = count
        out[f"performance.projects.{stage}.funds"] = funds
    if count:
        out["performance.projects.self_evaluated.average_score"] = (
            sum((p.score for p in agency.projects), ZERO) / count
        )
    for words in (("优",), ("良",), ("中", "合格"), ("差", "不合格")):
        for word in words:
            met = sum(1 for p in agency.projects if grade(p.score) == words[0])
            out[f"performance.projects.self_evaluated.grade[{word}].count"] = Decimal(met)
    out["performance.overall.score"] = agency.overall_score
    for project in agency.projects:
        at = f"performance.projects[{project.name}]"
        out[f"{at}.budget"], out[f"{at}.executed"], out[f"{at}.score"] = (
            project.budget,
            project.executed,
            project.score,
        )
        out[f"{at}.completion"] = share(project.executed, project.budget)
        out[f"{at}.fiscal.budget"] = project.budget - project.other_budget - project.carried
        out[f"{at}.fiscal.executed"] = project.executed - project.other_executed
        out[f"{at}.other.budget"], out[f"{at}.other.executed"] = (
            project.other_budget,
            project.other_executed,
        )
        out[f"{at}.carried_over.budget"] = project.carried
    return out
