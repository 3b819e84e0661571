"""CSV of 貸出禁止一覧: where it goes, and writing it. It names people, so that reading it is recorded."""

import asyncio
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from services.contract.backend import SuspensionLists
from services.contract.errors import FileNotWritable, FileThere, FolderMissing
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.files.durable import write_new
from services.rules.clock import tokyo_day
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ListSaved
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.today.safe_csv import csv_file

ENDING: Final = ".csv"

type Table = Callable[[SuspensionList], Sequence[Sequence[str]]]
"""Words the rows of a list, headings first."""


class FileForm:
    """Where the file is to go.

    Attributes:
        wanted: which suspensions it is to hold.
        count: how many these are, as the open list says.
        folder, name: proposed.
        trouble: why it wasn't written.
    """

    def __init__(self, wanted: SuspensionFilter, count: int, folder: Path, name: str) -> None:
        self.wanted = wanted
        self.count = count
        self.folder = folder
        self.name = name
        self.trouble: Observable[Trouble | None] = Observable(None)


class ListFileViewModel:
    """The command behind 「CSV」.

    Attributes:
        form: the form while its dialog is open.
        save: reads all that the list has, which is recorded, and writes it to a file that isn't there yet.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        lists: SuspensionLists,
        table: Table,
        report_bug: ReportBug,
        *,
        folder: Callable[[], Path],
        name: Callable[[date], str],
    ) -> None:
        """Begin without a form.

        Args:
            desk: whose list it is.
            lists: reads it.
            table: words it; called in another thread, since a library's whole list takes seconds.
            report_bug: writes an unexpected exception to the log.
            folder: tells where the user keeps documents.
            name: names the file of a day, without its ending.
        """
        self._desk = desk
        self._lists = lists
        self._table = table
        self._report_bug = report_bug
        self._folder = folder
        self._name = name
        self._release: Callable[[], None] = lambda: None
        self.form: Observable[FileForm | None] = Observable(None)
        self.save = AsyncCommand(self._save, on_error=self._failed, shielded=True)

    def open(self, listed: SuspensionList) -> None:
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
        listed = await self._lists.suspensions_for_file(form.wanted, self._desk.actor)
        await asyncio.to_thread(lambda: write_new(target, csv_file(self._table(listed))))
        self._close()
        self._desk.tell(ListSaved(len(listed.entries), target.name))

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
