"""What is said of card numbers, for libraries of any form."""

import pytest
from PySide6.QtWidgets import QApplication

from services.acts.as_offered import EVERYTHING
from services.contract.errors import CardFault, CardNumberMalformed
from services.rules.card_numbers import CardNumbers
from services.rules.policy import Policy
from services.rules.vocabulary import Channel
from views.bars.card_field import CardField
from views.passwords.password_page import PasswordPage
from views.style.theme import Theme
from views.text import card_words, messages, words


def follow(lengths: str, letters: str = "none", written: str = "") -> None:
    cards = CardNumbers.of(Policy(card_lengths=lengths, card_letters=letters, card_written=written))
    card_words.follow(lambda: cards)


@pytest.mark.parametrize(
    ("lengths", "letters", "told"),
    [
        ("9", "none", "9桁"),
        ("8 10", "none", "8桁か10桁"),
        ("7-10", "none", "7桁から10桁"),
        ("7-8 10 13-16", "none", "7桁から8桁か10桁か13桁から16桁"),
        ("8", "capitals", "8文字"),
        ("6-8", "any", "6文字から8文字"),
    ],
)
def test_lengths_are_named(qapp: QApplication, lengths: str, letters: str, told: str) -> None:
    follow(lengths, letters)
    assert card_words.lengths() == told
    again = f"利用カード番号は{told}です。もう一度読み取ってください。"
    assert messages.sentence(CardNumberMalformed(CardFault.EMPTY)).next == again


@pytest.mark.parametrize(
    ("lengths", "letters", "count", "told"),
    [
        ("9", "none", 8, "数字が8桁しかありません。"),
        ("9", "none", 10, "数字が10桁あります。"),
        ("8 10", "none", 9, "数字が9桁あります。"),
        ("8", "capitals", 7, "7文字しかありません。"),
        ("8", "any", 9, "9文字あります。"),
    ],
)
def test_what_came_is_counted(qapp: QApplication, lengths: str, letters: str, count: int, told: str) -> None:
    follow(lengths, letters)
    assert messages.sentence(CardNumberMalformed(CardFault.DIGIT_COUNT, count)).what == told


def test_letters_alone_are_no_number(qapp: QApplication) -> None:
    follow("8", "any")
    assert messages.sentence(CardNumberMalformed(CardFault.NO_DIGIT)).what == "数字がありません。"


def test_numbers_are_written_as_the_library_does_or_as_kawaguchi(qapp: QApplication) -> None:
    assert words.card_number("123456789") == "12345678-9"
    follow("7 10", "any", "2-5")
    assert [words.card_number(it) for it in ("AB00123", "1234567890")] == ["AB-00123", "1234567890"]
    card_words.follow(None)
    assert words.card_number("123456789") == "12345678-9"


def test_the_phones_field_names_the_length(qapp: QApplication) -> None:
    follow("10")
    field = CardField()
    field.resize(400, 30)
    field.show_channel(Channel.PHONE)
    assert field.placeholderText() == "10桁の番号"


@pytest.mark.parametrize(
    ("lengths", "written", "told"),
    [
        ("9", "8-1", "利用カード番号(「-」を除いた9桁)とパスワード"),
        ("10", "", "利用カード番号(10桁)とパスワード"),
        ("10", "8-1", "利用カード番号(10桁)とパスワード"),
        ("9 10", "8-1", "利用カード番号(「-」を除いた9桁か10桁)とパスワード"),
    ],
)
def test_the_password_page_says_how_to_log_in(
    qapp: QApplication, theme: Theme, lengths: str, written: str, told: str
) -> None:
    follow(lengths, written=written)
    assert told in card_words.used_to_log_in()
    page = PasswordPage(theme, offers=EVERYTHING)
    assert any(told in it.text() for it in page.findChildren(type(page.meaning)))
