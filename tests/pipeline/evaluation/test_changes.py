"""What became of wrong values between two conversions of the same documents."""

from pipeline.evaluation.changes import changes
from pipeline.evaluation.run import Evaluated
from pipeline.evaluation.scoring import Judged, Mark


def evaluated(*rows: Judged) -> Evaluated:
    return Evaluated("a.pdf", "", rows)


def row(path: str, mark: Mark, *, accepted: bool = False, repaired: bool = False) -> Judged:
    return Judged(path, mark, ("1",), "1", 0.5, accepted=accepted, repaired=repaired)


def test_each_wrong_value_is_repaired_reviewed_gone_or_accepted() -> None:
    before = evaluated(
        row("a", Mark.WRONG, accepted=True),
        row("b", Mark.WRONG, accepted=True),
        row("c", Mark.SPURIOUS),
        row("d", Mark.WRONG),
        row("e", Mark.RIGHT, accepted=True),
    )
    after = evaluated(
        row("a", Mark.RIGHT, repaired=True),
        row("b", Mark.WRONG),
        row("d", Mark.WRONG, accepted=True),
        row("e", Mark.RIGHT, accepted=True),
    )
    told = changes([before], [after])["a.pdf"]
    assert (told.wrong_before, told.mended, told.reviewed, told.dropped, told.accepted) == (
        4,
        1,
        1,
        1,
        1,
    )
    assert told.reviewed_before == 2
    assert told.settled == 0.75
    assert (told.right_before, told.right_after, told.repairs) == (1, 2, 1)
    assert (told.misrepaired, told.spoilt) == (0, 0)


def test_a_repair_of_what_was_right_is_counted_as_spoiling() -> None:
    before = evaluated(row("a", Mark.RIGHT), row("b", Mark.WRONG))
    after = evaluated(row("a", Mark.WRONG, repaired=True), row("b", Mark.WRONG, repaired=True))
    told = changes([before], [after])["a.pdf"]
    assert (told.repairs, told.misrepaired, told.spoilt) == (2, 2, 1)


def test_a_document_that_one_side_lacks_is_left_out() -> None:
    absent = Evaluated("a.pdf", "", (), report=False)
    assert changes([absent], [evaluated(row("a", Mark.RIGHT))]) == {}
