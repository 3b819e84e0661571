"""The panels: the patron page's titles, columns and words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtGui import QAccessible, QFontMetrics
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import LoanRow
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import ContactMethod
from tests.helpers import snapshots
from tests.helpers.snapshots import both, refused
from tests.views.circulation.panels_scene import ListPanel, shown, table, titles
from views.circulation.cancelled_holds_panel import CancelledHoldsPanel
from views.circulation.holds_panel import HoldsPanel
from views.circulation.inquiry_page import InquiryPage
from views.circulation.loans_panel import LoansPanel, renewal_word
from views.circulation.requests_panel import RequestsPanel
from views.panels.grid import Slot
from views.panels.row_actions import RowAction
from views.panels.table_model import CellKind
from views.style.theme import Theme

EACH_PANEL = [LoansPanel, partial(HoldsPanel, offers=EVERYTHING), CancelledHoldsPanel, RequestsPanel]


def test_loans(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.five_loans())

    assert titles(panel) == [
        "貸出更新",
        "タイトル",
        "返却期限日",
        "貸出日",
        "貸出館",
        "資料種別",
        "資料番号",
        "職員",
    ]
    assert table(panel) == [
        [
            "再貸出可能",
            "こころ",
            "2026/11/28(土) あと4日",
            "2026/11/14",
            "前川",
            "図書",
            "0012345601",
            "",
        ],
        [
            "明日から",
            "川口の鋳物と町工場",
            "2026/12/8(火) あと14日",
            "2026/11/24",
            "中央",
            "図書",
            "0012345602",
            "貸出当日(11/25から)",
        ],
        [
            "すでに延長されています",
            "雪国",
            "2026/11/30(月) あと6日",
            "2026/11/3",
            "中央",
            "図書",
            "0012345603",
            "",
        ],
        [
            "延長できません",
            "銀河鉄道の夜",
            "2026/11/26(木) あと2日",
            "2026/11/12",
            "戸塚",
            "図書",
            "0012345604",
            "予約待ちあり(2人)",
        ],
        [
            "延長できません",
            "地方紙縮刷版 昭和39年",
            "2026/11/25(水) あと1日",
            "2026/11/11",
            "中央",
            "相互貸借",
            "9900000012",
            "相互貸借・現物を確認",
        ],
    ]
    assert shown(panel) == ["貸出一覧", "5点", "更新すると 2026/12/8(火)"]


@pytest.mark.parametrize(
    ("loan", "word"),
    [
        (
            snapshots.loan(
                renewed=True,
                renewed_today=True,
                due_on=date(2026, 12, 8),
                renewal=both(refused(Reason.ALREADY_RENEWED)),
            ),
            "2026/12/8",
        ),
        (
            snapshots.loan(
                loaned_on=snapshots.TODAY,
                renewal=both(refused(Reason.LENT_TODAY, works_from=snapshots.TODAY + timedelta(days=2))),
            ),
            "11/26から",
        ),
        (
            snapshots.loan(renewal=both(refused(Reason.SUSPENDED, Reason.ALREADY_RENEWED))),
            "すでに延長されています",
        ),
        (snapshots.loan(renewal=both(refused(Reason.HOLD_WAITING, Reason.LENT_TODAY))), "延長できません"),
        (snapshots.loan(renewal=both(refused(Reason.LENT_TODAY))), "延長できません"),
    ],
)
def test_the_renewal_cell_says_what_the_patron_reads(loan: LoanRow, word: str) -> None:
    assert renewal_word(loan) == word


@pytest.mark.parametrize(
    ("days_left", "kind"),
    [(-1, CellKind.OVER), (0, CellKind.WARN), (2, CellKind.WARN), (3, CellKind.NUMBER)],
)
def test_what_is_due_soon_or_over_stands_out(
    theme: Theme, qtbot: QtBot, days_left: int, kind: CellKind
) -> None:
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.loan(due_on=snapshots.days(days_left)),))
    due = panel.model.cell(0, 2)
    assert due.kind is CellKind.DUE
    assert due.note is not None
    assert due.note.kind is kind


@pytest.mark.parametrize("place", range(4))
def test_a_title_has_room_for_sixteen_letters_on_the_smallest_screen(
    qtbot: QtBot, theme: Theme, place: int
) -> None:
    page = InquiryPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(page)
    page.resize(1207, 600)
    page.show()
    page.set_snapshot(snapshots.everyday())
    page.settle()
    table = page.lists[place].table
    table.show()
    sizes = theme.tokens.sizes
    letters = QFontMetrics(theme.tokens.font(sizes.heading, bold=True)).horizontalAdvance("題" * 16)
    assert page.horizontalScrollBar().maximum() == 0
    assert table.drawn is not None
    assert table.drawn.areas[Slot.TITLE].place.width() >= letters


def test_holds(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.three_holds())

    assert titles(panel) == [
        "状況",
        "棚",
        "タイトル",
        "取置期限日",
        "順位",
        "予約日",
        "受取館",
        "資料種別",
        "連絡方法",
        "変更",
        "職員",
    ]
    assert table(panel) == [
        [
            "ご用意できました",
            "",
            "風立ちぬ",
            "2026/12/1(火)",
            "",
            "2026/10/20",
            "前川",
            "図書",
            "メール",
            "—",
            "窓口取消可・取置延長で 2026/12/8",
        ],
        ["予約解除可能", "", "羅生門", "", "2 / 5", "2026/11/2", "前川", "図書", "メール", "変更", ""],
        ["移送中です", "", "坊っちゃん", "", "", "2026/10/28", "前川", "図書", "不要", "—", "窓口取消可"],
    ]
    assert shown(panel) == ["予約一覧", "3件"]


def test_a_hold_for_the_mobile_library_names_its_stop(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.hold(branch="あおぞら号", stop="芝中央", contact=ContactMethod.PHONE),))

    assert table(panel)[0][6:9] == ["あおぞら号 芝中央", "図書", "電話"]


def test_cancelled_holds(qtbot: QtBot, theme: Theme) -> None:
    panel = CancelledHoldsPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.cancelled_hold(),))

    assert titles(panel) == [
        "取消区分",
        "タイトル",
        "削除予定日",
        "取消日",
        "受取館",
        "資料種別",
        "確認",
        "職員",
    ]
    assert table(panel) == [
        [
            "利用者取消",
            "人間失格",
            "2026/11/29(日)",
            "2026/11/22",
            "前川",
            "図書",
            "確認済",
            "予約に戻せる日を過ぎました",
        ]
    ]
    assert shown(panel) == ["予約取消一覧", "1件"]


def test_requests(qtbot: QtBot, theme: Theme) -> None:
    panel = RequestsPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.request(),))

    assert titles(panel) == ["状況", "タイトル", "受付日", "受取館"]
    assert table(panel) == [["借用依頼中", "鳩ヶ谷宿の記録", "2026/11/8", "前川"]]
    assert shown(panel) == ["リクエスト一覧", "1件"]


@pytest.mark.parametrize("make", EACH_PANEL)
def test_an_empty_list_says_so_and_shows_no_headings(
    qtbot: QtBot, theme: Theme, make: Callable[[Theme], ListPanel]
) -> None:
    panel = make(theme)
    qtbot.addWidget(panel)

    said = shown(panel)

    assert said[1] in {"0点", "0件"}
    assert said[2].endswith("ありません。")
    assert "週間" not in said[2], "how long rows are kept is the library's setting"
    assert panel.table.isHidden()
    assert not panel.focus_table()


def test_a_list_whose_last_row_went_says_so_and_one_that_got_a_row_no_longer(
    qtbot: QtBot, theme: Theme
) -> None:
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    rows = snapshots.five_loans()[:1]

    panel.set_rows(rows, snapshots.TODAY)
    assert not any(said.endswith("ありません。") for said in shown(panel))

    panel.set_rows((), snapshots.TODAY)
    assert any(said.endswith("ありません。") for said in shown(panel))


@pytest.mark.parametrize("make", EACH_PANEL)
def test_panel_and_table_are_found_by_their_title(
    qtbot: QtBot, theme: Theme, make: Callable[[Theme], ListPanel]
) -> None:
    panel = make(theme)
    qtbot.addWidget(panel)
    title = shown(panel)[0]

    for widget in (panel, panel.table):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name) == title
    assert QAccessible.queryAccessibleInterface(panel.table).role() == QAccessible.Role.Table


def test_a_panel_with_equal_rows_is_left_alone(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.five_loans())

    with qtbot.assertNotEmitted(panel.model.modelReset):
        panel.set_rows(snapshots.five_loans())
    with qtbot.waitSignal(panel.model.modelReset):
        panel.set_rows((replace(snapshots.loan(), renewal=both(Allowed())),))
