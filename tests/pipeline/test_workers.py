import time

import psutil
import pytest

from pipeline.child import Failure
from pipeline.workers import Limits, run
from tests.pipeline.work import work

LIMITS = Limits(timeout=2.0, memory=300, recycle_after=50)


def answers(*jobs, workers=1, limits=LIMITS):
    return dict(run(jobs, work, workers, limits))


def children():
    """Living child processes of this one, the helper of `multiprocessing` apart."""
    found = psutil.Process().children(recursive=True)
    return [c for c in found if "resource_tracker" not in " ".join(c.cmdline())]


def test_each_job_gets_its_answer():
    found = answers("fine:a", "fine:b", "fine:c", workers=2)
    assert found == {0: "FINE:A", 1: "FINE:B", 2: "FINE:C"}


@pytest.mark.parametrize(
    ("deed", "code", "words"),
    [
        ("endless", "timeout", "2 s"),
        ("spin", "timeout", "2 s"),
        ("greedy", "memory", "300 MiB"),
        ("huge", "memory", "memory"),
        ("killed", "crashed", "SIGSEGV"),
        ("exits", "crashed", "status 3"),
        ("bug", "unreadable", "KeyError"),
        ("encrypted", "encrypted_file", "password"),
    ],
)
def test_one_that_goes_wrong_goes_alone(deed, code, words):
    found = answers("fine:a", deed, "fine:b")
    failure = found[1]
    assert isinstance(failure, Failure)
    assert (failure.code, failure.exit_code) == (code, 2)
    assert words in failure.message
    assert failure.remedy
    assert (found[0], found[2]) == ("FINE:A", "FINE:B")
    assert children() == []


def test_a_missing_engine_has_its_own_status():
    assert answers("engine")[0].exit_code == 3


def test_a_bug_is_told_with_its_place():
    assert "work.py" in answers("bug")[0].message


def test_children_are_recycled():
    found = answers(*["pid"] * 5, limits=Limits(timeout=20, memory=300, recycle_after=2))
    assert len(set(found.values())) == 3
    assert found[0] == found[1] != found[2]


def test_answers_come_before_all_is_done():
    stream = run(["fine:a", "endless"], work, 1, Limits(timeout=60, memory=300))
    start = time.monotonic()
    assert next(stream) == (0, "FINE:A")
    stream.close()
    assert time.monotonic() - start < 20
    assert children() == []


def test_no_jobs_no_children():
    assert answers() == {}
    assert children() == []
