"""English beside the words of the patron page, for staff who read the screen in English.

The words themselves stay Japanese in every language (`views.language.translation.portal`): clerk and patron must see
the same. What they mean stands in a translation file of its own, which is there in English only, and while the setting
is on; without it every function here answers with the word alone, or with nothing.
"""

from PySide6.QtCore import QCoreApplication

from views.language.translation import portal, translate

CONTEXT = "gloss"
"""The translation context of all glosses (`tools/translations.py` collects them)."""

_BETWEEN = " · "
_HAS_ONE = portal("貸出一覧")


def gloss(text: str) -> str:
    """Say what a word of the patron page means; blank where the screen needs no gloss."""
    if translate(CONTEXT, _HAS_ONE) == _HAS_ONE:
        return ""  # nothing has one
    said = QCoreApplication.translate(CONTEXT, text)  # which keeps no text of a patron's
    return "" if said == text else said


def glossed(text: str) -> str:
    """Give a word with its gloss beside it: 「再貸出可能 · Renew」."""
    said = gloss(text)
    return f"{text}{_BETWEEN}{said}" if said else text


def unglossed(text: str) -> str:
    """Give a word without the gloss beside it; a title with such a sign of its own stays whole."""
    word, _, meaning = text.partition(_BETWEEN)
    return word if meaning and gloss(word) == meaning else text


def glossed_sentence(text: str) -> str:
    """Give a sentence with its gloss beneath it."""
    said = gloss(text)
    return f"{text}\n{said}" if said else text
