"""Marking texts for Qt Linguist where they stand, and translating them where they are shown.

Tables of words are built when a module loads, before a translation file is: they hold marked source texts, which
`translate` looks up at the moment of showing.
"""

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for `lupdate`, which knows this name, and give it back (PySide6's own is typed as `object`)."""
    return text


def translate(context: str, text: str) -> str:
    """Give a marked text in the language of the screen."""
    return QCoreApplication.translate(context, text)


def portal(text: str) -> str:
    """Mark a text that patrons read on their page, and give it back: it stays Japanese in every language."""
    return text
