"""CSV of a list on the empty desk: where it goes, and writing it. It names people, so that reading it is recorded."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, Protocol

from services.contract.actor import Actor
from services.contract.errors import FileNotWritable, FileThere, FolderMissing
from services.files.durable import write_new
from services.rules.clock import tokyo_day
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ListSaved, SavedList
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.today.safe_csv import csv_file

ENDING: Final = ".csv"

type Table[L] = Callable[[L], Sequence[Sequence[str]]]
"""Words the rows of a list, headings first."""


class OpenList[W](Protocol):
    """A list that is open, as far as its file is concerned."""

    @property
    def now(self) -> datetime:
        """The database server's time of it."""

    @property
    def wanted(self) -> W:
        """What was asked for."""

    @property
    def total(self) -> int:
        """How many rows there are altogether."""


class FileForm[W]:
    """Where the file is to go.

    Attributes:
        wanted: which rows it is to hold.
        count: how many these are, as the open list says.
        folder, name: proposed.
        trouble: why it wasn't written.
    """

    def __init__(self, wanted: W, count: int, folder: Path, name: str) -> None:
        self.wanted = wanted
        self.count = count
        self.folder = folder
        self.name = name
        self.trouble: Observable[Trouble | None] = Observable(None)


class ListFileViewModel[W, L]:
    """The command behind 「CSV」.

    Attributes:
        form: the form while its dialog is open.
        save: reads all that the list has, which is recorded, and writes it to a file that isn't there yet.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        read: Callable[[W, Actor], Awaitable[L]],
        table: Table[L],
        report_bug: ReportBug,
        *,
        folder: Callable[[], Path],
        name: Callable[[date], str],
        kind: SavedList = SavedList.SUSPENSIONS,
    ) -> None:
        """Begin without a form.

        Args:
            desk: whose list it is.
            read: reads all of it, which is recorded.
            table: words it; called in another thread, since a library's whole list takes seconds.
            report_bug: writes an unexpected exception to the log.
            folder: tells where the user keeps documents.
            name: names the file of a day, without its ending.
            kind: which list it is.
        """
        self._desk = desk
        self._read = read
        self._table = table
        self._report_bug = report_bug
        self._folder = folder
        self._name = name
        self._kind = kind
        self._release: Callable[[], None] = lambda: None
        self.form: Observable[FileForm[W] | None] = Observable(None)
        self.save = AsyncCommand(self._save, on_error=self._failed, shielded=True)

    def open(self, listed: OpenList[W]) -> None:
        """Begin with the list that is open, where no act runs and no question is open."""
        if self.form.value is not None or self._desk.busy.value:
            return
        folder, day = self._folder(), tokyo_day(listed.now)
        self._release = self._desk.capture_scans(lambda _: False)
        self.form.set(FileForm(listed.wanted, listed.total, folder, unused(folder, self._name(day))))

    def close(self) -> None:
        """Leave the form; not while the file is written."""
        if not self.save.running.value:
            self._close()

    async def aclose(self) -> None:
        """Let a file that is being written be finished, and leave the form."""
        await self.save.aclose()
        self._close()

    def _close(self) -> None:
        if self.form.value is not None:
            self.form.set(None)
            self._release()

    async def _save(self, folder: str, name: str) -> None:
        form = self.form.value
        if form is None:
            return
        form.trouble.set(None)
        self._desk.must_be_connected()
        target = await asyncio.to_thread(free_place, folder.strip(), name.strip())
        listed = await self._read(form.wanted, self._desk.actor)
        count = await asyncio.to_thread(self._write, target, listed)
        self._close()
        self._desk.tell(ListSaved(count, target.name, self._kind))

    def _write(self, target: Path, listed: L) -> int:
        """Write the file; answers how many rows it has below its headings."""
        rows = self._table(listed)
        write_new(target, csv_file(rows))
        return len(rows) - 1

    def _failed(self, error: Exception) -> None:
        why, form = trouble(error, self._report_bug), self.form.value
        if form is None:
            self._desk.tell(why)
        else:
            form.trouble.set(why)


def with_ending(name: str) -> str:
    """Give a file's name with the ending by which a spreadsheet knows it."""
    return name if name.lower().endswith(ENDING) else name + ENDING


def unused(folder: Path, name: str) -> str:
    """Propose a name that no file of the folder has: the wanted one, or the first free with a number behind it."""
    number, proposed = 1, with_ending(name)
    while os.path.lexists(folder / proposed):
        number += 1
        proposed = with_ending(f"{name} ({number})")
    return proposed


def free_place(folder: str, name: str) -> Path:
    """Tell where a file is to be, before it is recorded that the clerk has the names.

    Raises:
        FileThere: a file of this name is there.
        FolderMissing: there is no such folder.
        FileNotWritable: the name is no file's.
    """
    target = Path(folder).expanduser() / with_ending(name)
    if not folder or not Path(folder).expanduser().is_dir():
        raise FolderMissing(folder)
    if not name or not name.isprintable() or target.name != with_ending(name):
        raise FileNotWritable(str(target))
    if os.path.lexists(target):
        raise FileThere(str(target))
    return target
