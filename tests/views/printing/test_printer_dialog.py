"""The choice of a printer under real keys: over a slip's way to paper, and over the password dialog."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.errors import PrinterFault, PrinterUnavailable, SettingsNotWritable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from services.slips.sample import sample_slip
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.settings.test_settings_form import PAPER, PRINTER, Store
from tests.views.counter import Counter
from tests.views.printing.printers import FakeSpooler, KeptPaper
from viewmodels.core.ports import Ready
from viewmodels.passwords.password_issue import PasswordIssueViewModel, Stage
from viewmodels.printout import PaperState
from viewmodels.settings.setting_keys import Value
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation
from views.printing.printer_chooser import PrinterChooser
from views.printing.printer_dialog import PrinterDialog
from views.printing.slip_printer import QtSlipPrinter
from views.printing.spooler import SpooledJob
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.fields.value_fields import ValueField

HOPELESS = 30
"""Seconds after which something that should happen has not."""


@dataclass
class Desk:
    """A slip printer whose clerk is asked over a window."""

    window: QWidget
    spooler: FakeSpooler
    store: Store
    theme: Theme
    printer: QtSlipPrinter
    paper: type[KeptPaper]

    def chooser(self, in_front: Callable[[], QWidget | None]) -> PrinterChooser:
        return PrinterChooser(
            SlipKind.PASSWORD, self.spooler, self.theme, repr, store=self.store, window=in_front
        )

    def printed(self) -> bool:
        return self.paper.path.exists()

    async def dialog(self) -> PrinterDialog:
        """Wait for the dialog, and until it told of the printer that is chosen at first."""
        async with asyncio.timeout(HOPELESS):
            while not isinstance(found := QApplication.activeModalWidget(), PrinterDialog):  # noqa: ASYNC110 - Qt tells nobody
                await asyncio.sleep(0)
        await found.settled()
        return found

    async def asking(self) -> tuple[PrinterDialog, "asyncio.Task[Ready]"]:
        checking = asyncio.create_task(self.printer.check())
        return await self.dialog(), checking

    def use(self, way: SlipPrinting) -> None:
        self.printer.use(way)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, kept_paper: type[KeptPaper]) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    kept_paper.narrow = frozenset()
    queues = ("Reception", "Slip")
    spooler, store = FakeSpooler(queues=queues), Store(Workstation(Settings()))
    chooser = PrinterChooser(SlipKind.PASSWORD, spooler, theme, repr, store=store, window=lambda: window)
    return Desk(window, spooler, store, theme, QtSlipPrinter(SlipPrinting(), spooler, chooser), kept_paper)


@pytest.fixture(autouse=True)
def both_known(monkeypatch: pytest.MonkeyPatch, kept_paper: type[KeptPaper]) -> None:
    """Qt knows both queues."""
    from PySide6 import QtPrintSupport

    monkeypatch.setattr(QtPrintSupport.QPrinterInfo, "names", ("Reception", "Slip"))


def press(dialog: PrinterDialog, *keys: Qt.Key) -> None:
    """Press keys wherever the keyboard is."""
    for key in keys:
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


async def soon[T](answer: "asyncio.Future[T]") -> T:
    """Wait for an answer that the last key gives; a key that does nothing fails the test instead of halting it."""
    async with asyncio.timeout(HOPELESS):
        return await answer


def told(dialog: PrinterDialog) -> str:
    assert dialog.message.isVisible() is bool(dialog.told)
    return dialog.told


async def test_arrows_tab_and_enter_choose_and_print(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    assert dialog.focusWidget() is dialog.queues
    press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.paper.editor
    press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.queues
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER
    assert desk.printer.paper is Paper.ROLL80
    assert isinstance(await desk.printer.print_slip(await sample_slip(Paper.ROLL80)), SpooledJob)
    assert desk.spooler.read_printers[-1] == "Slip"
    assert desk.printed()
    assert desk.store.saved == []


async def test_tab_reaches_everything_and_enter_on_the_button_prints(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    way = [dialog.queues, dialog.paper.editor, dialog.always.editor, dialog.on_screen, dialog.no, dialog.yes]
    for widget in way[1:]:
        press(dialog, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is widget
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER


async def test_enter_goes_on_from_paper_and_tick_to_the_button(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    for editor in (dialog.paper.editor, dialog.always.editor):
        editor.setFocus()
        press(dialog, Qt.Key.Key_Return)
        assert dialog.focusWidget() is dialog.yes
    press(dialog, Qt.Key.Key_Escape)
    assert await soon(checking) is Ready.NOT_AT_ALL


@pytest.mark.parametrize("before_password", [True, False])
async def test_escape_leaves(desk: Desk, before_password: bool) -> None:
    asked = asyncio.create_task(desk.printer.check() if before_password else desk.printer.choose())
    dialog = await desk.dialog()
    assert dialog.on_screen.isVisible() is before_password
    press(dialog, Qt.Key.Key_Escape)
    assert await soon(asked) in (Ready.NOT_AT_ALL, False)
    assert QApplication.activeModalWidget() is None
    assert not desk.printed()


async def test_a_slip_can_be_shown_instead_before_its_password_is_made(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    dialog.on_screen.setFocus()
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_SCREEN
    assert QApplication.activeModalWidget() is None


async def test_other_tasks_go_on_behind_it_each_time(desk: Desk) -> None:
    beats: asyncio.Queue[int] = asyncio.Queue(maxsize=1)

    async def beat() -> None:
        for each in count():
            await asyncio.sleep(0)
            await beats.put(each)

    beating = asyncio.create_task(beat())
    for _ in range(2):
        dialog, checking = await desk.asking()
        first = await beats.get()
        async with asyncio.timeout(HOPELESS):
            while await beats.get() < first + 50:
                pass
        assert not checking.done()
        press(dialog, Qt.Key.Key_Return)
        assert await soon(checking) is Ready.FOR_PAPER
        await desk.printer.print_slip(await sample_slip(Paper.A6))
        assert desk.printed()
        desk.paper.path.unlink()
    assert not beating.done()
    beating.cancel()


async def test_the_last_choice_is_chosen_at_first(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    press(dialog, Qt.Key.Key_Down)
    dialog.paper.show_value("a4")
    press(dialog, Qt.Key.Key_Return)
    await soon(checking)
    choosing = asyncio.create_task(desk.printer.choose())
    dialog = await desk.dialog()
    assert (dialog.queues.currentItem().text(), dialog.paper.value) == ("Slip", "a4")
    press(dialog, Qt.Key.Key_Return)
    assert await soon(choosing)


async def test_a_set_printer_is_chosen_at_first_where_each_slip_is_asked_about(desk: Desk) -> None:
    desk.use(SlipPrinting("Slip", Paper.A4, dialog=True))
    dialog, checking = await desk.asking()
    assert (dialog.queues.currentItem().text(), dialog.paper.value) == ("Slip", "a4")
    assert "これがはじめに選ばれています" in dialog.always.note
    press(dialog, Qt.Key.Key_Escape)
    await soon(checking)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (PrinterFault.STOPPED, "プリンター「Reception」が停止しています。"),
        (PrinterFault.IN_ERROR, "プリンター「Reception」が異常を知らせています。"),
        (PrinterFault.MISSING, "プリンター「Reception」が見つかりません。"),
    ],
)
async def test_a_printer_that_cannot_print_is_told_beside_the_list_and_another_is_taken(
    desk: Desk, fault: PrinterFault, sentence: str
) -> None:
    desk.spooler.broken = {"Reception": fault}
    dialog, checking = await desk.asking()
    assert sentence in told(dialog)
    dialog.always.show_value(True)
    press(dialog, Qt.Key.Key_Return)
    await dialog.settled()
    assert not checking.done()
    assert sentence in told(dialog)
    assert dialog.focusWidget() is dialog.queues
    assert dialog.always.value is True

    press(dialog, Qt.Key.Key_Down)
    await dialog.settled()
    assert told(dialog) == ""
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER
    assert desk.store.saved == [{PRINTER: "Slip", PAPER: "a6"}]


async def test_a_refused_paper_is_told_and_another_is_taken(desk: Desk) -> None:
    desk.paper.narrow = frozenset({"Reception"})
    desk.use(SlipPrinting(None, Paper.ROLL80))
    dialog, checking = await desk.asking()
    assert "プリンター「Reception」は、用紙「80mmロール紙」に印刷できません。" in told(dialog)
    editor = dialog.paper.editor
    assert isinstance(editor, QComboBox)
    editor.setFocus()
    press(dialog, Qt.Key.Key_Down)
    await dialog.settled()
    assert dialog.paper.value == "a4"
    assert told(dialog) == ""
    dialog.queues.setFocus()
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER
    assert desk.printer.paper is Paper.A4


async def test_a_set_queue_that_is_gone_is_listed_as_missing(desk: Desk) -> None:
    desk.use(SlipPrinting("Old", dialog=True))
    dialog, checking = await desk.asking()
    assert [dialog.queues.item(row).text() for row in range(3)] == [
        "Old(見つかりません)",
        "Reception",
        "Slip",
    ]
    assert "プリンター「Old」が見つかりません。" in told(dialog)
    press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER


async def test_without_any_queue_nothing_is_asked(desk: Desk) -> None:
    desk.spooler.queues = ()
    assert await desk.printer.check() is Ready.FOR_SCREEN
    with pytest.raises(PrinterUnavailable) as error:
        await desk.printer.choose()
    assert error.value.fault is PrinterFault.NONE_THERE
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("before_password", [True, False])
async def test_where_the_queues_cant_be_asked_those_that_qt_knows_are_offered(
    desk: Desk, before_password: bool
) -> None:
    desk.spooler.queues = None
    asked = asyncio.create_task(desk.printer.check() if before_password else desk.printer.choose())
    dialog = await desk.dialog()
    assert [dialog.queues.item(row).text() for row in range(dialog.queues.count())] == ["Reception", "Slip"]
    press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert await soon(asked) in (Ready.FOR_PAPER, True)


async def test_a_ticked_choice_is_kept(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    dialog.always.editor.setFocus()
    press(dialog, Qt.Key.Key_Space)
    dialog.queues.setFocus()
    press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER
    assert desk.store.saved == [{PRINTER: "Slip", PAPER: "a6"}]


async def test_a_choice_that_cannot_be_kept_is_told_and_taken_without(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    desk.store.trouble = SettingsNotWritable()
    dialog.always.show_value(True)
    press(dialog, Qt.Key.Key_Return)
    await dialog.settled()
    assert "設定ファイルに書き込めません。" in told(dialog)
    dialog.always.show_value(False)
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER


@pytest.mark.parametrize(
    ("fixed", "locked"),
    [(set(), ()), ({PAPER}, ("paper",)), ({PRINTER}, ("always",)), ({PRINTER, PAPER}, ("paper", "always"))],
)
async def test_what_the_administrator_decided_is_locked(
    desk: Desk, fixed: set[str], locked: tuple[str, ...]
) -> None:
    desk.store.workstation = replace(desk.store.workstation, fixed=frozenset(fixed))
    dialog, checking = await desk.asking()
    for name in ("paper", "always"):
        field = getattr(dialog, name)
        assert isinstance(field, ValueField)
        assert field.editor.isEnabled() is (name not in locked)
        assert (field.note == "管理者が決めています") is (name in locked)
    press(dialog, Qt.Key.Key_Escape)
    await soon(checking)


async def test_a_policy_that_sets_no_printer_leaves_all_to_choose_from_each_time(desk: Desk) -> None:
    desk.store.workstation = replace(desk.store.workstation, fixed=frozenset({PRINTER}))
    for before in ("Reception", "Slip"):
        dialog, checking = await desk.asking()
        assert [dialog.queues.item(row).text() for row in range(dialog.queues.count())] == [
            "Reception",
            "Slip",
        ]
        assert dialog.queues.currentItem().text() == before
        assert dialog.queues.accessibleDescription() == ""
        assert not dialog.always.editor.isEnabled()
        press(dialog, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert await soon(checking) is Ready.FOR_PAPER


async def test_a_printer_that_the_administrator_decided_is_the_only_one(desk: Desk) -> None:
    way = SlipPrinting("Slip", dialog=True)
    desk.use(way)
    desk.store.workstation = Workstation(Settings(slips={SlipKind.PASSWORD: way}), frozenset({PRINTER}))
    dialog, checking = await desk.asking()
    assert [dialog.queues.item(row).text() for row in range(dialog.queues.count())] == ["Slip"]
    assert dialog.queues.accessibleDescription() == "管理者が決めています"
    press(dialog, Qt.Key.Key_Return)
    assert await soon(checking) is Ready.FOR_PAPER


async def test_screen_readers_find_everything_by_what_stands_there(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    labels = {label.buddy(): label.text() for label in dialog.findChildren(QLabel)}
    for widget in (dialog.queues, dialog.paper.editor):  # Qt's own name of a box is its choice
        assert widget.accessibleName() == labels[widget]
    for button in (dialog.always.editor, dialog.on_screen, dialog.no, dialog.yes):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.text(QAccessible.Text.Name) == button.property("text")
    assert dialog.accessibleName() == dialog.windowTitle() == "プリンターの選択"
    press(dialog, Qt.Key.Key_Escape)
    await soon(checking)


async def test_giving_up_closes_it(desk: Desk) -> None:
    _, checking = await desk.asking()
    checking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await soon(checking)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("fixed", [set[str](), {PRINTER, PAPER}])
async def test_while_a_choice_is_tried_no_other_can_be_made(desk: Desk, fixed: set[str]) -> None:
    desk.store.workstation = replace(desk.store.workstation, fixed=frozenset(fixed))
    dialog, checking = await desk.asking()
    parts = [dialog.queues, dialog.paper.editor, dialog.always.editor, dialog.on_screen, dialog.yes]
    before = [part.isEnabled() for part in parts]
    assert before == [True, not fixed, not fixed, True, True]
    desk.spooler.slow = asyncio.Event()
    keyboard = Keyboard(dialog.windowHandle())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return):
        keyboard.press("", key)
        await asyncio.sleep(0)
    assert dialog.isVisible()
    assert not any(part.isEnabled() for part in parts)
    assert dialog.queues.currentItem().text() == "Reception"

    desk.spooler.broken = {"Reception": PrinterFault.STOPPED}
    desk.spooler.slow.set()
    await dialog.settled()
    assert [part.isEnabled() for part in parts] == before
    assert QApplication.focusWidget() is dialog.queues
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        keyboard.press("", key)
    assert await soon(checking) is Ready.FOR_PAPER
    await desk.printer.print_slip(await sample_slip(Paper.A6))
    assert desk.spooler.read_printers[-1] == "Slip"


async def test_escape_leaves_though_a_printer_is_being_asked(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    desk.spooler.slow = asyncio.Event()
    keyboard = Keyboard(dialog.windowHandle())
    keyboard.press("", Qt.Key.Key_Return)
    await asyncio.sleep(0)
    keyboard.press("", Qt.Key.Key_Escape)
    assert await soon(checking) is Ready.NOT_AT_ALL


async def test_a_window_that_is_switched_off_ends_it_though_a_printer_is_being_asked(desk: Desk) -> None:
    dialog, checking = await desk.asking()
    desk.spooler.slow = asyncio.Event()
    press(dialog, Qt.Key.Key_Return)
    await asyncio.sleep(0)
    desk.window.setEnabled(False)
    assert await soon(checking) is Ready.NOT_AT_ALL
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("trouble", [SettingsNotWritable(), None])
async def test_a_window_that_is_switched_off_while_a_choice_is_kept_ends_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: SettingsNotWritable | None
) -> None:
    saving, goes_on = asyncio.Event(), asyncio.Event()
    save = desk.store.save

    async def save_slowly(changes: Mapping[str, Value]) -> None:
        saving.set()
        await goes_on.wait()
        await save(changes)

    monkeypatch.setattr(desk.store, "save", save_slowly)
    dialog, checking = await desk.asking()
    desk.store.trouble = trouble
    dialog.always.show_value(True)
    press(dialog, Qt.Key.Key_Return)
    await saving.wait()
    desk.window.setEnabled(False)
    assert dialog.isVisible()
    goes_on.set()
    assert await soon(checking) is (Ready.FOR_PAPER if trouble is None else Ready.NOT_AT_ALL)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("end", ["switched off", "deleted"])
async def test_a_window_that_ends_while_the_queues_are_listed_ends_the_question(desk: Desk, end: str) -> None:
    window = QWidget()
    in_front: list[QWidget | None] = [window]
    desk.printer = QtSlipPrinter(SlipPrinting(), desk.spooler, desk.chooser(lambda: in_front[0]))
    desk.spooler.names_slow = asyncio.Event()
    checking = asyncio.create_task(desk.printer.check())
    await asyncio.sleep(0)
    in_front[0] = None  # another program's window is
    if end == "deleted":
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    else:
        window.setEnabled(False)
    desk.spooler.names_slow.set()
    assert await soon(checking) is Ready.NOT_AT_ALL
    assert QApplication.activeModalWidget() is None


async def test_with_another_program_in_front_it_is_asked_over_the_desk(desk: Desk) -> None:
    chooser = desk.chooser(lambda: None)
    chooser.over(desk.window)
    desk.printer = QtSlipPrinter(SlipPrinting(), desk.spooler, chooser)
    dialog, checking = await desk.asking()
    assert dialog.parentWidget() is desk.window
    desk.window.setEnabled(False)
    assert await soon(checking) is Ready.NOT_AT_ALL


class OverPassword:
    """The password dialog of a counter without a set printer."""

    def __init__(self, counter: Counter, desk: Desk) -> None:
        self.counter = counter
        self.desk = desk

    async def open(self) -> PasswordIssueViewModel:
        self.desk.window.hide()
        self.counter.window.activateWindow()
        self.counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
        await self.counter.scan(CARD_A)
        self.counter.press(Qt.Key.Key_F4)
        model = self.counter.passwords.dialog.value
        assert model is not None
        return model

    async def choose(self) -> PrinterDialog:
        """Press 再発行する with the keyboard."""
        over = self.counter.window.password_dialogs.current
        assert over is not None
        button = over.focusWidget()
        assert button is not None
        QTest.keyClick(button, Qt.Key.Key_Return)
        return await self.desk.dialog()


class _Slips:
    """Makes the sample, which the printer can draw."""

    async def make(self, _content: object, paper: Paper) -> bytes:
        return await sample_slip(paper)


@pytest.fixture
async def over(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, desk: Desk
) -> AsyncIterator[OverPassword]:
    chooser = PrinterChooser(SlipKind.PASSWORD, desk.spooler, theme, repr, store=desk.store)
    printer = QtSlipPrinter(SlipPrinting(), desk.spooler, chooser)
    counter = Counter(qtbot, qapp, theme, icons, printer=printer, slips=_Slips())
    yield OverPassword(counter, desk)
    await counter.aclose()


async def test_it_is_asked_before_the_password_and_escape_makes_none(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    assert dialog.parentWidget() is over.counter.window.password_dialogs.current
    press(dialog, Qt.Key.Key_Escape)
    await model.issue.settled()
    assert (model.stage.value, over.counter.acts.sent) == (Stage.ASKING, [])
    below = over.counter.window.password_dialogs.current
    assert below is not None
    assert below.isVisible()
    assert below.focusWidget() is below.yes

    press(await over.choose(), Qt.Key.Key_Return)
    await model.issue.settled()
    await model.print_slip.settled()
    assert len(over.counter.acts.sent) == 1
    assert model.paper.value is PaperState.WAITING
    assert over.desk.printed()
    model.close()


async def test_shown_on_screen_instead_the_slip_is_there_to_be_seen(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    dialog.on_screen.click()
    await model.issue.settled()
    assert (model.stage.value, model.revealed.value) == (Stage.ISSUED, True)
    assert model.paper.value is PaperState.NOT_PRINTED
    model.print_slip.start()
    press(await over.desk.dialog(), Qt.Key.Key_Escape)
    await model.print_slip.settled()
    assert (model.paper.value, model.trouble.value) == (PaperState.NOT_PRINTED, None)
    assert not over.desk.printed()
    model.close()


async def test_a_card_that_is_read_meanwhile_waits_is_shown_and_ends_the_proof(over: OverPassword) -> None:
    model = await over.open()
    dialog = await over.choose()
    Keyboard(dialog.windowHandle()).type(f"{CARD_B}\r", 4)
    await asyncio.sleep(0)
    assert dialog.isVisible()
    assert over.counter.acts.sent == []
    assert "終わってから開きます" in dialog.scans.said
    assert (model.shown.value, over.counter.bench.desk.waiting_scan.value) == (None, CARD_B)
    dialog.on_screen.click()
    await model.issue.settled()
    assert (model.stage.value, over.counter.acts.sent) == (Stage.ASKING, [])
    assert model.trouble.value is None
    over.counter.bench.desk.pause_scans(over)  # the card is of no interest here
    model.close()


async def test_the_end_of_the_desk_ends_it_and_makes_no_password(over: OverPassword) -> None:
    model = await over.open()
    await over.choose()
    over.counter.window.setEnabled(False)
    await over.counter.passwords.aclose()
    assert (model.stage.value, over.counter.acts.sent) == (Stage.CLOSED, [])
    assert QApplication.activeModalWidget() is None
