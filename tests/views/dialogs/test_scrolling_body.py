"""A question is never larger than the screen: its width bows to it, and what it is about scrolls, by keys as well."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from views.dialogs.decision_dialog import DecisionDialog
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.window_room import TITLE_BAR

SENTENCE = "この文は、文字がいちばん大きいときには一行に入らないほど長いです。"


@pytest.fixture
def huge(theme: Theme) -> Iterator[Theme]:
    theme.rescale(2.0)
    yield theme
    theme.rescale(1.0)


def question(qtbot: QtBot, theme: Theme, sentences: int, choices: int = 0) -> DecisionDialog:
    dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=None, patron="見本 花子")
    for _ in range(sentences):
        dialog.body.addWidget(WrappedLabel("", SENTENCE))
    for number in range(choices):
        dialog.body.addWidget(QRadioButton(f"{number}番"))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def grow(dialog: DecisionDialog) -> None:
    """Add more lines than the screen has room for at this width."""
    for _ in range(15):
        more = WrappedLabel("", f"{SENTENCE}二行になります。")
        dialog.body.addWidget(more)
        more.show()
        dialog.fit()
    QApplication.processEvents()


def scrolled(dialog: DecisionDialog) -> tuple[int, int]:
    """Tell how far it is scrolled, and how far it can be."""
    (area,) = dialog.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    return bar.value(), bar.maximum()


def test_it_is_no_wider_than_the_screen(qtbot: QtBot, huge: Theme) -> None:
    dialog = question(qtbot, huge, 1)
    screen = dialog.screen().availableGeometry()
    assert dialog.width() < screen.width()
    assert dialog.within_room(10_000) < screen.width()
    assert dialog.within_room(10) == 20


def test_what_fits_doesnt_scroll_and_is_all_to_be_seen(qtbot: QtBot, theme: Theme) -> None:
    dialog = question(qtbot, theme, 3)
    assert scrolled(dialog) == (0, 0)
    for label in dialog.findChildren(WrappedLabel):
        assert not label.text() or label.height() >= label.heightForWidth(label.width())


def test_what_doesnt_fit_scrolls_and_the_buttons_stay(qtbot: QtBot, huge: Theme) -> None:
    dialog = question(qtbot, huge, 40)
    assert dialog.height() <= dialog.screen().availableGeometry().height() - TITLE_BAR
    assert scrolled(dialog)[1] > 0
    for button in (dialog.yes, dialog.no):
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))


def test_what_grows_beside_the_lower_edge_of_the_screen_moves_up(qtbot: QtBot, theme: Theme) -> None:
    dialog = question(qtbot, theme, 3)
    screen = dialog.screen().availableGeometry()
    dialog.move(screen.left(), screen.bottom() - dialog.height())
    grow(dialog)
    assert dialog.frameGeometry().bottom() <= screen.bottom()
    assert dialog.frameGeometry().top() >= screen.top()


def test_what_grows_while_its_window_is_placed_waits_until_it_is_exposed(qtbot: QtBot, theme: Theme) -> None:
    dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=None, patron="見本 花子")
    qtbot.addWidget(dialog)
    dialog.show()
    handle = dialog.windowHandle()
    assert not handle.isExposed()
    placed = dialog.geometry()
    more = WrappedLabel("", SENTENCE)
    dialog.body.addWidget(more)
    more.show()
    dialog.fit()
    dialog.fit()
    assert dialog.geometry() == placed
    qtbot.waitUntil(handle.isExposed)
    assert dialog.height() > placed.height()
    assert scrolled(dialog) == (0, 0)


def test_where_no_width_has_room_for_all_it_stays_as_wide_as_it_was(qtbot: QtBot, theme: Theme) -> None:
    dialog = question(qtbot, theme, 12)
    before = dialog.width()
    for number in range(40):
        line = styled_label(f"{number}番")
        dialog.body.addWidget(line)
        line.show()
    dialog.fit()
    QApplication.processEvents()
    assert scrolled(dialog)[1] > 0
    assert dialog.width() == before


def test_the_page_keys_scroll_where_nothing_in_it_has_the_keyboard(qtbot: QtBot, huge: Theme) -> None:
    dialog = question(qtbot, huge, 40)
    dialog.yes.setFocus()
    QTest.keyClick(dialog.yes, Qt.Key.Key_PageDown)
    down = scrolled(dialog)[0]
    assert down > 0
    QTest.keyClick(dialog.yes, Qt.Key.Key_PageUp)
    assert scrolled(dialog)[0] < down


def test_more_text_makes_it_higher_until_the_screen_ends(qtbot: QtBot, huge: Theme) -> None:
    dialog = question(qtbot, huge, 1)
    before = dialog.height()
    more = WrappedLabel("", SENTENCE)
    dialog.body.addWidget(more)
    more.show()
    dialog.fit()
    assert dialog.height() > before
    assert scrolled(dialog) == (0, 0)
