"""What a form's templates can speak of: years, agency, lists of items, projects, units."""

import random
from types import SimpleNamespace
from typing import Any

from samples.layout.book import Book
from samples.layout.form import Form
from samples.layout.numerals import numeral
from samples.model.catalog import economic_names, function_names, lineage
from samples.model.facts import Facts
from samples.model.year import Agency


def naming(book: Book, form: Form, rng: random.Random) -> dict[str, Any]:
    """Names for the templates."""
    agency = book.agency
    year, month, day = agency.published.split("-")
    return {
        "agency": agency.name,
        "short": agency.kind["name"],
        "place": agency.place,
        "y": agency.fiscal_year,
        "p": agency.fiscal_year - 1,
        "next": agency.fiscal_year + 1,
        "we": rng.choice(form.words.we),
        "cn": numeral,
        "duties": _duties(agency, rng),
        "units": list(agency.extras.units),
        "departments": list(agency.extras.departments),
        "projects": agency.projects,
        "uses": list(agency.extras.vehicles.items()),
        "date": SimpleNamespace(iso=agency.published, y=int(year), m=int(month), d=int(day)),
        "classes": items(book, "general_public_budget", 3),
        "items": items(book, "general_public_budget", 7),
        "groups": items(book, "general_public_budget", 5),
        "fiscal_classes": items(book, "fiscal_appropriation.expenditure", 3),
        "fund_items": items(book, "government_fund", 7),
        "capital_items": items(book, "state_capital", 7),
        "economics": economics(book.now),
        "econ_classes": economics(book.now, 3),
    }


def _duties(agency: Agency, rng: random.Random) -> list[str]:
    own = list(agency.kind["duties"])
    last = f"完成{'本级党委、政府' if agency.place else '党中央、国务院'}交办的其他任务"
    return [*rng.sample(own, rng.randint(4, len(own))), last]


def items(book: Book, stem: str, digits: int) -> list[SimpleNamespace]:
    """Functional codes of a depth with money spent; `at` is the path without its measure."""
    codes = sorted({line.code[:digits] for line in book.agency.now.lines})
    measures = {"general_public_budget": "amount", "fiscal_appropriation.expenditure": "total"}
    out = []
    for code in codes:
        at = f"{stem}.by_function[{code}]"
        if book.get(f"{at}.{measures.get(stem, 'expenditure')}"):
            names = lineage(code)
            out.append(
                SimpleNamespace(
                    code=code, at=at, name=function_names()[code], names=names, bare=bare(names[0])
                )
            )
    return out


def bare(name: str) -> str:
    """A class's name without 支出: 社会保障和就业."""
    return (
        name.removesuffix("支出")
        if name not in {"其他支出", "资源勘探工业信息等支出", "商业服务业等支出"}
        else name
    )


def economics(facts: Facts, digits: int = 5) -> list[SimpleNamespace]:
    """Economic codes of the basic expenditure; `people` tells 人员经费 from 公用经费."""
    stem = "general_public_budget.basic.by_economic"
    codes = sorted(c for c in economic_names() if len(c) == digits and facts.get(f"{stem}[{c}]"))
    return [
        SimpleNamespace(
            code=c, at=f"{stem}[{c}]", name=economic_names()[c], people=c[:3] in {"301", "303"}
        )
        for c in codes
    ]
