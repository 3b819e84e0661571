"""The parts of a desk, each put behind its page: acts, the telephone, the search, the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.appearance import Looks
from viewmodels.core.notes import ReportBug, trouble

if TYPE_CHECKING:
    from services.library import Library
    from services.rules.policy import Policy
    from viewmodels.act_history import ActHistoryViewModel
    from viewmodels.desk.act_commands import ActCommands
    from viewmodels.desk.live_updates import LiveViewModel
    from viewmodels.identity import IdentityViewModel
    from viewmodels.passwords.password_use import PasswordUseViewModel
    from viewmodels.search import SearchViewModel
    from views.desk.desk_window import DeskWindow


@dataclass(frozen=True, slots=True)
class FeatureDependencies:
    """What the parts of one desk are put together with."""

    window: "DeskWindow"
    acting: "ActCommands"
    library: "Library"
    looks: Looks
    report_bug: ReportBug


def add_search(bench: FeatureDependencies) -> "SearchViewModel":
    """Let patrons be found without a card, at the counter."""
    from viewmodels.search import SearchViewModel
    from views.desk.wiring import connect_search

    search = SearchViewModel(bench.acting.desk, bench.library.searches, bench.report_bug)
    connect_search(bench.window, bench.window.empty, search, bench.looks.theme)
    return search


def add_live(bench: FeatureDependencies) -> "LiveViewModel":
    """Let the desk follow what others change, and know when the database is gone."""
    from viewmodels.desk.live_updates import LiveViewModel
    from views.dialogs.decision_dialog import close_questions, tell_stale

    live = LiveViewModel(bench.acting.desk, bench.library.changes, bench.library.outcomes, bench.report_bug)
    tell_stale(bench.window, bench.acting.stale)
    close_questions(bench.window, bench.acting.check_over)
    live.start()
    return live


def add_circulation(bench: FeatureDependencies) -> None:
    """Put acts behind the buttons of 貸出一覧, 予約一覧 and 予約取消一覧."""
    from viewmodels.circulation import CirculationViewModel
    from views.circulation.circulation_dialogs import CirculationDialogs
    from views.desk.wiring import connect_circulation

    circulation = CirculationViewModel(
        bench.acting,
        loans=bench.library.loans,
        holds=bench.library.holds,
        ask=CirculationDialogs(bench.window, bench.looks.theme),
        masters=lambda: bench.library.masters.current,
        trouble=lambda error: trouble(error, bench.report_bug),
    )
    connect_circulation(bench.window.inquiry, circulation)


def add_password_use(bench: FeatureDependencies) -> "PasswordUseViewModel":
    """Put acts behind the buttons of the page パスワード."""
    from viewmodels.passwords.password_use import PasswordUseViewModel
    from views.desk.wiring import connect_password_use
    from views.passwords.password_use_dialogs import PasswordUseDialogs

    password_use = PasswordUseViewModel(
        bench.acting,
        bench.library.password_use,
        PasswordUseDialogs(bench.window, bench.looks.theme, bench.looks.icons),
        policy=lambda: bench.library.masters.current.policy,
        trouble=lambda error: trouble(error, bench.report_bug),
    )
    connect_password_use(bench.window.password, password_use)
    return password_use


def add_contact(bench: FeatureDependencies) -> None:
    """Put acts behind the forms of メールアドレス and レファレンス."""
    from viewmodels.email.email import EmailViewModel
    from viewmodels.reference.reference import ReferenceViewModel
    from views.desk.wiring import connect_email, connect_reference
    from views.email.email_dialogs import ContactQuestions

    def policy() -> "Policy":
        return bench.library.masters.current.policy

    ask = ContactQuestions(bench.looks.theme, bench.window)
    connect_email(bench.window.email, EmailViewModel(bench.acting, bench.library.contact, ask, policy=policy))
    reference = ReferenceViewModel(bench.acting, bench.library.reference, ask, policy=policy)
    connect_reference(bench.window.reference, reference)


def add_identity(bench: FeatureDependencies) -> "IdentityViewModel":
    """Let callers be identified on the phone channel."""
    from viewmodels.identity import IdentityViewModel
    from views.desk.wiring import connect_identity

    identity = IdentityViewModel(
        bench.acting,
        bench.library.identity,
        bench.report_bug,
        policy=lambda: bench.library.masters.current.policy,
    )
    connect_identity(bench.window.empty, bench.window.phone_summary, identity, bench.looks.theme)
    return identity


def add_suspensions(bench: FeatureDependencies) -> None:
    """Put acts behind the buttons of 貸出禁止中 and 申し出, and offer supervisors what waits for them."""
    from services.rules.vocabulary import Role
    from viewmodels.suspensions.reports import ReportViewModel
    from viewmodels.suspensions.suspensions import SuspensionViewModel
    from views.desk.wiring import connect_suspensions, connect_waiting_reports
    from views.suspensions.suspension_dialogs import SuspensionDialogs

    ask = SuspensionDialogs(bench.window, bench.looks.theme)
    suspensions = SuspensionViewModel(
        bench.acting, bench.library.suspensions, ask, lambda: bench.library.masters.current
    )
    reports = ReportViewModel(bench.acting, bench.library.reports, bench.library.unsettled_reports, ask)
    connect_suspensions(bench.window.registration, suspensions, reports)
    if bench.acting.desk.staff.role is Role.SUPERVISOR:
        connect_waiting_reports(bench.window.empty, bench.acting.desk, reports)


def add_records(bench: FeatureDependencies) -> "ActHistoryViewModel":
    """Let 操作記録 be read when somebody looks at it."""
    from viewmodels.act_history import ActHistoryViewModel
    from views.desk.wiring import connect_act_history

    records = ActHistoryViewModel(bench.acting.desk, bench.library.records, bench.report_bug)
    connect_act_history(bench.window.records, records)
    return records


def add_registration(bench: FeatureDependencies) -> None:
    """Put acts behind the buttons of 登録."""
    from viewmodels.registration.lost_cards import LostCardViewModel
    from viewmodels.registration.registration import RegistrationViewModel
    from views.desk.wiring import connect_lost_cards, connect_registration
    from views.registration.lost_card_dialogs import LossQuestions

    def policy() -> "Policy":
        return bench.library.masters.current.policy

    registration = RegistrationViewModel(
        bench.acting, bench.library.registration, policy=policy, report_bug=bench.report_bug
    )
    connect_registration(
        bench.window.registration,
        registration,
        bench.window,
        theme=bench.looks.theme,
        icons=bench.looks.icons,
    )
    ask = LossQuestions(bench.window, bench.looks.theme)
    lost = LostCardViewModel(
        bench.acting, bench.library.cards, ask, policy=policy, report_bug=bench.report_bug
    )
    connect_lost_cards(
        bench.window.registration, lost, bench.window, theme=bench.looks.theme, icons=bench.looks.icons
    )
