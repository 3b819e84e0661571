"""Where a question stands: in its window, which is dimmed behind it, and in a frame where that is too small."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.notice_slot import SlotMessage
from views.dialogs.scrolling_body import ScrollingBody
from views.dialogs.sheet import WIDTH
from views.style.theme import Theme
from views.style.tokens import Scheme
from views.widgets.labels import WrappedLabel
from views.widgets.top_level_window import TopLevelWindow

LINE, FOOT = 132, 32
"""Where the patron's line ends, and how high the foot is, in pixels."""


class Desk(TopLevelWindow):
    """A window with bars above and a foot."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.foot = QFrame(), QFrame()
        self.line.setFixedHeight(LINE)
        self.foot.setFixedHeight(FOOT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addStretch(1)
        column.addWidget(self.foot)
        self.keep_in_sight(self.line, below=self.foot)


type Ask = Callable[[QWidget], DecisionDialog]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    window = Desk()
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    window.setGeometry(free.x() + 10, free.y() + 20, free.width() - 20, free.height() - 40)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def ask(qtbot: QtBot, theme: Theme) -> Ask:
    def show(window: QWidget) -> DecisionDialog:
        dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=window)
        dialog.body.addWidget(WrappedLabel("", "一つ目の文です。"))
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    return show


def dims(window: QWidget) -> list[QRect]:
    """Tell which parts of a window are dimmed."""
    return [
        it.geometry() for it in window.findChildren(QWidget) if type(it).__name__ == "_Dim" and it.isVisible()
    ]


def place(dialog: DecisionDialog, desk: Desk) -> QRect:
    return QRect(desk.mapFromGlobal(dialog.pos()), dialog.size())


def test_it_stands_in_the_middle_below_the_patrons_line(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    where = place(dialog, desk)
    assert (where.width(), where.top()) == (WIDTH, LINE + 16)
    assert abs(where.left() + where.right() + 1 - desk.width()) <= 1
    assert dialog.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert QApplication.activeModalWidget() is dialog


def test_the_window_is_dimmed_but_for_its_foot_while_the_sheet_is_seen(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    assert dims(desk) == [QRect(0, 0, desk.width(), desk.height() - FOOT)]
    dialog.hide()  # as the cover does
    assert dims(desk) == []
    dialog.open()
    assert len(dims(desk)) == 1
    dialog.reject()
    assert dims(desk) == []


def test_a_dimmed_window_is_darker(desk: Desk, ask: Ask) -> None:
    at = QPoint(5, LINE // 2)
    before = desk.grab().toImage().pixelColor(at).lightness()
    ask(desk)
    assert desk.grab().toImage().pixelColor(at).lightness() < before


def test_it_goes_with_its_window(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    desk.move(desk.pos() + QPoint(7, 9))
    desk.resize(desk.width() - 60, desk.height() - 40)
    where = place(dialog, desk)
    assert where.top() == LINE + 16
    assert abs(where.left() + where.right() + 1 - desk.width()) <= 1
    assert dims(desk) == [QRect(0, 0, desk.width(), desk.height() - FOOT)]


def lines(dialog: DecisionDialog, count: int) -> None:
    """Let a question ask so many lines."""
    for number in range(count):
        line = WrappedLabel("", f"{number}番目の文です。")
        dialog.body.addWidget(line)
        line.show()
    dialog.fit()


def test_a_foot_that_grows_is_never_dimmed_nor_stood_over(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    lines(dialog, 60)
    for high in (2 * FOOT, FOOT):
        desk.foot.setFixedHeight(high)
        QApplication.processEvents()
        assert dims(desk) == [QRect(0, 0, desk.width(), desk.height() - high)]
        assert place(dialog, desk).bottom() + 1 == desk.height() - high - 8


def full(desk: Desk, ask: Ask) -> DecisionDialog:
    """Ask something for which there is just room without a notice."""
    dialog = ask(desk)
    spare = desk.room_for_sheets().height() - 16 - 8 - dialog.height()
    filler = QFrame()
    filler.setProperty("filler", True)
    filler.setFixedHeight(spare + 40 - dialog.body.spacing())  # the slot takes 44
    dialog.body.addWidget(filler)
    filler.show()
    dialog.fit()
    return dialog


def test_an_empty_notice_makes_nothing_scroll(desk: Desk, ask: Ask) -> None:
    dialog = full(desk, ask)
    assert not dialog.scrolls
    assert place(dialog, desk).bottom() + 1 == desk.height() - FOOT - 8
    (body,) = dialog.findChildren(ScrollingBody)
    assert body.viewport().height() >= body.sizeHint().height()


def test_a_notice_that_comes_moves_nothing_but_takes_from_what_scrolls(desk: Desk, ask: Ask) -> None:
    dialog = full(desk, ask)
    told = SlotMessage(dialog.slot)

    def stands() -> list[QPoint]:
        filler = next(it for it in dialog.findChildren(QFrame) if it.property("filler"))
        return [part.mapTo(desk, QPoint(0, 0)) for part in (filler, dialog.yes, dialog.no)]

    before, size = stands(), dialog.size()
    for _ in range(2):
        told.tell("一行の文です。")
        assert (stands(), dialog.size(), dialog.scrolls) == (before, size, True)
        assert dialog.slot.isVisible()
        told.tell("")
        assert (stands(), dialog.size(), dialog.scrolls) == (before, size, False)


def test_text_that_goes_on_in_a_further_line_for_the_outline_has_room(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    said = WrappedLabel()
    dialog.body.addWidget(said)
    said.show()
    dialog.fit()
    texts = (f"{'一' * wide}。{'i' * narrow}。" for wide in range(20, 40) for narrow in range(20))
    advance, room = said.fontMetrics().horizontalAdvance, said.width()
    (text, *_) = [it for it in texts if room < advance(it) <= room + 2]
    said.setText(text)
    dialog.fit()
    QApplication.processEvents()
    assert said.height() == said.heightForWidth(room) > said.height_of(1)
    assert not dialog.scrolls


def test_where_there_is_room_the_notice_keeps_its_place(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    size = dialog.size()
    told = SlotMessage(dialog.slot)
    told.tell("一行の文です。")
    assert (dialog.size(), dialog.slot.isVisible(), dialog.slot.height()) == (size, True, 44)


def test_what_is_higher_than_the_room_scrolls_and_its_buttons_stay(desk: Desk, ask: Ask) -> None:
    dialog = ask(desk)
    lines(dialog, 60)
    where = place(dialog, desk)
    assert dialog.scrolls
    assert (where.top(), where.bottom() + 1) == (LINE + 16, desk.height() - FOOT - 8)
    for button in (dialog.yes, dialog.no):
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))


def test_a_question_over_a_question_stands_in_the_same_place_and_dims_it(desk: Desk, ask: Ask) -> None:
    below = ask(desk)
    above = ask(below)
    assert above.pos() == below.pos()
    assert dims(below) == [below.rect()]
    above.reject()
    assert dims(below) == []
    assert len(dims(desk)) == 1


def test_a_narrow_window_leaves_it_less(qtbot: QtBot, desk: Desk, theme: Theme, ask: Ask) -> None:
    theme.rescale(2.0)
    dialog = ask(desk)
    theme.rescale(1.0)
    assert dialog.width() == min(2 * WIDTH, desk.width() - 64)


def test_over_a_small_window_it_has_a_frame_that_cant_be_minimised(qtbot: QtBot, ask: Ask) -> None:
    window = TopLevelWindow()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    dialog = ask(window)
    flags = dialog.windowFlags()
    assert not flags & Qt.WindowType.FramelessWindowHint
    assert not flags & (Qt.WindowType.WindowMinMaxButtonsHint)
    assert dialog.width() == WIDTH
    assert dims(window) == []


def test_a_bar_that_isnt_shown_takes_no_room(desk: Desk, ask: Ask) -> None:
    desk.line.hide()
    assert place(ask(desk), desk).top() == 16


def test_where_grounds_are_of_one_colour_an_outline_shows_where_it_ends(
    desk: Desk, theme: Theme, ask: Ask
) -> None:
    theme.apply(Scheme.HIGH_CONTRAST_DARK)
    picture = ask(desk).grab().toImage()
    theme.apply(Scheme.LIGHT)
    edges = (QPoint(0, 40), QPoint(WIDTH - 1, 40), QPoint(9, 0), QPoint(9, picture.height() - 1))
    assert {picture.pixelColor(it).name() for it in edges} == {"#ffffff"}
