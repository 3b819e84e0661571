"""The features of a desk: each makes a viewmodel, and connects it to its page or dialogs.

`app.desk.composition` imports this module when a desk is built, not before: it loads every feature.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.appearance import Looks
from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.suspensions import Lift
from services.contract.backend import Backend, CounterRecords
from services.contract.masters import Masters
from services.contract.offers import Offers, SystemPart
from services.contract.today.own_work import WorkEntry
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.clock import tokyo_day
from services.rules.policy import Policy
from services.rules.vocabulary import Role
from viewmodels.act_history import ActHistoryViewModel
from viewmodels.approvals.approvers import Approvers
from viewmodels.approvals.approving import NO_APPROVALS
from viewmodels.approvals.asking import ApprovalViewModel
from viewmodels.approvals.deciding import DecidingViewModel
from viewmodels.circulation import CirculationViewModel
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.live_updates import LiveViewModel
from viewmodels.email.email import EmailViewModel
from viewmodels.field_search import FieldSearchViewModel
from viewmodels.identity import IdentityViewModel
from viewmodels.passwords.password_use import PasswordUseViewModel
from viewmodels.reference.reference import ReferenceViewModel
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.registration.registration import RegistrationViewModel
from viewmodels.search import SearchViewModel
from viewmodels.suspensions.contacts import ContactViewModel
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel
from viewmodels.today.figures import FiguresViewModel
from viewmodels.today.lifting import LiftingViewModel
from viewmodels.today.list_file import ListFileViewModel
from viewmodels.today.own_work import OwnWorkViewModel
from viewmodels.today.today import TodayViewModel
from views.approvals.approved_question import ApprovedQuestion
from views.approvals.deciding_questions import DecidingQuestions
from views.circulation.circulation_dialogs import CirculationDialogs
from views.desk import wiring, wiring_lists
from views.desk.desk_window import DeskWindow
from views.dialogs.open_questions import close_questions, tell_stale
from views.dialogs.whose import tell_whose
from views.email.email_dialogs import EmailQuestions
from views.panels.row_actions import REQUESTS, RowAction
from views.passwords.password_use_dialogs import PasswordUseDialogs
from views.reference.reference_dialogs import ReferenceQuestions
from views.registration.lost_card_dialogs import LossQuestions
from views.suspensions.suspension_dialogs import SuspensionDialogs
from views.text import card_words, refusal_words
from views.today.figure_table import figure_table
from views.today.figure_table import file_name as figure_file_name
from views.today.figures_window import FiguresWindow
from views.today.list_table import file_name, list_table
from views.today.own_work_page import OwnWorkPage
from views.today.tiles import tiles_of
from views.today.today_page import TodayPage


@dataclass(frozen=True, slots=True)
class FeatureDependencies:
    """What the features of one desk are made with."""

    window: DeskWindow
    acting: ActCommands
    backend: Backend
    looks: Looks
    report_bug: ReportBug

    @property
    def offers(self) -> Offers:
        """What the library system has: no feature is made for the rest."""
        return self.acting.desk.offers

    def masters(self) -> Masters:
        """Give the masters in force now."""
        return self.backend.masters.current

    def today(self) -> date:
        """Give the day at the counters; only after a first answer."""
        return tokyo_day(self.acting.desk.now())

    def policy(self) -> Policy:
        """Give the policy in force now."""
        return self.masters().policy


def follow_masters(backend: Backend, looks: Looks) -> None:
    """Tell scans, write card numbers, and word what the library's system says, by the masters in force now."""
    looks.scans.use_cards(lambda: backend.masters.current.cards)
    card_words.follow(lambda: backend.masters.current.cards)
    refusal_words.follow(lambda: backend.masters.current.labels)


def verbs_of(offers: Offers) -> frozenset[RowAction]:
    """Choose the acts that rows have."""
    return frozenset(it for it in RowAction if it not in REQUESTS or offers.has(REQUESTS[it]))


def approvals(
    bench: FeatureDependencies, records: CounterRecords, approvers: Approvers | None
) -> ApprovalViewModel | None:
    """Let approvals be asked for, where the library system has any."""
    if not bench.offers.has(SystemPart.APPROVALS):
        return None
    return ApprovalViewModel(
        bench.acting,
        records.approvals,
        approvers,
        bench.report_bug,
        ask=ApprovedQuestion(bench.window, bench.looks.theme, lambda: bench.masters().labels),
        may_widen=lambda: bench.policy().approval_by_whole_library,
    )


def add_approvals(
    bench: FeatureDependencies, approving: ApprovalViewModel | None, live: LiveViewModel
) -> None:
    """Let a clerk ask for approvals where a supervisor's is needed, and go on once there is one."""
    if approving is None:
        return
    window = bench.window
    wiring.connect_approvals(
        window, window.registration, approving, bench.looks.theme, lambda: bench.masters().labels
    )
    live.changed.subscribe(lambda _: approving.changed())


