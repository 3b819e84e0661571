"""Searching the manual: what is found, and the way to it by keys alone."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.sources import nodes_of
from tests.helpers.waiting import until
from views.manual import manual
from views.manual.manual import INDEX, START, Manual
from views.manual.manual_search import ManualSection, find, folded, sections, words_of
from views.manual.manual_window import HelpWindow
from views.style.theme import Theme

VIEWS = Path(__file__).parents[3] / "views"
JAPANESE, ENGLISH = Manual.find(), Manual.find(english=True)


def found(typed: str, among: Manual = JAPANESE) -> list[tuple[str, str]]:
    return [(it.file, it.heading) for it in find(sections(among), typed)]


def test_a_word_is_found_where_it_stands() -> None:
    hits = found("受取ポイント")
    assert ("holds.md", "予約の変更") in hits
    assert all("受取ポイント" in JAPANESE.text(file) for file, _ in hits)


@pytest.mark.parametrize("typed", ["カード 印", "かーど　印", "ｶｰﾄﾞ 印"])
def test_every_word_has_to_be_there_however_it_is_written(typed: str) -> None:
    hits = found(typed)
    assert ("supervisor.md", "代替カードの登録") in hits
    assert set(hits) < set(found("印"))


def test_a_heading_comes_before_what_only_mentions_it() -> None:
    hits = found("ロック解除")
    assert hits[0] == ("password.md", "ロック解除")
    assert ("phone.md", "電話でできること、できないこと") in hits[1:]


def test_the_english_manual_is_searched_where_the_screen_is_english() -> None:
    assert ("holds.md", "Restoring a hold") in found("RESTORING", ENGLISH)
    assert found("zzz", ENGLISH) == []


@pytest.mark.parametrize("typed", ["", " ", "　"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_every_section_of_every_page_can_be_found() -> None:
    among = sections(JAPANESE)
    for page in JAPANESE.pages():
        headings = [it.heading for it in among if it.file == page.file]
        assert headings == [page.title, *JAPANESE.headings(page.file)]
    for section in among:
        assert section in find(among, section.heading)


def test_folding_keeps_every_place() -> None:
    text = "ﾊﾟｽﾜｰﾄﾞ ＡＢＣ ㌔ カードヶ"
    assert len(folded(text)) == len(text)
    assert words_of("ＡＢＣ　abc カード") == ("abc", "かーど")


def test_marks_of_the_text_are_no_part_of_it() -> None:
    assert not any("**" in it.text or "](" in it.text for it in sections(JAPANESE))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> HelpWindow:
    desk = QWidget()
    made = HelpWindow(JAPANESE, theme, desk)
    qtbot.addWidget(desk, before_close_func=lambda _: made.hide())
    desk.show()
    made.open_at(START)
    return made


def texts(window: HelpWindow) -> list[str]:
    return [window.found.item(place).text().partition("\n")[0] for place in range(window.found.count())]


async def test_keys_alone_lead_from_a_word_to_its_place_and_back(window: HelpWindow) -> None:
    window.activateWindow()
    await until(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window.browser, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.field
    window.field.setText("取置延長")
    assert (window.index.isVisible(), window.found.isVisible()) == (False, True)
    assert texts(window)[0] == "取置延長"
    assert window.said.text() == f"{window.found.count()}か所にあります。"
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert window.focusWidget() is window.found
    assert window.browser.page == "holds.md"
    assert window.browser.textCursor().block().text() == "取置延長"
    marked = {it.cursor.selectedText() for it in window.browser.extraSelections()}
    assert marked == {"取置延長"}
    QTest.keyClick(window.found, Qt.Key.Key_Down)
    assert window.browser.page != "holds.md" or window.browser.textCursor().block().text() != "取置延長"
    QTest.keyClick(window.found, Qt.Key.Key_Return)
    assert window.focusWidget() is window.browser
    window.field.clear()
    assert (window.index.isVisible(), window.found.isVisible()) == (True, False)
    assert (window.browser.extraSelections(), window.said.isVisible()) == ([], False)


async def test_a_place_that_was_found_is_shown_again_after_going_back(window: HelpWindow) -> None:
    begun = window.browser.page
    window.field.setText("取置延長")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    window.go_back()
    assert window.browser.page == begun
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert (window.browser.page, window.browser.textCursor().block().text()) == ("holds.md", "取置延長")
    window.go_back()
    QTest.keyClick(window.found, Qt.Key.Key_Return)
    assert (window.browser.page, window.browser.textCursor().block().text()) == ("holds.md", "取置延長")
    window.go_back()
    place = window.found.visualItemRect(window.found.item(0)).center()
    QTest.mouseClick(window.found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (window.browser.page, window.browser.textCursor().block().text()) == ("holds.md", "取置延長")
    window.go_back()
    assert window.browser.page == begun


async def test_what_is_nowhere_is_told(window: HelpWindow) -> None:
    page = window.browser.page
    window.field.setText("ほげほげ")
    assert (window.said.text(), window.said.isVisible()) == ("見つかりません。", True)
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert window.browser.page == page


async def test_f1_brings_the_index_back(window: HelpWindow) -> None:
    window.field.setText("ロック")
    window.open_at(INDEX)
    assert window.index.isVisible()
    assert window.field.text() == ""


def told_places() -> set[tuple[str, str]]:
    """Every place of the manual that a view names with `at(page, heading)`."""
    places = set()
    for source in VIEWS.rglob("*.py"):
        for node in nodes_of(source):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "at":
                page, heading = node.args
                file = getattr(manual, page.id) if isinstance(page, ast.Name) else ast.literal_eval(page)
                told = [it.value for it in ast.walk(heading) if isinstance(it, ast.Constant)]
                places |= {(file, text) for text in told if isinstance(text, str)}
    return places


def test_every_place_that_a_view_names_is_in_the_manual() -> None:
    places = told_places()
    assert len(places) > 12
    for file, heading in places:
        assert heading in JAPANESE.headings(file), (file, heading)
        assert JAPANESE.anchor(file, heading)
        assert ENGLISH.anchor(file, heading)


@pytest.mark.parametrize("page", JAPANESE.pages(), ids=lambda page: page.file)
def test_both_manuals_have_the_same_sections(page: manual.ManualPage) -> None:
    assert len(ENGLISH.headings(page.file)) == len(JAPANESE.headings(page.file))


def test_a_heading_that_is_not_there_opens_the_page_at_its_top() -> None:
    assert JAPANESE.anchor(START, "ありません") == ENGLISH.anchor(START, "") == ""


def test_a_section_says_where_it_is() -> None:
    first, second, *_ = sections(JAPANESE)
    assert isinstance(first, ManualSection)
    assert (first.file, first.is_first, second.is_first) == (INDEX, True, False)
