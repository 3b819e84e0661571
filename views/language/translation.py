"""Marks texts for Qt Linguist where they stand, and translates and fills them where they are shown.

Tables of words are built when a module loads, before a translation file is: they hold marked source texts, which
`translate` looks up at the moment of showing.
"""

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

_PLACE = re.compile("%([1-9])")


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for `lupdate`, which knows this name, and give it back (PySide6's own is typed as `object`)."""
    return text


@cache
def translate(context: str, text: str) -> str:
    """Give a marked text in the language of the screen, which clears what is kept here when it changes.

    A patron takes hundreds of them. No text of a patron's may come here: it would stay.
    """
    return QCoreApplication.translate(context, text)


def filled(context: str, text: str, *values: object) -> str:
    """Translate a marked text and put values into its places.

    All places are filled in one pass, so a value that looks like a place (a title or path with `%2` in it) stays as
    it is.

    Args:
        context: the text's translation context.
        text: the marked text.
        values: what stands at `%1`, `%2` and so on; a place without a value is left out of the sentence.
    """

    def value(place: re.Match[str]) -> str:
        number = int(place[1])
        return str(values[number - 1]) if number <= len(values) else ""

    return _PLACE.sub(value, translate(context, text))


def portal(text: str) -> str:
    """Mark a text that patrons read on their page, and give it back: it stays Japanese in every language."""
    return text
