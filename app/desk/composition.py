"""Puts the desk together: the one place where services, viewmodels and views are named side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.appearance import Looks
from app.desk.help_and_tour import NO_ASIDES, Asides, OpenAsides, open_asides
from app.desk.privacy import Privacy, guard_screen
from app.settings.settings_files import Settings
from services.contract.actor import StaffMember
from services.slips.content import SlipKind
from viewmodels.core.trouble import Bug, ReportBug
from viewmodels.screen_guard import ScreenState
from viewmodels.settings.settings import Language

if TYPE_CHECKING:
    from app.desk.act_list_feature import OpenActList
    from app.desk.desk_features import OpenToday
    from app.desk.due_slips import OpenDueSlips
    from services.contract.backend import Backend, CounterRecords
    from services.rules.policy import Policy
    from viewmodels.act_history import ActHistoryViewModel
    from viewmodels.approvals.approvers import Approvers
    from viewmodels.approvals.asking import ApprovalViewModel
    from viewmodels.approvals.deciding import DecidingViewModel
    from viewmodels.desk.act_commands import ActCommands
    from viewmodels.desk.desk import DeskViewModel
    from viewmodels.desk.desk_state import DeskLocation
    from viewmodels.desk.live_updates import LiveViewModel
    from viewmodels.field_search import FieldSearchViewModel
    from viewmodels.identity import IdentityViewModel
    from viewmodels.open_days import OpenDaysViewModel
    from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
    from viewmodels.passwords.password_use import PasswordUseViewModel
    from viewmodels.search import SearchViewModel
    from viewmodels.settings.settings_form import SettingsStore
    from viewmodels.today.own_work import OwnWorkViewModel
    from views.desk.desk_window import DeskWindow
    from views.printing.slip_printer import QtSlipPrinter
    from views.printing.spooler import SystemQueues


class _Closes(Protocol):
    async def aclose(self) -> None: ...


class _Covers(Protocol):
    def cover(self, *, covered: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk with a signed-in account; None stands for what isn't on it."""

    window: "DeskWindow"
    desk: "DeskViewModel"
    passwords: "PasswordIssueLauncher"
    password_use: "PasswordUseViewModel | None"
    acting: "ActCommands"
    approving: "ApprovalViewModel | None"
    records: "ActHistoryViewModel | None"
    identity: "IdentityViewModel | None"
    search: "SearchViewModel | None"
    field_search: "FieldSearchViewModel | None"
    live: "LiveViewModel"
    today: "OpenToday | None"
    deciding: "DecidingViewModel | None"
    own_work: "OwnWorkViewModel | None"
    open_days: "OpenDaysViewModel | None"
    act_list: "OpenActList | None"
    asides: OpenAsides
    printer: "QtSlipPrinter"
    due_slips: "OpenDueSlips"
    privacy: Privacy

    def follow(self, settings: Settings) -> None:
        """Go on with changed settings, as far as an open desk can."""
        self.printer.use(settings.slips[SlipKind.PASSWORD])
        self.due_slips.follow(settings)
        self.privacy.follow(settings)

    def show_bug(self, reference: str) -> None:
        """Tell of a fault that came from elsewhere in the program."""
        self.desk.tell(Bug(reference))

    async def aclose(self) -> None:
        """Refuse new commands, finish writes, cancel reads, and forget the patron."""
        self.window.setEnabled(False)
        in_order: tuple[_Closes | None, ...] = (
            self.asides,
            self.live,
            self.search,
            self.field_search,
            self.password_use,
            self.approving,  # before who waits for one
            self.deciding,
            self.today,  # before the acts: of several lifts no further one is begun
            self.own_work,
            self.open_days,
            self.act_list,
            self.due_slips,
            self.acting,
            self.records,
            self.desk,
            self.identity,
            self.passwords,
        )
        for part in in_order:
            if part is not None:
                await part.aclose()
        self.privacy.screen.end()

    def cover(self, screen: ScreenState) -> None:
        """Show nothing of patrons while the window is covered or locked."""
        lifting = None if self.today is None else self.today.lifting
        model = None if self.today is None else self.today.model
        lists = (self.own_work, self.act_list)
        parts: tuple[_Covers | None, ...] = (self.approving, model, self.deciding, lifting, *lists)
        for part in parts:
            if part is not None:
                part.cover(covered=screen is not ScreenState.OPEN)
        if self.search is not None and screen is not ScreenState.OPEN:
            self.search.forget()
        if self.field_search is not None and screen is ScreenState.LOCKED:
            self.field_search.forget()


