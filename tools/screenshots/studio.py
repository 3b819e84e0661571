"""What pictures are taken with: the program on the demo library, and its buttons pressed."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from sqlalchemy.pool import QueuePool

from app.appearance import Looks
from app.approving import DoorApprovers
from app.desk.composition import OpenDesk, build_desk
from app.desk.help_and_tour import NO_ASIDES, Asides
from app.library_access import LibraryDoor
from app.settings.settings_files import Settings
from services.contract.actor import StaffMember
from services.contract.errors import PrinterFault
from services.own_schema.library import Library
from services.rules.clock import TOKYO
from services.rules.vocabulary import Role
from tools.screenshots.spoken import is_in, is_shown
from viewmodels.desk.desk_state import DeskLocation
from views.panels.list_panel import ListPanel
from views.panels.row_actions import RowAction
from views.panels.table_model import Identified
from views.printing.spooler import Queue

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)

_PATIENCE = 60.0
"""Seconds after which something that should happen has not."""

_TURNS = 5
"""Turns of the loop after which no task waits for another any more."""


class Lens(Protocol):
    """Takes every window, page and dialog: a camera, or an auditor that looks for faults."""

    def look(self, widget: QWidget, name: str) -> None:
        """Look at something that is painted and at rest."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What every picture is taken with.

    Attributes:
        looks: theme, icons and scans.
        library: the demo's.
        lens: what looks at it.
    """

    looks: Looks
    library: Library
    lens: Lens

    async def take(self, widget: QWidget, name: str) -> None:
        """Let everything be painted, then look at it."""
        front = QApplication.activeModalWidget() or widget.window()
        await until(lambda: _is_active(front))  # one that is just closing may give the keyboard to another
        await self.at_rest()

        def look() -> None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # as Qt does before it paints
            self.lens.look(widget, f"{name}-{self.looks.theme.tokens.scheme.value}")

        await _outside_of_tasks(look)

    async def at_rest(self) -> None:
        """Let calls of the database return, and the loop do what follows."""
        pools = [cast("QueuePool", engine.pool) for engine in self.library.db.engines]
        for _ in range(_TURNS):
            await until(lambda: not any(pool.checkedout() for pool in pools))
            await asyncio.sleep(0)

    async def sit_down(self, role: Role, asides: Asides = NO_ASIDES) -> OpenDesk:
        """Open a desk with an account of a role, and with the windows beside it."""
        desk = build_desk(
            self.library.backend,
            self.library.records,
            staff=StaffMember(role.value, "見本", role),
            place=DeskLocation(1, "中央図書館", "2番窓口"),
            settings=Settings(),
            looks=self.looks,
            report_bug=fail,
            asides=asides,
            spooler=NoQueues(),
            approvers=DoorApprovers(LibraryDoor(lambda: nullcontext(self.library)).beside),
        )
        desk.window.resize(desk.window.screen().size())
        desk.window.show()
        return desk


class NoQueues:
    """A computer without a printer, on a computer with any printers."""

    async def names(self) -> tuple[str, ...]:
        """List none."""
        return ()

    async def read(self, _printer: str) -> Queue:
        """Know none."""
        return Queue(PrinterFault.MISSING, (), known=False)

    async def cancel(self, _printer: str, _number: str) -> None:
        """Have nothing to cancel."""


async def _outside_of_tasks(do: Callable[[], None]) -> None:
    """Do something in which Qt may deliver events: on Windows turns of other tasks are among them."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def call() -> None:
        try:
            do()
        except Exception as error:  # noqa: BLE001 - raised in the task that waits
            done.set_exception(error)
        else:
            done.set_result(None)

    loop.call_soon(call)
    await done


def _is_active(window: QWidget) -> bool:
    """Tell whether a window has the keyboard, and ask for it if it has not."""
    if not window.isActiveWindow():
        window.activateWindow()
    return window.isActiveWindow()


async def get_up(desk: OpenDesk) -> None:
    """Close a desk."""
    await desk.aclose()
    desk.window.let_close()
    desk.window.deleteLater()


async def scan(desk: OpenDesk, card: str) -> None:
    """Open a patron, or what the phone channel sees of one."""
    desk.desk.scanned(card)
    await desk.desk.look_up.settled()


def go_to(desk: OpenDesk, page: QWidget) -> None:
    """Choose a page in the menu."""
    desk.window.menu.setCurrentRow([it is page for it in desk.window.pages].index(True))


async def until(true: Callable[[], bool]) -> None:
    """Wait for something to happen.

    Raises:
        TimeoutError: it doesn't.
    """
    async with asyncio.timeout(_PATIENCE):
        while not true():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.01)


async def dialog(title: str) -> QDialog:
    """Wait for a dialog, by its window's title."""

    def found() -> QDialog | None:
        top = QApplication.activeModalWidget()
        return top if isinstance(top, QDialog) and is_shown(title, top.windowTitle()) else None

    await until(lambda: found() is not None)
    opened = found()
    assert opened is not None
    return opened


async def no_dialog() -> None:
    """Wait until nothing is open over the window, and the code that opened it went on."""
    await until(lambda: QApplication.activeModalWidget() is None)
    await asyncio.sleep(0.1)


async def said(desk: OpenDesk, text: str) -> None:
    """Wait for a sentence to stand somewhere in the window or in a dialog over it."""

    def labels() -> Iterable[QLabel]:
        return (label for label in desk.window.findChildren(QLabel) if label.isVisible())

    await until(lambda: any(is_in(text, label.text()) for label in labels()))


def button(where: QWidget, text: str) -> QPushButton:
    """Find a button by what stands on it."""
    return next(it for it in where.findChildren(QPushButton) if is_shown(text, it.text()) and it.isVisible())


def press(where: QWidget, text: str) -> None:
    """Press the button on which something stands."""
    found = button(where, text)
    assert found.isEnabled(), text
    found.click()


async def leave(question: QWidget, text: str) -> None:
    """Press a button that closes the question it stands on, and wait until it is closed."""
    press(question, text)
    await no_dialog()


def do[R: Identified](panel: ListPanel[R], verb: RowAction) -> None:
    """Do an act of the first row that has it, as Enter on its button does."""
    for row in range(panel.model.rowCount()):
        for column in range(panel.model.columnCount()):
            for part, action in enumerate(panel.model.cell(row, column).actions):
                if action.verb is verb:
                    panel.table.setCurrentIndex(panel.model.index(row, column))
                    panel.table.choose_part(part)
                    panel.table.do_current_act()
                    return
    raise LookupError(verb, panel.model.rowCount(), panel.rows)


def fail(error: Exception) -> str:
    """Let a fault of the program end the taking of pictures."""
    raise error
