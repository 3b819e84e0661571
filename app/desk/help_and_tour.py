"""What stands beside the desk: the help, 「診断」, the tour. All of it goes with the desk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.support.seen_marks import Seen
from viewmodels.settings.settings import Language

if TYPE_CHECKING:
    from app.appearance import Looks
    from services.contract.backend import ActLists, MastersInForce
    from services.contract.diagnosis import Diagnosis
    from viewmodels.core.trouble import ReportBug
    from viewmodels.desk.desk import DeskViewModel
    from viewmodels.help.diagnosis import DiagnosisModel
    from viewmodels.last_act import LastActViewModel
    from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
    from viewmodels.sign_in.own_password import ChangeOwn, OwnPasswordViewModel
    from views.desk.desk_window import DeskWindow
    from views.help.help_menu import HelpMenu
    from views.sign_in.start_window import OpeningWindow
    from views.style.theme import Theme

type Diagnose = Callable[[], Awaitable[tuple[Diagnosis, ...]]]
"""Makes every check of the library and of this machine."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What the program knows of the place it runs in, as far as that is wanted beside the desk.

    Attributes:
        diagnose: makes every check; None leaves 「診断」 out.
        broken_off: the reference of a run that didn't end in order.
        tour_seen: whether this user has seen the tour; None where that is kept nowhere.
        tour_card: a card of the demo's to take the tour with, which begins by itself for a user who hasn't seen it.
        change_password: changes the password of who is signed in; None leaves that out.
    """

    diagnose: "Diagnose | None" = None
    broken_off: str | None = None
    tour_seen: Seen | None = None
    tour_card: str = ""
    change_password: "ChangeOwn | None" = None


NO_ASIDES = Asides()


@dataclass(frozen=True, slots=True)
class OpenAsides:
    """What was put beside a desk."""

    help: "HelpMenu"
    diagnosis: "DiagnosisModel | None"
    own_password: "OwnPasswordViewModel | None"
    last_act: "LastActViewModel | None"

    async def aclose(self) -> None:
        """Take every window away, and stop what they wait for."""
        self.help.close_all()
        if self.own_password is not None:
            await self.own_password.aclose()
        if self.last_act is not None:
            await self.last_act.aclose()
        if self.diagnosis is not None:
            await self.diagnosis.aclose()


def open_asides(
    window: "DeskWindow",
    desk: "DeskViewModel",
    passwords: "PasswordIssueLauncher",
    masters: "MastersInForce",
    asides: Asides,
    *,
    act_lists: "ActLists | None",
    theme: "Theme",
    report_bug: "ReportBug",
    english: bool = False,
) -> OpenAsides:
    """Put the help into the window's top bar and behind F1, and the tour above the status bar."""
    from app.support.about import about
    from services.acts.passwords import IssuePassword
    from services.rules.vocabulary import Role
    from viewmodels.core.notes import PreviousRunCrashed
    from viewmodels.help.diagnosis import DiagnosisModel
    from viewmodels.help.tour import Tour
    from viewmodels.last_act import LastActViewModel
    from views.help.help_menu import HelpMenu
    from views.help.offered_manual import manual_of
    from views.help.tour_strip import connect_tour
    from views.manual.manual import Manual

    diagnosis = None if asides.diagnose is None else DiagnosisModel(asides.diagnose, report_bug)
    helping = HelpMenu(
        window,
        desk,
        theme=theme,
        manual=manual_of(Manual.find(english=english), desk.offers),
        about=about(),
        diagnosis=diagnosis,
    )
    if desk.staff.role is not Role.PHONE and desk.offers.has(IssuePassword):  # which the tour is about
        seen = asides.tour_seen
        tour = Tour(desk, passwords, lambda: seen.remember() if seen is not None else None, asides.tour_card)
        connect_tour(window, tour, theme)
        helping.offer_tour(tour.start)
        if asides.tour_card and not seen:
            tour.start()
    own_password, last_act = None, None
    if asides.change_password is not None:
        from viewmodels.sign_in.own_password import OwnPasswordViewModel
        from views.desk.wiring import connect_own_password
        from views.sign_in.own_password_dialog import title

        own_password = OwnPasswordViewModel(
            desk, asides.change_password, policy=lambda: masters.current.policy, report_bug=report_bug
        )
        connect_own_password(window, own_password, theme)
        helping.offer_more(title(), own_password.open)
    if asides.broken_off is not None:
        note = PreviousRunCrashed(asides.broken_off)
        desk.tell(note)
        if act_lists is not None:
            last_act = LastActViewModel(desk, act_lists, report_bug)
            last_act.name.start(note)
    return OpenAsides(helping, diagnosis, own_password, last_act)


def help_behind_f1(window: "OpeningWindow", looks: "Looks") -> None:
    """Let F1 open the manual before there is a desk, in the language that the window is in."""
    from views.manual.f1_help import HelpKey
    from views.manual.manual import START, Manual

    english = looks.language.spoken is Language.ENGLISH
    HelpKey(window, looks.theme, manual=lambda: Manual.find(english=english), page_here=lambda: START)
