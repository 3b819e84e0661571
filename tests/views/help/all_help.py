"""F1 and the button ヘルプ: the page for what is on screen, pictures and links, the desk going on."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from services.acts.as_offered import EVERYTHING
from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import SystemBusy
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import HOPELESS
from tests.helpers.windows import active
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from tests.views.ear import Ear
from viewmodels.help.about import ProgramVersion
from viewmodels.help.diagnosis import DiagnosisModel
from views.desk import shortcuts
from views.help.about_window import AboutWindow
from views.help.diagnosis_window import DiagnosisWindow
from views.help.help_menu import HelpMenu
from views.manual.manual import INDEX, KEYS, Manual, ManualPage, anchor_of
from views.manual.manual_browser import ManualBrowser
from views.manual.manual_window import HelpWindow
from views.style.theme import Theme

FINE = Diagnosis(Subject.CLOCK, CheckResult.CLOCK_RIGHT, (0,))
WRONG = Diagnosis(Subject.CLOCK_OFFSET, CheckResult.OFFSET_SET, (60,))


class Checks:
    """Finds what the test says."""

    def __init__(self) -> None:
        self.found: tuple[Diagnosis, ...] = (FINE, WRONG)
        self.error: Exception | None = None

    async def examine(self) -> tuple[Diagnosis, ...]:
        if self.error is not None:
            raise self.error
        return self.found


@pytest.fixture
def checks() -> Checks:
    return Checks()


@pytest.fixture
def diagnosis(checks: Checks) -> DiagnosisModel:
    return DiagnosisModel(checks.examine, lambda _error: "4F2A")


@pytest.fixture
def helping(counter: Counter, theme: Theme, diagnosis: DiagnosisModel) -> Iterator[HelpMenu]:
    made = HelpMenu(
        counter.window,
        counter.bench.desk,
        theme=theme,
        manual=Manual.find(),
        about=ProgramVersion("1.2.3", "0001", "4f2a90c1b7d3"),
        diagnosis=diagnosis,
    )
    yield made
    made.close_all()


def shown[W: QWidget](kind: type[W]) -> W | None:
    return next(
        (it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible()), None
    )


def the[W: QWidget](kind: type[W]) -> W:
    found = shown(kind)
    assert found is not None
    return found


async def opened(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)


async def f1(counter: Counter) -> str:
    await active(counter.window)
    counter.press(Qt.Key.Key_F1)
    return the(HelpWindow).browser.page


async def test_without_a_patron_f1_tells_how_to_begin_and_esc_closes(
    counter: Counter, helping: HelpMenu
) -> None:
    assert await f1(counter) == "start.md"
    window = the(HelpWindow)
    assert not window.isModal()
    await active(window)
    QTest.keyClick(window.browser, Qt.Key.Key_Escape)
    assert shown(HelpWindow) is None
    await active(counter.window)


async def test_f1_opens_the_page_of_the_list_that_has_the_keyboard(
    counter: Counter, helping: HelpMenu
) -> None:
    await opened(counter)
    inquiry = counter.window.inquiry
    for widget, page in (
        (inquiry.loans.table, "loans.md"),
        (inquiry.holds.table, "holds.md"),
        (inquiry.cancelled_holds.table, "holds.md"),
    ):
        await active(counter.window)
        widget.setFocus()
        assert await f1(counter) == page


@pytest.mark.parametrize("in_menu", [True, False])
@pytest.mark.parametrize(
    ("row", "place"),
    [
        (0, ("start.md", "利用者を開く")),
        (1, ("password.md", "パスワード")),
        (2, ("email.md", "メールアドレス")),
        (3, ("reference.md", "レファレンス")),
        (4, ("registration.md", "登録とカード")),
        (5, ("records.md", "操作記録")),
    ],
)
async def test_f1_opens_at_the_page_that_is_open(
    counter: Counter, helping: HelpMenu, row: int, place: tuple[str, str], in_menu: bool
) -> None:
    await opened(counter)
    counter.window.menu.setCurrentRow(row)
    (counter.window.menu if in_menu else counter.window.top_bar.card_field).setFocus()
    page = await f1(counter)
    assert (page, the(HelpWindow).browser.textCursor().block().text()) == place


async def test_f1_in_the_diagnosis_tells_of_trouble_and_gives_the_keyboard_back_to_it(
    counter: Counter, helping: HelpMenu
) -> None:
    helping.diagnose()
    window = the(DiagnosisWindow)
    await active(window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    found = the(HelpWindow)
    assert found.browser.page == "trouble.md"
    await active(found)
    QTest.keyClick(found.browser, Qt.Key.Key_Escape)
    async with asyncio.timeout(HOPELESS):
        while QApplication.activeWindow() is not window:  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0)


async def test_by_phone_f1_tells_of_the_phone(counter: Counter, helping: HelpMenu) -> None:
    counter.press(Qt.Key.Key_F9)
    await counter.settled()
    assert await f1(counter) == "phone.md"


async def test_f1_works_in_a_question_too(counter: Counter, helping: HelpMenu) -> None:
    await opened(counter)
    counter.press(Qt.Key.Key_F4)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    await active(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert the(HelpWindow).browser.page == "password.md"
    await active(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    async with asyncio.timeout(HOPELESS):
        while QApplication.activeModalWidget() is not None:  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0)


async def test_a_card_that_is_read_while_help_has_the_keyboard_is_opened(
    counter: Counter, helping: HelpMenu
) -> None:
    assert await f1(counter) == "start.md"
    window = the(HelpWindow)
    await active(window)
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    Keyboard(window.windowHandle()).type(f"{CARD_A}\r", 4)
    await counter.settled()
    assert counter.bench.desk.snapshot is not None
    assert window.isVisible()


async def test_every_page_can_be_gone_to_and_the_way_back_is_kept(
    counter: Counter, helping: HelpMenu
) -> None:
    assert await f1(counter) == "start.md"
    window = the(HelpWindow)
    assert not window.back_button.isEnabled()
    pages = Manual.find().pages()
    for place, page in enumerate(pages):
        window.index.setCurrentRow(place)
        assert window.browser.page == page.file
        assert window.browser.toPlainText().strip()
    await active(window)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.browser.page == pages[-2].file
    assert window.index.currentRow() == len(pages) - 2


def labelled(window: QWidget, text: str) -> QPushButton:
    return next(it for it in window.findChildren(QPushButton) if it.text() == text)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
async def test_the_button_lets_down_a_menu_of_everything(counter: Counter, helping: HelpMenu) -> None:
    await active(counter.window)
    QTest.mouseClick(helping.button, Qt.MouseButton.LeftButton)
    assert helping.menu.isVisible()
    assert [it.text().split("\t")[0] for it in helping.menu.actions()] == [
        "いまの画面のヘルプ",
        "キー一覧",
        "診断",
        "このプログラムについて",
    ]
    QTest.keyClick(helping.menu, Qt.Key.Key_Down)
    QTest.keyClick(helping.menu, Qt.Key.Key_Down)
    QTest.keyClick(helping.menu, Qt.Key.Key_Return)
    assert the(HelpWindow).browser.page == KEYS
    assert not helping.menu.isVisible()


async def test_the_key_list_in_the_help_names_every_key(helping: HelpMenu) -> None:
    helping.open_at(KEYS)
    text = the(HelpWindow).browser.toPlainText()
    for key, what in shortcuts.keys_of(EVERYTHING):
        assert f"{key}\n{what}" in text


def test_the_manual_is_found_and_its_index_names_every_page_once() -> None:
    pages = Manual.find().pages()
    assert pages[0] == ManualPage(INDEX, "窓口のマニュアル")
    files = [page.file for page in pages]
    assert sorted(files) == sorted(path.name for path in Manual.find().folder.glob("*.md"))


def test_the_english_manual_is_found_where_the_screen_is_english() -> None:
    manual = Manual.find(english=True)
    assert manual.pages()[0] == ManualPage(INDEX, "The counter's manual")
    assert len(manual.pages()) == len(Manual.find().pages())
    assert manual.picture("../../images/en/desk-light.png") is not None


def browser(counter: Counter, theme: Theme) -> ManualBrowser:
    made = ManualBrowser(Manual.find(), theme, counter.window)
    made.resize(600, 400)
    made.show()
    return made


async def test_pictures_are_as_wide_as_there_is_room(counter: Counter, theme: Theme) -> None:
    page = browser(counter, theme)
    page.go_to("start.md")
    picture = page.loadResource(2, QUrl("../images/desk-light.png"))
    assert isinstance(picture, QImage)
    assert 0 < picture.width() <= page.viewport().width()
    assert page.document().size().width() <= page.viewport().width()


@pytest.mark.parametrize(
    "link", ["../../README.md", "/etc/hostname", "http://example.jp/x.png", "../images/none.png"]
)
async def test_nothing_but_the_manuals_pictures_is_read(counter: Counter, theme: Theme, link: str) -> None:
    assert browser(counter, theme).loadResource(2, QUrl(link)) is None


async def test_a_link_leads_to_a_heading_of_another_page(counter: Counter, theme: Theme) -> None:
    page = browser(counter, theme)
    page.go_to(INDEX)
    page.anchorClicked.emit(QUrl("holds.md#予約に戻す"))
    assert page.page == "holds.md"
    assert page.textCursor().block().text() == "予約に戻す"
    assert page.verticalScrollBar().value() > 0


@pytest.mark.parametrize("link", ["https://example.jp/", "../../README.ja.md", "none.md"])
async def test_a_link_out_of_the_manual_leads_nowhere(counter: Counter, theme: Theme, link: str) -> None:
    page = browser(counter, theme)
    page.go_to(INDEX)
    page.anchorClicked.emit(QUrl(link))
    assert page.page == INDEX


def test_headings_are_named_as_links_name_them() -> None:
    assert anchor_of("予約カードが一覧にないとき") == "予約カードが一覧にないとき"
    assert anchor_of("At the Counter (F4)") == "at-the-counter-f4"


async def test_a_diagnosis_is_made_at_once_told_and_copied(
    counter: Counter, helping: HelpMenu, diagnosis: DiagnosisModel
) -> None:
    helping.diagnose()
    await diagnosis.look.settled()
    window = the(DiagnosisWindow)
    said = "\n".join(it.text() for it in window.findChildren(QLabel) if it.isVisible())
    assert "することが 1件あります" in said
    assert "▲ 時刻の補正" in said
    assert "表 clock_offset を空にしてください。" in said
    labelled(window, "コピー").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("madoguchi 1.2.3, Python")
    assert copied.count("\n") == 2


async def test_a_diagnosis_looks_again_and_tells_when_all_is_well_or_nothing_came_of_it(
    counter: Counter, helping: HelpMenu, diagnosis: DiagnosisModel, checks: Checks
) -> None:
    helping.diagnose()
    await diagnosis.look.settled()
    window = the(DiagnosisWindow)

    def words() -> str:
        return "\n".join(it.text() for it in window.findChildren(QLabel) if it.isVisible())

    checks.found = (FINE,)
    labelled(window, "もう一度調べる").click()
    await diagnosis.look.settled()
    assert "直すところはありません" in words()
    assert "時刻の補正" not in words()
    checks.error = SystemBusy()
    labelled(window, "もう一度調べる").click()
    await diagnosis.look.settled()
    assert "図書館のシステムが混み合っています。" in words()


async def test_what_a_diagnosis_comes_to_is_heard_and_is_the_name_of_its_line(
    counter: Counter, helping: HelpMenu, diagnosis: DiagnosisModel, checks: Checks, ear: Ear
) -> None:
    def heard() -> list[str]:
        said = [text for text, _ in ear.heard]
        ear.forget()
        return said

    helping.diagnose()
    await diagnosis.look.settled()
    window = the(DiagnosisWindow)
    assert heard() == ["することが 1件あります"]
    (line,) = (it for it in window.findChildren(QLabel) if it.text() == "することが 1件あります")
    checks.found = (FINE,)
    labelled(window, "もう一度調べる").click()
    await diagnosis.look.settled()
    assert heard() == ["直すところはありません"]
    assert QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name) == "直すところはありません"
    labelled(window, "コピー").click()
    assert heard() == ["コピーしました"]
    checks.error = SystemBusy()
    labelled(window, "もう一度調べる").click()
    await diagnosis.look.settled()
    (trouble,) = heard()
    assert trouble.startswith("図書館のシステムが混み合っています。")


async def test_the_program_tells_its_version_and_whose_work_it_is_made_of(
    counter: Counter, helping: HelpMenu
) -> None:
    helping.tell_about()
    window = the(AboutWindow)
    labels = [it.text() for it in window.findChildren(QLabel)]
    assert any("1.2.3" in it and "MIT License" in it for it in labels)
    assert "データベースの版 0001 · 4f2a90c1b7d3" in labels
    text = window.text.toPlainText()
    for part in ("BIZ UDPGothic", "SIL Open Font License", "Lucide", "PySide6", "LGPL"):
        assert part in text


async def test_lines_of_a_table_dont_touch(counter: Counter, theme: Theme) -> None:
    page = browser(counter, theme)
    page.go_to("keys.md")
    cursor = page.document().find("F3")
    assert cursor.currentTable() is not None
    assert cursor.blockFormat().lineHeight() > 110
