"""A small sound file of every format: what spoiling begins with."""

import email.message
import gzip
import io
import struct
import tarfile
import zipfile
import zlib

import docx
import openpyxl
import py7zr
import xlwt
from PIL import Image, ImageDraw

from tests.extractors import ofd_pages
from tests.extractors.pdf_pages import draw_table, make_pdf, write

GRID = [
    ["收入决算表", "", ""],
    ["部门：青岚市财政局", "", "单位：万元"],
    ["科目名称", "合计", "财政拨款收入"],
    ["一般公共服务支出", "1,234.50", "1,234.50"],
    ["行政运行", "12.30", "#DIV/0!"],
    ["合计", "1,246.80", "1,234.50"],
]
PROSE = (
    "青岚市财政局2023年度部门决算\n\n一、收入支出决算总体情况说明\n"
    "2023年度收、支总计753.18万元。与2022年度相比，收、支总计各增加12.30万元，增长1.7%。\n\n"
    "二、名词解释\n\n附件\n\n"
)


def pdf() -> bytes:
    """A page with a ruled table and a sentence."""

    def page(page):
        write(page, 72, 60, "收入决算表")
        draw_table(page, [72, 200, 300, 400], 90, GRID[2:])
        write(page, 72, 400, "2023年度收、支总计753.18万元。")

    return make_pdf(page, lambda page: write(page, 72, 100, "二、名词解释"))


def text() -> bytes:
    """Prose, a grid by tabs and one by spaces."""
    tabs = "\n".join("\t".join(row) for row in GRID)
    spaces = "\n".join("   ".join(f"{cell:<12}" for cell in row) for row in GRID[2:])
    return f"{PROSE}{tabs}\n\n{spaces}\n".encode()


def csv() -> bytes:
    """The grid as Chinese Excel saves it."""
    lines = (",".join(f'"{c}"' if "," in c else c for c in row) for row in GRID)
    return "\r\n".join(lines).encode("gb18030")


def html() -> bytes:
    """A page in GBK with spans, a nested table and links to attachments."""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in GRID)
    return (
        '<html><head><meta charset="gbk"><title>决算公开_政府网</title></head><body><div><ul>'
        '<li><a href="/">首页</a></li></ul></div><h1>决算公开</h1><div id="zoom">'
        f"<p>2023年度收、支<span>总计75</span><font>3.18</font>万元。</p><table>"
        f'<tr><td colspan="3" rowspan="1">收入决算表</td></tr>{rows}</table>'
        '<p><a href="P0.doc"></a><a href="a.xls">附件</a></p></div></body></html>'
    ).encode("gb18030")


def mhtml() -> bytes:
    """The page as browsers save it."""
    whole = email.message.EmailMessage()
    whole["Subject"] = "x"
    whole.make_related()
    part = email.message.EmailMessage()
    part.set_content(html(), maintype="text", subtype="html", cte="base64")
    whole.attach(part)
    return whole.as_bytes()


def docx_file() -> bytes:
    """Headings, a table with spans, one nested in it."""
    word = docx.Document()
    word.add_heading("一、收入支出决算总体情况说明", 1)
    word.add_paragraph("2023年度收、支总计753.18万元。")
    table = word.add_table(len(GRID), 3)
    for row, texts in enumerate(GRID):
        for column, cell in enumerate(texts):
            table.cell(row, column).text = cell
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(3, 2).merge(table.cell(4, 2))
    table.cell(2, 0).add_table(1, 1).cell(0, 0).text = "内"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """Two sheets, one hidden, merged cells, a formula, an error."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row in GRID:
        first.append(row)
    first.merge_cells("A1:C1")
    first["B8"] = "=SUM(B4:B5)"
    second = book.create_sheet("隐藏")
    second.append(["合计", 753.18])
    second.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    """The grid as a workbook of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1")
    for row, texts in enumerate(GRID):
        for column, cell in enumerate(texts):
            sheet.write(row, column, cell)
    sheet.write_merge(8, 8, 0, 2, "注：完")
    sheet.write(9, 0, xlwt.Formula("1/0"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods() -> bytes:
    """The grid as an OpenDocument sheet."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in GRID
    )
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="表1">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ofd() -> bytes:
    """A page with a ruled table, a sentence, and a template."""
    drawn = ofd_pages.page(
        ofd_pages.text(72, 60, "收入决算表"),
        ofd_pages.table([72, 200, 300, 400], 90, GRID[2:]),
        before='<ofd:Template TemplateID="7" ZOrder="Background"/>',
    )
    return ofd_pages.make_ofd(
        drawn,
        ofd_pages.page(ofd_pages.text(72, 60, "二、名词解释", CTM="1 0 0 1 0 0")),
        common='<ofd:TemplatePage ID="7" BaseLoc="T.xml"/>',
        more={"Doc_0/T.xml": ofd_pages.page(ofd_pages.text(72, 800, "第1页"))},
    )


def rtf() -> bytes:
    """A document for LibreOffice."""
    rows = "".join(
        r"\trowd\cellx3000\cellx6000\cellx9000 "
        + "".join(f"{_rtf_text(cell)}\\intbl\\cell " for cell in row)
        + r"\row "
        for row in GRID[2:]
    )
    return f"{{\\rtf1\\ansi {_rtf_text(PROSE)}\\par {rows}}}".encode("ascii")


def _rtf_text(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text)


def picture(kind: str) -> bytes:
    """A small page as PNG, JPEG, or a TIFF of two pages."""
    page = Image.new("RGB", (120, 80), "white")
    ImageDraw.Draw(page).line((10, 20, 110, 20), "black")
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [page]} if kind == "TIFF" else {}
    page.save(out, kind, **more)
    return out.getvalue()


def zipped(files: dict[str, bytes | str]) -> bytes:
    """A zip of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def archive() -> bytes:
    """A zip with a zip inside."""
    return zipped({"说明.txt": text(), "附件/表.csv": csv(), "内.zip": zipped({"a.htm": html()})})


def reports() -> bytes:
    """A zip of what makes a report, in several formats."""
    made = {"1.txt": text(), "2.csv": csv(), "3.htm": html(), "4.docx": docx_file()}
    return zipped({**made, "5.xlsx": xlsx(), "6.ofd": ofd(), "7.pdf": pdf()})


def tarball() -> bytes:
    """A plain tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in (("说明.txt", text()), ("表.csv", csv())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def packed_tarball() -> bytes:
    """A tar.gz."""
    return gzip.compress(tarball(), mtime=0)


def seven_zip() -> bytes:
    """A 7z."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as made:
        made.writestr(text(), "说明.txt")
    return out.getvalue()


def rar(files: dict[str, bytes] | None = None) -> bytes:
    """A RAR 4 archive whose members are stored, not packed."""
    made = b"Rar!\x1a\x07\x00" + _rar_block(0x73, 0, bytes(6), b"")
    for name, data in (files or {"说明.txt": text()}).items():
        raw = name.encode("gb18030")
        sizes = struct.pack("<IIBI", len(data), len(data), 2, zlib.crc32(data))
        rest = struct.pack("<IBBHI", 0x5A210000, 20, 0x30, len(raw), 0x20)
        made += _rar_block(0x74, 0x8000, sizes + rest + raw, data)
    return made + _rar_block(0x7B, 0x4000, b"", b"")


def _rar_block(kind: int, flags: int, fields: bytes, data: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data
