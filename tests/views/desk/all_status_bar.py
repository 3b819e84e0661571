"""The last thing worth telling: its mark says whether anything was done."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.rules.vocabulary import Role
from tests.views.counter import Counter
from viewmodels.core.notes import Bug, Caution, Done, PreviousRunCrashed, StatusMessage
from views.desk.shortcut_hints import KeyList
from views.style.icons import Icons
from views.style.theme import Theme


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        (Done.PASSWORD_CHANGED, "✓"),
        (Done.PASSWORD_NOT_CHANGED, "※"),
        (Done.PASSWORD_WOULD_LOG_IN, "✓"),
        (Done.PASSWORD_WOULD_NOT_LOG_IN, "※"),
        (Done.PASSWORD_WRONG, "※"),
        (Done.EMAIL_UNCHANGED, "※"),
        (Done.REGISTRATION_UNCHANGED, "※"),
        (Caution.CHECK_DIGIT, "※"),
        (Bug("1"), "▲"),
    ],
)
async def test_only_what_was_done_is_ticked_off(counter: Counter, note: StatusMessage, mark: str) -> None:
    counter.bench.desk.tell(note)

    marks = {line[0] for line in counter.words().split("\n") if line[:2] in {"✓ ", "※ ", "▲ "}}
    assert marks == {mark}


async def test_a_reference_can_be_copied_and_nothing_else(counter: Counter) -> None:
    button = counter.window.status_bar.copy_button
    assert not button.isVisible()
    for note, told in (
        (Bug("4F2A"), "番号 4F2A"),
        (PreviousRunCrashed("07BC"), "前回、正しく終わりませんでした(番号 07BC)。"),
    ):
        counter.bench.desk.tell(note)
        assert button.isVisible()
        button.click()
        assert told in QGuiApplication.clipboard().text()
    counter.bench.desk.tell(Done.READ_AGAIN)
    assert not button.isVisible()


async def test_one_line_stands_in_the_middle_of_the_bar(counter: Counter) -> None:
    counter.bench.desk.tell(Done.READ_AGAIN)
    bar = counter.window.status_bar
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    above, below = bar.line.y(), bar.height() - bar.line.geometry().bottom() - 1
    assert abs(above - below) <= 1
    assert bar.height() > bar.line.height()


@pytest.mark.parametrize("role", list(Role))
def test_phone_staff_are_shown_no_keys_but_their_own(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, role: Role
) -> None:
    counter = Counter(qtbot, qapp, theme, icons, role=role)
    (listed,) = counter.window.status_bar.findChildren(KeyList)
    shown = dict(part.split(" ", 1) for part in listed.accessibleName().split("　"))
    by_phone = role is Role.PHONE
    assert ({"F4", "F9"} <= shown.keys()) is not by_phone
    assert {"F1", "F2", "F3", "F5", "F6", "F8", "F11", "F12", "Esc"} <= shown.keys()
    assert shown["F3"] == ("番号なし" if by_phone else "探す")
    counter.scans.stop(qapp)
