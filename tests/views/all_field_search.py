"""The desk's one field, typed and scanned into as at a counter: who is found stands beneath it, in the window."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.contract.errors import CardNumberMalformed, CardUnknown
from services.contract.hits import Hits
from services.rules.clock import TOKYO
from services.rules.people.hourly_bounds import Pause
from services.rules.people.search import SearchText
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.search_fakes import HANAKO, JIRO
from tests.views.counter import Counter
from tests.views.field_desk import FieldDesk
from viewmodels.core.notes import Caution
from viewmodels.desk.masking import MASK
from viewmodels.scanning.key_classifier import ENDING_MS
from views.style.theme import Theme
from views.widgets import announcing

BOTH = Hits((HANAKO, JIRO))


@pytest.fixture
async def desk(counter: Counter, theme: Theme) -> AsyncIterator[FieldDesk]:
    made = FieldDesk(counter, theme)
    yield made
    await made.aclose()


async def test_who_is_found_stands_beneath_the_field_in_the_window(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    assert "カワグチ ハナコ 川口 花子" in desk.shown
    assert "カワタ ジロウ 川田 次郎(通称 河田) 1979/4/1" in desk.shown
    assert "2人見つかりました" in desk.told
    assert desk.dialogs.current is None
    assert desk.field.hasFocus()
    assert desk.field.text() == "カワ"
    assert not desk.window.empty.isVisible()


async def test_what_is_told_of_it_moves_no_patrons_line(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    before = desk.window.header.geometry()
    await desk.find("カワ", BOTH)
    assert desk.strip.isVisible()
    assert desk.window.header.geometry() == before


async def test_arrows_choose_and_enter_opens_with_the_look_that_f3_makes(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_Down)
    assert desk.found.panel.table.hasFocus()
    assert desk.found.panel.table.current_row() == HANAKO
    await desk.key(Qt.Key.Key_Down)
    await desk.key(Qt.Key.Key_Up)
    await desk.key(Qt.Key.Key_Down)
    desk.answer_hit(CARD_A, JIRO.id)
    await desk.key(Qt.Key.Key_Return)
    assert desk.bench.look_ups.asked == [f"found {JIRO.id}"]
    assert desk.desk.patron_id == JIRO.id
    assert desk.is_clear
    assert desk.window.inquiry.isVisible()
    assert desk.desk.opening is None


async def test_enter_goes_to_several_and_opens_the_only_one(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_Return)
    assert desk.found.panel.table.hasFocus()
    assert desk.bench.look_ups.asked == []
    await desk.key(Qt.Key.Key_Escape)
    await desk.find("カワサ", Hits((HANAKO,)))
    desk.answer_hit(CARD_A, HANAKO.id)
    await desk.key(Qt.Key.Key_Return)
    assert desk.desk.patron_id == HANAKO.id


async def test_a_click_opens(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    desk.answer_hit(CARD_A, JIRO.id)
    table = desk.found.panel.table
    table.setCurrentIndex(desk.found.panel.model.index(1, 0))
    desk.found.panel.act_button.click()
    await desk.counter.settled()
    assert desk.desk.patron_id == JIRO.id


@pytest.mark.parametrize("from_the_list", [False, True])
async def test_esc_goes_back_to_the_field_with_what_was_typed_selected(
    desk: FieldDesk, from_the_list: bool
) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", BOTH)
    if from_the_list:
        await desk.key(Qt.Key.Key_Down)
    assert desk.window.status_bar.end.text() == "Esc 検索をやめる"
    await desk.key(Qt.Key.Key_Escape)
    assert desk.window.status_bar.end.text() == "Esc 利用者を閉じる"
    assert desk.is_clear
    assert desk.field.hasFocus()
    assert (desk.field.text(), desk.field.selectedText()) == ("カワ", "カワ")
    assert desk.desk.patron_id == int(CARD_A[-2:]), "who was open is there again"
    assert desk.window.inquiry.isVisible()
    await desk.key(Qt.Key.Key_Escape)
    assert desk.window.empty.isVisible()
    assert desk.field.text() == ""


async def test_f2_goes_back_and_selects_what_was_typed(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_Down)
    await desk.key(Qt.Key.Key_F2)
    assert desk.is_clear
    assert desk.field.hasFocus()
    assert desk.field.selectedText() == "カワ"


async def test_nothing_is_searched_while_somebody_types_or_composes(desk: FieldDesk) -> None:
    QApplication.sendEvent(desk.field, QInputMethodEvent("かわぐ", []))
    await desk.key(Qt.Key.Key_Return)
    desk.write("かわぐ")
    desk.write("り")
    assert desk.searches.asked == []
    desk.searches.answer("かわぐり", BOTH)
    await desk.key(Qt.Key.Key_Return)
    assert desk.searches.asked == [SearchText(words="かわぐり")]


async def test_what_is_typed_on_lets_go_of_who_was_found(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    desk.write("グ")
    assert desk.is_clear
    assert desk.field.hasFocus()


async def test_enter_twice_searches_once_and_opens_nobody(desk: FieldDesk) -> None:
    desk.searches.answer("カワグチ", Hits((HANAKO,)))
    desk.write("カワグチ")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    await desk.model.search.settled()
    await desk.key(Qt.Key.Key_Return)
    assert len(desk.searches.asked) == 1
    assert desk.bench.look_ups.asked == []
    assert HANAKO.name in desk.shown


async def test_latin_letters_are_typed_key_by_key(desk: FieldDesk) -> None:
    desk.searches.answer("sato", BOTH)
    desk.keyboard.type("sato", 90)
    desk.keyboard.type("\r", 120)
    await desk.model.search.settled()
    assert desk.searches.asked == [SearchText(words="sato")]


@pytest.mark.parametrize(
    ("text", "enter"),
    [("1980/1/1", 4), ("kawaguchi hanako", 4), ("かわぐち", 4), ("kawaguchi", ENDING_MS + 1)],
)
async def test_what_no_reader_sends_is_searched_however_fast_it_is_typed(
    desk: FieldDesk, text: str, enter: int
) -> None:
    for key in (text, ""):  # a date has no words
        desk.searches.answer(key, BOTH)
    desk.field.setFocus()
    desk.keyboard.type(text, 4)
    desk.keyboard.type("\r", enter)
    await desk.model.search.settled()
    assert [it.words or it.birth_date for it in desk.searches.asked] == [text]


@pytest.mark.parametrize("text", ["AB-00123", "ILL/2024/7"])
async def test_a_code_is_never_searched_whenever_enter_follows(desk: FieldDesk, text: str) -> None:
    desk.field.setFocus()
    desk.keyboard.type(text, 4)
    desk.keyboard.now += 60_000
    desk.keyboard.type("\r", 4)
    await desk.counter.settled()
    assert desk.searches.asked == []
    assert isinstance(desk.desk.card_error.value, CardNumberMalformed)


async def test_letters_of_a_reader_are_never_searched(desk: FieldDesk) -> None:
    """They reach the field, since no card has them."""
    desk.keyboard.type("hello\r", 4)
    await desk.counter.settled()
    assert desk.field.text() == "hello"
    assert desk.searches.asked == []
    assert isinstance(desk.desk.card_error.value, CardNumberMalformed)


async def test_a_scan_over_typed_kana_opens_the_card_and_searches_nothing(desk: FieldDesk) -> None:
    desk.write("カワ")
    await desk.read(CARD_B)
    assert desk.desk.patron_id == int(CARD_B[-2:])
    assert desk.searches.asked == []
    assert "カワ" not in desk.field.text()


async def test_a_scan_while_a_search_runs_ends_it(desk: FieldDesk) -> None:
    desk.write("カワ")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.model.search.running.value
    await desk.read(CARD_B)
    desk.searches.answer("カワ", BOTH)
    await desk.model.search.settled()
    assert desk.is_clear
    assert desk.desk.patron_id == int(CARD_B[-2:])


async def test_who_was_found_over_a_patron_is_never_under_another(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", BOTH)
    assert desk.window.header.isVisible(), "whose keys are in force stays to be seen"
    desk.desk.scanned(CARD_B)
    assert desk.is_clear, "before the next one is read"
    desk.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await desk.counter.settled()
    assert desk.is_clear
    assert HANAKO.name not in desk.counter.words()


async def test_what_others_change_of_the_open_patron_leaves_who_was_found(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", BOTH)
    changed = patron(CARD_A)
    changed = replace(changed, patron=replace(changed.patron, phone="048-000-9999"))
    desk.bench.look_ups.answer(f"refresh {changed.patron.id}", changed)
    desk.desk.refresh.start()
    await desk.desk.refresh.settled()
    assert HANAKO.name in desk.shown
    await desk.key(Qt.Key.Key_Escape)
    assert desk.window.inquiry.isVisible()


async def test_an_item_goes_to_its_row_and_lets_go_of_who_was_found(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", BOTH)
    await desk.counter.scan("3000097999")
    assert desk.desk.note.value is Caution.ITEM_NOT_THEIRS
    assert desk.is_clear
    assert desk.window.inquiry.isVisible()


async def test_f8_masks_who_was_found_and_shows_them_again(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_F8)
    assert desk.shown.count(MASK) == 4
    for word in ("川口", "カワ", "1979", "河田"):
        assert word not in desk.shown
    await desk.key(Qt.Key.Key_F8)
    assert HANAKO.name in desk.shown


async def test_a_row_stays_chosen_while_it_is_masked(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_Down)
    await desk.key(Qt.Key.Key_Down)
    await desk.key(Qt.Key.Key_F8)
    table = desk.found.panel.table
    chosen = table.current_row()
    assert chosen is not None
    assert (chosen.id, chosen.name) == (JIRO.id, MASK)
    assert table.hasFocus()


async def test_by_phone_the_field_takes_a_number_alone(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_F9)
    assert desk.is_clear
    assert desk.field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert desk.field.placeholderText() == "9桁の番号"
    QTest.keyClicks(desk.field, "sato")
    await desk.key(Qt.Key.Key_Return)
    assert len(desk.searches.asked) == 1
    assert "「s」は番号に使えません。" in desk.counter.words()


@pytest.mark.parametrize(
    ("digits", "button", "asked"),
    [
        ("19790401", "生年月日として探す", SearchText(birth_date="19790401")),
        ("0001", "電話番号として探す", SearchText(phone="0001")),
    ],
)
async def test_other_digits_are_told_and_offered_by_one_key(
    desk: FieldDesk, digits: str, button: str, asked: SearchText
) -> None:
    await desk.read(CARD_A)
    desk.field.setFocus()
    desk.field.clear()
    QTest.keyClicks(desk.field, digits)
    await desk.key(Qt.Key.Key_Return)
    assert f"数字が{len(digits)}桁しかありません。" in desk.counter.words()
    assert (desk.strip.offer_button.isVisible(), desk.strip.offer_button.text()) == (True, button)
    assert desk.window.inquiry.isVisible(), "who is open stays"
    assert desk.searches.asked == []
    desk.searches.answer("", BOTH)
    await desk.key(Qt.Key.Key_Down)
    assert desk.searches.asked == [asked]
    assert HANAKO.name in desk.shown
    assert not desk.strip.offer_button.isVisible()
    assert desk.field.text() == digits


async def test_the_offer_can_be_clicked_and_goes_with_the_digits(desk: FieldDesk) -> None:
    QTest.keyClicks(desk.field, "0001")
    await desk.key(Qt.Key.Key_Return)
    QTest.keyClicks(desk.field, "2")
    assert not desk.strip.isVisible()
    assert desk.field.property("fault") != "true"
    QTest.keyClicks(desk.field, "345")
    await desk.key(Qt.Key.Key_Return)
    desk.searches.answer("", BOTH)
    QTest.mouseClick(desk.strip.offer_button, Qt.MouseButton.LeftButton)
    await desk.model.search.settled()
    assert desk.searches.asked == [SearchText(phone="2345")]


async def test_f3_takes_the_place_of_who_was_found(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_F3)
    assert desk.dialogs.current is not None
    assert desk.is_clear


@pytest.mark.parametrize("bare_alone", [True, False])
async def test_bounds_are_told_as_by_f3(desk: FieldDesk, bare_alone: bool) -> None:
    until = datetime(2026, 11, 24, 10, 41, 30, tzinfo=TOKYO)
    await desk.find("カワ", Hits(pause=Pause(until, bare_alone=bare_alone)))
    assert "10:42 から" in desk.told
    assert ("氏名も入力すれば" in desk.told) == bare_alone
    assert not desk.found.isVisible()


async def test_nobody_found_is_told_over_who_is_open(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", Hits())
    assert "見つかりません" in desk.told
    assert desk.window.inquiry.isVisible()


async def test_who_was_found_is_named_with_their_number(
    desk: FieldDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _label, text, **_: said.append(text))
    await desk.find("カワ", BOTH)
    assert said == [desk.told]
    assert "2人" in said[0]
    assert not any(name in said[0] for name in ("川口", "カワグチ"))
    interface = QAccessible.queryAccessibleInterface(desk.found.panel)
    assert interface.text(QAccessible.Text.Name) == "見つかった利用者"
    assert interface.text(QAccessible.Text.Description) == "2人"


async def test_f6_goes_to_who_was_found(desk: FieldDesk) -> None:
    await desk.read(CARD_A)
    await desk.find("カワ", BOTH)
    await desk.key(Qt.Key.Key_F6)
    assert desk.found.panel.table.hasFocus()


async def test_an_unknown_card_is_told_in_the_place_of_who_was_found(desk: FieldDesk) -> None:
    await desk.find("カワ", BOTH)
    desk.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    await desk.counter.scan(CARD_B)
    assert desk.is_clear
    assert "この番号の利用カードはありません。" in desk.counter.words()


async def test_the_foot_says_what_keys_do_while_somebody_is_found(desk: FieldDesk) -> None:
    bar = desk.window.status_bar

    def told() -> list[str]:
        return [it.words for it in (*bar.keys.hints, *bar.end.hints)]

    await desk.find("カワ", BOTH)
    assert told() == ["Enter 見つかった利用者へ", "F6 見つかった利用者へ", "Esc 検索をやめる"]
    await desk.key(Qt.Key.Key_Down)
    assert told()[0].startswith("Enter")
    assert told()[-1] == "Esc 検索をやめる"
    await desk.key(Qt.Key.Key_Escape)
    assert told() == ["Enter 利用者を探す", "Esc 入力を消す"]
    await desk.find("カワサ", Hits((HANAKO,)))
    assert told() == ["Enter 利用者を開く", "F6 見つかった利用者へ", "Esc 検索をやめる"]
