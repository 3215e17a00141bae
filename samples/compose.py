"""From an agency and a form to the laid-out report."""

import random
import re
from collections.abc import Iterator

from samples.layout.blocks import (
    Block,
    Contents,
    Cover,
    Heading,
    Laid,
    Mark,
    Paragraph,
    Witness,
)
from samples.layout.book import Book
from samples.layout.form import Form, Part, Section, Statement
from samples.layout.names import naming
from samples.layout.numerals import numeral
from samples.layout.pen import Pen
from samples.model.catalog import table
from samples.model.year import Agency
from samples.statements.build import build, directive_tables

#: Words on a cover that say the kind of document, the longest first.
KINDS = ("绩效自评报告", "部门决算", "单位决算", "部门预算", "单位预算", "决算", "预算")
HEADING = re.compile(r"^(#+)(\+?)\s*(.+)$")


def compose(agency: Agency, form: Form, rng: random.Random) -> Laid:
    """Lay the whole report out."""
    book = Book(agency, dict(form.bases))
    pen = Pen(book, form, rng)
    pen.names = naming(book, form, rng)
    title = pen.render(form.title)
    blocks: list[Block] = [_cover(pen, form, title)]
    if form.look.contents:
        blocks.append(Contents(form.look.contents_title, form.look.leaders))
    for part in form.parts:
        blocks += list(_part(pen, part))
    header: dict[str, str | int] = {
        "kind": form.kind,
        "title": title,
        "agency": agency.name,
        "region": agency.place,
        "fiscal_year": agency.fiscal_year,
    }
    look = form.look
    fonts = {"body": look.body_font, "heading": look.heading_font, "table": look.table_font}
    return Laid(
        header,
        tuple(blocks),
        pen.render(look.header),
        look.footer,
        look.body_size,
        fonts,
        look.break_numbers,
        look.double,
        look.stream,
    )


def _cover(pen: Pen, form: Form, title: str) -> Cover:
    agency = pen.book.agency
    lines = [pen.unmark(pen.render(line)) for line in form.cover]
    small = [pen.unmark(pen.render(line)) for line in form.cover_small]
    shown = "\n".join(text for text, _ in lines)
    word = next((w for w in KINDS if w in shown), "")
    said = [
        Witness("report.agency", agency.name, "", agency.name),
        Witness("report.fiscal_year", str(agency.fiscal_year), "年", str(agency.fiscal_year)),
        Witness("report.kind", form.kind, "", word),
        Witness("report.title", title, "", title, optional=len(lines) > 1),
    ]
    if agency.place:
        said.append(Witness("report.region", agency.place, "", agency.place))
    marks = [Mark(w, shown) for w in said] + [m for _, ms in (*lines, *small) for m in ms]
    return Cover(tuple(t for t, _ in lines), tuple(t for t, _ in small), tuple(marks))


def _part(pen: Pen, part: Part) -> Iterator[Block]:
    if part.title:
        text, marks = pen.unmark(pen.render(part.title))
        yield Heading(1, text, listed=part.listed, page=part.page, marks=marks)
    for section in part.sections:
        yield from _section(pen, section)


def _section(pen: Pen, section: Section) -> Iterator[Block]:
    if section.text:
        yield from _lines(pen, pen.render(pen.rng.choice(section.text)))
    for statement in section.statements:
        yield build(pen.book, _titled(pen, statement))


def _titled(pen: Pen, statement: Statement) -> Statement:
    return statement.model_copy(update={"agency_line": pen.render(statement.agency_line)})


def _lines(pen: Pen, rendered: str) -> Iterator[Block]:
    for line in rendered.split("\n"):
        if not line.strip():
            continue
        if line.startswith("@"):
            yield from _directive(pen, line[1:].strip())
            continue
        found = HEADING.match(line)
        text, marks = pen.unmark(found[3] if found else line.strip())
        if found:
            yield Heading(len(found[1]), text, listed=bool(found[2]), marks=marks)
        elif text.startswith("~"):
            yield Paragraph(text[1:].strip(), marks, "caption")
        else:
            yield Paragraph(text, marks)


def _directive(pen: Pen, line: str) -> Iterator[Block]:
    """`glossary` lists the terms; other directives are tables (see samples.statements.build)."""
    name, _, rest = line.partition(" ")
    if name == "glossary":
        yield from _glossary(pen)
        return
    yield from directive_tables(pen.book, name, rest)


def _glossary(pen: Pen) -> Iterator[Block]:
    terms = table("glossary")["terms"]
    for n, term in enumerate(pen.form.glossary, 1):
        text = pen.rng.choice(terms[term])
        marked = pen.form.glossary_style.format(
            n=numeral(n), a=n, term=term, text=pen.say(f"glossary[{term}]", text)
        )
        plain, marks = pen.unmark(marked)
        yield Paragraph(plain, marks)
