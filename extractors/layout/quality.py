"""How far a page's characters can be trusted: a text layer may be missing, garbage, or poor."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

#: Fewer visible characters than this say nothing.
_TOO_FEW = 8
#: Shares above which a text layer is garbage.
_MOST_UNKNOWN = 0.15
_MOST_FOREIGN = 0.3
_MOST_RARE = 0.35
#: A recognised (hidden) layer with more odd characters than this is worse than reading anew.
_MOST_ODD_HIDDEN = 0.04
#: Share of signs that no report prints above which a hidden layer was recognised badly.
_MOST_NOISE_HIDDEN = 0.02
_NOISE = frozenset("~^|\\_<>{}`#$&*=¬¦§¤°¢£®©¥")
#: Published reports have a share of common characters of 0.49 and more on every page: with less
#: than the first share characters stand for others, with less than the second many were misread.
_FEWEST_COMMON, _FEWEST_COMMON_HIDDEN = 0.25, 0.42
_ENOUGH_CHINESE = 40
_CID = "(cid:"
#: First byte in GB 2312 from which the characters are the rare ones (second level).
_RARE_FROM = 0xD8
#: Characters that a page of a Chinese report cannot do without for long.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
    "前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无"
    "系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组"
    "见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府支收算款费财预元万单目项入专务拨额况办"
)


class TextState(StrEnum):
    """What a page's text layer is."""

    GOOD = "good"
    EMPTY = "empty"
    GARBAGE = "garbage"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class TextQuality:
    """`score` is the share of characters that look right (0..1)."""

    state: TextState
    score: float
    reason: str = ""

    @property
    def usable(self) -> bool:
        """Whether the characters can be read as they are."""
        return self.state is TextState.GOOD


def text_quality(text: str, *, hidden: bool = False) -> TextQuality:
    """Judge a page's characters; `hidden`: they are not painted, so somebody's OCR wrote them."""
    visible = [c for c in text if not c.isspace()]
    if not visible:
        return TextQuality(TextState.EMPTY, 0.0, "no characters")
    if len(visible) < _TOO_FEW:
        unknown = sum(map(_is_unknown, visible))
        state = TextState.GARBAGE if unknown * 2 > len(visible) else TextState.GOOD
        return TextQuality(state, 1 - unknown / len(visible), "few characters")
    reason = _garbage_reason(text, visible)
    score = 1 - _share(visible, _is_odd)
    if reason:
        return TextQuality(TextState.GARBAGE, min(score, 0.5), reason)
    if hidden and (1 - score > _MOST_ODD_HIDDEN or _is_misread(visible)):
        return TextQuality(TextState.POOR, score, "recognised text of poor quality")
    return TextQuality(TextState.GOOD, score)


def _garbage_reason(text: str, visible: list[str]) -> str:
    if _share(visible, _is_unknown) > _MOST_UNKNOWN or text.count(_CID) * 20 > len(visible):
        return "characters without a Unicode value"
    if _share(visible, _is_foreign) > _MOST_FOREIGN:
        return "characters of other scripts"
    chinese = [c for c in visible if _is_chinese(c)]
    if len(chinese) >= _ENOUGH_CHINESE:
        if _share(chinese, _is_rare) > _MOST_RARE:
            return "rare characters only"
        if _share(chinese, _is_common) < _FEWEST_COMMON:
            return "few common characters"
    return ""


def _is_misread(visible: list[str]) -> bool:
    """Whether recognised text has signs that nobody prints, or hardly a common character."""
    chinese = [c for c in visible if _is_chinese(c)]
    uncommon = len(chinese) >= _ENOUGH_CHINESE and (
        _share(chinese, _is_common) < _FEWEST_COMMON_HIDDEN
    )
    return uncommon or _share(visible, lambda c: c in _NOISE) > _MOST_NOISE_HIDDEN


def _share(characters: list[str], test: Callable[[str], bool]) -> float:
    counts = Counter(characters)
    return sum(n for c, n in counts.items() if test(c)) / len(characters)


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cs", "Cc")


def _is_common(character: str) -> bool:
    return character in _COMMON


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_foreign(character: str) -> bool:
    """Letters that neither Chinese nor English text has."""
    if character.isascii() or not character.isalpha():
        return False
    name = unicodedata.name(character, "")
    return not name.startswith(("CJK", "KANGXI", "FULLWIDTH LATIN", "GREEK", "BOPOMOFO"))


def _is_rare(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] >= _RARE_FROM
    except UnicodeEncodeError:
        return True


def _is_odd(character: str) -> bool:
    return _is_unknown(character) or _is_foreign(character)
