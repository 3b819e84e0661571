"""Connects the desk's pages and dialogs to the viewmodels that act: one function for each feature.

The features are made in app/desk/desk_features.py.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.contract.masters import Labels
from services.contract.offers import Request
from viewmodels.act_history import ActHistoryViewModel
from viewmodels.approvals.asking import ApprovalViewModel
from viewmodels.approvals.form import ApprovalForm
from viewmodels.circulation import CirculationViewModel
from viewmodels.core.command import AsyncCommand
from viewmodels.due_slip import DueSlipViewModel
from viewmodels.email.email import EmailViewModel
from viewmodels.field_search import FieldSearchViewModel
from viewmodels.identity import IdentityViewModel
from viewmodels.passwords.password_use import PasswordUseViewModel
from viewmodels.reference.reference import ReferenceViewModel
from viewmodels.registration.lost_cards import LostCardViewModel, ReplacementForm
from viewmodels.registration.registration import RegistrationViewModel, RenewalForm
from viewmodels.search import SearchViewModel
from viewmodels.sign_in.own_password import OwnPasswordForm, OwnPasswordViewModel
from viewmodels.suspensions.contacts import ContactViewModel
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel
from views.act_history_page import ActHistoryPage
from views.approvals.approval_dialog import ApprovalDialog
from views.circulation.inquiry_page import InquiryPage
from views.desk.desk_window import DeskWindow
from views.desk.empty_desk import EmptyDesk
from views.desk.patron_pages import turn_to
from views.dialogs.form_dialog_opener import FormDialogOpener
from views.email.email_page import EmailPage
from views.language.translation import translate
from views.panels.list_panel import ListPanel
from views.panels.row_actions import RowAction
from views.passwords.password_page import PasswordPage
from views.phone.identity_form import IdentityForm
from views.phone.phone_summary_page import PhoneSummaryPage
from views.reference.reference_page import ReferencePage
from views.registration.lost_card_dialogs import ReplacementDialog
from views.registration.registration_page import RegistrationPage
from views.registration.registration_renewal_dialog import RegistrationDialog
from views.scanning.scan_filter import ScanFilter
from views.search_dialog import SearchDialogs
from views.sign_in.own_password_dialog import OwnPasswordDialog
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.suspensions_panel import SuspensionsPanel
from views.widgets.binding import bind, bind_event


def _let_rows_act(
    panels: Iterable[ListPanel[Any] | SuspensionsPanel], commands: Mapping[RowAction, Callable[[Any], object]]
) -> None:
    """Let what is pressed on a row start its act, if it is one of these; the panels keep the viewmodel alive."""
    for panel in panels:
        panel.acted.connect(lambda row, verb: commands[verb](row) if verb in commands else None)


def connect_circulation(page: InquiryPage, circulation: CirculationViewModel) -> None:
    """Let the page's buttons start the acts."""
    commands: dict[RowAction, Callable[[Any], object]] = {
        RowAction.RENEW: circulation.renew.start,
        RowAction.CHANGE_HOLD: circulation.change.start,
        RowAction.CANCEL_HOLD: circulation.cancel.start,
        RowAction.STAFF_CANCEL_HOLD: circulation.staff_cancel.start,
        RowAction.EXTEND_SHELF: circulation.extend.start,
        RowAction.UNDO_CANCEL: circulation.undo.start,
        RowAction.ACKNOWLEDGE: circulation.acknowledge.start,
    }
    _let_rows_act(page.lists, commands)
    page.loans.all_wanted.connect(circulation.renew_all)


def connect_due_slip(page: InquiryPage, model: DueSlipViewModel) -> None:
    """Offer the 返却期限票 where it may be printed, and print it."""
    page.due_slip_wanted.connect(model.print_slip.start)
    bind(model.offered, page, lambda offered: page.offer_due_slip(offered=offered))


def connect_contacts_of_holds(page: InquiryPage, contacts: ContactViewModel) -> None:
    """Let 連絡を記録 act on a hold that is ready."""
    _let_rows_act((page.holds,), {RowAction.RECORD_CONTACT: contacts.record.start})


def connect_email(page: EmailPage, model: EmailViewModel) -> None:
    """Offer what can be done, and let it act."""
    if page.resends:
        page.resend_button.clicked.connect(lambda *_: model.resend.start())
    if page.changes:
        _connect_email_form(page, model)
    page.offer()


