"""A row of buttons goes on in a further line where it has no room, and none of them is cut or left out."""

import itertools

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from views.style.theme import Theme
from views.widgets.flow_row import FlowRow

WORDS = ("登録更新", "カード紛失の届出", "代替カードの登録")
SPACING = 10


def laid_out(
    qtbot: QtBot, width: int, *, spring: bool = False, whole: int | None = None
) -> tuple[QWidget, list[QPushButton]]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    row = FlowRow(SPACING)
    buttons = [QPushButton(word) for word in WORDS]
    for place, button in enumerate(buttons):
        if spring and place == len(buttons) - 1:
            row.add_spring()
        if place == whole:
            row.add_spring(whole=True)
        row.addWidget(button)
    column.addLayout(row)
    column.addStretch(1)
    window.resize(width, 300)
    window.show()
    return window, buttons


@pytest.mark.parametrize(("width", "lines"), [(800, 1), (300, 2), (150, 3)])
def test_it_has_as_many_lines_as_it_needs(qtbot: QtBot, theme: Theme, width: int, lines: int) -> None:
    window, buttons = laid_out(qtbot, width)
    assert len({button.y() for button in buttons}) == lines
    for button in buttons:
        assert window.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()
    for one, other in itertools.pairwise(buttons):
        assert not one.geometry().intersects(other.geometry())


@pytest.mark.parametrize(("width", "lines"), [(800, 1), (300, 2)])
def test_what_stands_behind_a_spring_is_at_the_right_end_of_its_line(
    qtbot: QtBot, theme: Theme, width: int, lines: int
) -> None:
    window, (_, second, last) = laid_out(qtbot, width, spring=True)
    assert last.geometry().right() == window.width() - 1
    assert last.x() > second.geometry().right() + SPACING or lines > 1
    assert (last.y() > second.y()) is (lines > 1)


def test_what_is_hidden_takes_no_room(qtbot: QtBot, theme: Theme) -> None:
    _, (first, second, third) = laid_out(qtbot, 800)
    second.hide()
    parent = first.parentWidget()
    assert parent is not None
    layout = parent.layout()
    assert layout is not None
    layout.activate()
    assert third.x() == first.geometry().right() + 1 + SPACING


@pytest.mark.parametrize(("width", "lines"), [(800, [3]), (300, [1, 2]), (150, [1, 1, 1])])
def test_what_stands_behind_a_spring_goes_on_as_a_whole_where_it_fits(
    qtbot: QtBot, theme: Theme, width: int, lines: list[int]
) -> None:
    window, buttons = laid_out(qtbot, width, whole=1)
    heights = [button.y() for button in buttons]
    assert [heights.count(y) for y in dict.fromkeys(heights)] == lines
    assert (buttons[-1].geometry().right() == window.width() - 1) is (width == 800)
    if width == 300:
        assert buttons[1].x() == 0
