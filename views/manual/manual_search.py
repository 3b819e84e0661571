"""Finds words in the manual: in which of its sections they stand, whichever way they are written."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from views.manual.manual import Manual

_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_MARKS: Final = re.compile(r"\*\*|`|^\|[-|: ]+\|$|\|", re.MULTILINE)
_HALF_WIDTH: Final = re.compile("[\uff61-\uff9f]+")
"""Kana whose voiced marks stand alone."""
_FIRST_KANA, _LAST_KANA, _TO_HIRAGANA = "ァ", "ヶ", ord("ァ") - ord("ぁ")


@dataclass(frozen=True, slots=True)
class ManualSection:
    """What stands under one heading.

    Attributes:
        file: the page's.
        page: the page's title.
        heading: the section's; the page's title for what stands before the first one.
        is_first: nothing of the page stands before it.
        text: its words, folded.
    """

    file: str
    page: str
    heading: str
    is_first: bool
    text: str


def sections(manual: Manual) -> tuple[ManualSection, ...]:
    """Read the manual's sections, in the order of its index."""
    made = []
    for page in manual.pages():
        title, *parts = re.split(r"^## ", manual.text(page.file), flags=re.MULTILINE)
        name, _, before = title.removeprefix("# ").partition("\n")
        made.append(
            ManualSection(page.file, page.title, page.title, is_first=True, text=_plain(f"{name}\n{before}"))
        )
        for part in parts:
            heading = part.partition("\n")[0]
            made.append(ManualSection(page.file, page.title, heading, is_first=False, text=_plain(part)))
    return tuple(made)


def find(among: tuple[ManualSection, ...], typed: str) -> tuple[ManualSection, ...]:
    """Find the sections that have every word that was typed; those with one in their heading come first."""
    words = words_of(typed)
    if not words:
        return ()
    found = [it for it in among if all(word in it.text for word in words)]
    return tuple(sorted(found, key=lambda it: not any(word in folded(it.heading) for word in words)))


def words_of(typed: str) -> tuple[str, ...]:
    """Fold what was typed, and part it at its blanks."""
    whole = _HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found.group()), typed)
    return tuple(dict.fromkeys(folded(whole).split()))


def folded(text: str) -> str:
    """Fold a text one character by one: width, case, and katakana into hiragana; its length stays."""
    return "".join(map(_folded, text))


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    if len(plain) != 1:
        return character
    return chr(ord(plain) - _TO_HIRAGANA) if _FIRST_KANA <= plain <= _LAST_KANA else plain


def _plain(markdown: str) -> str:
    """Take the marks away, so that a word is found whose middle is set in bold."""
    return folded(_MARKS.sub("", _LINK.sub(r"\1", _PICTURE.sub(r"\1", markdown))))
