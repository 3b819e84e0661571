"""The settings window put together, over the sign-in and over a desk, and what follows a change at once."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QWidget

from app.appearance import Looks
from app.settings.current_settings import SettingsInForce
from app.settings.settings_files import Settings
from services.contract.errors import ServiceError
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.trouble import Bug, ReportBug
from viewmodels.settings.first_start import BranchChoice
from viewmodels.settings.setting_keys import Value, value_of
from viewmodels.settings.settings import Language, SlipPrinting
from viewmodels.settings.settings_form import OPENS_ANEW, Printers, SettingsViewModel
from viewmodels.sign_in.sign_in import SignInViewModel
from views.sign_in.sign_in_window import SignInWindow

if TYPE_CHECKING:
    from app.desk.composition import OpenDesk
    from services.contract.backend import MastersInForce
    from viewmodels.core.notes import StatusMessage
    from viewmodels.core.ports import SlipPrinter
    from viewmodels.desk.desk_state import DeskLocation


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

        def tell(note: "StatusMessage") -> None:
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

    def at_desk(self, open_desk: "OpenDesk", masters: "MastersInForce") -> SettingsViewModel:
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
        tell: "Callable[[StatusMessage], None]",
        capture_scans: Callable[[Callable[[str], bool]], Callable[[], None]],
        place: "DeskLocation | None" = None,
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

    def _way_through(self, slip: SlipKind, way: SlipPrinting) -> "SlipPrinter":
        """Make the sample's way; what is chosen for it isn't kept, since it is the window's fields that are saved."""
        from views.printing.printer_chooser import PrinterChooser
        from views.printing.slip_printer import QtSlipPrinter
        from views.printing.system_spooler import system_spooler

        spooler = system_spooler()
        theme = self._looks.theme
        chooser = PrinterChooser(slip, spooler, theme, self._report_bug, store=self._in_force, keeps=False)
        return QtSlipPrinter(way, spooler, chooser)


def opens_anew(before: Settings, after: Settings) -> bool:
    """Tell whether a change is of what an open window can't change."""
    return _of_a_window(before) != _of_a_window(after)


def _of_a_window(settings: Settings) -> tuple[Value, ...]:
    return tuple(value_of(settings, key) for key in sorted(OPENS_ANEW))


async def _printer_names() -> tuple[str, ...]:
    from views.printing.printer_names import printer_names
    from views.printing.system_spooler import system_spooler

    return await printer_names(system_spooler())


async def _sample(slip: SlipKind, paper: Paper) -> bytes:
    from services.slips.sample import sample_of

    return await sample_of(slip, paper)
