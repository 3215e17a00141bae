"""The canonical report: values at their paths, findings, issues; what `gongkai convert` writes."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, PlainSerializer

from schemas.evidence import Evidence, Frozen, Location

#: A decimal that is text in JSON: no float ever touches an amount.
Amount = Annotated[Decimal, PlainSerializer(lambda v: format(v, "f"), return_type=str)]
Confidence = Annotated[
    float, Field(ge=0, le=1), PlainSerializer(lambda v: round(v, 4), return_type=float)
]


class Kind(StrEnum):
    """文种, what sort of report it is."""

    FINAL_ACCOUNTS = "departmental_final_accounts"
    SELF_EVALUATION = "performance_self_evaluation"
    BUDGET = "departmental_budget"
    OTHER = "other"


class Status(StrEnum):
    """Whether a person is needed."""

    ACCEPTED = "accepted"
    NEEDS_REVIEW = "needs_review"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Severity(StrEnum):
    """How much an issue or finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Issue(Frozen):
    """What the machine could not do, in words, with its place."""

    code: str = Field(description="stable name, snake_case: table_not_identified, garbage_text …")
    message: str
    severity: Severity = Severity.WARNING
    location: Location | None = None
    statement: str | None = Field(default=None, description="id of the statement it stands in")
    label: str | None = Field(default=None, description="the row label that was not understood")


class Scores(Frozen):
    """How sure each step was of one witness, 0..1; kept apart, so that the lowest shows."""

    read: float = Field(default=1.0, ge=0, le=1, description="characters, from the reader")
    structure: float = Field(default=1.0, ge=0, le=1, description="the grid or the section")
    match: float = Field(default=1.0, ge=0, le=1, description="label, column or sentence frame")
    parse: float = Field(default=1.0, ge=0, le=1, description="the figure itself")


class Witness(Frozen):
    """Another reading of the same path that does not agree with the value chosen."""

    value: Amount | str
    unit: str | None = None
    raw: str
    evidence: Evidence
    scores: Scores = Scores()


class Cause(StrEnum):
    """How a reading may have gone wrong, so that another figure is meant."""

    OTHER_READING = "other_reading"
    CONFUSION = "confusion"
    SIGN = "sign"
    POINT = "point"
    WITNESS = "witness"
    UNIT = "unit"
    SHIFTED_COLUMN = "shifted_column"
    SHIFTED_ROW = "shifted_row"
    CONTINUATION = "continuation"


class Closing(Frozen):
    """An identity that a repair closes, or breaks: its rule and the path of its total."""

    rule: str
    total: str
    bits: float = Field(default=0.0, description="how unlikely it closes by chance, in bits")


class Repair(Frozen):
    """What a value would be if one slip of the reader were mended; best first in a value.

    `value` is None where the figure belongs to another path and this place is blank. `with_paths`
    are the values that have to change at once for `closes` to hold, each by the first of its own
    repairs that names this path. `independent` counts the closed identities that share nothing but
    this value. `applied`: policy made it the value; what was read is then the first witness.
    """

    value: Amount | None
    raw: str = Field(description="how it would be printed")
    cause: Cause
    change: str = Field(description="what was read → what is meant, `3→8`")
    plausibility: float = Field(ge=0, le=1, description="how likely a reader slips so")
    closes: tuple[Closing, ...] = ()
    breaks: tuple[Closing, ...] = ()
    independent: int = 0
    with_paths: tuple[str, ...] = ()
    applied: bool = False


class Value(Frozen):
    """A value at its path.

    `value` is a decimal in the unit of the vocabulary (money 万元), or text; `raw` is as printed.
    `repairs`: what arithmetic asks for instead; none of them holds unless it is `applied`.
    """

    value: Amount | str
    unit: str | None = None
    raw: str
    confidence: Confidence
    status: Status
    scores: Scores
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    witnesses: tuple[Witness, ...] = ()
    repairs: tuple[Repair, ...] = ()


class Verdict(StrEnum):
    """What a broken identity means."""

    ROUNDING = "rounding"
    EXTRACTION_ERROR = "extraction_error"
    SOURCE_ERROR = "source_error"


class FindingValue(Frozen):
    """A figure that a finding weighed."""

    path: str
    value: Amount | str
    raw: str = ""


class Finding(Frozen):
    """What the report itself gets wrong, or what the machine seems to have misread."""

    kind: str = Field(description="sum_mismatch, witness_conflict … (finding_kinds.toml)")
    also: tuple[str, ...] = Field(default=(), description="other names of the same kind")
    message: str
    verdict: Verdict = Verdict.SOURCE_ERROR
    severity: Severity = Severity.WARNING
    rule: str | None = None
    formula: str | None = None
    expected: Amount | None = None
    printed: Amount | None = None
    values: tuple[FindingValue, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class StatementEntry(Frozen):
    """A table of the report: what it was recognised as, or that it was not."""

    id: str | None
    title: str
    score: float
    unit: str | None = None
    pages: tuple[int, ...] = ()
    rows: int
    columns: int
    values: int = 0
    nil: bool = False


class SectionEntry(Frozen):
    """A heading of the report."""

    level: int
    number: str
    title: str
    topic: str | None = None
    location: Location | None = None


class RuleCoverage(Frozen):
    """How often one identity was tried in this report, and how its trials ended."""

    rule: str
    closed: int = 0
    rounding: int = 0
    broken: int = 0
    trivial: int = Field(default=0, description="noughts and limits: closing says nothing")
    could_not_run: int = 0
    reasons: dict[str, int] = Field(
        default_factory=dict, description="why it could not run, and how often"
    )


class Coverage(Frozen):
    """Which identities could be tried on this report, which closed, which not, and why.

    `untried`: rules without a single instance, with what of them was not printed or not read.
    """

    tried: int = 0
    closed: int = 0
    rounding: int = 0
    broken: int = 0
    trivial: int = 0
    could_not_run: int = 0
    rules: tuple[RuleCoverage, ...] = ()
    untried: dict[str, str] = Field(default_factory=dict)


class SourceEntry(Frozen):
    """The file that was read."""

    name: str
    sha256: str
    size: int
    media_type: str
    engine: str
    version: str = Field(description="of gongkai")
    pages: int
    url: str | None = None
    parent: str | None = None
    members: tuple[str, ...] = ()


#: Nested parts of a report: names and keys down to `Value`s, with printed `names` beside measures.
Tree = dict[str, Any]


class Report(Frozen):
    """One report: its values by path, and what was seen and found beside them.

    `names` are the printed 类, 款, 项 names of a keyed member, by the path of that member
    (`general_public_budget.by_function[2010301]`). In JSON the values are nested: `pipeline`'s
    `assemble` does that, and takes it apart again.
    """

    source: SourceEntry
    values: dict[str, Value] = Field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    statements: tuple[StatementEntry, ...] = ()
    sections: tuple[SectionEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    identities: Coverage = Coverage()
