"""Labels that give way in an orderly manner."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.waiting import until
from viewmodels.core.observable import Observable
from views.style.theme import Theme
from views.widgets.labels import ElidedLabel, Facts, ReadingLabel, WrappedLabel


def ask_for_tooltip(label: QLabel) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(
        label, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), label.mapToGlobal(QPoint(2, 2)))
    )
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_a_label_with_room_shows_all_and_has_no_tooltip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("muted")
    qtbot.addWidget(label)
    label.setText("短い")
    label.resize(300, 20)
    label.show()

    assert label.shown_text == "短い"
    assert ask_for_tooltip(label) == ""


def test_a_label_without_room_is_cut_and_tells_the_rest(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("muted")
    qtbot.addWidget(label)
    label.setText("とても長くて入りきらない名前")
    label.resize(80, 20)
    label.show()

    assert label.shown_text.endswith("…")
    assert ask_for_tooltip(label) == "とても長くて入りきらない名前"
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_sentences_take_the_height_their_width_needs(qtbot: QtBot, theme: Theme) -> None:
    label = WrappedLabel("notice")
    qtbot.addWidget(label)
    label.setText("一つ目の文です。二つ目の文です。\n次の段落です。")
    whole = label.fontMetrics().horizontalAdvance("一つ目の文です。二つ目の文です。")

    wide, narrow = label.heightForWidth(whole + 5), label.heightForWidth(whole - 5)

    assert narrow == wide * 3 // 2
    assert label.hasHeightForWidth()
    assert label.text() == "一つ目の文です。二つ目の文です。\n次の段落です。"


def test_sentences_can_end_their_lines_before_the_edge(qtbot: QtBot, theme: Theme) -> None:
    label = WrappedLabel("notice", "一つ目の文です。二つ目の文です。")
    qtbot.addWidget(label)
    whole = label.fontMetrics().horizontalAdvance(label.text())
    alone = label.heightForWidth(2 * whole)

    label.break_within(whole - 5)

    assert label.heightForWidth(2 * whole) == 2 * alone


@pytest.mark.parametrize("then", [lambda it: it.clear(), lambda it: it.setText("次の文です。")])
def test_nothing_is_kept_of_a_text_that_has_gone(
    qtbot: QtBot, theme: Theme, then: Callable[[QLabel], None]
) -> None:
    """It may name a title."""
    label = WrappedLabel("notice")
    qtbot.addWidget(label)

    def kept() -> bool:
        return "坊っちゃん" in str(vars(label))

    label.setText("坊っちゃんを更新しました。")
    label.heightForWidth(60)
    assert kept()
    then(label)
    label.heightForWidth(60)
    assert not kept()


def test_sentences_are_painted(qtbot: QtBot, theme: Theme) -> None:
    label = WrappedLabel("notice")
    qtbot.addWidget(label)
    label.resize(300, 60)
    blank = label.grab().toImage()

    label.setText("一つ目の文です。")

    assert label.grab().toImage() != blank


def test_facts_hide_what_there_is_not(qtbot: QtBot, theme: Theme) -> None:
    facts = Facts({"name": "氏名", "alias": "通称"}, theme)
    qtbot.addWidget(facts)

    facts.show_values({"name": "見本 花子"})

    assert [label.text() for label in facts.findChildren(QLabel) if not label.isHidden()] == [
        "氏名",
        "見本 花子",
    ]
    assert facts.value("alias") == ""
    facts.show_values({"alias": "マリア"})
    assert [label.text() for label in facts.findChildren(QLabel) if not label.isHidden()] == [
        "通称",
        "マリア",
    ]
    facts.show_values({})
    assert (facts.value("name"), facts.value("alias")) == ("", "")


def _rows_of_ink(label: QLabel) -> tuple[int, int, int]:
    """Tell the first and the last row in which something is drawn, and the first column."""
    image = label.grab().toImage()
    drawn = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) != image.pixelColor(0, 0)
    ]
    rows, columns = [y for _, y in drawn], [x for x, _ in drawn]
    return min(rows), image.height() - 1 - max(rows), min(columns)


def test_sentences_stand_where_their_alignment_says(qtbot: QtBot, theme: Theme) -> None:
    label = WrappedLabel("", "文です。")
    qtbot.addWidget(label)
    label.resize(300, 90)
    above, below, left = _rows_of_ink(label)
    assert abs(above - below) <= 4
    assert left < 5

    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    above, below, left = _rows_of_ink(label)
    assert above < 10 < below
    assert left > 100


async def test_what_is_read_at_once_says_nothing_and_what_lasts_says_so_until_it_is_there(
    qtbot: QtBot, theme: Theme
) -> None:
    running, parent = Observable(False), QWidget()
    qtbot.addWidget(parent)
    label = ReadingLabel(parent)
    parent.show()
    label.follow(running)
    clock = label.findChild(QTimer)
    assert isinstance(clock, QTimer)

    running.set(True)
    assert (label.isVisible(), clock.isActive()) == (False, True)
    running.set(False)
    assert (label.isVisible(), clock.isActive()) == (False, False)
    running.set(True)
    await until(label.isVisible)
    assert label.text() == "読み込んでいます…"
    running.set(False)
    assert (label.isVisible(), label.text()) == (False, "")
