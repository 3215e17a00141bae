"""Where an agency is, from its name and from what the report says around it."""

from __future__ import annotations

import re
from collections import Counter

from schemas.vocabulary.divisions import Division, by_code, by_name
from schemas.vocabulary.kinds import header_words

_LONGEST_NAME = 12
_UNLISTED = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:省|自治区|自治州|市|地区|盟|区|县|旗)")
_AFTER_LISTED = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:自治州|自治县|新区|市|区|县|旗)")


def region_of(agency: str, text: str = "") -> tuple[str, float] | None:
    """(region, how sure): province, city and district as far as the agency's name tells them.

    What lies above the first printed division is added from the list (泸州市 → 四川省泸州市). A
    district whose name stands in several cities is placed by the city that `text` names; where
    that does not settle it, and for places on no list, the printed prefix is given as it stands.
    None for bodies whose name begins with no division (universities, ministries).
    """
    agency = _from_place(agency)
    first = _listed_prefix(agency)
    if first is None:
        printed = _unlisted_prefix(agency)
        return (printed, 0.7) if printed else None
    options = by_name()[first]
    division = options[0] if len(options) == 1 else _settle(options, agency, text)
    if division is None:
        return first, 0.6
    return _full_name(division, agency[len(first) :])


def _from_place(agency: str) -> str:
    """The name without a party's or league's before the place (中共泸州市委宣传部)."""
    prefixes = sorted(header_words().party_prefixes, key=len, reverse=True)
    found = next((p for p in prefixes if agency.startswith(p)), "")
    return agency[len(found) :]


def _listed_prefix(agency: str) -> str | None:
    lengths = range(min(_LONGEST_NAME, len(agency)), 1, -1)
    return next((agency[:n] for n in lengths if agency[:n] in by_name()), None)


def _unlisted_prefix(agency: str) -> str | None:
    parts: list[str] = []
    rest = agency
    while (match := _UNLISTED.match(rest)) and not _is_common_word(match[0]):
        parts.append(match[0])
        rest = rest[match.end() :]
    return "".join(parts) or None


def _is_common_word(name: str) -> bool:
    words = header_words()
    return name in words.not_places or name.endswith(words.not_place_endings)


def _settle(options: tuple[Division, ...], agency: str, text: str) -> Division | None:
    """The one whose city or province the text names most; its child in the name settles it too."""
    rest = agency[len(options[0].name) :]
    with_child = [o for o in options if _child(o, rest) is not None]
    if len(with_child) == 1:
        return with_child[0]
    votes = Counter({o.code: sum(text.count(name) for name in _above(o)) for o in options})
    (best, most), *others = votes.most_common()
    if not most or (others and others[0][1] == most):
        return None
    return by_code()[best]


def _above(division: Division) -> list[str]:
    codes = (division.code[:n] for n in (2, 4) if n < len(division.code))
    return [by_code()[code].name for code in codes if code in by_code()]


def _full_name(division: Division, rest: str) -> tuple[str, float]:
    name = "".join([*_above(division), division.name])
    deepest = division
    while (child := _child(deepest, rest)) is not None:
        name, rest, deepest = name + child.name, rest[len(child.name) :], child
    match = _AFTER_LISTED.match(rest)
    if match and len(deepest.code) < 6 and not _is_common_word(match[0]):
        return name + match[0], 0.8
    return name, 0.98


def _child(division: Division, rest: str) -> Division | None:
    lengths = range(min(_LONGEST_NAME, len(rest)), 1, -1)
    options = (o for n in lengths for o in by_name().get(rest[:n], ()))
    return next((o for o in options if _lies_in(o, division)), None)


def _lies_in(inner: Division, outer: Division) -> bool:
    return inner.code.startswith(outer.code) and len(inner.code) > len(outer.code)
