"""From the first window to the last: sign-in, first start, desk, and an orderly end.

One coroutine, `run_desk`, is the whole life of the program; when it returns, the program is over. Windows never
close by themselves: they ask, and go after what stands behind them has ended.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.account_changes import until_put_out
from app.appearance import Looks, apply, remove, update
from app.approving import DoorApprovers
from app.background_worker import worker_beside
from app.desk.composition import OpenDesk, build_desk
from app.desk.help_and_tour import NO_ASIDES, Asides, help_behind_f1
from app.library_access import Door
from app.session_lock import DroppedInput, LockedSession, leave, until_locked
from app.settings.current_settings import SettingsInForce
from app.settings.policy import PolicyPlace
from app.settings.settings_files import Settings
from app.settings_windows import HandedOn, SettingsWindows, first_of, wanted_anew
from app.signals import stop_on_signals
from app.support.crash_handling import BugReports
from app.support.gui_thread_gc import collect_in_this_thread
from services.contract.actor import StaffMember
from services.contract.errors import DatabaseLoginClosed, ServiceError, StaffDisabled
from viewmodels.core.notes import trouble
from viewmodels.settings.first_start import BranchChoice, FirstStartViewModel, Workplace
from viewmodels.sign_in.sign_in import DemoStaff, SignInViewModel
from views.sign_in.start_window import OpeningWindow, PreparingWindow

if TYPE_CHECKING:
    from services.contract.act_requests import ChangeOwnPassword
    from services.contract.backend import Backend
    from services.contract.diagnosis import Diagnosis
    from services.own_schema.database.engine import Database
    from services.own_schema.library import Library
    from viewmodels.desk.desk import DeskLocation
    from views.desk.desk_window import DeskWindow

_THREADS = 4

type ExamineLibrary = Callable[[Database], Awaitable[tuple[Diagnosis, ...]]]
"""Makes every check of a database and of this machine."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What differs in the demo.

    Attributes:
        staff: who is shown at the sign-in.
        enter_as: the demo's staff member to be at once, without a sign-in; None shows the sign-in.
        workstation: its workstation's name; branch and name are never asked for nor written into the settings.
    """

    staff: tuple[DemoStaff, ...]
    enter_as: DemoStaff | None
    workstation: str

    def shown(self, changed: Collection[str]) -> tuple[DemoStaff, ...]:
        """Give the demo's accounts to show, without those whose published password was changed."""
        return tuple(staff for staff in self.staff if staff.id not in changed)


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """What the desk is started with.

    Attributes:
        settings: as read.
        settings_file: where the first start and the settings window write.
        door: lets staff in and opens the library.
        demo: for the demo library only.
        on_desk: is told of the desk once it is open.
        asides: what the place has to offer beside the desk.
        policy: what the administrator decides; None where nothing can be decided.
        diagnose: makes every check, with the database of who is signed in; None leaves 「診断」 out.
    """

    settings: Settings
    settings_file: Path
    door: Door
    demo: Demo | None = None
    on_desk: Callable[[OpenDesk], None] | None = None
    asides: Asides = NO_ASIDES
    policy: PolicyPlace | None = None
    diagnose: "ExamineLibrary | None" = None


async def run_desk(app: QApplication, options: DeskOptions) -> int:
    """Run the desk until the user ends it.

    Returns:
        The program's exit code: 0 after an orderly end, 1 when it could not begin.
    """
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="madoguchi")
    loop.set_default_executor(executor)
    bugs = BugReports()
    close_doors = bugs.install(loop)
    life = _Session(apply(app, options.settings), options, bugs)
    forget_signals = stop_on_signals(life.stop)
    collect_anywhere = collect_in_this_thread()
    try:
        return await life.run()
    finally:
        collect_anywhere()
        forget_signals()
        close_doors()
        remove(app, life.looks)


async def run_trouble(app: QApplication, error: ServiceError) -> int:
    """Say why there is no desk, until the window is closed; the exit code is 1."""
    from views.text import messages

    looks = apply(app, Settings())
    ended = asyncio.Event()
    forget_signals = stop_on_signals(ended.set)
    said = messages.sentence(error)
    window = PreparingWindow.for_trouble(f"{said.what}\n{said.next}", theme=looks.theme, icons=looks.icons)
    window.close_requested.connect(ended.set)
    window.show_centred()
    try:
        await ended.wait()
    finally:
        window.let_close()
        forget_signals()
        remove(app, looks)
    return 1


