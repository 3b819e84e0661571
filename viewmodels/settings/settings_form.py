"""The settings window: what holds here, what may be changed, what is wrong with what was typed, and saving it."""

import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from services.rules.characters import one_line
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.printout import Printout
from viewmodels.settings.first_start import BranchChoice
from viewmodels.settings.setting_keys import KINDS, NAME_LENGTH, NumberSetting, Value, slip_key, value_of
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation

if TYPE_CHECKING:
    from viewmodels.core.notes import StatusMessage
    from viewmodels.core.ports import SlipPrinter
    from viewmodels.desk.desk_state import DeskLocation

BRANCH = "workstation.branch"
NAME = "workstation.name"
HIDE = "privacy.idle_hide_minutes"
LOCK = "privacy.idle_lock_minutes"

OPENS_ANEW = frozenset(
    {
        BRANCH,
        NAME,
        "appearance.text_percent",
        "appearance.language",
        "appearance.glosses",
        "keyboard.letters",
        "sounds.enabled",
        "privacy.titles_masked",
    }
)
"""What a window can't change while it is open: it is opened anew, once it shows no patron."""


class FieldFault(Enum):
    """What is wrong with what stands in a field."""

    NO_BRANCH = auto()
    NO_NAME = auto()
    NAME_TOO_LONG = auto()
    NO_NUMBER = auto()
    LOCKS_BEFORE_IT_HIDES = auto()


class SettingsStore(Protocol):
    """Where settings are kept, and put in force from."""

    async def read(self) -> Workstation:
        """Read what holds; raises SettingsUnreadable."""

    async def save(self, changes: Mapping[str, Value]) -> None:
        """Keep values by key and put them in force; raises SettingsUnreadable or SettingsNotWritable."""


@dataclass(frozen=True, slots=True)
class Printers:
    """The workstation's printers.

    Attributes:
        names: lists the system's queues; raises nothing.
        through: makes the way through one of them.
        sample: lays out a slip of a kind, with nobody's data.
        pause: waits some seconds between two looks at a queue.
    """

    names: Callable[[], Awaitable[tuple[str, ...]]]
    through: Callable[[SlipKind, SlipPrinting], "SlipPrinter"]
    sample: Callable[[SlipKind, Paper], Awaitable[bytes]]
    pause: Callable[[float], Awaitable[None]]


class SettingsForm:
    """One opening of the window.

    Attributes:
        workstation: what held when it opened.
        branches: to choose from; empty before the sign-in.
        place_fixed: branch and name aren't chosen here (the demo).
        place: the desk's, where it stands open and its place is fixed.
        unreadable: what can't be read of the library's own values, by table and key.
        printers: the names of the system's queues.
        faults: what is wrong, by key.
        trouble: why nothing was saved or printed.
        printout: the sample slip's way to paper.
        sampled: which kind of slip that is; None before the first.
        measures: what is read measures the reader, and is no card to be opened.
        save: takes what stands in the fields, by key, keeps what differs, and closes.
        print_sample: prints a sample of a kind of slip as the fields have it, saved or not.
    """

    def __init__(
        self,
        workstation: Workstation,
        store: SettingsStore,
        printers: Printers,
        *,
        branches: tuple[BranchChoice, ...],
        place_fixed: bool,
        place: "DeskLocation | None" = None,
        unreadable: tuple[str, ...] = (),
        queues: tuple[str, ...],
        on_closed: "Callable[[StatusMessage | None], None]",
        report_bug: ReportBug,
    ) -> None:
        self.workstation = workstation
        self.branches = branches
        self.place_fixed = place_fixed
        self.place = place
        self.unreadable = unreadable
        self.printers = queues
        self._store = store
        self._printers = printers
        self._on_closed = on_closed
        self._report_bug = report_bug
        self.measures = False
        self.faults: Observable[Mapping[str, FieldFault]] = Observable({})
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.printing_trouble: Observable[Trouble | None] = Observable(None)
        self.printout = Printout(self._not_printed, printers.pause)
        self.sampled: Observable[SlipKind | None] = Observable(None)
        self.save = AsyncCommand(self._save, on_error=self._not_saved, shielded=True)
        self.print_sample = AsyncCommand(self._print_sample, on_error=self._not_printed)

    @property
    def settings(self) -> Settings:
        """What held when the window opened."""
        return self.workstation.settings

    def value(self, key: str) -> Value:
        """Give what a field begins with."""
        return value_of(self.settings, key)

    def is_fixed(self, key: str) -> bool:
        """Tell whether the administrator decided a value, which therefore can't be changed here."""
        return key in self.workstation.fixed

    def changes(self, typed: Mapping[str, Value]) -> dict[str, Value]:
        """Tell what differs from what held, as a file would have it; a wrong value differs."""
        clean = {key: _clean(key, value) for key, value in typed.items() if not self.is_fixed(key)}
        return {key: value for key, value in clean.items() if value != self.value(key)}

    def close(self) -> None:
        """Close the form without saving; not while it is being saved."""
        if not self.save.running.value:
            self._on_closed(None)

    async def aclose(self) -> None:
        """Wait until what is being saved is saved, and end what prints."""
        await self.save.aclose()
        await self.print_sample.aclose()
        await self.printout.aclose()

    async def _save(self, typed: Mapping[str, Value]) -> None:
        from viewmodels.core.notes import Done  # with every other message: a start has no time for them

        self.trouble.set(None)
        self.faults.set(faults_in(typed, self.workstation, self.branches))
        if self.faults.value:
            return
        changes = self.changes(typed)
        if not changes:
            self._on_closed(Done.SETTINGS_UNCHANGED)
            return
        await self._store.save(changes)
        later = OPENS_ANEW & changes.keys()
        self._on_closed(Done.SETTINGS_SAVED_FOR_LATER if later else Done.SETTINGS_SAVED)

    async def _print_sample(self, slip: SlipKind, way: SlipPrinting) -> None:
        self.printing_trouble.set(None)
        self.sampled.set(slip)
        printer = self._printers.through(slip, way)
        if await printer.choose():
            await self.printout.send(printer, await self._printers.sample(slip, printer.paper))

    def _not_saved(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))

    def _not_printed(self, error: Exception) -> None:
        self.printing_trouble.set(trouble(error, self._report_bug))


