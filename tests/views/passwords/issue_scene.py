"""The dialog パスワード発行・再発行 of a counter, opened, and when its password is issued."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import BareCounter
from viewmodels.passwords.password_issue import IssueStage
from views.passwords.password_issue_dialog import PasswordDialog


async def opened(counter: BareCounter) -> PasswordDialog:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.passwords.open()
    dialog = counter.password_dialogs.current
    assert dialog is not None
    return dialog


async def issued(counter: BareCounter) -> PasswordDialog:
    dialog = await opened(counter)
    model = counter.passwords.dialog.value
    assert model is not None
    QTest.mouseClick(button(dialog, "再発行する"), Qt.MouseButton.LeftButton)
    await model.issue.settled()
    await model.print_slip.settled()
    assert model.stage.value is IssueStage.ISSUED
    return dialog


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == name and b.isVisible())


def words(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