def _connect_email_form(page: EmailPage, model: EmailViewModel) -> None:
    page.typed.connect(model.typed)
    page.change_wanted.connect(model.change.start)
    bind(model.change.can_execute, page, page.change_button.setEnabled)
    bind(
        model.change.running, page, page.field.setReadOnly
    )  # what is typed meanwhile would be no draft any more
    bind(model.malformed, page, page.show_malformed)
    bind_event(model.given_back, page, lambda _: turn_to(page, page.field))
    bind_event(model.given_back, page, page.field.setText)


def connect_reference(page: ReferencePage, model: ReferenceViewModel) -> None:
    """Offer the form and 「連絡済」, and let them act."""
    _let_rows_act((page.questions,), {RowAction.QUESTION_TOLD: model.tell.start})
    if page.asks:
        _connect_question_form(page, model)
    page.offer()


def _connect_question_form(page: ReferencePage, model: ReferenceViewModel) -> None:
    page.typed.connect(model.typed)
    page.send_wanted.connect(model.send.start)
    bind(model.send.can_execute, page, page.apply_button.setEnabled)
    bind(model.send.running, page, page.hold_form)
    bind(model.faults, page, page.show_faults)
    bind_event(model.received, page, lambda _: page.start_again())
    bind_event(model.given_back, page, lambda _: turn_to(page, page.question))
    bind_event(model.given_back, page, page.fill_in)


def connect_password_use(page: PasswordPage, model: PasswordUseViewModel) -> None:
    """Offer the acts on a password in use, and let them act."""
    commands: dict[Request, AsyncCommand[[]]] = {
        ChangePassword: model.change,
        CheckPassword: model.check,
        UnlockPassword: model.unlock,
        DisablePassword: model.disable,
    }
    for request, command in commands.items():
        if request in page.buttons:
            page.buttons[request].clicked.connect(lambda *_, command=command: command.start())
    page.offer()


def connect_registration(
    page: RegistrationPage, desk: RegistrationViewModel, window: QWidget, *, theme: Theme, icons: Icons
) -> FormDialogOpener[RenewalForm]:
    """Let 「登録更新」 open its form; the window keeps what opens it alive."""
    page.renew_button.clicked.connect(desk.open)
    page.offer_acts()
    return FormDialogOpener(
        desk.open_form,
        lambda form: RegistrationDialog(desk, form, window, theme=theme, icons=icons),
        window,
    )


def connect_lost_cards(
    page: RegistrationPage, desk: LostCardViewModel, window: QWidget, *, theme: Theme, icons: Icons
) -> FormDialogOpener[ReplacementForm]:
    """Let 「カード紛失の届出」 and 「代替カードの登録」 act, as far as they are there."""
    if ReportLost in page.buttons:
        page.lost_button.clicked.connect(lambda *_: desk.report_lost.start())
    if ReplaceCard in page.buttons:
        page.replace_button.clicked.connect(desk.open_replacement)
    page.offer_acts()
    return FormDialogOpener(
        desk.open_form,
        lambda form: ReplacementDialog(desk, form, window, theme=theme, icons=icons),
        window,
    )


def connect_suspensions(
    page: RegistrationPage,
    suspensions: SuspensionViewModel,
    contacts: ContactViewModel | None,
) -> None:
    """Let the page's buttons start the acts."""
    commands: dict[RowAction, Callable[[Any], object]] = {RowAction.LIFT_SUSPENSION: suspensions.lift.start}
    if contacts is not None:
        commands[RowAction.RECORD_CONTACT] = contacts.record.start
    _let_rows_act((page.suspensions,), commands)
    page.suspensions.suspend_wanted.connect(suspensions.suspend.start)


def connect_reports(page: RegistrationPage, reports: ReportViewModel) -> None:
    """Let the acts of 申し出 be done, where there are any."""
    _let_rows_act((page.reports,), {RowAction.SETTLE_REPORT: reports.settle.start})
    page.reports.take_wanted.connect(reports.take.start)


def connect_approvals(
    window: QWidget,
    page: RegistrationPage,
    model: ApprovalViewModel,
    theme: Theme,
    labels: Callable[[], Labels],
) -> FormDialogOpener[ApprovalForm]:
    """Offer what a supervisor's approval makes possible, and open the question for one; the window keeps it alive."""
    page.let_approve(model.once_approved)

    def make(form: ApprovalForm) -> QDialog:
        return ApprovalDialog(form, labels(), theme, QApplication.activeModalWidget() or window)

    return FormDialogOpener(model.form, make, window)


