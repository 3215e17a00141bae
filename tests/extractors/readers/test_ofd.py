"""OFD: characters stand where they are printed, rulings make tables, what is broken is said."""

from itertools import chain
from typing import Any

import pytest

from extractors.protocols import ReadOptions
from extractors.readers.fixed.paths import outlines
from extractors.readers.fixed.text import deltas
from extractors.readers.ofd import read
from extractors.readers.paged import ReadPage
from extractors.sniff import sniff
from schemas.document import Document, MediaType, SourceFile
from schemas.errors import (
    EncryptedFileError,
    LimitExceededError,
    NoPagesError,
    TruncatedFileError,
)
from schemas.evidence import PageLocation
from tests.extractors.ofd_pages import MM, SPACE, grid, make_ofd, page, path, table, text
from tests.fuzz.seeds import zipped

ROWS = [["项目", "决算数"], ["一般公共服务支出", "1,234.50"], ["合计", "1,234.50"]]
XS = [72.0, 220.0, 320.0]


def read_bytes(data: bytes, **options: Any) -> Document:
    return read(
        data, SourceFile("a.ofd", "0" * 64, len(data), MediaType.OFD), ReadOptions(**options)
    )


def cells_at(ys: list[float]) -> list[str]:
    """The texts of the rows, without lines."""
    places = [(x + 4, y + 14) for y in ys[:-1] for x in XS[:-1]]
    return [text(*at, cell) for at, cell in zip(places, chain(*ROWS), strict=True)]


def sentences(document: Document) -> list[str]:
    return [paragraph.string for paragraph in document.paragraphs()]


def test_a_table_and_a_sentence_with_their_places() -> None:
    data = make_ofd(page(text(72, 60, "收入决算表"), table(XS, 90, ROWS)))
    assert sniff(data) is MediaType.OFD
    document = read_bytes(data)
    assert sentences(document) == ["收入决算表"]
    found = next(document.tables())
    assert found.strings() == ROWS
    cell = found.at(1, 1)
    assert cell is not None
    (place,) = cell.text.locate()
    assert isinstance(place, PageLocation)
    assert place.box == pytest.approx((224, 115.2, 264, 125.2), abs=0.1)


def test_objects_under_a_matrix_stand_where_they_are_shown() -> None:
    """Many writers keep their own units and scale them: 0.3528 mm a point."""
    scaled = (
        f'<ofd:TextObject ID="9" CTM="{MM} 0 0 {MM} 0 0" Boundary="{72 * MM} {50 * MM} 80 10" '
        'Font="1" Size="10"><ofd:TextCode X="0" Y="10" DeltaX="g 2 10">收支总</ofd:TextCode>'
        '<ofd:TextCode X="30" Y="10">计</ofd:TextCode></ofd:TextObject>'
    )
    (paragraph,) = read_bytes(make_ofd(page(scaled))).paragraphs()
    assert paragraph.string == "收支总计"
    (place,) = paragraph.text.locate()
    assert isinstance(place, PageLocation)
    assert place.box == pytest.approx((72, 51.2, 112, 61.2), abs=0.1)


def test_a_page_whose_text_runs_upwards_is_read_along_it() -> None:
    words = "2023年度收、支总计753.18万元"
    turned = [
        text(300, 600 - 14 * row, words, CTM="0 -1 1 0 0 0", Layer=str(row)) for row in range(3)
    ]
    assert "2023年度收、支总计753.18万元" in sentences(read_bytes(make_ofd(page(turned[0]))))[0]


def test_a_watermark_aslant_is_left_out() -> None:
    mark = text(100, 400, "仅供参考", size=60, CTM="0.7 -0.7 0.7 0.7 0 0")
    assert sentences(read_bytes(make_ofd(page(text(72, 60, "收入决算表"), mark)))) == ["收入决算表"]


def test_a_template_is_drawn_on_the_pages_that_name_it() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    before = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    ys = [90.0, 110.0, 130.0, 150.0]
    cells = cells_at(ys)
    data = make_ofd(
        page(*cells, before=before),
        common=common,
        more={"Doc_0/Tpls/T.xml": page(grid(XS, ys))},
    )
    assert next(read_bytes(data).tables()).strings() == ROWS


