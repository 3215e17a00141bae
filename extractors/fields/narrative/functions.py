"""Functional classes in sentences: 类/款/项 chains, codes with names, class names alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.paths import clean_key
from schemas.vocabulary.loading import load_csv

#: What stands before 类, 款 or 项 in brackets: a code, or what a reader made of one (`()7项`).
_ANY_CODE = r"[^\u4e00-\u9fff,;。:%]{0,8}?"
#: `一般公共服务支出(类)财政事务(款)行政运行(项)`, also `(201类)`, `(类)-财政事务`.
_CHAIN = re.compile(
    rf"(?:(?P<lei>[^,;。:%]{{2,40}}?)[(\[【](?P<leicode>{_ANY_CODE})类[)\]】])"
    rf"(?:(?:支出)?[-—/、>→]*(?P<kuan>[^,;。:%]{{2,40}}?)[(\[【](?P<kuancode>{_ANY_CODE})款[)\]】])?"
    rf"(?:[-—/、>→]*(?P<xiang>[^,;。:%]{{2,50}}?)[(\[【](?P<xiangcode>{_ANY_CODE})项[)\]】])?"
)
_LOWER = re.compile(
    rf"(?:(?P<kuan>[^,;。:%]{{2,40}}?)[(\[【](?P<kuancode>{_ANY_CODE})款[)\]】])"
    rf"(?:[-—/、>→]*(?P<xiang>[^,;。:%]{{2,50}}?)[(\[【](?P<xiangcode>{_ANY_CODE})项[)\]】])?"
    rf"|(?P<only>[^,;。:%]{{2,50}}?)[(\[【](?P<onlycode>{_ANY_CODE})项[)\]】]"
)
#: `社会保障和就业支出(208)行政事业单位养老支出(05)行政单位离退休(01)`.
_BRACKETED = re.compile(
    r"(?P<lei>[^,;。:%()]{2,40}?)[(\[【](?P<leicode>2\d{2})[)\]】]"
    r"[-—/、>→]*(?P<kuan>[^,;。:%\d]{2,40}?)[(\[【](?P<kuancode>\d{2}|\d{5})[)\]】]"
    r"(?:[-—/、>→]*(?P<xiang>[^,;。:%\d]{2,50}?)[(\[【](?P<xiangcode>\d{2}|\d{7})[)\]】])?"
)
_CODE = r"2(?:0[1-9]|1[0-79]|2[0-4789]|3[0-4])(?:\d{4}|\d{2})?"
_NAME_CODE = re.compile(
    rf"(?P<name>[^\W\d_][^,;。:%]{{1,40}}?)[(\[【](?:科目编码|编码|代码)?:?(?P<code>{_CODE})[)\]】]"
)
_CODE_NAME = re.compile(
    rf"(?<![\d.])(?P<code>{_CODE})[-、.]?(?![万元年月个人项台辆批次亿%\d])"
    r"(?P<name>(?:[^\W\d_]|[()、])"
    r"{2,40}?)(?=[,;。:]|支出?决算|决算|年初|全年|预算|科目|\d|比上年|较上年|$)"
)
#: A class name behind another word is the end of a longer name: 高等教育支出, 其他教育支出.
_BEFORE_CLASS = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[于中的和与及或为是无有列至在按对将项]|其中|安排|包括|主要|没有|发生"
    r"|年度?|本年|当年|本级|[部门单位局委办厅院校])$"
)
#: A class name with lower levels behind it, in brackets that no pattern knows: not the class alone.
_GOES_ON = re.compile(r"[(\[【][^()\[\]【】]{0,6}[)\]】][-—/、>→]*[\u4e00-\u9fff]{2,40}[(\[【]")
#: `205（类）02（款）05（项）高等教育`.
_SPLIT_CODE = re.compile(
    r"(?P<lei>\d{3})\(类\)(?P<kuan>\d{2})\(款\)(?:(?P<xiang>\d{2})\(项\))?"
    r"(?P<name>[^\W\d_]{2,40}?)(?=[,;。:(]|支出?决算|决算|年初|预算|\d|$)"
)
#: A shorter name of a 款 or 项 says too little alone.
_SHORTEST = 4
#: Words before a name that are none of it.
_LEAD = re.compile(
    r"^.*?(?:用于|其中|包括|安排|列支|其他为|主要是|支出)(?=[^\W\d_]{2,}$)"
    r"|^.*[)）](?=[^\W\d_]{2,}$)"
)
_ORDINAL = re.compile(
    r"^(?:\(?\d{1,2}\)?[.、,]?|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.])+(?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class FunctionName:
    """A functional class named at `[start, end)`: printed names from 类 down, its code or ""."""

    start: int
    end: int
    names: tuple[str, ...]
    code: str = ""

    @property
    def key(self) -> str:
        """The code where it is settled, else the printed names joined."""
        return self.code or "/".join(clean_key(name) for name in self.names)


def find_functions(text: str, above: tuple[str, ...] = ()) -> list[FunctionName]:
    """Functional classes named in a text, from left to right, none inside another.

    `above`: names of the class (and 款) that a heading above has opened, for lines that name the
    lower levels alone.
    """
    bracketed = list(_chains(text, _BRACKETED))
    found = bracketed + [f for f in (*_chains(text), *_coded(text)) if _free(f, bracketed)]
    found += [f for f in _classes(text) if _free(f, found)]
    chains = sorted(found, key=lambda f: f.start)
    found += [f for f in _lower(text, above, chains) if _free(f, found)]
    found += [f for f in _listed(text, above) if _free(f, found)]
    return sorted(found, key=lambda f: f.start)


@cache
def class_codes() -> dict[str, str]:
    """Names of the classes (类) with their codes, as printed in any year."""
    rows = load_csv("functional.csv")
    return {plain(r["name"]): r["code"] for r in rows if len(r["code"]) == 3}


def settle(names: tuple[str, ...]) -> str:
    """The code of a chain of names where exactly one is listed for it, else ""."""
    codes = [""]
    for depth, name in enumerate(names):
        wanted = _key(name)
        level = _by_name(3 + 2 * depth).get(wanted, ())
        codes = [code for code in level if any(code.startswith(c) for c in codes)]
    return codes[0] if len(codes) == 1 and codes[0] else ""


def plain(name: str) -> str:
    """A name with half-width brackets."""
    return name.replace("（", "(").replace("）", ")")


@cache
def _by_name(length: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load_csv("functional.csv"):
        if len(row["code"]) == length and row["code"] not in found.get(_key(row["name"]), []):
            found.setdefault(_key(row["name"]), []).append(row["code"])
    return {name: tuple(codes) for name, codes in found.items()}


def _key(name: str) -> str:
    return re.sub(r"(?:支出)+$", "", plain(clean_key(name)))


def _chains(text: str, pattern: re.Pattern[str] = _CHAIN) -> Iterator[FunctionName]:
    for match in pattern.finditer(text):
        first = _trimmed(match["lei"])
        if not first:
            continue
        names = tuple(n.strip("-—/、>→") for n in (first, match["kuan"], match["xiang"]) if n)
        start = match.end("lei") - len(first)
        code = _joined_code(match["leicode"], match["kuancode"], match["xiangcode"])
        yield _named(start, match.end(), names, code if len(code) == 1 + 2 * len(names) else "")


def _joined_code(*parts: str | None) -> str:
    """`204`, `06`, `01` → 2040601; a full code in the last part wins; what is no code is none."""
    given = [part if part and part.isascii() and part.isdigit() else "" for part in parts]
    full = next((p for p in reversed(given) if len(p) in (5, 7)), "")
    joined = "".join(given)
    return full or (
        joined if all(given[: 1 + len(joined) // 3]) and len(joined) in (3, 5, 7) else ""
    )


def _coded(text: str) -> Iterator[FunctionName]:
    for match in _SPLIT_CODE.finditer(text):
        code = _joined_code(match["lei"], match["kuan"], match["xiang"])
        yield FunctionName(match.start(), match.end(), (match["name"],), code)
    for pattern in (_NAME_CODE, _CODE_NAME):
        for match in pattern.finditer(text):
            name = _trimmed(match["name"])
            if len(name) < 2 or re.search(r"[类款项]\)", match[0]):
                continue
            after_name = pattern is _NAME_CODE
            start = match.end("name") - len(name) if after_name else match.start()
            end = match.end() if after_name else match.end("name")
            yield FunctionName(start, end, (name,), match["code"])


def _lower(text: str, above: tuple[str, ...], chains: list[FunctionName]) -> Iterator[FunctionName]:
    """款 or 项 without their class: it is the one named before, or the heading's."""
    for match in _LOWER.finditer(text):
        if "类)" in match[0]:
            continue
        parts = [p for p in (match["kuan"], match["xiang"] or match["only"]) if p]
        first = _trimmed(parts[0])
        start = match.start("kuan" if match["kuan"] else "only") + len(parts[0]) - len(first)
        before = [c.names for c in chains if c.end <= match.start()]
        upper = (before[-1] if before else above)[: 1 if match["kuan"] else 2]
        code = _joined_code(None, match["kuancode"], match["xiangcode"] or match["onlycode"])
        names = (*upper, first, *parts[1:])
        yield _named(start, match.end(), names, code if len(code) == 7 else "")


