"""The settings window put together, over the sign-in and over a desk, and what follows a change at once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractButton, QWidget

from app.appearance import Looks
from app.desk.composition import OpenDesk
from app.settings.current_settings import SettingsInForce
from app.settings.settings_files import Settings
from services.contract.errors import ServiceError
from services.rules.vocabulary import Channel, Paper
from services.slips.content import SlipKind
from viewmodels.core.notes import Bug, Done, ReportBug, StatusMessage
from viewmodels.core.observable import Observable
from viewmodels.desk.desk_state import DeskLocation
from viewmodels.settings.first_start import BranchChoice
from viewmodels.settings.setting_keys import Value, value_of
from viewmodels.settings.settings import Language, SlipPrinting
from viewmodels.settings.settings_form import OPENS_ANEW, Printers, SettingsViewModel
from viewmodels.sign_in.sign_in import SignInViewModel
from views.sign_in.sign_in_window import SignInWindow

if TYPE_CHECKING:
    from services.contract.backend import MastersInForce
    from viewmodels.core.ports import SlipPrinter
    from viewmodels.desk.desk import DeskViewModel


class SettingsWindows:
    """Makes the settings window for each window that it can be opened from.

    Args:
        in_force: the settings.
        looks: theme, icons and scans.
        report_bug: writes unexpected exceptions to the log.
        place_fixed: branch and name aren't chosen here: the demo's.
    """

    def __init__(
        self, in_force: SettingsInForce, looks: Looks, report_bug: ReportBug, *, place_fixed: bool
    ) -> None:
        self._in_force = in_force
        self._looks = looks
        self._report_bug = report_bug
        self._place_fixed = place_fixed
        self._language = in_force.current.value.language

    def scale_next(self) -> Settings:
        """Let the window that is made next have the size and the language that the settings want.

        A language chosen at the sign-in stays until the settings name another one.
        """
        held = self._in_force.current.value
        self._looks.theme.rescale(held.text_percent / 100)
        if held.language is not self._language:
            self._language = held.language
            self._looks.language.speak(held.language)
        return held

    def before_sign_in(
        self, model: SignInViewModel, show: Callable[[SignInWindow], None]
    ) -> tuple[SettingsViewModel, Callable[[], None]]:
        """Show the sign-in with its settings: no library is open yet, and scans go nowhere.

        Another window takes the first one's place when an open one can't follow changed settings, or another language.

        Args:
            model: the sign-in.
            show: shows a window, and takes the one before away.

        Returns:
            The settings, and what ends the following.
        """

        def tell(note: StatusMessage) -> None:
            if isinstance(note, ServiceError | Bug):
                model.error.set(note)

        settings = self._desk(branches=tuple, tell=tell, capture_scans=model.intercept_scans)
        shown: list[tuple[Settings, SignInWindow]] = []

        def open_window() -> None:
            looks, held = self._looks, self.scale_next()
            window = SignInWindow(
                model,
                theme=looks.theme,
                icons=looks.icons,
                scans=looks.scans,
                language=looks.language.spoken,
            )
            window.language_wanted.connect(speak)
            self.connect(window, window.settings_button, settings)
            for _, before in shown:
                window.take_over(before)
            shown[:] = [(held, window)]
            show(window)

        def speak(language: Language) -> None:
            self._looks.language.speak(language)
            open_window()

        def follow(held: Settings) -> None:
            if not shown:
                open_window()
            elif opens_anew(shown[0][0], held):
                asyncio.get_running_loop().call_soon(open_window)  # after the settings window has closed

        return settings, self._in_force.current.subscribe(follow)

    def at_desk(self, open_desk: OpenDesk, masters: "MastersInForce") -> SettingsViewModel:
        """Make a desk's settings and tie them to its window and to the menu ヘルプ."""
        window, desk = open_desk.window, open_desk.desk

        def branches() -> tuple[BranchChoice, ...]:
            return tuple(
                BranchChoice(branch.code, branch.name) for branch in masters.current.branches.values()
            )

        def unreadable() -> tuple[str, ...]:
            return tuple(f"{it.table} ({it.key})" for it in masters.current.unreadable)

        place = desk.place if self._place_fixed else None
        settings = self._desk(
            branches=branches,
            tell=desk.tell,
            capture_scans=desk.capture_scans,
            place=place,
            unreadable=unreadable,
        )
        button = window.top_bar.settings_button
        self.connect(window, button, settings, area=window.area)
        open_desk.asides.help.offer_more(button.text(), button.click)
        return settings

    def connect(
        self,
        window: QWidget,
        button: QAbstractButton,
        settings: SettingsViewModel,
        *,
        area: QWidget | None = None,
    ) -> None:
        """Open the settings from a window; see `connect_settings`."""
        from views.settings.settings_opener import connect_settings

        connect_settings(
            window, button, settings, area=area, theme=self._looks.theme, scans=self._looks.scans
        )

    def _desk(
        self,
        *,
        branches: Callable[[], tuple[BranchChoice, ...]],
        tell: Callable[[StatusMessage], None],
        capture_scans: Callable[[Callable[[str], bool]], Callable[[], None]],
        place: DeskLocation | None = None,
        unreadable: Callable[[], tuple[str, ...]] = tuple,
    ) -> SettingsViewModel:
        return SettingsViewModel(
            self._in_force,
            Printers(_printer_names, self._way_through, _sample, asyncio.sleep),
            branches=branches,
            place_fixed=self._place_fixed,
            place=place,
            unreadable=unreadable,
            tell=tell,
            capture_scans=capture_scans,
            report_bug=self._report_bug,
        )

    def _way_through(self, way: SlipPrinting) -> "SlipPrinter":
        """Make the sample's way; what is chosen for it isn't kept, since it is the window's fields that are saved."""
        from views.printing.printer_chooser import PrinterChooser
        from views.printing.slip_printer import QtSlipPrinter
        from views.printing.system_spooler import system_spooler

        spooler = system_spooler()
        theme = self._looks.theme
        chooser = PrinterChooser(
            SlipKind.PASSWORD, spooler, theme, self._report_bug, store=self._in_force, keeps=False
        )
        return QtSlipPrinter(way, spooler, chooser)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What a desk leaves to the one that takes its place.

    Attributes:
        channel: the one in force.
        card: a scan that waits.
        titles_masked: titles and names were masked by hand; they stay so.
    """

    channel: Channel
    card: str | None
    titles_masked: bool

    @classmethod
    def of(cls, desk: "DeskViewModel") -> "HandedOn":
        """Take it from a desk, before that is closed."""
        return cls(desk.channel.value, desk.waiting_scan.value, desk.titles.by_hand)

    def to(self, desk: "DeskViewModel") -> None:
        """Go on at the new desk, which has no open patron to close for another channel."""
        desk.channel.set(self.channel)
        if self.titles_masked:
            desk.titles.mask()
        if self.card is not None:
            desk.scanned(self.card)
        else:
            desk.tell(Done.SETTINGS_SAVED)


async def wanted_anew(built_with: Settings, current: Observable[Settings], desk: "DeskViewModel") -> HandedOn:
    """Wait until the settings want another window than the one that is open, and no patron's data is in it.

    From then on scans wait at the desk, to be handed on.
    """
    moved = asyncio.Event()
    sources = (current, desk.answer, desk.busy, desk.look_up.running)
    forget = [source.subscribe(lambda _: moved.set()) for source in sources]
    try:
        while True:
            await moved.wait()
            moved.clear()
            busy = desk.busy.value or desk.look_up.running.value
            if desk.answer.value is None and not busy and opens_anew(built_with, current.value):
                desk.pause_scans(moved)
                return HandedOn.of(desk)
    finally:
        for end in forget:
            end()


def opens_anew(before: Settings, after: Settings) -> bool:
    """Tell whether a change is of what an open window can't change."""
    return _of_a_window(before) != _of_a_window(after)


def _of_a_window(settings: Settings) -> tuple[Value, ...]:
    return tuple(value_of(settings, key) for key in sorted(OPENS_ANEW))


async def first_of[A, B](one: Coroutine[Any, Any, A], other: Coroutine[Any, Any, B]) -> A | B:
    """Wait for whichever comes first, and give the other one up."""
    first, second = asyncio.ensure_future(one), asyncio.ensure_future(other)
    try:
        either: set[asyncio.Future[Any]] = {first, second}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        return first.result() if first.done() else second.result()
    finally:
        first.cancel()
        second.cancel()
        await asyncio.wait(either)


async def _printer_names() -> tuple[str, ...]:
    from views.printing.printer_names import printer_names
    from views.printing.system_spooler import system_spooler

    return await printer_names(system_spooler())


async def _sample(paper: Paper) -> bytes:
    from services.slips.sample import sample_slip

    return await sample_slip(paper)
