"""The issued password, large in its dialog: never smaller, masked until asked for, and then in reach of everybody."""

from collections.abc import AsyncIterator, Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.slips.maker import SlipMaker
from services.slips.readings import group, read
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import BareCounter
from viewmodels.core.ports import Ready
from viewmodels.passwords.password_issue import PasswordIssueViewModel
from views.passwords.large_password import LargePassword
from views.passwords.password_issue_dialog import PasswordDialog
from views.style.icons import Icons
from views.style.theme import Theme

NARROWEST = 1004
"""What is left of the narrowest screen, 1024 pixels."""
PERCENTS = (100, 110, 125, 150, 175, 200)


@pytest.fixture
async def bare(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[BareCounter]:
    """A counter whose slips are real."""
    made = BareCounter(qtbot, qapp, theme, icons, slips=SlipMaker())
    yield made
    await made.aclose()


async def issued(
    counter: BareCounter, ready: Ready = Ready.FOR_SCREEN
) -> tuple[PasswordDialog, PasswordIssueViewModel, str]:
    counter.printer.ready = ready
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.passwords.open()
    dialog, model = counter.password_dialogs.current, counter.passwords.dialog.value
    assert dialog is not None
    assert model is not None
    model.issue.start()
    await model.issue.settled()
    await model.print_slip.settled()
    assert model.password is not None
    return dialog, model, model.password.reveal()


def heard(node: QAccessibleInterface) -> Iterator[str]:
    """Give all that a screen reader's tools can read in a window."""
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield node.text(kind)
    for place in range(node.childCount()):
        child = cast("QAccessibleInterface | None", node.child(place))
        if child is not None:
            yield from heard(child)


def tree(window: QWidget) -> str:
    return "\n".join(heard(QAccessible.queryAccessibleInterface(window)))


def reveal_button(dialog: PasswordDialog) -> QPushButton:
    return next(it for it in dialog.findChildren(QPushButton) if "表示" in it.text() or it.text() == "隠す")


@pytest.mark.parametrize(("ready", "word"), [(Ready.FOR_SCREEN, "大きく表示"), (Ready.FOR_PAPER, "表示")])
async def test_it_is_masked_until_the_button_and_again_after_it(
    bare: BareCounter, ready: Ready, word: str
) -> None:
    dialog, model, password = await issued(bare, ready)
    groups, button = group(password), reveal_button(dialog)
    large = dialog.findChildren(LargePassword)[0]
    masked = large.grab().toImage()
    assert button.text() == word
    assert all(part not in tree(dialog) for part in groups)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert large.grab().toImage() != masked
    assert all(part in tree(dialog) for part in groups)
    assert read(password)[0].name in tree(dialog)
    assert button.text() == "隠す"

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert all(part not in tree(dialog) for part in groups)
    model.close()


async def test_without_a_printer_showing_it_is_the_first_act(bare: BareCounter) -> None:
    dialog, model, _ = await issued(bare)
    button = reveal_button(dialog)
    assert dialog.focusWidget() is button
    assert button.property("kind") == "primary"
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert model.revealed.value
    assert button.property("kind") == ""
    model.close()


async def test_with_a_printer_the_paper_is_the_first_thing(bare: BareCounter) -> None:
    dialog, model, _ = await issued(bare, Ready.FOR_PAPER)
    assert dialog.focusWidget() is not reveal_button(dialog)
    assert reveal_button(dialog).property("kind") == ""
    model.close()


async def test_it_is_never_smaller_where_the_text_is_larger(bare: BareCounter, theme: Theme) -> None:
    dialog, model, password = await issued(bare)
    model.reveal(shown=True)
    before, sizes = theme.tokens.scale, []
    try:
        for percent in PERCENTS:
            theme.rescale(percent / 100)
            large = LargePassword(model, theme)
            large.resize(NARROWEST, large.heightForWidth(NARROWEST))
            high = QFontMetrics(large.shown_font).height()
            sizes.append((large.shown_font.pixelSize(), high))
            assert large.minimumSizeHint().width() <= NARROWEST
            assert large.height() >= high
            large.deleteLater()
    finally:
        theme.rescale(before)
    assert sizes == sorted(sizes)
    assert all(
        size >= 2 * round(14 * percent / 100) for (size, _), percent in zip(sizes, PERCENTS, strict=True)
    )
    assert len(password) == sum(map(len, group(password)))
    assert dialog.isVisible()
    model.close()


async def test_closing_leaves_nothing_to_read(bare: BareCounter) -> None:
    dialog, model, password = await issued(bare)
    model.reveal(shown=True)
    large = dialog.findChildren(LargePassword)[0]
    assert all(part in large.accessibleDescription() for part in group(password))
    model.close()
    assert large.accessibleDescription() == ""
