"""Any bytes, and any spoilt copy of a sound file, give a document or one of our errors."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.errors import GongkaiError
from tests.fuzz.changes import Change, changes, spoilt, spoilt_inside
from tests.fuzz.targets import TARGETS

#: The library of pictures warns of damage that it reads over.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
#: Long runs are the fuzzer's (python -m tests.fuzz); here every reader is tried in a second or two.
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def call(name: str, data: bytes) -> None:
    said = None
    try:
        TARGETS[name].call(data)
    except GongkaiError as error:
        said = error
    assert said is None or (said.message and said.remedy)


class Sound(dict[str, bytes]):
    """Sound files by reader; a failure prints its name, not its bytes."""

    def __repr__(self) -> str:
        return "sound files"


@pytest.fixture(scope="module")
def sound() -> Sound:
    return Sound((name, target.seed()) for name, target in TARGETS.items())


@pytest.mark.parametrize("name", TARGETS)
def test_the_sound_file_is_read(name: str, sound: Sound) -> None:
    assert TARGETS[name].call(sound[name])


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(wanted=st.lists(changes, min_size=1, max_size=6), part=st.floats(0, 1))
def test_a_spoilt_file(name: str, wanted: list[Change], part: float, sound: Sound) -> None:
    call(name, spoilt(sound[name], wanted))
    call(name, spoilt_inside(sound[name], wanted, part))


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(data=st.binary(max_size=300))
def test_any_bytes_after_the_first_ones(name: str, data: bytes, sound: Sound) -> None:
    call(name, sound[name][:12] + data)
    call(name, data)


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(share=st.floats(0, 1))
def test_a_file_that_was_cut_off(name: str, share: float, sound: Sound) -> None:
    call(name, sound[name][: int(share * len(sound[name]))])
