"""Which files a press passes on its way to an act, as docs/architecture.md names them.

A file counts where one of its functions is on the stack when the way goes on: when the pressed row's command is begun,
when the command waits for the question's answer, when the answer wakes it, and when the act is performed. So does the
file of a widget around the table that tells the press on by a signal of its own: such a signal runs no function, and
would hide the file. What was called on the way and has answered (a rule, a word, a widget that was made) isn't passed,
nor is the loop under all of them.
"""

import asyncio
import inspect
import re
import traceback
from collections.abc import AsyncIterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.acts.loans import RenewLoan
from services.own_schema.library import Library
from tests.app.sitting import sitting
from tests.helpers.other_system import other_system
from tests.helpers.patrons import CARD, Town
from tests.helpers.waiting import HOPELESS
from views.circulation.loan_renewal_dialog import RenewalDialog

ROOT = Path(__file__).parents[3]
LAYERS = ("app", "views", "viewmodels", "services")
LOOP = "app/support/desk_loop.py"
MOST = 12


def own(path: str) -> str | None:
    """Name a file of the program from its root; None for any other."""
    inside = Path(path).relative_to(ROOT) if Path(path).is_relative_to(ROOT) else Path("elsewhere")
    return inside.as_posix() if inside.parts[0] in LAYERS else None


def on_the_stack() -> list[str]:
    """Name the program's files that have a function on the stack, the outermost first."""
    frames = [frame for frame, _ in traceback.walk_stack(inspect.currentframe())]
    files = (own(frame.f_code.co_filename) for frame in reversed(frames))
    return [file for file in files if file not in {None, LOOP}]


class Way:
    """Stands where acts are performed, and follows the way there.

    Attributes:
        arrived: gives the request.
        files: those that were passed, each where it was passed first.
    """

    def __init__(self, acts: Any) -> None:
        self._acts = acts
        self._told_on: list[str] = []
        self._goes_on: list[tuple[object, list[str]]] = []
        self.arrived: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.files: list[str] = []

    def follow(self, pressed: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        """Hear from now on where a task is begun, where it waits and what wakes it, and what widgets tell on."""
        loop = asyncio.get_running_loop()
        call_soon, create_future = loop.call_soon, loop.create_future

        def called_soon(callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
            self._goes_on.append((context, on_the_stack()))
            return call_soon(callback, *args, context=context)

        def waits() -> asyncio.Future[Any]:
            self._goes_on.append((asyncio.current_task(), on_the_stack()))
            return create_future()

        monkeypatch.setattr(loop, "call_soon", called_soon)
        monkeypatch.setattr(loop, "create_future", waits)
        around = pressed.parentWidget()
        while around is not None:
            self._listen(around)
            around = around.parentWidget()

    def _listen(self, widget: QWidget) -> None:
        for kind in type(widget).__mro__:
            file = own(inspect.getfile(kind)) if kind.__module__.startswith("views.") else None
            for name, signal in vars(kind).items():
                if file is not None and isinstance(signal, Signal):
                    getattr(widget, name).connect(lambda *_, file=file: self._told_on.append(file))

    async def perform(self, request: Any) -> Any:
        """Note the way of the task that came, and carry the act out."""
        task = asyncio.current_task()
        assert task is not None
        stacks = [files for whose, files in self._goes_on if whose is task or whose is task.get_context()]
        passed = [*self._told_on, *(file for files in (*stacks, on_the_stack()) for file in files)]
        self.files = list(dict.fromkeys(passed))
        self.arrived.set_result(request)
        return await self._acts.perform(request)


@pytest.fixture
async def way(library: Library) -> Way:
    return Way(library.backend.acts)


@pytest.fixture
async def desk(library: Library, way: Way, looks: Looks) -> AsyncIterator[OpenDesk]:
    async with sitting(library, looks, backend=other_system(library.backend, acts=way)) as opened:
        yield opened


async def question() -> RenewalDialog:
    for _ in range(50):
        asked = QApplication.activeModalWidget()
        if isinstance(asked, RenewalDialog):
            return asked
        await asyncio.sleep(0)
    msg = "no question opened"
    raise AssertionError(msg)


def files_of_the_map() -> list[str]:
    """Read the files that docs/architecture.md names on the way from a press to `perform`."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^From the press to `perform`.*?\n\n", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"`((?:app|views|viewmodels|services)/[\w/]+\.py)`", told)


async def test_a_press_passes_the_files_that_the_map_names_and_no_more_than_twelve(
    desk: OpenDesk, library: Library, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await Town.found(library.db)
    await town.loan(await town.patron())
    desk.desk.typed(CARD)
    await desk.desk.look_up.settled()
    table = desk.window.inquiry.loans.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    way.follow(table, monkeypatch)
    QTest.keyClick(table, Qt.Key.Key_Return)
    asked = await question()
    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    assert isinstance(await asyncio.wait_for(way.arrived, HOPELESS), RenewLoan)
    assert way.files == files_of_the_map()
    assert len(way.files) <= MOST
