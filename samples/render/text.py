"""Text exports of a laid-out report, in the styles that portals and converters leave behind."""

import random
import re
from dataclasses import dataclass, field

from samples.layout.blocks import Block, Contents, Cover, Heading, Laid, Paragraph, Table
from samples.render import text_tables
from samples.render.sheet import contents_lines

STYLES = ("clean", "wrapped", "markdown", "sheet", "cells")
WRAP = 28
PAGE = 26
#: Between a Chinese character and a digit, where converters put a space.
AROUND_NUMBERS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")


@dataclass
class TextPrinter:
    """Collects lines in one style; `printed` keeps the blocks that came out."""

    laid: Laid
    style: str
    rng: random.Random
    statements: bool = True
    lines: list[str] = field(default_factory=list)
    printed: list[Block] = field(default_factory=list)
    since: int = 0
    number: int = 1

    def print(self) -> str:
        """The whole text."""
        for block in self.laid.blocks:
            if self._block(block):
                self.printed.append(block)
        return "\n".join(self.lines) + "\n"

    def _block(self, block: Block) -> bool:
        if isinstance(block, Cover):
            return self._cover(block)
        if isinstance(block, Contents):
            return self._contents(block)
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return self._table(block)
        return False

    def _cover(self, cover: Cover) -> bool:
        for line in (*cover.lines, *cover.small):
            self._put(f"# {line}" if self.style == "markdown" and line == cover.lines[0] else line)
        return True

    def _contents(self, contents: Contents) -> bool:
        self._put(contents.title)
        for n, text in enumerate(contents_lines(self.laid)):
            self.lines.append(text + (f"\t{n // 2 + 3}" if contents.leaders else ""))
        self._gap()
        return True

    def _heading(self, block: Heading) -> bool:
        mark = (
            "#" * self.rng.randint(1, 5) + " "
            if self.style == "markdown" and self.rng.random() < 0.75
            else ""
        )
        self._put(mark + block.text)
        return True

    def _paragraph(self, block: Paragraph) -> bool:
        text = block.text
        if self.style == "markdown" and self.rng.random() < 0.15 and "，" in text:
            head, _, rest = text.partition("，")
            text = f"**{head}**，{rest}"
        if self.style == "wrapped":
            self._wrapped(text)
        else:
            self._put(text)
        return True

    def _wrapped(self, text: str) -> None:
        """Hard breaks every so many characters, page numbers in between, then an empty line."""
        text = AROUND_NUMBERS.sub(" ", text)
        for start in range(0, len(text), WRAP):
            self.lines.append(text[start : start + WRAP])
            self.since += 1
            if self.since >= PAGE:
                self.lines += ["", f"- {self.number} -", ""]
                self.number, self.since = self.number + 1, 0
        self._gap()

    def _table(self, table: Table) -> bool:
        if table.kind not in text_tables.FORMS and not self._keeps(table):
            return False
        for line in (
            table.label,
            table.title,
            "\t".join(x for x in (table.agency, table.unit) if x),
        ):
            if line:
                self.lines.append(line)
        self._gap()
        self.lines += text_tables.render(table, self.style)
        for note in table.below:
            self.lines.append(note.text)
        self._gap()
        return True

    def _keeps(self, table: Table) -> bool:
        """Not where the form publishes statements apart, or a stack would lose their columns."""
        return self.statements and self.style != "cells" and table.columns <= 16

    def _put(self, text: str) -> None:
        self.lines.append(text)
        if self.style != "sheet":
            self._gap()

    def _gap(self) -> None:
        self.lines.append("")
