"""A report with doubtful values, for tests of the review."""

import hashlib
from decimal import Decimal
from functools import cache

from argon2 import PasswordHasher

from schemas.report import Status, Witness
from tests.pipeline.reports import STATED, small_report

PASSWORD = "a long enough password"  # noqa: S105  of users that live as long as a test
DOUBTFUL = ("totals.amount", "assets.vehicles")


def doubtful_report(
    version="1",
    amount="2961.68",
    doubtful=DOUBTFUL,
    data=b"%PDF",
    kind="other",
    findings=(),
    statements=(),
):
    """The small report, in which some values need a person; the total has another witness."""
    stated = {path: value for path, value in STATED.items() if "[value]" not in path}
    report = small_report(stated | {"totals.amount": amount, "report.kind": kind})
    values = {
        path: value.model_copy(
            update={"status": Status.NEEDS_REVIEW if path in doubtful else Status.ACCEPTED}
        )
        for path, value in report.values.items()
    }
    total = values["totals.amount"]
    other = Witness(
        value=Decimal("2961.86"), unit="万元", raw="2,961.86", evidence=total.evidence[0]
    )
    values["totals.amount"] = total.model_copy(update={"witnesses": (other,)})
    source = report.source.model_copy(
        update={
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "version": version,
        }
    )
    return report.model_copy(
        update={
            "source": source,
            "values": values,
            "findings": findings,
            "statements": statements,
        }
    )


@cache
def hashed():
    """The hash of the password, made once: making it is slow on purpose."""
    return PasswordHasher().hash(PASSWORD)