def add_search(
    bench: FeatureDependencies,
) -> tuple[SearchViewModel, FieldSearchViewModel] | tuple[None, None]:
    """Let patrons be found without a card, at the counter: by F3, and in the card field."""
    if not bench.offers.has(SystemPart.SEARCH):
        return None, None
    needs = bench.acting.desk, bench.backend.searches, bench.report_bug
    search, in_field = SearchViewModel(*needs), FieldSearchViewModel(*needs)
    wiring.connect_search(bench.window, bench.window.empty, search, bench.looks.theme)
    wiring.connect_field(bench.window, in_field, search, bench.looks.scans)
    return search, in_field


def add_live(bench: FeatureDependencies) -> LiveViewModel:
    """Let the desk follow what others change, and know when the database is gone."""
    live = LiveViewModel(bench.acting.desk, bench.backend.changes, bench.backend.outcomes, bench.report_bug)
    tell_stale(bench.window, bench.acting.stale)
    close_questions(bench.window, bench.acting.check_over)
    tell_whose(bench.window, bench.acting.desk.answer)
    live.start()
    return live


def add_circulation(bench: FeatureDependencies) -> None:
    """Connect 貸出一覧, 予約一覧 and 予約取消一覧."""
    ask = CirculationDialogs(bench.window, bench.looks.theme, bench.today)
    circulation = CirculationViewModel(bench.acting, ask, masters=bench.masters, report_bug=bench.report_bug)
    wiring.connect_circulation(bench.window.inquiry, circulation)


def add_password_use(bench: FeatureDependencies) -> PasswordUseViewModel | None:
    """Connect the page パスワード; None where nothing is done there."""
    if not bench.offers.has(ChangePassword, CheckPassword, UnlockPassword, DisablePassword):
        return None
    ask = PasswordUseDialogs(bench.window, bench.looks.theme, bench.looks.icons)
    password_use = PasswordUseViewModel(
        bench.acting, bench.backend.acts, ask, policy=bench.policy, report_bug=bench.report_bug
    )
    wiring.connect_password_use(bench.window.password, password_use)
    return password_use


def add_email(bench: FeatureDependencies) -> None:
    """Connect the page メールアドレス."""
    if not bench.offers.has(ChangeEmail, ResendNotice):
        return
    ask = EmailQuestions(bench.looks.theme, bench.window)
    wiring.connect_email(bench.window.email, EmailViewModel(bench.acting, ask))


def add_reference(bench: FeatureDependencies) -> None:
    """Connect the page レファレンス."""
    if not bench.offers.has(AskQuestion, MarkTold):
        return
    ask = ReferenceQuestions(bench.looks.theme, bench.window)
    wiring.connect_reference(bench.window.reference, ReferenceViewModel(bench.acting, ask))


def add_identity(bench: FeatureDependencies) -> IdentityViewModel | None:
    """Let callers be identified on the phone channel."""
    if not bench.offers.has(SystemPart.PHONE):
        return None
    identity = IdentityViewModel(bench.acting, bench.backend.identity, bench.report_bug, policy=bench.policy)
    wiring.connect_identity(bench.window.phone_summary, identity, bench.looks.theme)
    if bench.offers.has(SystemPart.CALLER_SEARCH):
        wiring.connect_caller_search(bench.window.empty, identity, bench.looks.theme)
    return identity


def add_suspensions(bench: FeatureDependencies, approving: ApprovalViewModel | None) -> None:
    """Connect 貸出禁止中, 連絡の記録 and 申し出, as far as they are there."""
    ask = SuspensionDialogs(bench.window, bench.looks.theme, bench.today)
    suspensions = SuspensionViewModel(bench.acting, ask, bench.masters, approving or NO_APPROVALS)
    contacts: ContactViewModel | None = None
    if bench.offers.has(RecordContact):
        contacts = ContactViewModel(bench.acting, ask, bench.masters)
        wiring.connect_contacts_of_holds(bench.window.inquiry, contacts)
    wiring.connect_suspensions(bench.window.registration, suspensions, contacts)
    if bench.offers.has(SystemPart.REPORTS):
        wiring.connect_reports(bench.window.registration, ReportViewModel(bench.acting, ask))


@dataclass(frozen=True, slots=True)
class OpenToday:
    """今日の仕事 of a supervisor's desk; None stands for what isn't done there."""

    model: TodayViewModel
    page: TodayPage
    figures: FiguresViewModel
    lifting: LiftingViewModel | None
    files: ListFileViewModel[SuspensionFilter, SuspensionList] | None

    async def aclose(self) -> None:
        """Leave its forms, read nothing more, and forget."""
        if self.lifting is not None:
            self.lifting.forget()
        if self.files is not None:
            await self.files.aclose()
        await self.figures.aclose()
        await self.model.aclose()