def _classes(text: str) -> Iterator[FunctionName]:
    """Class names that stand alone: `社会保障和就业支出24.58万元`."""
    for match in _class_pattern().finditer(text):
        name = match["name"]
        if _GOES_ON.match(text, match.end()):
            continue
        if _BEFORE_CLASS.search(text[max(match.start() - 6, 0) : match.start()]):
            yield FunctionName(match.start(), match.end(), (name,), class_codes()[name])


def _listed(text: str, above: tuple[str, ...]) -> Iterator[FunctionName]:
    """Names of 款 and 项 that stand alone at the head of a clause: `1.行政运行支出500万元`."""
    for match in _listed_pattern().finditer(text):
        name = match["name"]
        names = (*above[:1], name)
        yield FunctionName(match.start("name"), match.end(), names, _below(name, above))


def _below(name: str, above: tuple[str, ...]) -> str:
    """The one code of a name at the lower levels, below the class that a heading names."""
    codes = [*_by_name(7).get(_key(name), ()), *_by_name(5).get(_key(name), ())]
    upper = settle(above[:1]) if above else ""
    fitting = [code for code in codes if code.startswith(upper)]
    return fitting[0] if len(fitting) == 1 else ""


@cache
def _listed_pattern() -> re.Pattern[str]:
    rows = load_csv("functional.csv")
    names = {plain(r["name"]) for r in rows if len(r["code"]) > 3 and len(r["name"]) >= _SHORTEST}
    longest = "|".join(map(re.escape, sorted(names - class_codes().keys(), key=len, reverse=True)))
    head = r"(?:^|(?<=[,;。:])|(?<=\d[.、])|(?<=[一二三四五六七八九十]\))|(?<=\d\)))"
    return re.compile(
        rf"{head}(?P<name>{longest})(?:支出)?(?=支出|经费|年初|全年|决算|预算|\d|[,:]?20\d\d)"
    )


@cache
def _class_pattern() -> re.Pattern[str]:
    names = sorted(
        (n for n in class_codes() if n.endswith(("支出", "事务"))), key=len, reverse=True
    )
    return re.compile(rf"(?P<name>{'|'.join(map(re.escape, names))})(?:支出)?")


def _named(start: int, end: int, names: tuple[str, ...], code: str) -> FunctionName:
    return FunctionName(start, end, names, code or settle(names))


def _trimmed(name: str) -> str:
    """The name without a list number, a code or lead words before it."""
    name = _ORDINAL.sub("", name)
    lead = _LEAD.match(name)
    if lead is not None and name[: lead.end()] not in ("其他支出", "债务付息支出"):
        name = name[lead.end() :]
    return re.sub(r"^[\d\s.、()]+", "", name)


def _free(candidate: FunctionName, taken: list[FunctionName]) -> bool:
    return not any(candidate.start < t.end and t.start < candidate.end for t in taken)
