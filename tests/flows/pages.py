"""Pages and files that the test portal publishes: each number is another agency."""

import html
import io
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "samples" / "demo" / "reports"
TEXT = "chongqing_004.clean.txt"


def report_page(number: int) -> bytes:
    """A report as a page in GBK; each number is another agency."""
    lines = (DEMO / TEXT).read_text("utf-8").splitlines()
    return _page(f"示例市第{number}局", (line for line in lines if line.strip()))


def zipped() -> bytes:
    """An archive with one report."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("水利局2024年度部门决算.txt", (2025, 8, 1, 0, 0, 0))
        archive.writestr(info, (DEMO / "sichuan_2023_003.wrapped.txt").read_bytes())
    return buffer.getvalue()


def light_page(number: int) -> bytes:
    """A page of a few sentences that add up: thousands are made, fetched and read in minutes."""
    rng = random.Random(number)  # noqa: S311  figures to read, no secret
    whole = rng.randrange(10_000, 900_000)
    basic = rng.randrange(5_000, whole - 1_000)
    parts = {"基本": basic, "项目": whole - basic}
    said = "；".join(f"{k}支出{v / 100:.2f}万元，占{v / whole:.2%}" for k, v in parts.items())
    lines = (
        "第一部分 收入支出决算情况说明",
        "一、收入支出决算总体情况说明",
        f"2024年度收入总计{whole / 100:.2f}万元，支出总计{whole / 100:.2f}万元。",
        "二、支出决算情况说明",
        f"2024年度支出合计{whole / 100:.2f}万元，其中：{said}。",
    )
    return _page(f"示例市第{number}局", lines)


def _page(agency: str, lines: Iterable[str]) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    head = f'<meta charset="gb2312"><title>{agency}2024年度部门决算</title>'
    whole = f"<html><head>{head}</head><body><h1>{agency}</h1>{body}</body></html>"
    return whole.encode("gb18030")
