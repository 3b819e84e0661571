"""Puts the desk together: the one place where services, viewmodels and views are named side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.asides import NO_ASIDES, Asides, OpenAsides, open_asides
from app.privacy import Privacy, guard_screen
from app.settings import Settings, ThemeChoice
from services.actor import StaffMember
from services.slips.content import SlipKind
from viewmodels.notes import Bug, ReportBug, trouble
from viewmodels.workstation import Language
from views.icons import Icons
from views.scanner import ScanFilter
from views.screen_language import ScreenLanguage
from views.theme import Theme, load_fonts
from views.tokens import Scheme

if TYPE_CHECKING:
    from services.library import Library
    from services.rules.policy import Policy
    from viewmodels.acting import Acting
    from viewmodels.desk import DeskViewModel, Place
    from viewmodels.identity import IdentityDesk
    from viewmodels.live import LiveDesk
    from viewmodels.password_desk import PasswordDesk
    from viewmodels.password_use import PasswordUse
    from viewmodels.records import RecordsDesk
    from viewmodels.search import SearchDesk
    from views.desk_window import DeskWindow
    from views.printing import QtSlipPrinter

_SCHEMES = {ThemeChoice.LIGHT: Scheme.LIGHT, ThemeChoice.DARK: Scheme.DARK}


@dataclass(frozen=True, slots=True)
class Looks:
    """What every window is drawn with and speaks, and the filter that takes scans out of the keys."""

    theme: Theme
    icons: Icons
    scans: ScanFilter
    language: ScreenLanguage


def redress(looks: Looks, settings: Settings) -> None:
    """Let what is open follow changed settings; a text's size holds for what is opened from now on."""
    looks.theme.choose(
        _SCHEMES.get(settings.theme), more_contrast=settings.theme is ThemeChoice.HIGH_CONTRAST
    )
    looks.scans.set_limits(settings.scan_key_ms, settings.scan_ending_ms)


