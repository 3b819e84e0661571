"""A button with its key on it."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.buttons import KeyButton


def test_there_is_room_for_text_and_key(qtbot: QtBot, theme: Theme) -> None:
    plain, keyed = QPushButton("パスワード発行"), KeyButton("パスワード発行", "F4", theme)
    for button in (plain, keyed):
        qtbot.addWidget(button)

    assert keyed.sizeHint().width() > plain.sizeHint().width()
    assert keyed.accessibleDescription() == "F4"


def test_the_key_is_painted_in_both_states(qtbot: QtBot, theme: Theme) -> None:
    one, other = KeyButton("発行", "F4", theme), KeyButton("発行", "F5", theme)
    for button in (one, other):
        qtbot.addWidget(button)
        button.resize(120, 33)
    enabled = one.grab().toImage()

    assert enabled != other.grab().toImage()
    one.setEnabled(False)
    assert enabled != one.grab().toImage()


def test_a_grey_button_names_no_key(qtbot: QtBot, theme: Theme) -> None:
    one, other = KeyButton("発行", "F4", theme), KeyButton("発行", "F5", theme)
    for button in (one, other):
        qtbot.addWidget(button)
        button.resize(120, 33)
        button.setEnabled(False)
    assert one.grab().toImage() == other.grab().toImage()
    assert not one.shows_key
    one.setEnabled(True)
    assert one.shows_key


def test_an_icon_stands_before_the_text(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    button = KeyButton("発行", "F4", theme)
    qtbot.addWidget(button)
    button.resize(160, 33)
    before = button.grab().toImage()

    icons.put_on(button, "lock")

    assert button.grab().toImage() != before
