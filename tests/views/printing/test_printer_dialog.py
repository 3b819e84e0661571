"""The choice of a printer under real keys, over a slip's way to paper."""

import asyncio
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from services.rules.vocabulary import Paper
from services.slips.sample import sample_slip
from tests.helpers.waiting import HOPELESS
from tests.views.printing.printer_scene import Desk, both_known, desk, press, soon
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import SlipPrinting
from views.printing.spooler import SpooledJob

__all__ = ["both_known", "desk"]


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


@pytest.mark.parametrize(("scale", "is_beside"), [(0.9, True), (1.5, False)])
async def test_paper_and_tick_stand_beside_each_other_where_the_screen_has_room(
    desk: Desk, scale: float, *, is_beside: bool
) -> None:
    desk.theme.rescale(scale)
    dialog, checking = await desk.asking()
    assert (dialog.always.x() > dialog.paper.geometry().right()) is is_beside
    assert (dialog.always.y() > dialog.paper.geometry().bottom()) is not is_beside
    press(dialog, Qt.Key.Key_Escape)
    await soon(checking)
    desk.theme.rescale(1.0)


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