def test_thin_filled_boxes_are_lines_and_white_ones_are_not_seen() -> None:
    ys = [90.0, 110.0, 130.0, 150.0]
    thin = " ".join(
        [
            f"M {x * MM} {ys[0] * MM} L {(x + 1) * MM} {ys[0] * MM} L {(x + 1) * MM} {ys[-1] * MM} "
            f"L {x * MM} {ys[-1] * MM} C"
            for x in XS
        ]
        + [
            f"M {XS[0] * MM} {y * MM} L {XS[-1] * MM} {y * MM} L {XS[-1] * MM} {(y + 1) * MM} "
            f"L {XS[0] * MM} {(y + 1) * MM} C"
            for y in ys
        ]
    )
    cells = cells_at(ys)
    filled = path(thin, Stroke="false", Fill="true")
    assert next(read_bytes(make_ofd(page(filled, *cells))).tables()).strings() == ROWS
    white = grid(XS, ys).replace("<ofd:Abb", '<ofd:StrokeColor Value="255 255 255"/><ofd:Abb')
    scores = [t.score for t in read_bytes(make_ofd(page(white, *cells))).tables()]
    assert all(score < 0.9 for score in scores)


def test_steps_and_outlines_in_their_short_forms() -> None:
    assert deltas("g 3 5.2 1 x g 99999999 2")[:4] == [5.2, 5.2, 5.2, 1.0]
    assert len(deltas("g 99999999 2")) <= 200_000
    assert outlines("M 0 0 L 1 0 L 1 1 C B 0 0 1 1 2 2 L 3 2 L") == [
        [(0, 0), (1, 0), (1, 1), (0, 0)],
        [(2, 2), (3, 2)],
    ]


def test_two_documents_in_a_package_are_read_one_after_the_other() -> None:
    body = "<ofd:DocBody><ofd:DocRoot>{}</ofd:DocRoot></ofd:DocBody>"
    bodies = body.format("Doc_0/Document.xml") + body.format("Doc_1/Document.xml")
    listed = '<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>'
    more = {
        "OFD.xml": f"<ofd:OFD {SPACE}>{bodies}</ofd:OFD>",
        "Doc_1/Document.xml": f"<ofd:Document {SPACE}>{listed}</ofd:Document>",
        "Doc_1/P.xml": page(text(72, 60, "二、乙。")),
    }
    document = read_bytes(make_ofd(page(text(72, 60, "一、甲。")), more=more))
    assert sentences(document) == ["一、甲。", "二、乙。"]
    assert [p.number for p in document.pages] == [1, 2]


def test_pages_that_cannot_be_read_are_said() -> None:
    picture = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/>'
    document = read_bytes(make_ofd(page(text(72, 60, "收入")), page(picture), "no xml", page()))
    assert [issue.code for issue in document.issues] == ["no_text_layer", "page_damaged"]
    assert len(document.pages) == 4


def test_limits_of_pages_and_size() -> None:
    data = make_ofd(*[page(text(72, 60, "收入"))] * 3)
    assert [i.code for i in read_bytes(data, max_pages=2).issues] == ["pages_unread"]
    with pytest.raises(LimitExceededError):
        read_bytes(data, max_bytes=10)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"OFD.xml": f"<ofd:OFD {SPACE}/>"}, TruncatedFileError),
        ({"OFD.xml": "gone"}, TruncatedFileError),
        ({"Doc_0/Document.xml": f"<ofd:Document {SPACE}/>"}, NoPagesError),
    ],
    ids=["no document", "no xml", "no page"],
)
def test_a_package_without_a_page(more: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        read_bytes(make_ofd(more=more))


def test_an_encrypted_package_is_told() -> None:
    with pytest.raises(EncryptedFileError):
        read_bytes(zipped({"Encryptions.xml": "<x/>"}))


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )
    spoken = page(text(72, 60, "收&b;&x;入"))
    assert sentences(read_bytes(make_ofd(bomb + spoken))) == ["收入"]


def test_a_page_that_is_a_picture_goes_to_who_reads_pictures() -> None:
    picture = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/>'
    media = '<ofd:MultiMedia ID="6" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile>'
    listed = f'<ofd:Res {SPACE} BaseLoc="Res">{media}</ofd:MultiMedia></ofd:Res>'
    data = make_ofd(
        page(picture),
        common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>",
        more={"Doc_0/R.xml": listed, "Doc_0/Res/a.png": "the picture"},
    )
    seen: list[tuple[bytes, int]] = []

    def look(file: bytes, number: int, size: tuple[float, float]) -> list[ReadPage]:
        seen.append((file, number))
        assert size == pytest.approx((595.3, 841.9), abs=0.1)
        return []

    source = SourceFile("a.ofd", "0" * 64, len(data), MediaType.OFD)
    document = read(data, source, ReadOptions(), look)
    assert seen == [(b"the picture", 1)]
    assert [issue.code for issue in document.issues] == ["no_text_layer"]