class SettingsViewModel:
    """The one settings window that may be open.

    Attributes:
        form: its state while it is open.
        open: opens it.

    Args:
        store: where settings are kept.
        printers: the system's.
        branches: gives those to choose from.
        place_fixed, place: see `SettingsForm`.
        unreadable: tells what can't be read of the library's own values now.
        tell: says what came of it where the window was opened from.
        capture_scans: lets the window have the scans that measure the reader, and none open a patron behind it; answers
            what ends that.
        report_bug: writes unexpected exceptions to the log.
    """

    def __init__(
        self,
        store: SettingsStore,
        printers: Printers,
        *,
        branches: Callable[[], tuple[BranchChoice, ...]],
        place_fixed: bool,
        place: "DeskLocation | None" = None,
        unreadable: Callable[[], tuple[str, ...]] = tuple,
        tell: "Callable[[StatusMessage], None]",
        capture_scans: Callable[[Callable[[str], bool]], Callable[[], None]],
        report_bug: ReportBug,
    ) -> None:
        self._store = store
        self._printers = printers
        self._branches = branches
        self._place_fixed = place_fixed
        self._place = place
        self._unreadable = unreadable
        self._tell = tell
        self._capture_scans = capture_scans
        self._report_bug = report_bug
        self._scans = ExitStack()
        self.form: Observable[SettingsForm | None] = Observable(None)
        self.open = AsyncCommand(self._open, on_error=self._failed)

    async def aclose(self) -> None:
        """Close the window, after what is being saved is saved."""
        await self.open.aclose()
        form = self.form.value
        if form is not None:
            await form.aclose()
            self._closed(None)

    async def _open(self) -> None:
        if self.form.value is not None:
            return
        workstation = await self._store.read()
        form = SettingsForm(
            workstation,
            self._store,
            self._printers,
            branches=self._branches(),
            place_fixed=self._place_fixed,
            place=self._place,
            unreadable=self._unreadable(),
            queues=await self._printers.names(),
            on_closed=self._closed,
            report_bug=self._report_bug,
        )
        self._scans.callback(self._capture_scans(lambda _: form.measures))
        self.form.set(form)

    def _closed(self, note: "StatusMessage | None") -> None:
        form = self.form.value
        if form is None:
            return
        form.print_sample.cancel()
        form.printout.forget()
        self.form.set(None)
        self._scans.close()
        if note is not None:
            self._tell(note)

    def _failed(self, error: Exception) -> None:
        self._tell(trouble(error, self._report_bug))


def faults_in(
    typed: Mapping[str, Value], workstation: Workstation, branches: tuple[BranchChoice, ...]
) -> dict[str, FieldFault]:
    """Find what is wrong with what stands in the fields; what the administrator decided isn't the clerk's fault."""
    own = {key: _clean(key, value) for key, value in typed.items() if key not in workstation.fixed}
    found = {key: fault for key, value in own.items() if (fault := _fault(key, value, branches)) is not None}
    hide, lock = (own.get(key, value_of(workstation.settings, key)) for key in (HIDE, LOCK))
    if isinstance(hide, int) and isinstance(lock, int) and 0 < lock < hide:
        found.setdefault(LOCK if LOCK in own else HIDE, FieldFault.LOCKS_BEFORE_IT_HIDES)
    return found


def limits(key: str) -> tuple[int, int]:
    """Tell the least and the greatest value of a key that holds a number."""
    kind = KINDS[key]
    assert isinstance(kind, NumberSetting)
    return kind.least, kind.most


def slip_printing(typed: Mapping[str, Value], slip: SlipKind) -> SlipPrinting:
    """Read how a kind of slip would be printed as the fields have it."""
    return SlipPrinting(
        printer=str(typed[slip_key(slip, "printer")]) or None,
        paper=Paper(str(typed[slip_key(slip, "paper")])),
        dialog=bool(typed[slip_key(slip, "dialog")]),
    )


def _clean(key: str, value: Value) -> Value:
    """Make of what was typed what the file is to hold, as far as it can be made."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).strip()
    if key == NAME:
        return one_line(text)
    if isinstance(KINDS[key], NumberSetting):
        digits = unicodedata.normalize("NFKC", text)
        return int(digits) if digits.isascii() and digits.isdigit() else text
    return text


def _fault(key: str, value: Value, branches: tuple[BranchChoice, ...]) -> FieldFault | None:
    if key == BRANCH and value not in {branch.code for branch in branches}:
        return FieldFault.NO_BRANCH
    if key == NAME:
        if not value:
            return FieldFault.NO_NAME
        return FieldFault.NAME_TOO_LONG if len(str(value)) > NAME_LENGTH else None
    if isinstance(KINDS[key], NumberSetting):
        try:
            KINDS[key].parse(value)
        except ValueError:
            return FieldFault.NO_NUMBER
    return None