def dress(app: QApplication, settings: Settings) -> Looks:
    """Give the application its language, its fonts, its theme, its icon and its ear for scanners."""
    language = ScreenLanguage(app, settings.language)
    load_fonts()
    theme = Theme(
        app,
        _SCHEMES.get(settings.theme),
        settings.text_percent / 100,
        more_contrast=settings.theme is ThemeChoice.HIGH_CONTRAST,
    )
    icons = Icons(theme)
    scans = ScanFilter(settings.scan_key_ms, settings.scan_ending_ms, parent=app)
    scans.listen(app)
    app.setApplicationName("madoguchi")
    app.setDesktopFileName("madoguchi")
    app.setWindowIcon(icons.icon("scan-line", "accent", 64))
    return Looks(theme, icons, scans, language)


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk that somebody works at."""

    window: "DeskWindow"
    desk: "DeskViewModel"
    passwords: "PasswordDesk"
    password_use: "PasswordUse"
    acting: "Acting"
    records: "RecordsDesk"
    identity: "IdentityDesk"
    search: "SearchDesk"
    live: "LiveDesk"
    asides: OpenAsides
    printer: "QtSlipPrinter"
    privacy: Privacy

    def follow(self, settings: Settings) -> None:
        """Go on with changed settings, as far as an open desk can."""
        self.printer.use(settings.slips[SlipKind.PASSWORD])
        self.privacy.follow(settings)

    def show_bug(self, reference: str) -> None:
        """Tell of a fault that came from elsewhere in the program."""
        self.desk.tell(Bug(reference))

    async def aclose(self) -> None:
        """Refuse new commands, finish writes, cancel reads, and forget the patron."""
        self.window.setEnabled(False)
        await self.asides.aclose()
        await self.live.aclose()
        await self.search.aclose()
        await self.password_use.aclose()
        await self.acting.aclose()
        await self.records.aclose()
        await self.desk.aclose()
        await self.identity.aclose()
        await self.passwords.aclose()
        self.privacy.screen.end()


def build_desk(
    library: "Library",
    *,
    staff: StaffMember,
    place: "Place",
    settings: Settings,
    looks: Looks,
    report_bug: ReportBug,
    asides: Asides = NO_ASIDES,
) -> OpenDesk:
    """Build the main window over an open library.

    Args:
        library: where the patrons are.
        staff: who signed in.
        place: branch and workstation.
        settings: the workstation's printer and paper.
        looks: theme, icons and scans.
        report_bug: writes unexpected exceptions to the log.
        asides: what the place has to offer beside the desk.
    """
    from services.slips.maker import SlipMaker
    from viewmodels.acting import Acting
    from viewmodels.desk import DeskViewModel
    from viewmodels.password_desk import PasswordDesk
    from viewmodels.password_issue import Shop
    from viewmodels.screen_guard import Screen
    from views.desk_window import DeskWindow
    from views.dialogs import QtAsk
    from views.printing import QtSlipPrinter
    from views.spooler import system_spooler
    from views.verbs import Verb

    ask = QtAsk()
    desk = DeskViewModel(
        staff=staff,
        place=place,
        look_ups=library.look_ups,
        ask=ask,
        report_bug=report_bug,
        check_digit=lambda: library.masters.current.policy.card_check_digit,
        titles_masked=settings.titles_masked,
    )
    printer = QtSlipPrinter(settings.slips[SlipKind.PASSWORD], system_spooler())
    shop = Shop(
        acts=library.passwords,
        slips=SlipMaker(),
        printer=printer,
        policy=lambda: library.masters.current.policy,
        branch=place.branch,
        report_bug=report_bug,
    )
    passwords = PasswordDesk(desk, shop)
    acting = Acting(desk, report_bug)
    window = DeskWindow(
        desk,
        passwords,
        theme=looks.theme,
        icons=looks.icons,
        scans=looks.scans,
        verbs=frozenset(Verb),
    )
    ask.over(window)
    if settings.sounds:
        from views.sounds import sound_outcomes

        sound_outcomes(desk, window)
    _add_circulation(window, acting, library, looks, report_bug)
    _add_contact(window, acting, library, looks)
    password_use = _add_password_use(window, acting, library, looks, report_bug)
    _add_registration(window, acting, library, looks, report_bug)
    _add_suspensions(window, acting, library, looks)
    records = _add_records(window, desk, library, report_bug)
    identity = _add_identity(window, acting, library, looks, report_bug)
    search = _add_search(window, desk, library, looks, report_bug)
    live = _add_live(window, acting, library, report_bug)
    beside = open_asides(
        window,
        desk,
        passwords,
        library,
        asides,
        theme=looks.theme,
        report_bug=report_bug,
        english=looks.language.spoken is Language.ENGLISH,
    )
    privacy = guard_screen(window, desk, settings, looks)
    privacy.guard.screen.subscribe(lambda screen: None if screen is Screen.OPEN else search.forget())
    return OpenDesk(
        window,
        desk,
        passwords,
        password_use,
        acting,
        records,
        identity,
        search,
        live,
        beside,
        printer,
        privacy,
    )


def _add_search(
    window: "DeskWindow", desk: "DeskViewModel", library: "Library", looks: Looks, report_bug: ReportBug
) -> "SearchDesk":
    """Let patrons be found without a card, at the counter."""
    from viewmodels.search import SearchDesk
    from views.search_dialog import tie_search

    search = SearchDesk(desk, library.searches, report_bug)
    tie_search(window, window.empty, search, looks.theme)
    return search


def _add_live(
    window: "DeskWindow", acting: "Acting", library: "Library", report_bug: ReportBug
) -> "LiveDesk":
    """Let the desk follow what others change, and know when the database is gone."""
    from viewmodels.live import LiveDesk
    from views.decision_dialog import tell_stale

    live = LiveDesk(acting.desk, library.changes, library.outcomes, report_bug)
    tell_stale(window, acting.stale)
    live.start()
    return live


def _add_circulation(
    window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks, report_bug: ReportBug
) -> None:
    """Put acts behind the buttons of 貸出一覧, 予約一覧 and 予約取消一覧."""
    from viewmodels.circulation import Circulation
    from views.circulation_dialogs import CirculationDialogs, connect_circulation

    circulation = Circulation(
        acting,
        loans=library.loans,
        holds=library.holds,
        ask=CirculationDialogs(window, looks.theme),
        masters=lambda: library.masters.current,
        trouble=lambda error: trouble(error, report_bug),
    )
    connect_circulation(window.inquiry, circulation)


def _add_password_use(
    window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks, report_bug: ReportBug
) -> "PasswordUse":
    """Put acts behind the buttons of the page パスワード."""
    from viewmodels.password_use import PasswordUse
    from views.password_use_dialogs import PasswordUseDialogs, tie_password

    password_use = PasswordUse(
        acting,
        library.password_use,
        PasswordUseDialogs(window, looks.theme, looks.icons),
        policy=lambda: library.masters.current.policy,
        trouble=lambda error: trouble(error, report_bug),
    )
    tie_password(window.password, password_use)
    return password_use


def _add_contact(window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks) -> None:
    """Put acts behind the forms of メールアドレス and レファレンス."""
    from viewmodels.contact import EmailDesk
    from viewmodels.reference import ReferenceDesk
    from views.contact_dialogs import ContactQuestions, tie_email, tie_reference

    ask = ContactQuestions(looks.theme, window)
    tie_email(window.email, EmailDesk(acting, library.contact, ask))
    reference = ReferenceDesk(
        acting,
        library.reference,
        ask,
        forbidden=lambda: library.masters.current.policy.mail_forbidden_characters,
    )
    tie_reference(window.reference, reference)


def _add_identity(
    window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks, report_bug: ReportBug
) -> "IdentityDesk":
    """Let callers be identified on the phone channel."""
    from viewmodels.identity import IdentityDesk
    from views.phone import tie_identity

    identity = IdentityDesk(acting, library.identity, report_bug)
    tie_identity(window.empty, window.glimpse, identity, looks.theme)
    return identity


def _add_suspensions(window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks) -> None:
    """Put acts behind the buttons of 貸出禁止中 and 申し出, and offer supervisors what waits for them."""
    from services.rules.vocabulary import Role
    from viewmodels.reports import ReportDesk
    from viewmodels.suspensions import SuspensionDesk
    from views.suspension_dialogs import SuspensionDialogs, tie_suspensions, tie_waiting_reports

    ask = SuspensionDialogs(window, looks.theme)
    suspensions = SuspensionDesk(acting, library.suspensions, ask, lambda: library.masters.current)
    reports = ReportDesk(acting, library.reports, library.unsettled_reports, ask)
    tie_suspensions(window.registration, suspensions, reports)
    if acting.desk.staff.role is Role.SUPERVISOR:
        tie_waiting_reports(window.empty, acting.desk, reports)


def _add_records(
    window: "DeskWindow", desk: "DeskViewModel", library: "Library", report_bug: ReportBug
) -> "RecordsDesk":
    """Let 操作記録 be read when somebody looks at it."""
    from viewmodels.records import RecordsDesk
    from views.pages.records import tie_records

    records = RecordsDesk(desk, library.records, report_bug)
    tie_records(window.records, records)
    return records


def _add_registration(
    window: "DeskWindow", acting: "Acting", library: "Library", looks: Looks, report_bug: ReportBug
) -> None:
    """Put acts behind the buttons of 登録."""
    from viewmodels.lost_cards import LostCardDesk
    from viewmodels.registration import RegistrationDesk
    from views.lost_card_dialogs import LossQuestions, tie_lost_cards
    from views.registration_dialogs import tie_registration

    def policy() -> "Policy":
        return library.masters.current.policy

    registration = RegistrationDesk(acting, library.registration, policy=policy, report_bug=report_bug)
    tie_registration(window.registration, registration, window, theme=looks.theme, icons=looks.icons)
    ask = LossQuestions(window, looks.theme)
    lost = LostCardDesk(acting, library.cards, ask, policy=policy, report_bug=report_bug)
    tie_lost_cards(window.registration, lost, window, theme=looks.theme, icons=looks.icons)
