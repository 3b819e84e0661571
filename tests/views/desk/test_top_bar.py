"""The upper edge at other widths: what folds, what is heard of it, and where a wrong card is told."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.contract.errors import DatabaseUnreachable
from tests.viewmodels.fakes import Bench
from views.desk.top_bar import TopBar
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel


class Bar:
    """A bar with a help button, as the desk has it."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.bench = Bench()
        self.bar = TopBar(self.bench.desk, theme)
        qtbot.addWidget(self.bar)
        self.help = KeyButton("ヘルプ", "F1", theme, short="?")
        self.bar.add(self.help)
        self.bar.show()

    def at(self, width: int) -> None:
        self.bar.resize(width, self.bar.height())
        QApplication.sendPostedEvents()

    def words(self) -> list[str]:
        return [it.text() for it in self.bar.findChildren(QLabel) if it.isVisible() and it.text()]

    def least(self) -> int:
        """Find the narrowest width at which nothing is folded."""
        width = 1366
        self.at(width)
        while self.help.shows_key:
            width -= 1
            self.at(width)
        return width + 1


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Bar:
    return Bar(qtbot, theme)


def heard(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_where_there_is_room_nothing_is_folded(bar: Bar) -> None:
    bar.at(1366)

    assert {"利用カード番号", "● 接続"} <= set(bar.words())
    assert bar.bar.settings_button.isVisible()
    assert bar.help.shows_key
    assert bar.bar.lock_button.shows_key


def test_keys_go_first_and_the_place_last(bar: Bar) -> None:
    bar.at(bar.least() - 1)
    assert bar.bar.settings_button.isVisible()
    assert not bar.help.shows_key

    bar.at(520)
    assert "利用カード番号" not in bar.words()
    assert heard(bar.bar.card_field) == "利用カード番号"
    assert not bar.bar.settings_button.isVisible()
    assert (bar.help.shown_text, heard(bar.help)) == ("?", "ヘルプ")
    (dot,) = (it for it in bar.bar.findChildren(QLabel) if it.text() == "●")
    assert heard(dot) == "接続"


def test_the_card_field_grows_narrow_before_the_desks_that_wait_are_a_mark(bar: Bar) -> None:
    bar.bar.show_approvals(2)
    width, fields = 1366, list[int]()
    bar.at(width)
    while bar.bar.approvals_button.text() == "承認待ち 2":
        fields.append(bar.bar.card_field.width())
        width -= 1
        bar.at(width)
    assert bar.bar.approvals_button.text() == "※ 2"
    assert fields[-1] < fields[0]


@pytest.mark.parametrize("width", range(467, 1400, 37))
@pytest.mark.parametrize("wrong", ["", "12"])
def test_nothing_is_cut_at_any_width(bar: Bar, width: int, wrong: str) -> None:
    if wrong:
        bar.bench.desk.typed(wrong)
    bar.at(width)

    for part in bar.bar.findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is bar.bar:
            assert bar.bar.rect().contains(part.geometry()), part
            hint = part.sizeHint().width() if not isinstance(part, WrappedLabel) else 0
            assert part.width() >= min(hint, part.minimumSizeHint().width())
    told = [it for it in bar.bar.findChildren(WrappedLabel) if it.isVisible() and it.text()]
    assert len(told) == bool(wrong)
    assert all(it.height() >= it.heightForWidth(it.width()) for it in told)


def test_a_lost_connection_is_told_in_words_as_long_as_they_fit_and_heard_always(bar: Bar) -> None:
    bar.bench.desk.connection_error.set(DatabaseUnreachable())
    bar.at(600)
    assert "▲ 接続なし" in bar.words()
    bar.at(470)

    (mark,) = (it for it in bar.bar.findChildren(QLabel) if it.text() == "▲")
    assert heard(mark) == "接続なし"


def test_the_short_place_is_heard_in_full(bar: Bar) -> None:
    place, staff = bar.bench.desk.place, bar.bench.desk.staff
    width = 1366
    short: list[QLabel] = []
    while not short and width > 430:
        width -= 5
        bar.at(width)
        short = [it for it in bar.bar.findChildren(QLabel) if it.isVisible() and it.accessibleName()]
        short = [it for it in short if it.text() != "●"]

    (label,) = short
    for part in (place.branch, place.workstation, staff.name):
        assert part in heard(label)
    assert len(label.text()) < len(heard(label))


def test_where_even_the_short_place_has_no_room_who_and_where_are_heard_of_the_connection(bar: Bar) -> None:
    place, staff = bar.bench.desk.place, bar.bench.desk.staff
    bar.at(430)

    (dot,) = (it for it in bar.bar.findChildren(QLabel) if it.isVisible() and it.text() == "●")
    told = (
        dot.accessibleDescription()
    )  # a tooltip is for the mouse; not everything that reads a screen asks for it
    assert [part for part in (place.branch, place.workstation, staff.name) if part not in told] == []
    assert QAccessible.queryAccessibleInterface(dot).text(QAccessible.Text.Description) == told
    assert (heard(dot), dot.toolTip()) == ("接続", told)
    bar.at(1366)
    assert dot.accessibleDescription() == ""
