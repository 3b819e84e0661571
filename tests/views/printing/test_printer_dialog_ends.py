"""The printer dialog while a choice is tried, and what ends it besides its buttons."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from services.contract.errors import PrinterFault, SettingsNotWritable
from services.rules.vocabulary import Paper
from services.slips.sample import sample_slip
from tests.helpers.keyboard import Keyboard
from tests.viewmodels.settings.test_settings_form import PAPER, PRINTER
from tests.views.printing.printer_scene import Desk, both_known, desk, press, soon
from viewmodels.core.ports import Ready
from viewmodels.settings.setting_keys import Value
from viewmodels.settings.settings import SlipPrinting
from views.printing.slip_printer import QtSlipPrinter

__all__ = ["both_known", "desk"]


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