def build_desk(
    backend: "Backend",
    records: "CounterRecords",
    *,
    staff: StaffMember,
    place: "DeskLocation",
    settings: Settings,
    looks: Looks,
    report_bug: ReportBug,
    asides: Asides = NO_ASIDES,
    store: "SettingsStore | None" = None,
    spooler: "SystemQueues | None" = None,
    approvers: "Approvers | None" = None,
) -> OpenDesk:
    """Build the main window over an open library.

    Args:
        backend: where the patrons are.
        records: what the counter keeps about them.
        staff: who signed in.
        place: branch and workstation.
        settings: the workstation's printer and paper.
        looks: theme, icons and scans.
        report_bug: writes unexpected exceptions to the log.
        asides: what the place has to offer beside the desk.
        store: where a printer that is chosen for a slip can be kept; None where nothing is kept.
        spooler: the print queues; the system's when left out.
        approvers: lets a supervisor approve at this desk; None where only the supervisors' own desks can.
    """
    from app.desk import act_list_feature, desk_features, due_slips, open_days_feature
    from services.acts.as_offered import with_places
    from services.slips.maker import SlipMaker
    from viewmodels.desk.act_commands import ActCommands
    from viewmodels.desk.desk import DeskViewModel
    from viewmodels.passwords.password_issue import IssueDependencies
    from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
    from views.desk.desk_window import DeskWindow
    from views.dialogs.await_dialog import QtAsk
    from views.printing.printer_chooser import PrinterChooser
    from views.printing.slip_printer import QtSlipPrinter
    from views.printing.system_spooler import system_spooler

    def policy() -> "Policy":
        return backend.masters.current.policy

    offers = with_places(backend.offers)
    desk_features.follow_masters(backend, looks)
    ask = QtAsk(looks.theme)
    desk = DeskViewModel(
        staff=staff,
        place=place,
        look_ups=backend.look_ups,
        masters=backend.masters,
        offers=offers,
        ask=ask,
        report_bug=report_bug,
        titles_masked=settings.titles_masked,
    )
    chooser = PrinterChooser(
        SlipKind.PASSWORD, spooler := spooler or system_spooler(), looks.theme, report_bug, store=store
    )
    printer = QtSlipPrinter(settings.slips[SlipKind.PASSWORD], spooler, chooser)
    issue_dependencies = IssueDependencies(
        acts=backend.acts,
        hand_overs=records.slip_hand_overs,
        slips=SlipMaker(lambda: backend.masters.current.wording),
        printer=printer,
        policy=policy,
        branch=place.branch,
        report_bug=report_bug,
    )
    passwords = PasswordIssueLauncher(desk, issue_dependencies)
    acting = ActCommands(desk, backend.acts, report_bug)
    window = DeskWindow(
        desk,
        passwords,
        theme=looks.theme,
        icons=looks.icons,
        scans=looks.scans,
        verbs=desk_features.verbs_of(offers),
    )
    window.inquiry.use_letters(on=settings.letters)
    ask.over(window)
    chooser.over(window)
    if settings.sounds:
        from views.desk.sounds import sound_outcomes

        sound_outcomes(desk, window)
    bench = desk_features.FeatureDependencies(window, acting, backend, looks, report_bug)
    approving = desk_features.approvals(bench, records, approvers)
    desk_features.add_circulation(bench)
    desk_features.add_email(bench)
    desk_features.add_reference(bench)
    password_use = desk_features.add_password_use(bench)
    desk_features.add_registration(bench, approving)
    desk_features.add_suspensions(bench, approving)
    history = desk_features.add_act_history(bench, records)
    identity = desk_features.add_identity(bench)
    search, field_search = desk_features.add_search(bench)
    live = desk_features.add_live(bench)
    desk_features.add_approvals(bench, approving, live)
    today = desk_features.add_today(bench, records, live)
    deciding = desk_features.add_deciding(bench, records, live, today)
    own_work = desk_features.add_own_work(bench, records, live, approving)
    beside = open_asides(
        window,
        desk,
        passwords,
        backend.masters,
        asides,
        act_lists=None if history is None else records.act_lists,
        theme=looks.theme,
        report_bug=report_bug,
        english=looks.language.spoken is Language.ENGLISH,
    )
    privacy = guard_screen(window, desk, settings, looks)
    opened = OpenDesk(
        window,
        desk,
        passwords,
        password_use,
        acting,
        approving,
        history,
        identity,
        search,
        field_search,
        live,
        today,
        deciding,
        own_work,
        open_days_feature.add_open_days(bench, today),
        act_list_feature.add_act_list(bench, records, live, today),
        beside,
        printer,
        due_slips.add_due_slips(bench, settings, spooler, store),
        privacy,
    )
    privacy.guard.screen.subscribe(opened.cover)
    return opened
