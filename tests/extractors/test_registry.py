import pytest

from extractors import registry
from schemas.document import MediaType
from schemas.errors import MissingEngineError, UnknownFormatError


@pytest.mark.parametrize("media_type", [MediaType.PDF, MediaType.TEXT])
def test_a_reader_comes_for_what_is_read(media_type):
    assert callable(registry.reader_for(media_type))


def test_an_image_is_named_in_the_error(monkeypatch):
    monkeypatch.delitem(registry.READERS, MediaType.JPEG, raising=False)
    with pytest.raises(UnknownFormatError, match="image/jpeg") as caught:
        registry.reader_for(MediaType.JPEG)
    assert caught.value.remedy


def test_a_package_that_is_missing_is_no_unknown_format(monkeypatch):
    monkeypatch.setitem(registry.READERS, MediaType.RAR, "no_such_package_at_all")
    with pytest.raises(MissingEngineError, match="no_such_package_at_all"):
        registry.reader_for(MediaType.RAR)


def test_all_field_extractors_load():
    assert len(registry.field_extractors()) == len(registry.FIELDS)
