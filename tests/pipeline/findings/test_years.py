import pytest

from pipeline.findings.years import year_findings
from pipeline.resolve import gather, resolve
from pipeline.settings import Settings
from tests.pipeline.witnesses import witness

TOTAL = "totals.amount"


def findings(change, other, year=2013, score=0.95):
    settings = Settings()
    gathered = gather(
        [
            witness("report.fiscal_year", "2023", quantum="1", origin="header"),
            witness(TOTAL, "753.18", origin="statement:totals", year=2023),
            witness(f"{TOTAL}.change", change),
            witness(TOTAL, other, year=year, page=2, score=score),
        ],
        settings,
    )
    values = resolve(gathered, settings).values
    return year_findings(gathered.apart, values, gathered.fiscal_year, settings.sure)


def test_this_years_figure_under_another_year_is_found():
    (finding,) = findings("-12.30", "753.18")
    assert finding.kind == "period_conflict"
    assert "2013" in finding.message
    assert finding.evidence[0].location.page == 2


@pytest.mark.parametrize(
    ("change", "other", "score"),
    [
        ("-12.30", "765.48", 0.95),  # last year's own figure
        ("0", "753.18", 0.95),  # nothing changed: last year's figure is the same
        ("-12.30", "753.18", 0.5),  # read doubtfully
    ],
)
def test_what_may_be_right_is_not_called_wrong(change, other, score):
    assert findings(change, other, score=score) == []
