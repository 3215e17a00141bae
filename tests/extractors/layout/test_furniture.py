"""Running heads of pages that were photographed, each framed otherwise."""

from extractors.layout.furniture import PageLines, furniture_roles
from extractors.layout.lines import Line
from schemas.document import Role
from schemas.geometry import BoundingBox
from schemas.text import PlacedText

HEIGHT = 842.0


def a_line(text: str, page: int, top: float) -> Line:
    box = BoundingBox(100.0, top, 400.0, top + 10)
    edges = tuple(100.0 + 10 * n for n in range(len(text) + 1))
    return Line(PlacedText(text), edges, box, top + 9, 10.0, False, page)


def roles(*tops: float, texts: tuple[str, ...] = ()) -> list[Role | None]:
    pages = [
        PageLines([a_line(text, n, top), a_line(f"第{n}条", n, 300.0)], HEIGHT)
        for n, (top, text) in enumerate(zip(tops, texts, strict=True), 1)
    ]
    found = furniture_roles(pages)
    return [found.get(id(page.lines[0])) for page in pages]


def test_a_head_at_another_height_on_each_page() -> None:
    head = ("某局2023年度部门决算",) * 4
    assert roles(60, 75, 88, 70, texts=head) == [Role.PAGE_HEADER] * 4


def test_a_title_that_some_pages_begin_with_is_none() -> None:
    titles = ("收入决算表", "收入决算表", "支出决算表", "第三部分", "第四部分", "附件")
    assert roles(60, 75, 88, 70, 70, 70, texts=titles) == [None] * 6
