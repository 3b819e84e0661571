"""The numbers of 今日の仕事 leave room for the list, whatever the size of text and the width."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from tests.helpers.snapshots import NOW
from tests.helpers.windows import active
from tests.viewmodels.approvals.approval_fakes import waiting as desk_waiting
from tests.viewmodels.today.today_fakes import counts, entry, waiting
from views.style.theme import Theme
from views.today.tiles import TileKind
from views.today.today_page import TodayPage


@pytest.fixture
def scaled(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.rescale(1.0)


def shown(qtbot: QtBot, theme: Theme, width: int, height: int = 612) -> TodayPage:
    """Show the page with a list; so high is it in a window of 1366×768 at 200 %."""
    page = TodayPage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show_counts(counts(ready=40, reports=2, to_contact=29, suspended=90))
    page.show_filter(SuspensionFilter(branch_id=1))
    rows = (*(entry(number) for number in range(1, 6)), waiting(8), waiting(9))
    page.show_list(SuspensionList(now=NOW, wanted=SuspensionFilter(), entries=rows, ready=5, total=7))
    page.show()
    page.settle()
    return page


def lines_of(page: TodayPage) -> list[list[TileKind]]:
    """Give the tiles, line by line."""
    lines: dict[int, list[TileKind]] = {}
    for kind, tile in page.tiles.tiles.items():
        lines.setdefault(tile.y(), []).append(kind)
    return list(lines.values())


@pytest.mark.parametrize(
    ("scale", "width", "lines"),
    [
        (1.0, 1366, [5]),
        (1.0, 1024, [5]),
        (1.0, 600, [3, 2]),
        (2.0, 2732, [5]),
        (2.0, 1366, [3, 2]),
        (2.0, 1024, [3, 2]),
        (2.0, 900, [2, 2, 1]),
        (2.0, 640, [1, 1, 1, 1, 1]),
    ],
)
async def test_they_stand_in_as_few_lines_as_they_fit_into(
    qtbot: QtBot, scaled: Theme, scale: float, width: int, lines: list[int]
) -> None:
    scaled.rescale(scale)
    page = shown(qtbot, scaled, width)
    await active(page)
    assert [len(line) for line in lines_of(page)] == lines
    assert [kind for line in lines_of(page) for kind in line] == list(TileKind)
    for tile in page.tiles.tiles.values():
        assert tile.line.isHidden() is (len(lines) > 1)
        assert tile.geometry().right() <= page.tiles.width()
        for label in tile.findChildren(QLabel):
            assert label.isHidden() or label.width() >= label.sizeHint().width()
    assert page.horizontalScrollBar().maximum() == 0


async def test_with_large_text_the_list_begins_within_sight(qtbot: QtBot, scaled: Theme) -> None:
    scaled.rescale(2.0)
    page = shown(qtbot, scaled, 1366)
    await active(page)
    table = page.ready.table
    assert table.mapTo(page, QPoint()).y() + table.rowHeight(0) <= page.height()


async def test_what_a_compact_number_leaves_out_is_told_all_the_same(qtbot: QtBot, scaled: Theme) -> None:
    scaled.rescale(2.0)
    page = shown(qtbot, scaled, 1366)
    await active(page)
    ready = page.tiles.tiles[TileKind.READY]
    told = (ready.accessibleName(), ready.accessibleDescription(), ready.toolTip())
    assert told == ("解除できる貸出禁止 40件", *2 * ("条件がそろっています・全館 48",))
    page.resize(2732, 612)
    assert not ready.line.isHidden()
    assert (ready.line.text(), ready.toolTip()) == ("✓ 条件がそろっています・全館 48", "")
    page.resize(1366, 612)
    page.show_counts(counts(contact_late=3))
    contacts = page.tiles.tiles[TileKind.CONTACTS]
    assert (contacts.line.isHidden(), contacts.toolTip()) == (True, "うち予定日を過ぎた 3・全館 9")


@pytest.mark.parametrize("scale", [1.0, 2.0])
async def test_what_a_number_tells_moves_no_number(qtbot: QtBot, scaled: Theme, scale: float) -> None:
    scaled.rescale(scale)
    page = shown(qtbot, scaled, round(1366 * scale))
    await active(page)
    page.settle()
    tile = page.tiles.tiles[TileKind.APPROVALS]
    act = "代替カードの登録"
    before = [(it.geometry(), it.number.property("tone")) for it in page.tiles.tiles.values()]
    seen = []
    for desk in ("1番", "鳩ヶ谷図書館の2階の児童室の相談の3番窓口"):
        page.show_counts(counts(approvals=(desk_waiting(verb="card.replace", workstation=desk),)))
        page.settle()
        told = f"{desk}・{act}"
        assert tile.accessibleDescription() == told
        assert [(it.geometry(), it.number.property("tone")) for it in page.tiles.tiles.values()] == before
        seen.append((tile.line.text(), tile.toolTip()))
        assert tile.line.width() >= tile.line.sizeHint().width()
    assert seen == [(f"※ 1番・{act}", ""), (f"※ {act}", told)]


async def test_numbers_of_a_large_city_are_told_in_short(qtbot: QtBot, scaled: Theme) -> None:
    scaled.rescale(2.0)
    page = shown(qtbot, scaled, 2240)
    await active(page)
    page.show_counts(counts(contact_late=30_000, suspended=31_000))
    for kind, told, whole in (
        (TileKind.CONTACTS, "過ぎた 30000・全館 9", "うち予定日を過ぎた 30000・全館 9"),
        (TileKind.SUSPENDED, "全館 31061", "全館 31061"),
    ):
        tile = page.tiles.tiles[kind]
        tooltip = "" if told == whole else whole
        assert (tile.line.text(), tile.toolTip(), tile.accessibleDescription()) == (told, tooltip, whole)


async def test_larger_text_has_room_for_less(qtbot: QtBot, scaled: Theme) -> None:
    page = shown(qtbot, scaled, 2732)
    await active(page)
    desk = "鳩ヶ谷図書館の2階の児童室の3番窓口"
    page.show_counts(counts(approvals=(desk_waiting(verb="card.replace", workstation=desk),)))
    tile = page.tiles.tiles[TileKind.APPROVALS]
    assert tile.line.text() == f"※ {desk}・代替カードの登録"
    scaled.rescale(2.0)
    page.settle()
    assert tile.line.text() == "※ 代替カードの登録"
    scaled.rescale(1.0)
    page.settle()
    assert tile.line.text() == f"※ {desk}・代替カードの登録"


async def test_arrows_go_from_line_to_line(qtbot: QtBot, scaled: Theme) -> None:
    scaled.rescale(2.0)
    page = shown(qtbot, scaled, 1366)
    await active(page)
    tiles = page.tiles.tiles
    tiles[TileKind.CONTACTS].setFocus()
    assert [len(line) for line in lines_of(page)] == [3, 2]
    reached = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(page.window().focusWidget(), key)
        reached.append(next((kind for kind, tile in tiles.items() if tile.hasFocus()), None))
    assert reached == [
        TileKind.APPROVALS,
        TileKind.REPORTS,
        TileKind.REPORTS,
        TileKind.CONTACTS,
        TileKind.APPROVALS,
    ]
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Down)
    assert page.ready.table.hasFocus()
