"""From the first window to the last: sign-in, first start, desk, and an orderly end.

One coroutine, `run_desk`, is the whole life of the program; when it returns, the program is over. Windows never
close by themselves: they ask, and go after what stands behind them has ended.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.appearance import Looks, apply, remove, update
from app.desk.help_and_tour import NO_ASIDES, Asides, help_behind_f1
from app.library_access import Door
from app.settings.current_settings import SettingsInForce
from app.settings.policy import PolicyPlace
from app.settings.settings_files import Settings
from app.settings_windows import SettingsWindows
from app.signals import stop_on_signals
from app.support.crash_handling import BugReports
from app.support.gui_thread_gc import collect_in_this_thread
from app.waiting import settles
from services.contract.actor import StaffMember
from services.contract.errors import ServiceError
from viewmodels.core.trouble import trouble
from viewmodels.sign_in.sign_in import DemoStaff, SignInViewModel
from views.sign_in.start_window import OpeningWindow, PreparingWindow

if TYPE_CHECKING:
    from app.desk.composition import OpenDesk
    from app.signed_in import SignedIn
    from services.contract.diagnosis import Diagnosis
    from services.own_schema.database.engine import Database
    from services.own_schema.library import Library
    from views.desk.desk_window import DeskWindow

_THREADS = 4
_FIRST_PICTURE = 0.05
"""Seconds that a window system may take to show the first window."""

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
    on_desk: "Callable[[OpenDesk], None] | None" = None
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
    life = Session(apply(app, options.settings), options, bugs)
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


class Session:
    """The stages of one run; each answers None when the user ended the program meanwhile.

    Attributes:
        looks: what every window is drawn with.
        options: what the desk was started with.
        bugs: the log of bugs.
        settings: those in force.
        windows: makes their windows.
    """

    def __init__(self, looks: Looks, options: DeskOptions, bugs: BugReports) -> None:
        self.looks = looks
        self.options = options
        self.bugs = bugs
        self._door = options.door
        self._stack = AsyncExitStack()
        self._stopping = asyncio.Event()
        self._window: OpeningWindow | DeskWindow | None = None
        self._desks: SignedIn | None = None
        self._loading: asyncio.Task[None] | None = None
        self.settings = SettingsInForce(options.settings, options.settings_file, options.policy)
        self.windows = SettingsWindows(
            self.settings, looks, bugs.report, place_fixed=options.demo is not None
        )
        self.settings.current.subscribe(lambda settings: update(looks, settings))

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
            if self._loading is not None:
                await asyncio.wait({self._loading})
            if self._desks is not None and self._desks.locked is not None:
                await self._desks.locked.aclose()
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
            desks = await self._desks_on(library)
            signed_out_because = await desks.work(library, staff)
            if signed_out_because is None and desks.locked is None:
                return
            await self._door.sign_out()

    async def _sign_in(self, signed_out_because: ServiceError | None) -> StaffMember | None:
        demo = self.options.demo
        locked = None if self._desks is None else self._desks.locked
        if demo is not None and demo.enter_as is not None and locked is None:
            return await self._enter_as(demo.enter_as)
        signed_in: asyncio.Future[StaffMember] = asyncio.get_running_loop().create_future()
        model = SignInViewModel(
            self._door,
            on_signed_in=settles(signed_in),
            report_bug=self.bugs.report,
            demo_staff=() if demo is None else demo.shown(() if self._desks is None else self._desks.changed),
            put_out=signed_out_because,
            locked=None if locked is None else locked.locked_by,
        )
        self.bugs.on_bug = model.show_bug
        settings, unfollow = self.windows.before_sign_in(model, self.show)
        if self._desks is None:
            self._loading = asyncio.create_task(self._prepare(model))
        try:
            return await self.unless_stopped(signed_in)
        finally:
            unfollow()
            await settings.aclose()
            await model.aclose()

    async def _prepare(self, model: SignInViewModel) -> None:
        """Open the library, then load what a desk needs, behind the window's first picture and while somebody types."""
        await asyncio.sleep(_FIRST_PICTURE)
        model.prepare.start()
        await model.prepare.settled()
        if not self._stopping.is_set():
            await asyncio.to_thread(_load_desk)

    async def _desks_on(self, library: "Library") -> "SignedIn":
        """Give the desks of whoever signs in."""
        if self._desks is None:
            await (self._loading or asyncio.to_thread(_load_desk))
            from app.background_worker import worker_beside
            from app.signed_in import SignedIn

            self._desks = SignedIn(self)
            if self.options.demo is not None:
                await self._stack.enter_async_context(worker_beside(library, self.options.settings))
        return self._desks

    async def _enter_as(self, staff: DemoStaff) -> StaffMember | None:
        self.show(PreparingWindow.for_demo(theme=self.looks.theme, icons=self.looks.icons))
        self.bugs.on_bug = None
        library = await self.unless_stopped(asyncio.ensure_future(self._door.library()))
        if library is None:
            return None
        accounts = await library.staff.list_all()
        found = next(account for account in accounts if account.id == staff.id)
        return StaffMember(found.id, found.name, found.role)

    async def _last_words(self, error: Exception) -> None:
        """Tell what went wrong until the window is closed; not after the user ended the program."""
        if self._stopping.is_set():
            self.bugs.report(error)
            return

        from views.text import messages

        told = messages.of_trouble(trouble(error, self.bugs.report))
        window = PreparingWindow.for_trouble(
            f"{told.what}\n{told.next}", theme=self.looks.theme, icons=self.looks.icons
        )
        self.show(window)
        await self._stopping.wait()

    def show(self, window: "OpeningWindow | DeskWindow") -> None:
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

    async def unless_stopped[T](self, future: asyncio.Future[T]) -> T | None:
        """Wait for a future; None when the program is to end before."""
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


def _load_desk() -> None:
    import app.desk.desk_features
    import app.signed_in  # noqa: F401 - for the next imports to be quick
