"""Names that people give are taken into the vocabulary, and shown before they are."""

import tomllib

import pytest
from sqlalchemy import select

from pipeline.cli import main
from pipeline.review.choices import Answer, Choice
from pipeline.review.decisions import decide
from pipeline.review.intake import take_in
from pipeline.review.lessons import Lesson, Teaches, lessons
from pipeline.review.vocabulary_changes import changes
from pipeline.store.database import open_store
from pipeline.store.tables import ItemRow, Reason, UserRow
from schemas.report import Issue, SectionEntry, StatementEntry
from tests.pipeline.reviewing import doubtful_report

TITLE = "附件3：2024年度收入来源一览表"
TABLES = tuple(
    StatementEntry(id=None, title=title, score=0, rows=9, columns=3)
    for title in (TITLE, "", "收入决算表")
)


@pytest.fixture
def named(tmp_path):
    """A store in which a person named three tables and a section."""
    url = str(tmp_path / "store.sqlite")
    store = open_store(url)
    row = Issue(
        code="row_unknown",
        message="一行",
        statement="revenue_and_expenditure",
        label="一、各级补助款",
    )
    section = SectionEntry(level=2, number="九、", title="2024年某市林业局花名册")
    report = doubtful_report(statements=TABLES).model_copy(
        update={"sections": (section,), "issues": (row,)}
    )
    with store.transaction() as session:
        session.add(UserRow(name="anna", password="", role="reviewer"))
        take_in(session, report, None, audit=0)
        anna = session.scalars(select(UserRow)).one()
        for item in session.scalars(select(ItemRow).where(ItemRow.path.is_(None))).all():
            table = item.reason == Reason.UNIDENTIFIED_TABLE.value
            given = "收入决算表" if table else "glossary"
            if item.reason == Reason.UNKNOWN_LABEL.value:
                given = "revenue.superior_subsidy"
            if item.reason != Reason.FINDING.value:
                decide(session, anna, item.id, Answer(Choice.CORRECT, item.lock, given))
    yield store, url
    store.close()


def test_a_title_teaches_without_its_number_and_year(named):
    with named[0].transaction() as session:
        found = lessons(session)
    assert found.found == [
        Lesson(Teaches.SECTION, "glossary", "花名册", 1),
        Lesson(Teaches.STATEMENT, "revenue", "收入来源一览表", 1),
        Lesson(Teaches.LINE, "revenue_and_expenditure revenue.superior_subsidy", "各级补助款", 1),
    ]
    assert len(found.left) == 1
    assert "no title is printed" in found.left[0]


def test_the_change_is_one_entry_in_its_list(named):
    with named[0].transaction() as session:
        made = changes(lessons(session).found)
    assert {change.path.name for change in made} == {
        "line_items.toml",
        "sections.toml",
        "statements.toml",
    }
    for change in made:
        plus = [line for line in change.diff().splitlines() if line.startswith("+")]
        assert len(plus) == 2, change.path.name
    statements = next(c for c in made if c.path.name == "statements.toml")
    before, after = tomllib.loads(statements.before), tomllib.loads(statements.after)
    titles = {s["id"]: s["titles"] for s in after["statement"]}
    old = {s["id"]: s["titles"] for s in before["statement"]}
    assert titles.pop("revenue") == [*old.pop("revenue"), "收入来源一览表"]
    assert titles == old


def test_a_label_goes_to_the_line_of_its_path():
    target = "revenue_and_expenditure revenue.superior_subsidy"
    (change,) = changes([Lesson(Teaches.LINE, target, "各级补助款", 1)])
    lines = tomllib.loads(change.after)["group"]["revenue_and_expenditure"]
    taught = [line["path"] for line in lines if "各级补助款" in line["labels"]]
    assert taught == ["revenue.superior_subsidy"]


def test_marks_of_patterns_are_taken_as_they_are():
    (change,) = changes([Lesson(Teaches.STATEMENT, "revenue", "收入(一)表", 1)])
    assert r"'收入\(一\)表'" in change.after


def test_the_command_shows_and_writes_nothing(named, capsys):
    home = changes([Lesson(Teaches.STATEMENT, "revenue", "某表", 1)])[0].path
    before = home.read_bytes()
    assert main(["learn", "--store", named[1]]) == 0
    told = capsys.readouterr()
    assert "+titles" in told.out
    assert "nothing is written without --write" in told.err
    assert home.read_bytes() == before
