"""The search, by keys alone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.errors import SearchUnfit
from services.contract.hits import Hits
from services.contract.snapshot import PatronSnapshot
from services.rules.people.search import SearchFault, SearchText
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.search_fakes import HANAKO, JIRO, GatedSearches
from tests.views.counter import BareCounter, Counter
from viewmodels.search import SearchViewModel
from views.desk.empty_desk import EmptyDesk
from views.desk.wiring import connect_search
from views.manual.f1_help import page_of
from views.manual.manual import SEARCH
from views.search_dialog import SearchDialog
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets import announcing


class Search:
    """A window, and what is searched in it."""

    def __init__(self, counter: BareCounter, empty: EmptyDesk, theme: Theme) -> None:
        self.counter = counter
        self.window = counter.window
        self.empty = empty
        self.desk = counter.bench.desk
        self.searches = GatedSearches()
        self.model = SearchViewModel(self.desk, self.searches, counter.bench.bugs, pause=0)
        self.dialogs = connect_search(self.window, empty, self.model, theme)

    @property
    def dialog(self) -> SearchDialog:
        assert self.dialogs.current is not None
        return self.dialogs.current

    async def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        await self.counter.settled()

    async def type(self, text: str, answer: Hits | Exception) -> None:
        """Type as an input method does: the text comes in one piece."""
        self.searches.answer(self.dialog.words.text() + text, answer)
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(focused(), typed)
        await self.model.search.settled()

    def answer_card(self, card: str, key: str | None = None) -> None:
        self.counter.bench.look_ups.answer(key or card, patron(card))

    @property
    def told(self) -> str:
        return self.dialog.said.text()

    @property
    def shown(self) -> str:
        model = self.dialog.panel.model
        cells = (
            model.data(model.index(row, column))
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        )
        return " ".join(filter(None, cells))


@pytest.fixture
async def search(bare: BareCounter, theme: Theme, icons: Icons) -> AsyncIterator[Search]:
    made = Search(bare, EmptyDesk(theme, icons, bare.window, offers=EVERYTHING), theme)
    yield made
    await made.model.aclose()


@pytest.fixture
async def opened(search: Search) -> Search:
    search.empty.find_wanted.emit()
    return search


@pytest.fixture
async def whole_search(counter: Counter, theme: Theme) -> AsyncIterator[Search]:
    made = Search(counter, counter.window.empty, theme)
    yield made
    await made.model.aclose()


@pytest.fixture
async def whole_opened(whole_search: Search) -> Search:
    await whole_search.key(Qt.Key.Key_F3)
    return whole_search


def area_around(part: QWidget) -> QScrollArea:
    around = part.parentWidget()
    assert around is not None
    return around if isinstance(around, QScrollArea) else area_around(around)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


async def test_f3_opens_it_ready_for_a_name_and_says_what_can_be_typed(whole_search: Search) -> None:
    assert whole_search.dialogs.current is None
    await whole_search.key(Qt.Key.Key_F3)
    assert whole_search.dialog.isVisible()
    assert whole_search.dialog.focusWidget() is whole_search.dialog.words
    for word in ("カナ", "漢字", "ローマ字", "2文字から", "S54.4.1", "下4桁"):
        assert word in whole_search.told
    assert not whole_search.dialog.panel.isVisible()


async def test_f1_in_it_opens_its_own_page(opened: Search) -> None:
    assert page_of(opened.dialog) == SEARCH


async def test_the_empty_desk_offers_it(whole_search: Search) -> None:
    button = whole_search.empty.find_button
    assert (button.text(), button.isVisible()) == ("カードなしで探す", True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert whole_search.dialog.isVisible()


async def test_by_phone_nobody_is_listed(whole_search: Search) -> None:
    await whole_search.key(Qt.Key.Key_F9)
    await whole_search.key(Qt.Key.Key_F3)
    assert whole_search.dialogs.current is None


async def test_names_are_typed_with_an_input_method_and_numbers_without(opened: Search) -> None:
    asks = Qt.InputMethodQuery.ImEnabled
    dialog = opened.dialog
    assert [field.inputMethodQuery(asks) for field in (dialog.words, dialog.birth_date, dialog.phone)] == [
        True,
        False,
        False,
    ]


async def test_what_is_still_composed_is_not_searched(opened: Search) -> None:
    QApplication.sendEvent(focused(), QInputMethodEvent("かわぐ", []))
    await asyncio.sleep(0)
    assert opened.searches.asked == []
    await opened.type("川口", Hits((HANAKO,)))
    assert opened.searches.asked == [SearchText(words="川口")]


async def test_what_is_found_is_listed_while_one_types(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    assert "2人見つかりました" in opened.told
    assert opened.shown.startswith(
        "カワグチ ハナコ 川口 花子 開く カワタ ジロウ 川田 次郎(通称 河田) 1979/4/1"
    )
    await opened.type("グ", Hits((HANAKO,)))
    assert "1人見つかりました" in opened.told
    assert "川田" not in opened.shown
    assert focused() is opened.dialog.words


async def test_birth_date_town_and_branch_stand_only_where_they_tell_apart(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO,)))
    assert "1979" not in opened.shown
    await opened.type("タ", Hits((JIRO,)))
    for word in ("1979/4/1", "川口市朝日", "中央図書館"):
        assert word in opened.shown


async def test_what_isnt_registered_of_a_hit_is_left_out(opened: Search) -> None:
    assert JIRO.apart is not None
    bare = replace(JIRO, kana=None, alias=None, apart=replace(JIRO.apart, birth_date=None))
    await opened.type("カワ", Hits((HANAKO, bare)))
    assert opened.shown == "カワグチ ハナコ 川口 花子 開く 川田 次郎 川口市朝日 中央図書館 開く"


async def test_hits_that_look_the_same_are_marked_in_words(opened: Search) -> None:
    twin = replace(JIRO, has_namesake=True)
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    assert "同姓同名" not in opened.shown + opened.told
    await opened.type("タ", Hits((twin, replace(twin, id=13, alias=None))))
    assert "▲川田 次郎(通称 河田)(同姓同名あり)" in opened.shown
    assert "▲川田 次郎(同姓同名あり)" in opened.shown
    assert "生年月日と住所で確かめてください。" in opened.told
    assert "2人見つかりました" in opened.told


async def test_what_was_found_is_said_and_what_it_says_is_its_name(
    opened: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _label, text, **_: said.append(text))
    await opened.type("カワ", Hits((HANAKO, JIRO)))

    assert said == [opened.told]
    assert not any(name in said[0] for name in ("川口", "カワグチ"))
    assert opened.dialog.said.accessibleName() == ""


async def test_that_there_are_more_is_told(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO), more=True))
    assert "さらにあります" in opened.told
    assert "絞り込んでください" in opened.told


async def test_nobody_found_and_nothing_searched_are_told(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO,)))
    await opened.type("ズ", Hits())
    assert "見つかりません" in opened.told
    assert not opened.dialog.panel.isVisible()
    opened.searches.answer("カワズ1", SearchUnfit(SearchFault.BIRTH_DATE_UNREADABLE))
    opened.dialog.words.insert(
        "1"
    )  # digits from an input method may be a scan, and are held back for a moment
    await opened.model.search.settled()
    assert "生年月日としては読めません" in opened.told
    opened.dialog.words.clear()
    assert "2文字から" in opened.told


async def test_every_field_is_searched_by(opened: Search) -> None:
    opened.searches.answer("", Hits())
    await opened.key(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "S54.4.1")
    await opened.key(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "0001")
    await opened.model.search.settled()
    assert opened.searches.asked[-1] == SearchText(birth_date="S54.4.1", phone="0001")


async def test_enter_opens_the_only_one(counter: Counter, whole_opened: Search) -> None:
    await whole_opened.type("カワグチ", Hits((HANAKO,)))
    whole_opened.answer_card(CARD_A, f"found {HANAKO.id}")
    await whole_opened.key(Qt.Key.Key_Return)
    assert isinstance(whole_opened.desk.answer.value, PatronSnapshot)
    assert whole_opened.dialogs.current is None
    assert counter.window.focusWidget() is counter.window.inquiry
    assert counter.window.top_bar.card_field.text() == ""


async def test_arrows_choose_among_several_and_enter_opens(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    await opened.key(Qt.Key.Key_Down)
    assert focused() is opened.dialog.panel.table
    await opened.key(Qt.Key.Key_Down)
    opened.answer_card("200000012", f"found {JIRO.id}")
    await opened.key(Qt.Key.Key_Return)
    assert opened.desk.patron_id == JIRO.id
    assert opened.dialogs.current is None


async def test_enter_among_several_goes_to_the_first_and_opens_nobody(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    await opened.key(Qt.Key.Key_Return)
    assert focused() is opened.dialog.panel.table
    assert opened.dialog.panel.table.current_row() == HANAKO
    assert opened.counter.bench.look_ups.asked == []


async def test_each_row_opens_by_itself_and_nothing_else_does(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    shown = [it.text() for it in opened.dialog.findChildren(QPushButton) if it.isVisible() and it.text()]
    assert shown == ["閉じる"]
    assert opened.dialog.default is None


async def test_f3_goes_back_to_the_name_and_selects_it(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    await opened.key(Qt.Key.Key_Down)
    await opened.key(Qt.Key.Key_F3)
    assert focused() is opened.dialog.words
    assert opened.dialog.words.selectedText() == "カワ"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F2])
async def test_esc_and_f2_go_back_to_the_card_field(
    counter: Counter, whole_opened: Search, key: Qt.Key
) -> None:
    await whole_opened.type("カワ", Hits((HANAKO, JIRO)))
    await whole_opened.key(key)
    assert whole_opened.dialogs.current is None
    assert counter.window.focusWidget() is counter.window.top_bar.card_field


async def test_a_scan_while_searching_opens_that_card_and_reaches_no_field(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    opened.answer_card(CARD_B)
    await opened.counter.scan(CARD_B)
    assert isinstance(opened.desk.answer.value, PatronSnapshot)
    assert opened.desk.answer.value.card_number == CARD_B
    assert opened.dialogs.current is None
    assert opened.searches.asked == [SearchText(words="カワ")]


async def test_what_is_no_card_stays_told_while_others_are_found(opened: Search) -> None:
    typed = QInputMethodEvent()
    typed.setCommitString("カワ")
    QApplication.sendEvent(focused(), typed)
    await opened.counter.scan("12345678")
    assert "数字が8桁しかありません。" in opened.told
    opened.searches.answer("カワ", Hits((HANAKO, JIRO)))
    await opened.model.search.settled()
    assert HANAKO.name in opened.shown
    assert "数字が8桁しかありません。" in opened.told
    await opened.type("グ", Hits((HANAKO,)))
    assert "数字が8桁しかありません。" not in opened.told


async def test_when_the_screen_is_hidden_nothing_of_it_stays(opened: Search) -> None:
    await opened.type("カワ", Hits((HANAKO, JIRO)))
    dialog = opened.dialog
    opened.model.forget()
    assert opened.dialogs.current is None
    assert not dialog.isVisible()
    assert dialog.panel.rows == ()


async def test_nobodys_name_stands_in_a_window_title(opened: Search) -> None:
    await opened.type("カワグチ", Hits((HANAKO,)))
    assert opened.dialog.windowTitle() == "利用者を探す"
    assert opened.dialog.accessibleName() == "利用者を探す"


@pytest.mark.parametrize("scale", [1.0, 2.0])
async def test_the_arrows_keep_who_is_chosen_in_view(
    qtbot: QtBot, qapp: QApplication, theme: Theme, scale: float
) -> None:
    """Enlarged, fields, sentence and list scroll together on this screen."""
    large = Theme(qapp, theme.tokens.scheme, scale)
    icons = Icons(large)
    bare = BareCounter(qtbot, qapp, large, icons)
    search = Search(bare, EmptyDesk(large, icons, bare.window, offers=EVERYTHING), large)
    qtbot.waitUntil(search.window.isActiveWindow)
    search.empty.find_wanted.emit()
    qtbot.waitUntil(search.dialog.words.hasFocus)
    twins = tuple(replace(JIRO, id=number) for number in range(1, 21))
    await search.type("カワ", Hits(twins))
    table = search.dialog.panel.table
    around = area_around(table)

    out_of_view = []
    for row in (*range(len(twins)), *reversed(range(len(twins) - 1))):
        await search.key(Qt.Key.Key_Down if row > table.currentIndex().row() else Qt.Key.Key_Up)
        assert table.currentIndex().row() == row
        rect = table.visualRect(table.currentIndex())
        upper = table.viewport().mapTo(around.viewport(), rect.topLeft()).y()
        if upper < 0 or upper + rect.height() > around.viewport().height():
            out_of_view.append((row, upper, rect.height(), around.viewport().height()))

    assert out_of_view == []
    await search.model.aclose()
    await bare.aclose()
    Theme(qapp, theme.tokens.scheme)


async def test_headings_are_those_of_values_and_stay_in_sight_above_whole_rows(opened: Search) -> None:
    await opened.type("カワ", Hits(tuple(replace(HANAKO, id=it) for it in range(1, 21))))
    panel = opened.dialog.panel
    assert [it.key for it in panel.model.columns_with_values()] == ["kana", "name", "open"]
    area, high = area_around(panel), panel.table.rowHeight(0)
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for value in (0, 7, 31, 95, bar.maximum() - 3, bar.maximum()):
        bar.setValue(value)
        assert panel.head.mapTo(area.viewport(), QPoint()).y() == 0
        assert (panel.table.mapTo(area.viewport(), QPoint()).y() - panel.head.height()) % high == 0, value
    await opened.type("タ", Hits((JIRO,)))
    assert panel.model.columns_with_values() == panel.model.columns
