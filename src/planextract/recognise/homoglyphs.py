"""Characters of one shape: ー and 一, カ and 力, へ and ヘ. Which one is printed only its neighbours tell.

That is no correction of what was read: the ink is the same, and the script of the word around it is the only
sign of what it means.
"""

from __future__ import annotations

from collections.abc import Sequence

from planextract.japanese.widths import narrow_width

_ALIKE = (
    "・·•∙‧",
    "ー一―—－-",
    "カ力",
    "ニ二",
    "ロ口",
    "タ夕",
    "エ工",
    "ト卜",
    "ハ八",
    "チ千",
    "ヘへ",
    "ベべ",
    "ペぺ",
    "リり",
    "IⅠ",
)
"""The form in katakana first."""

_BARS = frozenset("ー一―—")
_NUMBERS = frozenset("〇一二三四五六七八九十百千")

_GROUP = {character: group for group in _ALIKE for character in group}


def shape_of(character: str) -> str:
    """Return a character that is the same for all of one shape.

    >>> shape_of("力"), shape_of("ー"), shape_of("計")
    ('カ', 'ー', '計')
    """
    return _GROUP[character][0] if character in _GROUP else character


def settle_by_neighbours(text: Sequence[str]) -> list[str]:
    """Give each character of a shape in several scripts the form that its neighbours ask for.

    >>> "".join(settle_by_neighbours("スポ一ツつながる力レッジ二一ズ入ロ統一努カ"))
    'スポーツつながるカレッジニーズ入口統一努力'
    >>> "".join(settle_by_neighbours("一一川に聞けーーを合言葉に、一一〇番"))
    '――川に聞け――を合言葉に、一一〇番'
    """
    settled = list(text)
    for index, character in enumerate(text):
        group = _GROUP.get(character)
        if group is None:
            continue
        before = _script(settled[index - 1]) if index else ""
        after = _script_after(text, index)
        settled[index] = _form(character, group, before, after)
    return _settle_dashes(settled)


def _settle_dashes(text: list[str]) -> list[str]:
    """Make dashes (――) of two bars and more in a row that lengthen no vowel and are no numbers (一一〇)."""
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[end] in _BARS:
            end += 1
        around = (text[start - 1] if start else "", text[end] if end < len(text) else "")
        if end - start > 1 and _script(around[0]) != "katakana" and not set(around) & _NUMBERS:
            text[start:end] = "―" * (end - start)
        start = end + 1
    return text


def _form(character: str, group: str, before: str, after: str) -> str:
    katakana, other = group[0], group[1]
    if katakana == "・":
        return katakana
    if katakana == "I":
        return katakana if "latin" in (before, after) else character
    if group[0] == "ー":
        # Long after katakana, whatever follows; else the number one or a dash, as read.
        if before == "katakana" and character in "ー一―—":
            return katakana
        return "一" if character == "ー" and (before == "kanji" or after == "kanji") else character
    hiragana = "\u3041" <= other <= "\u3096"
    if other == "り":
        is_katakana = before == "katakana" or (after == "katakana" and not before)
        return katakana if is_katakana else other
    if hiragana:
        # へ is a word by itself that katakana may go before, so that only what follows tells.
        if after == "katakana":
            return katakana if before not in ("hiragana", "kanji", "katakana") else character
        return other if after or before != "katakana" else character
    if before == "katakana" and after == "katakana":
        return katakana
    if after == "katakana" and before != "kanji":
        return katakana
    if before == "kanji" and after != "katakana":
        return other
    if after == "kanji" and before != "katakana":
        return other
    return character


def _script_after(text: Sequence[str], index: int) -> str:
    """The script of the next character that has one of its own."""
    for character in text[index + 1 : index + 4]:
        if character not in _GROUP:
            return _script(character)
    return ""


def _script(character: str) -> str:
    if "\u30a1" <= character <= "\u30fc" and character != "・":
        return "katakana"
    if "\u3041" <= character <= "\u3096":
        return "hiragana"
    if "A" <= narrow_width(character) <= "Z":
        return "latin"
    if "\u4e00" <= character <= "\u9fff" or character == "々":
        return "kanji"
    return ""
