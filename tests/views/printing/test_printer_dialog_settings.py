"""The printer dialog keeps a choice in the settings file, and leaves what the administrator decided."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from services.contract.errors import SettingsNotWritable
from services.slips.content import SlipKind
from tests.viewmodels.settings.test_settings_form import PAPER, PRINTER
from tests.views.printing.printer_scene import Desk, both_known, desk, press, soon, told
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation
from views.widgets.fields.value_fields import ValueField

__all__ = ["both_known", "desk"]


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