class _Session:
    """The stages of one run; each answers None when the user ended the program meanwhile."""

    def __init__(self, looks: Looks, options: DeskOptions, bugs: BugReports) -> None:
        self.looks = looks
        self._options = options
        self._asides = options.asides
        self._bugs = bugs
        self._door = options.door
        self._stack = AsyncExitStack()
        self._stopping = asyncio.Event()
        self._window: OpeningWindow | DeskWindow | None = None
        self._locked: LockedSession | None = None
        self._dropped = DroppedInput()
        self._demo_works = False
        self._changed: set[str] = set()
        self._settings = SettingsInForce(options.settings, options.settings_file, options.policy)
        self._windows = SettingsWindows(
            self._settings, looks, bugs.report, place_fixed=options.demo is not None
        )
        self._settings.current.subscribe(lambda settings: update(looks, settings))

    def stop(self) -> None:
        """End the program in an orderly way."""
        self._stopping.set()

    async def run(self) -> int:
        """Go through the stages and close everything in the end."""
        try:
            await self._stages()
        except Exception as error:  # noqa: BLE001 - told on screen, or logged as a bug
            await self._last_words(error)
            return 1
        else:
            return 0
        finally:
            if self._locked is not None:
                await self._locked.aclose()
            await self._stack.aclose()
            await self._door.aclose()
            if self._window is not None:
                self._window.let_close()
                self._window.deleteLater()

    async def _stages(self) -> None:
        signed_out_because: ServiceError | None = None
        while True:
            staff = await self._sign_in(signed_out_because)
            if staff is None:
                return
            library = await self._door.library()
            if self._options.demo is not None and not self._demo_works:
                self._demo_works = True
                await self._stack.enter_async_context(worker_beside(library, self._options.settings))
            signed_out_because = await self._run_signed_in(library, staff)
            if signed_out_because is None and self._locked is None:
                return
            await self._door.sign_out()

    async def _run_signed_in(self, library: "Library", staff: StaffMember) -> "ServiceError | None":
        """Let the account work, at a new desk where changed settings want one; see `_run_desk`."""
        handed_on: HandedOn | None = None
        while True:
            place = await self._place(library.backend, staff)
            if place is None:
                return None
            ended = await self._run_desk(library, staff, place, handed_on)
            if not isinstance(ended, HandedOn):
                return ended
            handed_on = ended

    async def _run_desk(
        self, library: "Library", staff: StaffMember, place: "DeskLocation", handed_on: HandedOn | None
    ) -> ServiceError | HandedOn | None:
        """Let the account work at a desk; tell what ended its work, None when they locked it or the program is to end.

        What a lock covers is kept in `_locked`, for the next sign-in. A login that the server no longer lets in
        has no desk: the patron leaves the screen before the message is shown.
        """
        settings = self._windows.scale_next()
        desk = build_desk(
            library.backend,
            library.records,
            staff=staff,
            place=place,
            settings=settings,
            looks=self.looks,
            report_bug=self._bugs.report,
            asides=self._asides_on(library),
            store=self._settings,
            approvers=DoorApprovers(self._door.beside),
        )
        self._asides = replace(self._asides, broken_off=None)  # told once
        self._bugs.on_bug = desk.show_bug
        window_settings = self._windows.at_desk(desk, library.backend.masters)
        self._show(desk.window)
        if handed_on is not None:
            handed_on.to(desk.desk)
        if self._options.on_desk is not None:
            self._options.on_desk(desk)
        locked, self._locked = self._locked, None
        await self._dropped.give(locked, desk)
        unfollow = self._settings.current.subscribe(desk.follow)
        anew = wanted_anew(settings, self._settings.current, desk.desk)
        try:
            ends = first_of(first_of(until_put_out(desk, library.backend.staff), anew), until_locked(desk))
            ended = await self._unless_stopped(asyncio.ensure_future(ends))
            if isinstance(ended, HandedOn):
                ended = HandedOn.of(desk.desk)  # a card may have been read since
        finally:
            unfollow()
            await window_settings.aclose()
            self._locked = await leave(desk)
        return StaffDisabled() if isinstance(ended, DatabaseLoginClosed) else ended

    def _asides_on(self, library: "Library") -> Asides:
        diagnose = self._options.diagnose
        return replace(
            self._asides,
            diagnose=None if diagnose is None else partial(diagnose, library.db),
            change_password=self._change_password,
        )

    async def _sign_in(self, signed_out_because: ServiceError | None) -> StaffMember | None:
        demo = self._options.demo
        if demo is not None and demo.enter_as is not None and self._locked is None:
            return await self._enter_as(demo.enter_as)
        signed_in: asyncio.Future[StaffMember] = asyncio.get_running_loop().create_future()
        model = SignInViewModel(
            self._door,
            on_signed_in=_settles(signed_in),
            report_bug=self._bugs.report,
            demo_staff=() if demo is None else demo.shown(self._changed),
            put_out=signed_out_because,
            locked=None if self._locked is None else self._locked.locked_by,
        )
        self._bugs.on_bug = model.show_bug
        settings, unfollow = self._windows.before_sign_in(model, self._show)
        if signed_out_because is None and self._locked is None:
            asyncio.get_running_loop().call_soon(model.prepare.start)  # after the window's first picture
        try:
            return await self._unless_stopped(signed_in)
        finally:
            unfollow()
            await settings.aclose()
            await model.aclose()

    async def _change_password(self, request: "ChangeOwnPassword") -> None:
        await self._door.change_password(request)
        self._changed.add(request.actor.staff.id)

    async def _enter_as(self, staff: DemoStaff) -> StaffMember | None:
        self._show(PreparingWindow.for_demo(theme=self.looks.theme, icons=self.looks.icons))
        self._bugs.on_bug = None
        library = await self._unless_stopped(asyncio.ensure_future(self._door.library()))
        if library is None:
            return None
        accounts = await library.staff.list_all()
        found = next(account for account in accounts if account.id == staff.id)
        return StaffMember(found.id, found.name, found.role)

    async def _place(self, backend: "Backend", staff: StaffMember) -> "DeskLocation | None":
        from viewmodels.desk.desk import DeskLocation

        branches = {branch.code: branch for branch in backend.masters.current.branches.values()}
        workplace = await self._workplace(backend, staff)
        if workplace is None:
            return None
        branch = branches[workplace.branch]
        return DeskLocation(branch.id, branch.name, workplace.workstation)

    async def _workplace(self, backend: "Backend", staff: StaffMember) -> Workplace | None:
        masters = backend.masters.current
        settings, demo = self._settings.current.value, self._options.demo
        if demo is not None:
            return Workplace(next(iter(masters.branches.values())).code, demo.workstation)
        codes = {branch.code for branch in masters.branches.values()}
        if settings.branch in codes and settings.workstation:
            return Workplace(str(settings.branch), settings.workstation)
        usual = masters.branches[await backend.staff.default_branch(staff)].code
        return await self._ask_workplace(
            tuple(BranchChoice(branch.code, branch.name) for branch in masters.branches.values()),
            Workplace(settings.branch if settings.branch in codes else usual, settings.workstation or ""),
        )

    async def _ask_workplace(
        self, branches: tuple[BranchChoice, ...], suggested: Workplace
    ) -> Workplace | None:
        from views.settings.first_start_window import FirstStartWindow

        chosen: asyncio.Future[Workplace] = asyncio.get_running_loop().create_future()
        model = FirstStartViewModel(
            branches,
            self._settings,
            suggested=suggested,
            on_saved=_settles(chosen),
            report_bug=self._bugs.report,
        )
        self._bugs.on_bug = model.show_bug
        looks = self.looks
        self._show(FirstStartWindow(model, theme=looks.theme, icons=looks.icons, scans=looks.scans))
        try:
            return await self._unless_stopped(chosen)
        finally:
            await model.save.aclose()

    async def _last_words(self, error: Exception) -> None:
        """Tell what went wrong until the window is closed; not after the user ended the program."""
        if self._stopping.is_set():
            self._bugs.report(error)
            return

        from views.text import messages

        told = messages.of_trouble(trouble(error, self._bugs.report))
        window = PreparingWindow.for_trouble(
            f"{told.what}\n{told.next}", theme=self.looks.theme, icons=self.looks.icons
        )
        self._show(window)
        await self._stopping.wait()

    def _show(self, window: "OpeningWindow | DeskWindow") -> None:
        """Show the next window, and only then take the one before away, so that the screen is never empty."""
        window.close_requested.connect(self.stop)
        before, self._window = self._window, window
        if isinstance(window, OpeningWindow):
            help_behind_f1(window, self.looks)
            window.show_centred()
        else:
            window.showMaximized()
            window.activateWindow()
        if before is not None:
            before.let_close()
            before.deleteLater()

    async def _unless_stopped[T](self, future: asyncio.Future[T]) -> T | None:
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            either: set[asyncio.Future[Any]] = {stopped, future}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
        if future.done():
            return future.result()
        future.cancel()
        await asyncio.wait({future})
        return None


def _settles[T](future: asyncio.Future[T]) -> Callable[[T], None]:
    """Make what answers a future, unless it is done or cancelled."""

    def settle(value: T) -> None:
        if not future.done():
            future.set_result(value)

    return settle
