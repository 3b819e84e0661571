"""The last thing worth telling: its mark says whether anything was done."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.views.counter import Counter
from viewmodels.core.notes import Bug, Caution, Done, PreviousRunCrashed, StatusMessage


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
