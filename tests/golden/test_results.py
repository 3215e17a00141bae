"""Real documents that were read by eye give the same values, units and issues as then.

Where a change is meant: `python -m tests.golden.results` prints it, `--write` keeps it.
"""

import shutil
from pathlib import Path

import pytest

from tests.golden.results import DOCUMENTS, difference, hashed, known, read


@pytest.mark.parametrize("name", DOCUMENTS)
def test_results_are_those_that_were_read_by_eye(reference: Path, name: str) -> None:
    if name.endswith(".doc"):
        _needs_office()
    listed = read(reference, name)
    assert hashed(listed) == known()[name], "\n".join(difference(name, listed)[:40])


def _needs_office() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")


def test_hashes_tell_the_family_and_nothing_of_the_values() -> None:
    listed = ["revenue.total\t430725.03\t万元\t2023", "issue row_unknown 某行"]
    found = hashed(listed)
    assert list(found) == ["issue", "revenue.total"]
    assert not any("430725" in text for text in found.values())
    assert hashed([listed[0].replace("03", "30"), listed[1]]) != found
