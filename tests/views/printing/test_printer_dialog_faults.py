"""A printer that can't print is told in the printer dialog; without queues nothing is asked."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from services.contract.errors import PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from tests.viewmodels.settings.test_settings_form import PAPER, PRINTER
from tests.views.printing.printer_scene import Desk, both_known, desk, press, soon, told
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import SlipPrinting

__all__ = ["both_known", "desk"]


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
