"""Cards read over every kind of window: what is said of them where the clerk looks, and that nothing else happens."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import until
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.settings.test_first_start import BRANCHES, Store
from tests.views.acts import WholeActs
from tests.views.counter import Counter
from tests.views.passwords.issue_scene import button, issued, opened
from viewmodels.settings.first_start import FirstStartViewModel, Workplace
from views.dialogs.await_dialog import QtAsk
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.discard_dialog import DiscardDialog
from views.dialogs.form_dialog import FormDialog
from views.scanning.scan_filter import ScanFilter
from views.settings.first_start_window import FirstStartWindow
from views.style.icons import Icons
from views.style.theme import Theme

WAITS = "… 読み取ったカード(20000002-2)は、この操作が終わってから開きます"
AGAIN = "同じカードを続けて読み取りました。開くのは一度だけです。"


async def test_a_question_shows_the_card_that_waits_and_what_became_of_the_next(
    whole_acts: WholeActs,
) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.counter.window.inquiry.cancelled_holds.table, 0, 6)
    assert not dialog.scans.is_shown()
    await until(dialog.windowHandle().isExposed)
    low = dialog.height()
    await whole_acts.counter.scan(CARD_B)
    assert dialog.scans.is_shown()
    assert dialog.scans.said == WAITS
    assert dialog.height() == low  # the slot has room for it
    await whole_acts.counter.scan(CARD_B)
    assert dialog.scans.said == f"{WAITS}\n{AGAIN}"
    await whole_acts.counter.scan("12345678")
    assert dialog.scans.said.startswith(f"{WAITS}\n数字が8桁しかありません。")
    await whole_acts.counter.scan(CARD_A)
    assert "20000001-1" in dialog.scans.said
    assert whole_acts.counter.window.top_bar.card_field.text() == ""
    assert dialog.isVisible()


async def test_a_question_that_opens_later_shows_it_too(whole_acts: WholeActs, theme: Theme) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.counter.window.inquiry.cancelled_holds.table, 0, 6)
    await whole_acts.counter.scan(CARD_B)
    later = DecisionDialog("続き", yes="はい", no="いいえ", theme=theme, parent=dialog)
    later.open()
    assert later.scans.is_shown()
    assert later.scans.said == WAITS
    later.reject()


async def test_an_issued_slip_shows_the_card_that_waits(counter: Counter) -> None:
    dialog = await issued(counter)
    await counter.scan(CARD_B)
    assert dialog.scans.is_shown()
    assert dialog.scans.said == WAITS
    await counter.scan(CARD_B)
    assert dialog.scans.said == f"{WAITS}\n{AGAIN}"
    button(dialog, "印刷できた(閉じる)").click()
    counter.bench.look_ups.answer(CARD_B, snapshots.everyday(card_number=CARD_B))
    await counter.settled()
    assert counter.bench.desk.answer.value is not None
    assert counter.bench.desk.answer.value.card_number == CARD_B


async def test_while_a_dialog_asks_for_the_card_none_waits(counter: Counter) -> None:
    dialog = await opened(counter)
    await counter.scan(CARD_A)
    await counter.scan(CARD_A)
    assert not dialog.scans.is_shown()
    assert button(dialog, "再発行する").isEnabled()


class Form(FormDialog):
    """A form with a field that isn't saved."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("用紙", yes="保存する", no="やめる", theme=theme, parent=parent)
        self.field = QLineEdit()
        self.body.addWidget(self.field)
        self.left = 0

    def dirty(self) -> bool:
        """Tell whether something was typed."""
        return bool(self.field.text())

    def leave(self) -> None:
        """Count."""
        self.left += 1


def discarding() -> DiscardDialog:
    top = QApplication.activeModalWidget()
    assert isinstance(top, DiscardDialog)
    return top


async def test_the_question_about_input_says_what_the_card_waits_for(counter: Counter, theme: Theme) -> None:
    release = counter.bench.desk.capture_scans(lambda _: False)
    form = Form(theme, counter.window)
    form.open()
    form.field.setFocus()
    QTest.keyClicks(form.field, "x12")
    await counter.scan(CARD_B)
    assert form.field.text() == "x12"
    assert form.scans.said == WAITS
    QTest.keyClick(form, Qt.Key.Key_Escape)
    asked = discarding()
    assert asked.scans.is_shown()
    assert asked.scans.said == "… 読み取ったカード(20000002-2)は、入力を捨てると開きます"
    await counter.scan(CARD_B)
    assert asked.scans.said.endswith(AGAIN)
    assert asked.focusWidget() is asked.no
    QTest.keyClick(asked.no, Qt.Key.Key_Return)
    assert (form.isVisible(), form.left, form.field.text()) == (True, 0, "x12")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    asked = discarding()
    asked.show_stale()
    QTest.mouseClick(asked.yes, Qt.MouseButton.LeftButton)
    assert form.left == 1
    form.done(0)
    release()


async def test_the_question_that_a_card_led_to_names_that_card(counter: Counter, theme: Theme) -> None:
    desk = counter.bench.desk
    ask = QtAsk(theme)
    ask.over(counter.window)
    counter.bench.answers.dialog = ask
    desk.note_unsaved_input("form", dirty=True)
    desk.scanned(CARD_B)
    await asyncio.sleep(0)
    asked = discarding()
    assert asked.scans.said == "… 読み取ったカード(20000002-2)は、入力を捨てると開きます"
    Keyboard(asked.windowHandle()).type(CARD_A + "\r", 4)
    assert asked.scans.said == "… 読み取ったカード(20000001-1)は、入力を捨てると開きます"
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    QTest.keyClick(asked, Qt.Key.Key_Tab)
    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    await counter.settled()
    assert (counter.bench.look_ups.asked, desk.unsaved_input.there) == ([CARD_A], False)


async def test_the_first_start_tells_that_a_card_opened_nobody(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    scans = ScanFilter()
    scans.listen(qapp)
    model = FirstStartViewModel(
        BRANCHES,
        Store(),
        suggested=Workplace(BRANCHES[0].code, ""),
        on_saved=lambda _: None,
        report_bug=lambda _: "4F2A",
    )
    window = FirstStartWindow(model, theme=theme, icons=icons, scans=scans)
    qtbot.addWidget(window, before_close_func=lambda _: window.let_close())
    window.show_centred()
    QTest.keyClicks(window.workstation, "front")
    Keyboard(window.windowHandle()).type("A123456789B\r", 4)
    assert window.workstation.text() == "front"
    assert "カードを読み取りましたが、開いていません。" in window.trouble.text
    assert "123456789" not in window.trouble.text
    scans.stop(qapp)