def connect_search(window: QWidget, empty: EmptyDesk, model: SearchViewModel, theme: Theme) -> SearchDialogs:
    """Let F3 and the empty desk's button open the search; at the counter, where nobody is identified by it."""
    empty.offer_search()
    empty.find_wanted.connect(model.start)
    return SearchDialogs(model, theme, window)


def connect_field(
    window: DeskWindow, model: FieldSearchViewModel, search: SearchViewModel, scans: ScanFilter
) -> None:
    """Let the card field find patrons at Enter, with who was found beneath it; F3's search takes its place."""
    field, strip, body = window.top_bar.card_field, window.field_strip, window.body

    def enter(text: str) -> None:
        by_reader = field.is_written_by_reader(scans.fast_key_ms, scans.classifier.ending_ms)
        model.entered(text, by_reader=by_reader)

    def leave() -> bool:
        left = model.leave()
        if left:
            field.selectAll()  # what is typed next takes its place
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return left

    def show(_: object) -> None:
        if model.hits.value is None and body.found.has_keyboard:
            field.setFocus(Qt.FocusReason.OtherFocusReason)  # before what has the keyboard goes
        body.show_found(model.hits.value)
        strip.show_found(model.hits.value, model.trouble.value, model.offered.value)

    window.take_typed, window.leave_found = enter, leave
    field.textChanged.connect(model.changed)
    field.down_pressed.connect(lambda: None if model.take_offer() else body.found.begin())
    strip.offer_button.clicked.connect(lambda *_: model.take_offer())
    body.found.opened.connect(model.open_hit)
    bind_event(model.choosing, window, lambda _: body.found.begin())
    bind(model.hits, window, show)
    bind(model.trouble, window, show)
    bind(model.offered, window, show)
    bind(search.open, window, lambda opened: model.forget() if opened else None)


def connect_act_history(page: ActHistoryPage, model: ActHistoryViewModel) -> None:
    """Let the page tell when it is seen, and show what was read then."""
    page.seen.connect(model.set_seen)
    page.looks.toggled.connect(model.want_looks)
    page.period_wanted.connect(model.want_period)
    bind(model.looks, page, page.looks.setChecked)
    bind(model.period, page, page.show_period)
    bind(model.has_looks, page, lambda offered: page.offer_looks(offered=offered))
    bind(model.records, page, page.show_records)
    bind(model.trouble, page, page.show_trouble)


def connect_identity(summary: PhoneSummaryPage, model: IdentityViewModel, theme: Theme) -> None:
    """Offer the check of a caller whose number opened the card."""
    by_number = IdentityForm(translate("identity", "本人確認"), "", theme)

    def ask(_: object) -> None:
        by_number.ask_by_number(model.needed.value, beyond_card=model.beyond_card.value)

    _connect_form(by_number, model)
    bind(model.beyond_card, by_number, ask)
    bind(model.needed, by_number, ask)
    summary.take_form(by_number)


def connect_caller_search(empty: EmptyDesk, model: IdentityViewModel, theme: Theme) -> None:
    """Offer to find a caller without a number on the phone channel's empty desk."""
    without = IdentityForm(
        translate("identity", "カード番号なしで本人確認"),
        translate(
            "identity",
            "二つ以上をご本人に言っていただき、そのまま入力します。"
            "入力したすべてが合う人が一人だけのとき、その利用者を開きます。",
        ),
        theme,
    )
    _connect_form(without, model)
    empty.take_form(without)
    empty.find_wanted.connect(model.start_finding)
    bind(model.finding, empty, empty.show_finding)


def _connect_form(form: IdentityForm, model: IdentityViewModel) -> None:
    form.confirm_wanted.connect(model.confirm.start)
    bind(model.trouble, form, form.show_trouble)
    bind_event(model.tried, form, form.forget_typed)
    bind(model.confirm.can_execute, form, form.confirm_button.setEnabled)


def connect_own_password(
    window: QWidget, model: OwnPasswordViewModel, theme: Theme
) -> FormDialogOpener[OwnPasswordForm]:
    """Open the dialog over a window whenever its model wants it."""

    def make(form: OwnPasswordForm) -> QDialog:
        return OwnPasswordDialog(form, theme=theme, parent=window)

    return FormDialogOpener(model.form, make, window)
