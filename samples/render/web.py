"""A laid-out report as a page of a portal, with navigation around it and text split over spans."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from samples.layout.blocks import Block, Cell, Contents, Cover, Heading, Laid, Paragraph, Table
from samples.render.sheet import contents_lines, sheet

ENCODINGS = ("utf-8", "gbk")
NAVIGATION = ("首页", "政务公开", "政务服务", "互动交流", "走进我们", "无障碍浏览")
FOOT = ("版权所有 主办单位：政府办公室", "网站标识码：0000000000", "地址：人民路1号 邮编：000000")


@dataclass
class PagePrinter:
    """Writes one page; `encoding` decides between an old portal's markup and a new one's."""

    laid: Laid
    encoding: str
    rng: random.Random
    tables: bool = True

    def print(self) -> str:
        """The whole page."""
        title = escape(str(self.laid.report["title"]))
        body = "\n".join(line for b in self.printed() for line in self._block(b))
        menu = "".join(f'<li><a href="/c{n}/">{w}</a></li>' for n, w in enumerate(NAVIGATION))
        foot = "".join(f"<p>{line}</p>" for line in FOOT)
        return (
            f'<!DOCTYPE html>\n<html><head><meta charset="{self.encoding}">'
            f"<title>{title}_人民政府门户网站</title>\n"
            f'<style>p{{text-indent:2em}}</style></head>\n<body><div class="header">'
            f'<ul class="nav">{menu}</ul></div>\n<div class="location">当前位置：'
            f'<a href="/">首页</a> &gt; <a href="/x/">财政信息</a></div>\n'
            f'<div class="article"><h1>{title}</h1>\n'
            f'<div class="content" id="zoom">\n{body}\n</div></div>\n'
            f'<div class="footer">{foot}</div></body></html>\n'
        )

    def printed(self) -> tuple[Block, ...]:
        """The blocks that come out."""
        return tuple(b for b in self.laid.blocks if self.tables or not isinstance(b, Table))

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Cover):
            for line in (*block.lines, *block.small):
                yield f'<p style="text-align:center"><strong>{escape(line)}</strong></p>'
        elif isinstance(block, Contents):
            for line in (block.title, *contents_lines(self.laid)):
                yield f"<p>{escape(line)}</p>"
        elif isinstance(block, Heading):
            yield f"<p><strong>{self._spans(block.text)}</strong></p>"
        elif isinstance(block, Paragraph):
            yield f"<p>{self._spans(block.text)}</p>"
        elif isinstance(block, Table):
            yield from self._table(block)

    def _spans(self, text: str) -> str:
        """Text cut at any place, also within a number, into pieces of different fonts."""
        at, out = 0, []
        while at < len(text):
            end = at + self.rng.choice((3, 7, 12, 40))
            piece = escape(text[at:end])
            kind = self.rng.randrange(3)
            out.append(
                piece
                if kind == 0
                else f'<span style="font-family:仿宋">{piece}</span>'
                if kind == 1
                else f'<font face="Times New Roman"><span lang="EN-US">{piece}</span></font>'
            )
            at = end
        return "".join(out)

    def _table(self, table: Table) -> Iterator[str]:
        """An old portal keeps title and unit as rows of the table, a new one as paragraphs."""
        if self.encoding == "gbk":
            made = sheet(table, "")
            yield from _rows(made.cells, made.rows)
            return
        for line in (table.label, table.title):
            if line:
                yield f'<p style="text-align:center">{escape(line)}</p>'
        if table.agency or table.unit:
            yield f"<p>{escape(table.agency)}&nbsp;&nbsp;&nbsp;&nbsp;{escape(table.unit)}</p>"
        yield from _rows(table.cells, table.rows)
        for note in table.below:
            yield f"<p>{escape(note.text)}</p>"


def _rows(cells: tuple[Cell, ...], rows: int) -> Iterator[str]:
    yield '<table border="1" cellspacing="0">'
    for row in range(rows):
        ordered = sorted((c for c in cells if c.row == row), key=lambda c: c.col)
        yield "<tr>" + "".join(map(_cell, ordered)) + "</tr>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    text = escape(cell.text).replace("\n", "<br>") or "&nbsp;"
    return f'<td{spans} align="{cell.align}"><p><span>{text}</span></p></td>'


def save(laid: Laid, path: Path, encoding: str, rng: random.Random) -> tuple[Block, ...]:
    """Write the page; returns the printed blocks."""
    printer = PagePrinter(laid, encoding, rng)
    path.write_bytes(printer.print().encode(encoding, "xmlcharrefreplace"))
    return printer.printed()
