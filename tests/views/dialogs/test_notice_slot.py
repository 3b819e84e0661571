"""The one place above the buttons: its newest message, and the mark beside what is missing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.notice_slot import NoticeSlot, SlotMessage
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel


@pytest.fixture
def slot(qtbot: QtBot, theme: Theme) -> NoticeSlot:
    made = NoticeSlot(theme, 24)
    qtbot.addWidget(made)
    made.resize(560, made.minimumSizeHint().height())
    made.show()
    return made


def read(slot: NoticeSlot) -> str:
    (label,) = slot.findChildren(WrappedLabel)
    return label.text()


def test_the_newest_message_stands_there_alone(slot: NoticeSlot) -> None:
    first, second = SlotMessage(slot), SlotMessage(slot)
    first.tell("一つ目", "notice")
    second.tell("二つ目")
    assert (read(slot), first.is_shown(), second.is_shown()) == ("二つ目", False, True)
    assert slot.property("surface") == "slot-bad"
    first.tell("三つ目", "good")
    assert (read(slot), slot.property("surface")) == ("三つ目", "slot-good")


def test_what_still_holds_comes_back(slot: NoticeSlot) -> None:
    first, second = SlotMessage(slot), SlotMessage(slot)
    first.tell("一つ目", "notice")
    second.tell("二つ目")
    second.tell("")
    assert (read(slot), slot.property("surface")) == ("一つ目", "slot-notice")
    first.tell("")
    assert (read(slot), slot.property("surface")) == ("", "slot")


def test_what_a_refusal_leaves_missing_is_said_after_it(slot: NoticeSlot) -> None:
    refused, missing = SlotMessage(slot), SlotMessage(slot)
    refused.tell("違います")
    missing.tell("要ります", "notice", behind=True)
    assert read(slot) == "違います"
    refused.tell("")
    assert read(slot) == "要ります"


def test_it_takes_its_room_also_without_a_message(slot: NoticeSlot) -> None:
    empty = slot.minimumSizeHint().height()
    SlotMessage(slot).tell("一行の文です。")
    assert slot.heightForWidth(560) <= 44 == slot.minimumHeight()
    assert slot.minimumSizeHint().height() == empty


class Ticked(DecisionDialog):
    """A question that waits for a tick below a field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("質問", yes="はい", no="いいえ", theme=theme, parent=None)
        self.field, self.tick = QLineEdit(), QCheckBox("印")
        for part in (self.field, self.tick):
            self.body.addWidget(part)
        self.tick.toggled.connect(lambda _: self.ask())
        self.ask()

    def ask(self) -> None:
        self.wait_for(
            *([] if self.tick.isChecked() else ["印"]), at=[] if self.tick.isChecked() else [self.tick]
        )


@pytest.fixture
def ticked(qtbot: QtBot, theme: Theme) -> Ticked:
    dialog = Ticked(theme)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def beside(dialog: Ticked, part: QLineEdit | QCheckBox) -> str:
    """Name the colour of the bar at a part's left."""
    at = part.mapTo(dialog, QPoint(-6, part.height() // 2))
    return dialog.grab().toImage().pixelColor(at).name()


def test_what_is_missing_has_a_mark_and_the_keyboard(theme: Theme, ticked: Ticked) -> None:
    amber, surface = (theme.tokens.colour(it).name() for it in ("amber", "surface"))
    assert (beside(ticked, ticked.tick), beside(ticked, ticked.field)) == (amber, surface)
    assert ticked.focusWidget() is ticked.tick
    QTest.keyClick(ticked.tick, Qt.Key.Key_Space)
    assert beside(ticked, ticked.tick) == surface


def test_a_field_at_fault_has_a_red_one(theme: Theme, ticked: Ticked) -> None:
    set_styled(ticked.field, "fault", "true")
    ticked.fit()
    assert beside(ticked, ticked.field) == theme.tokens.colour("bad").name()
