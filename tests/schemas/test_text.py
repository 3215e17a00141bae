"""Text that knows where its characters stand."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.evidence import PageLocation, SheetLocation, TextLocation
from schemas.text import CellPlace, PagePlace, PlacedText, SpanPlace, join, placed


def span(text: str, start: int) -> PlacedText:
    return placed(text, SpanPlace(start, len(text)))


def line(text: str, page: int, top: float, left: float = 0.0, width: float = 10.0) -> PlacedText:
    edges = tuple(left + width * i for i in range(len(text) + 1))
    return placed(text, PagePlace(page, top, top + 10, edges))


def test_a_number_wrapped_over_two_lines_is_one_place() -> None:
    text = join([span("共6", 100), span("46.23万元", 103)])
    assert text.string == "共646.23万元"
    assert text.locate(1, 7) == (TextLocation(start=101, end=108),)


def test_a_page_number_between_makes_two_places() -> None:
    text = join([span("共6", 100), span("46.23万元", 140)])
    assert text.locate(1, 7) == (
        TextLocation(start=101, end=102),
        TextLocation(start=140, end=145),
    )


def test_the_box_of_some_characters_of_a_line() -> None:
    found = line("合计753.18", page=3, top=50).locate(2, 8)
    assert found == (PageLocation(page=3, box=(20.0, 50.0, 80.0, 60.0)),)


def test_characters_over_a_page_break_stand_on_both_pages() -> None:
    found = join([line("753", 3, 700), line(".18", 4, 50)]).locate()
    assert [p.page for p in found if isinstance(p, PageLocation)] == [3, 4]


def test_a_cell_of_a_sheet_is_named_whole() -> None:
    text = placed("753.18", CellPlace("公开01表", "C5"))
    assert text.locate(0, 3) == (SheetLocation(sheet="公开01表", range="C5"),)


def test_score_is_the_lowest_of_the_characters_asked_for() -> None:
    text = join([placed("75", SpanPlace(0, 2), 0.9), placed("3", SpanPlace(2, 1), 0.4)])
    assert text.score(0, 2) == 0.9
    assert text.score() == 0.4


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_slices_of_joined_text_keep_the_places_of_their_characters(
    parts: list[str], data: st.DataObject
) -> None:
    source = "".join(parts)
    offsets = [sum(map(len, parts[:i])) for i in range(len(parts))]
    text = join([span(p, o) for p, o in zip(parts, offsets, strict=True)])
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    cut = text.slice(start, end)
    assert cut.string == source[start:end]
    for segment in cut.segments:
        assert isinstance(segment.place, SpanPlace)
        place = segment.place
        assert (
            source[place.start : place.start + place.length]
            == (cut.string[segment.start : segment.end])
        )