def add_today(bench: FeatureDependencies, records: CounterRecords, live: LiveViewModel) -> OpenToday | None:
    """Show supervisors at the counter what waits, in the place of the empty desk; None without lists or for others."""
    window, acting, theme = bench.window, bench.acting, bench.looks.theme
    if acting.desk.staff.role is not Role.SUPERVISOR or not tiles_of(bench.offers):
        return None
    page, lists = TodayPage(theme, offers=bench.offers), bench.backend.suspension_lists
    model = TodayViewModel(acting.desk, records.today, lists, bench.report_bug)
    has_list = bench.offers.has(SystemPart.SUSPENSION_LIST)
    lifting: LiftingViewModel | None = None
    if has_list and bench.offers.has(Lift):
        lifting = LiftingViewModel(acting, bench.backend.look_ups, bench.report_bug)
    files: ListFileViewModel[SuspensionFilter, SuspensionList] | None = None
    if has_list:
        table = partial(list_table, reports=bench.offers.has(SystemPart.REPORTS))
        files = ListFileViewModel(
            acting.desk, lists.suspensions_for_file, table, bench.report_bug, folder=documents, name=file_name
        )

    def branches() -> Mapping[int, str]:
        return {it.id: it.short_name for it in bench.masters().branches.values()}

    wiring_lists.take_today(window, page, model)
    wiring_lists.connect_today(
        window,
        page,
        model,
        desk=acting.desk,
        lifting=lifting,
        files=files,
        branches=branches,
        theme=theme,
    )
    figures = FiguresViewModel(
        acting.desk,
        records.today,
        lambda found, branch_id: figure_table(found, branches(), branch_id),
        bench.report_bug,
        today=lambda: day_of(model),
        folder=documents,
        name=figure_file_name,
    )
    wiring_lists.connect_figures(page, lambda: FiguresWindow(figures, branches, theme, window))
    live.changed.subscribe(lambda _: model.changed())
    model.start()
    return OpenToday(model, page, figures, lifting, files)


def add_deciding(
    bench: FeatureDependencies, records: CounterRecords, live: LiveViewModel, today: OpenToday | None
) -> DecidingViewModel | None:
    """Let supervisors approve what other desks ask for; None for all others, and without approvals."""
    is_supervisors = bench.acting.desk.staff.role is Role.SUPERVISOR
    if not (is_supervisors and bench.offers.has(SystemPart.APPROVALS)):
        return None
    model = None if today is None else today.model
    deciding = DecidingViewModel(
        bench.acting,
        records.approvals,
        DecidingQuestions(bench.window, bench.looks.theme, bench.masters),
        bench.report_bug,
        today=model,
        source=records.today,
    )
    if today is not None:
        today.page.approvals_wanted.connect(deciding.show.start)
    here = None if model is None else model.here
    wiring_lists.connect_deciding(bench.window, deciding.waiting, here, deciding.show.start)
    live.changed.subscribe(lambda _: deciding.changed())
    deciding.start()
    return deciding


def add_own_work(
    bench: FeatureDependencies,
    records: CounterRecords,
    live: LiveViewModel,
    approving: ApprovalViewModel | None,
) -> OwnWorkViewModel | None:
    """Offer clerks their own unfinished work on the empty desk; None for supervisors, and where it isn't known."""
    desk = bench.acting.desk
    if desk.staff.role is Role.SUPERVISOR or not bench.offers.has(SystemPart.OWN_WORK):
        return None
    asked: Observable[tuple[WorkEntry, ...]] = Observable(()) if approving is None else approving.later
    model = OwnWorkViewModel(desk, records.today, bench.report_bug, approvals=asked)
    page = OwnWorkPage(bench.looks.theme, finds=bench.offers.has(SystemPart.SEARCH, SystemPart.CALLER_SEARCH))
    wiring_lists.connect_own_work(bench.window, page, model, desk)
    live.changed.subscribe(lambda _: model.changed())
    model.start()
    return model


def day_of(model: TodayViewModel) -> date:
    """Tell the day at the counters: the database's, once anything was counted."""
    counts = model.counts.value
    return tokyo_day(datetime.now(UTC) if counts is None else counts.now)


def documents() -> Path:
    """Tell where the user keeps documents; their own folder where none is set up for that."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def add_act_history(bench: FeatureDependencies, records: CounterRecords) -> ActHistoryViewModel | None:
    """Read 操作記録 when it is opened."""
    if not bench.offers.has(SystemPart.ACT_HISTORY):
        return None
    model = ActHistoryViewModel(bench.acting.desk, records.act_history, bench.report_bug)
    wiring.connect_act_history(bench.window.records, model)
    return model


def add_registration(bench: FeatureDependencies, approving: ApprovalViewModel | None) -> None:
    """Connect the page 登録: renewing, lost and replacement cards, as far as they are there."""
    window, page = bench.window, bench.window.registration
    theme, icons = bench.looks.theme, bench.looks.icons
    if bench.offers.has(RenewRegistration):
        registration = RegistrationViewModel(bench.acting, policy=bench.policy, report_bug=bench.report_bug)
        wiring.connect_registration(page, registration, window, theme=theme, icons=icons)
    if bench.offers.has(ReportLost, ReplaceCard):
        lost = LostCardViewModel(
            bench.acting,
            LossQuestions(window, theme),
            policy=bench.policy,
            report_bug=bench.report_bug,
            approving=approving or NO_APPROVALS,
        )
        wiring.connect_lost_cards(page, lost, window, theme=theme, icons=icons)
