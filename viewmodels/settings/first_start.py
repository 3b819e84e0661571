"""The first start of a workstation: which branch it stands in and what it is called."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from services.rules.characters import one_line
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import Bug, ReportBug, Trouble, trouble
from viewmodels.settings.setting_keys import NAME_LENGTH


@dataclass(frozen=True, slots=True)
class BranchChoice:
    """A branch to choose from."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Workplace:
    """The two answers: the branch's code and the workstation's own name (「2番窓口」)."""

    branch: str
    workstation: str


class WorkplaceFault(Enum):
    """What is wrong with the answers."""

    NO_BRANCH = auto()
    NO_NAME = auto()
    NAME_TOO_LONG = auto()


class WorkplaceStore(Protocol):
    """Where the answers are kept."""

    async def keep(self, workplace: Workplace) -> None:
        """Keep them; raises SettingsUnreadable or SettingsNotWritable."""


class FirstStartViewModel:
    """State and command of the first-start window.

    Attributes:
        branches: in the library's order.
        suggested: what is filled in at first; its branch may be empty.
        error: what went wrong at the last try, or None.
        save: takes the branch's code and the workstation's name, keeps them and goes on.
    """

    def __init__(
        self,
        branches: tuple[BranchChoice, ...],
        store: WorkplaceStore,
        *,
        suggested: Workplace,
        on_saved: Callable[[Workplace], None],
        report_bug: ReportBug,
    ) -> None:
        self.branches = branches
        self.suggested = suggested
        self._store = store
        self._on_saved = on_saved
        self._report_bug = report_bug
        self.error: Observable[Trouble | WorkplaceFault | None] = Observable(None)
        self.save = AsyncCommand(self._save, on_error=self._failed, shielded=True)

    def show_bug(self, reference: str) -> None:
        """Tell of a fault that came from elsewhere in the program."""
        self.error.set(Bug(reference))

    async def _save(self, branch: str, workstation: str) -> None:
        self.error.set(None)
        name = one_line(unicodedata.normalize("NFC", workstation))
        fault = self._fault(branch, name)
        if fault is not None:
            self.error.set(fault)
            return
        workplace = Workplace(branch, name)
        await self._store.keep(workplace)
        self._on_saved(workplace)

    def _fault(self, branch: str, name: str) -> WorkplaceFault | None:
        if branch not in {choice.code for choice in self.branches}:
            return WorkplaceFault.NO_BRANCH
        if not name:
            return WorkplaceFault.NO_NAME
        if len(name) > NAME_LENGTH:
            return WorkplaceFault.NAME_TOO_LONG
        return None

    def _failed(self, error: Exception) -> None:
        self.error.set(trouble(error, self._report_bug))
