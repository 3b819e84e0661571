"""The screen's words for a scene's: scenes name buttons as the sources do, in Japanese."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache

from tools.translations import TEXTS
from views.language.glosses import glossed, glossed_sentence


def is_shown(wanted: str, shown: str) -> bool:
    """Tell whether a text on the screen is the wanted one, in the screen's language."""
    return shown in {wanted, glossed(wanted), glossed_sentence(wanted)} or shown in _english(wanted)


def is_in(wanted: str, shown: str) -> bool:
    """Tell whether a text on the screen has the wanted one in it, or is the English of a text that has it."""
    return wanted in shown or any(part in shown for part in _english_with(wanted))


@cache
def _english(wanted: str) -> frozenset[str]:
    return _translations(lambda source: source == wanted)


@cache
def _english_with(wanted: str) -> frozenset[str]:
    """Give the English for the texts with a part, each up to what is filled in."""
    return frozenset(
        begun for it in _translations(lambda source: wanted in source) if (begun := it.partition("%")[0])
    )


def _translations(fits: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(
        translation
        for message in ET.parse(TEXTS).getroot().iter("message")  # noqa: S314 - a file of our own
        if fits(message.findtext("source", ""))
        and (translation := message.findtext("translation", "").strip())
    )
