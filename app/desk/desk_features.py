"""The parts of a desk, each put behind its page: acts, the telephone, the search, the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.appearance import Looks
from viewmodels.core.notes import ReportBug, trouble

if TYPE_CHECKING:
    from services.library import Library
    from services.rules.policy import Policy
    from viewmodels.act_history import RecordsDesk
    from viewmodels.desk.act_commands import Acting
    from viewmodels.desk.live_updates import LiveDesk
    from viewmodels.identity import IdentityDesk
    from viewmodels.passwords.password_use import PasswordUse
    from viewmodels.search import SearchDesk
    from views.desk.desk_window import DeskWindow


@dataclass(frozen=True, slots=True)
class Bench:
    """What the parts of one desk are put together with."""

    window: "DeskWindow"
    acting: "Acting"
    library: "Library"
    looks: Looks
    report_bug: ReportBug


def add_search(bench: Bench) -> "SearchDesk":
    """Let patrons be found without a card, at the counter."""
    from viewmodels.search import SearchDesk
    from views.search_dialog import tie_search

    search = SearchDesk(bench.acting.desk, bench.library.searches, bench.report_bug)
    tie_search(bench.window, bench.window.empty, search, bench.looks.theme)
    return search


def add_live(bench: Bench) -> "LiveDesk":
    """Let the desk follow what others change, and know when the database is gone."""
    from viewmodels.desk.live_updates import LiveDesk
    from views.dialogs.decision_dialog import close_questions, tell_stale

    live = LiveDesk(bench.acting.desk, bench.library.changes, bench.library.outcomes, bench.report_bug)
    tell_stale(bench.window, bench.acting.stale)
    close_questions(bench.window, bench.acting.check_over)
    live.start()
    return live


def add_circulation(bench: Bench) -> None:
    """Put acts behind the buttons of 貸出一覧, 予約一覧 and 予約取消一覧."""
    from viewmodels.circulation import Circulation
    from views.circulation.circulation_dialogs import CirculationDialogs, connect_circulation

    circulation = Circulation(
        bench.acting,
        loans=bench.library.loans,
        holds=bench.library.holds,
        ask=CirculationDialogs(bench.window, bench.looks.theme),
        masters=lambda: bench.library.masters.current,
        trouble=lambda error: trouble(error, bench.report_bug),
    )
    connect_circulation(bench.window.inquiry, circulation)


def add_password_use(bench: Bench) -> "PasswordUse":
    """Put acts behind the buttons of the page パスワード."""
    from viewmodels.passwords.password_use import PasswordUse
    from views.passwords.password_use_dialogs import PasswordUseDialogs, tie_password

    password_use = PasswordUse(
        bench.acting,
        bench.library.password_use,
        PasswordUseDialogs(bench.window, bench.looks.theme, bench.looks.icons),
        policy=lambda: bench.library.masters.current.policy,
        trouble=lambda error: trouble(error, bench.report_bug),
    )
    tie_password(bench.window.password, password_use)
    return password_use


def add_contact(bench: Bench) -> None:
    """Put acts behind the forms of メールアドレス and レファレンス."""
    from viewmodels.email.email import EmailDesk
    from viewmodels.reference.reference import ReferenceDesk
    from views.email.email_dialogs import ContactQuestions, tie_email, tie_reference

    def policy() -> "Policy":
        return bench.library.masters.current.policy

    ask = ContactQuestions(bench.looks.theme, bench.window)
    tie_email(bench.window.email, EmailDesk(bench.acting, bench.library.contact, ask, policy=policy))
    reference = ReferenceDesk(bench.acting, bench.library.reference, ask, policy=policy)
    tie_reference(bench.window.reference, reference)


def add_identity(bench: Bench) -> "IdentityDesk":
    """Let callers be identified on the phone channel."""
    from viewmodels.identity import IdentityDesk
    from views.desk.phone import tie_identity

    identity = IdentityDesk(
        bench.acting,
        bench.library.identity,
        bench.report_bug,
        policy=lambda: bench.library.masters.current.policy,
    )
    tie_identity(bench.window.empty, bench.window.glimpse, identity, bench.looks.theme)
    return identity


def add_suspensions(bench: Bench) -> None:
    """Put acts behind the buttons of 貸出禁止中 and 申し出, and offer supervisors what waits for them."""
    from services.rules.vocabulary import Role
    from viewmodels.suspensions.reports import ReportDesk
    from viewmodels.suspensions.suspensions import SuspensionDesk
    from views.suspensions.suspension_dialogs import SuspensionDialogs, tie_suspensions, tie_waiting_reports

    ask = SuspensionDialogs(bench.window, bench.looks.theme)
    suspensions = SuspensionDesk(
        bench.acting, bench.library.suspensions, ask, lambda: bench.library.masters.current
    )
    reports = ReportDesk(bench.acting, bench.library.reports, bench.library.unsettled_reports, ask)
    tie_suspensions(bench.window.registration, suspensions, reports)
    if bench.acting.desk.staff.role is Role.SUPERVISOR:
        tie_waiting_reports(bench.window.empty, bench.acting.desk, reports)


def add_records(bench: Bench) -> "RecordsDesk":
    """Let 操作記録 be read when somebody bench.looks at it."""
    from viewmodels.act_history import RecordsDesk
    from views.act_history_page import tie_records

    records = RecordsDesk(bench.acting.desk, bench.library.records, bench.report_bug)
    tie_records(bench.window.records, records)
    return records


def add_registration(bench: Bench) -> None:
    """Put acts behind the buttons of 登録."""
    from viewmodels.registration.lost_cards import LostCardDesk
    from viewmodels.registration.registration import RegistrationDesk
    from views.registration.lost_card_dialogs import LossQuestions, tie_lost_cards
    from views.registration.registration_renewal_dialog import tie_registration

    def policy() -> "Policy":
        return bench.library.masters.current.policy

    registration = RegistrationDesk(
        bench.acting, bench.library.registration, policy=policy, report_bug=bench.report_bug
    )
    tie_registration(
        bench.window.registration,
        registration,
        bench.window,
        theme=bench.looks.theme,
        icons=bench.looks.icons,
    )
    ask = LossQuestions(bench.window, bench.looks.theme)
    lost = LostCardDesk(bench.acting, bench.library.cards, ask, policy=policy, report_bug=bench.report_bug)
    tie_lost_cards(
        bench.window.registration, lost, bench.window, theme=bench.looks.theme, icons=bench.looks.icons
    )
