"""The upper edge at other widths: what folds, what is heard of it, and where a wrong card is told."""

from itertools import combinations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from services.contract.errors import SystemUnreachable
from tests.viewmodels.fakes import Bench
from views.bars.channel_switch import ChannelMenu
from views.bars.top_bar import TopBar
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel

SMALL = 560


class Bar:
    """A bar with a help button, as the desk has it."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.bench = Bench()
        self.bar = TopBar(self.bench.desk, theme)
        qtbot.addWidget(self.bar)
        self.help = KeyButton("ヘルプ", "F1", theme)
        self.bar.add(self.help)
        self.bar.show()

    def at(self, width: int) -> None:
        self.bar.stand_low(low=width < SMALL)
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
    place, staff = bar.bench.desk.place, bar.bench.desk.staff

    assert f"{place.branch} {place.workstation}" in " ".join(bar.words())
    assert staff.name in " ".join(bar.words())
    assert "● 接続" in bar.words()
    assert bar.bar.card_field.placeholderText() == "番号・氏名・生年月日・電話"
    assert bar.bar.settings_button.isVisible()
    assert bar.help.shows_key
    assert bar.bar.lock_button.shows_key


def test_keys_go_first_and_the_place_last(bar: Bar) -> None:
    bar.at(bar.least() - 1)
    assert bar.bar.settings_button.isVisible()
    assert not bar.help.shows_key

    bar.at(450)
    assert heard(bar.bar.card_field) == "利用カード番号"
    assert not bar.bar.settings_button.isVisible()
    assert heard(bar.help) == "ヘルプ"
    (dot,) = (it for it in bar.bar.findChildren(QLabel) if it.text() == "●")
    assert heard(dot) == "接続"


def test_field_and_channel_stand_where_the_patrons_line_has_name_and_number(bar: Bar) -> None:
    for width, field, second, height in ((1366, (16, 304), 352, 48), (683, (16, 152), 176, 46)):
        bar.at(width)
        shown = bar.bar.card_field
        assert (shown.x(), shown.width(), bar.bar.channel_switch.x()) == (*field, second)
        assert bar.bar.height() == height


def test_desks_that_wait_are_told_in_words_beside_the_connection(bar: Bar) -> None:
    for width in (1366, 683, 450):
        bar.at(width)
        bar.bar.show_approvals(2)
        button = bar.bar.approvals_button
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()
        assert button.text() == "承認待ち 2"
        bar.bar.show_approvals(0)
        assert not button.isVisible()


@pytest.mark.qt_log_ignore("does not support setting window masks", extend=True)
def test_what_is_urgent_is_left_to_another_bar_while_it_is_joined_and_not_said_twice(bar: Bar) -> None:
    told: list[tuple[str, str]] = []
    bar.bar.urgent.connect(lambda lost, waiting: told.append((lost, waiting)))
    bar.at(520)
    bar.bench.desk.connection_error.set(SystemUnreachable())
    bar.bar.show_approvals(2)
    assert told == []
    bar.bar.join(joined=True)
    bar.bar.show_approvals(3)
    bar.bar.join(joined=False)
    assert told == [("▲ 接続なし", "承認待ち 2"), ("▲ 接続なし", "承認待ち 3"), ("", "")]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_at_last_all_buttons_go_into_a_menu_unless_the_patrons_pages_have_it(bar: Bar) -> None:
    bar.bench.desk.connection_error.set(SystemUnreachable())
    bar.at(683)
    (menu,) = bar.bar.findChildren(ChannelMenu)
    assert (menu.isVisible(), bar.help.isVisible(), bar.bar.channel_switch.isVisible()) == (False, True, True)
    bar.at(450)
    assert (menu.isVisible(), bar.help.isVisible(), bar.bar.channel_switch.isVisible()) == (
        True,
        False,
        False,
    )
    menu.click()
    listed = QApplication.activePopupWidget()
    assert isinstance(listed, QMenu)
    assert [it.text() for it in listed.actions()] == ["電話\tF9", "設定\tF10", "ロック\tF12", "ヘルプ\t"]
    listed.close()
    bar.bar.leave_menu(to_pages=True)
    assert not menu.isVisible()
    bar.bar.leave_menu(to_pages=False)
    assert menu.isVisible()
    bar.bench.desk.connection_error.set(None)
    assert (menu.isVisible(), bar.help.isVisible()) == (False, True)


def test_joined_it_is_the_card_field_alone(qtbot: QtBot, bar: Bar) -> None:
    bar.at(1366)
    window = QWidget()
    qtbot.addWidget(window)
    bar.bar.setParent(window)
    window.show()
    bar.bar.show()
    bar.bar.join(joined=True)

    shown = [it for it in bar.bar.findChildren(QWidget) if it.isVisible()]
    assert shown == [bar.bar.card_field]
    assert bar.bar.mask().boundingRect() == bar.bar.card_field.geometry()
    bar.bar.join(joined=False)
    assert bar.help.isVisible()
    assert bar.bar.mask().isEmpty()
    bar.bar.setParent(None)  # whose window goes first


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("waiting", [0, 3])
def test_nothing_is_cut_at_any_width(bar: Bar, lost: bool, waiting: int) -> None:
    if lost:
        bar.bench.desk.connection_error.set(SystemUnreachable())
    bar.bar.show_approvals(waiting)
    for width in range(450, 1400, 37):
        bar.at(width)
        parts = [
            it for it in bar.bar.findChildren(QWidget) if it.isVisible() and it.parentWidget() is bar.bar
        ]
        for part in parts:
            assert bar.bar.rect().contains(part.geometry()), (width, part)
            hint = part.sizeHint().width() if not isinstance(part, WrappedLabel) else 0
            assert part.width() >= min(hint, part.minimumSizeHint().width()), (width, part)
        over = [it for it in combinations(parts, 2) if it[0].geometry().intersects(it[1].geometry())]
        assert (width, over) == (width, [])
        assert bar.bar.approvals_button.isVisible() is bool(waiting)


def test_a_lost_connection_is_told_in_words(bar: Bar) -> None:
    bar.bench.desk.connection_error.set(SystemUnreachable())
    for width in (1366, 683, 450):
        bar.at(width)
        assert "▲ 接続なし" in bar.words()


def test_the_keyboard_of_a_button_that_goes_into_the_menu_goes_with_it_and_comes_back(bar: Bar) -> None:
    (menu,) = bar.bar.findChildren(ChannelMenu)
    bar.at(450)
    bar.help.setFocus()
    bar.bench.desk.connection_error.set(SystemUnreachable())
    there = [bar.bar.focusWidget()]
    bar.bench.desk.connection_error.set(None)
    there.append(bar.bar.focusWidget())
    assert there == [menu, bar.bar.card_field]


@pytest.mark.usefixtures("english")
def test_beside_desks_that_wait_the_mark_alone_may_have_room_which_is_heard_in_words(bar: Bar) -> None:
    bar.bench.desk.connection_error.set(SystemUnreachable())
    bar.bar.show_approvals(3)
    bar.at(450)
    (mark,) = (it for it in bar.bar.findChildren(QLabel) if it.text() == "▲")
    assert heard(mark) == "▲ No connection"


def test_the_short_place_is_heard_in_full(bar: Bar) -> None:
    place, staff = bar.bench.desk.place, bar.bench.desk.staff
    width = 1366
    short: list[QLabel] = []
    while not short and width > 450:
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
    bar.at(450)

    (dot,) = (it for it in bar.bar.findChildren(QLabel) if it.isVisible() and it.text() == "●")
    told = (
        dot.accessibleDescription()
    )  # a tooltip is for the mouse; not everything that reads a screen asks for it
    assert [part for part in (place.branch, place.workstation, staff.name) if part not in told] == []
    assert QAccessible.queryAccessibleInterface(dot).text(QAccessible.Text.Description) == told
    assert (heard(dot), dot.toolTip()) == ("接続", told)
    bar.at(1366)
    assert dot.accessibleDescription() == ""
