"""Card numbers and their form in words, as the library's values say.

Like the language, the form is the application's: whoever opens a desk tells it (`follow`).
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from services.rules.card_numbers import CardNumbers
from views.language.translation import QT_TRANSLATE_NOOP, filled

_PROPERTY: Final = "card numbers"
_LENGTH: Final = QT_TRANSLATE_NOOP("cards", "%1桁")
_LENGTH_WITH_LETTERS: Final = QT_TRANSLATE_NOOP("cards", "%1文字")
_FROM_TO: Final = QT_TRANSLATE_NOOP("cards", "%1桁から%2桁")
_FROM_TO_WITH_LETTERS: Final = QT_TRANSLATE_NOOP("cards", "%1文字から%2文字")
_OR: Final = QT_TRANSLATE_NOOP("cards", "%1か%2")


def follow(cards: Callable[[], CardNumbers] | None) -> None:
    """Have all words follow a library's form of card numbers; None for the program's own."""
    app = QCoreApplication.instance()
    assert app is not None
    app.setProperty(_PROPERTY, cards)


def form() -> CardNumbers:
    """Tell how the library's card numbers look."""
    app = QCoreApplication.instance()
    told: Any = None if app is None else app.property(_PROPERTY)
    found: CardNumbers = CardNumbers() if told is None else told()
    return found


def written(number: str) -> str:
    """Write a clean card number as it is printed on the card."""
    return form().write(number)


def lengths() -> str:
    """Name the lengths of card numbers: 9桁, 8桁か10桁, 7文字から10文字."""
    cards = form()
    one = _LENGTH_WITH_LETTERS if cards.has_letters else _LENGTH
    several = _FROM_TO_WITH_LETTERS if cards.has_letters else _FROM_TO
    *others, last = (
        filled("cards", one if least == most else several, least, most) for least, most in cards.lengths
    )
    told = last
    for other in reversed(others):
        told = filled("cards", _OR, other, told)
    return told


def read_again() -> str:
    """Say how long a number is, and that the card is to be read once more."""
    again = QT_TRANSLATE_NOOP("cards", "利用カード番号は%1です。もう一度読み取ってください。")
    return filled("cards", again, lengths())


def wrong_length(count: int) -> str:
    """Say how many characters came, which are too few, too many, or no number's."""
    few, many = (
        QT_TRANSLATE_NOOP("cards", "数字が%1桁しかありません。"),
        QT_TRANSLATE_NOOP("cards", "数字が%1桁あります。"),
    )
    if form().has_letters:
        few, many = (
            QT_TRANSLATE_NOOP("cards", "%1文字しかありません。"),
            QT_TRANSLATE_NOOP("cards", "%1文字あります。"),
        )
    return filled("cards", few if count < form().shortest else many, count)


def number_wanted() -> str:
    """Name what the phone's card field takes: 9桁の番号."""
    return filled("cards", QT_TRANSLATE_NOOP("cards", "%1の番号"), lengths())


def used_to_log_in() -> str:
    """Say with what patrons log in, and how the number is typed."""
    hyphenless = QT_TRANSLATE_NOOP(
        "cards",
        "ログインには、利用カード番号(「-」を除いた%1)とパスワードを使います。"
        "パスワードの英字は、大文字と小文字を区別します。",
    )
    as_it_is = QT_TRANSLATE_NOOP(
        "cards",
        "ログインには、利用カード番号(%1)とパスワードを使います。パスワードの英字は、大文字と小文字を区別します。",
    )
    return filled("cards", hyphenless if form().has_written_hyphens else as_it_is, lengths())
