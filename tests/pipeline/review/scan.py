"""The sample fax and what was read of it, recorded: no OCR engine is needed to review it."""

from dataclasses import dataclass

from pipeline.review.intake import take_in
from pipeline.review.samples import recorded_scan


@dataclass(frozen=True)
class Misread:
    """A figure that OCR read wrongly: what is printed in its place."""

    path: str
    value: str
    printed: str


MISREAD = Misread("expenditure.by_function[22102].project", "61.46", "61.46")


def fill(store):
    """Take the report in."""
    report, data = recorded_scan()
    with store.transaction() as session:
        take_in(session, report, data, audit=1)
