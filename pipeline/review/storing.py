"""What a conversion has written goes into the store, with the file it came from."""

from __future__ import annotations

import json

from pipeline.assemble import read_report
from pipeline.batch import Outcome
from pipeline.review.intake import take_in
from pipeline.settings import Settings
from pipeline.store.database import Store


def keep(store: Store, outcome: Outcome, settings: Settings) -> None:
    """Keep the reports of one file, all or none; a file that failed leaves the store as it is."""
    if outcome.failure is not None:
        return
    data = outcome.job.path.read_bytes()
    with store.transaction() as session:
        for part, path in enumerate(outcome.written, start=1):
            report = read_report(json.loads(path.read_text("utf-8")))
            take_in(session, report, data, part, settings.audit, settings.double)
