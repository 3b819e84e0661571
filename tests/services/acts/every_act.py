"""The register of all acts: `test_every_act.py` holds that none is missing.

Whoever adds an act adds it here, and it is held to the permission table, to repeating, to racing and to dying.
"""

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.rules.permissions import Power
from tests.services.acts import stages
from tests.services.acts.staging import StagedAct

EVERY_ACT: tuple[StagedAct, ...] = (
    StagedAct(
        name="loan.renew",
        power=Power.RENEW_LOANS,
        order=RenewLoan,
        stage=stages.with_a_loan,
        perform=lambda library: library.loans.renew,
        changes=frozenset({"loan"}),
    ),
    StagedAct(
        name="hold.change",
        power=Power.SERVE_PATRON,
        order=ChangeHold,
        stage=stages.with_a_hold_to_change,
        perform=lambda library: library.holds.change,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.cancel",
        power=Power.SERVE_PATRON,
        order=CancelHold,
        stage=stages.with_a_hold,
        perform=lambda library: library.holds.cancel,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.staff_cancel",
        power=Power.SERVE_PATRON,
        order=StaffCancelHold,
        stage=stages.with_a_hold_that_another_waits_for,
        perform=lambda library: library.holds.staff_cancel,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.extend_shelf",
        power=Power.SERVE_PATRON,
        order=ExtendShelf,
        stage=stages.with_a_hold_on_the_shelf,
        perform=lambda library: library.holds.extend,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.undo_cancel",
        power=Power.SERVE_PATRON,
        order=UndoCancel,
        stage=stages.with_a_cancelled_hold,
        perform=lambda library: library.holds.undo,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.acknowledge",
        power=Power.SERVE_PATRON,
        order=Acknowledge,
        stage=stages.with_a_cancelled_hold,
        perform=lambda library: library.holds.acknowledge,
        changes=frozenset({"hold_cancellation"}),
    ),
    StagedAct(
        name="email.change to another",
        power=Power.SERVE_PATRON,
        order=ChangeEmail,
        stage=stages.with_another_address,
        perform=lambda library: library.contact.change_email,
        changes=frozenset({"patron", "outgoing_mail"}),
    ),
    StagedAct(
        name="email.change to none",
        power=Power.SERVE_PATRON,
        order=ChangeEmail,
        stage=stages.with_mail_no_longer_wanted,
        perform=lambda library: library.contact.change_email,
        changes=frozenset({"patron", "hold"}),
    ),
    StagedAct(
        name="email.resend",
        power=Power.SERVE_PATRON,
        order=ResendNotice,
        stage=stages.just_registered,
        perform=lambda library: library.contact.resend,
        changes=frozenset({"outgoing_mail"}),
    ),
    StagedAct(
        name="question.ask",
        power=Power.SERVE_PATRON,
        order=AskQuestion,
        stage=stages.with_a_question,
        perform=lambda library: library.reference.ask,
        changes=frozenset({"reference_question", "outgoing_mail"}),
        excludes_itself=False,
    ),
    StagedAct(
        name="question.told",
        power=Power.SERVE_PATRON,
        order=MarkTold,
        stage=stages.with_a_question_asked,
        perform=lambda library: library.reference.mark_told,
        changes=frozenset({"reference_question"}),
    ),
    StagedAct(
        name="password.issue",
        power=Power.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=stages.without_a_password,
        perform=lambda library: library.passwords.issue,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.reissue",
        power=Power.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=stages.with_a_password_forgotten,
        perform=lambda library: library.passwords.issue,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.change",
        power=Power.TRY_PASSWORD,
        order=ChangePassword,
        stage=stages.with_a_password_to_change,
        perform=lambda library: library.password_use.change,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.check",
        power=Power.TRY_PASSWORD,
        order=CheckPassword,
        stage=stages.with_a_password_to_check,
        perform=lambda library: library.password_use.check,
        changes=frozenset(),
        needs_card=True,
        excludes_itself=False,
    ),
    StagedAct(
        name="password.unlock",
        power=Power.TRY_PASSWORD,
        order=UnlockPassword,
        stage=stages.with_a_password_locked,
        perform=lambda library: library.password_use.unlock,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.disable",
        power=Power.DISABLE_PASSWORD,
        order=DisablePassword,
        stage=stages.with_a_password_known,
        perform=lambda library: library.password_use.disable,
        changes=frozenset({"password_credential"}),
    ),
    StagedAct(
        name="registration.renew",
        power=Power.RENEW_REGISTRATION,
        order=RenewRegistration,
        stage=stages.with_another_registration,
        perform=lambda library: library.registration.renew,
        changes=frozenset({"patron", "patron_gram"}),
        needs_card=True,
    ),
    StagedAct(
        name="card.report_lost",
        power=Power.TAKE_REPORT,
        order=ReportLost,
        stage=stages.with_a_card_that_is_gone,
        perform=lambda library: library.cards.report_lost,
        changes=frozenset({"card", "suspension"}),
    ),
    StagedAct(
        name="card.report_lost and the password",
        power=Power.TAKE_REPORT,
        order=ReportLost,
        stage=stages.with_a_card_that_is_gone_and_a_password,
        perform=lambda library: library.cards.report_lost,
        changes=frozenset({"card", "suspension", "password_credential"}),
    ),
    StagedAct(
        name="card.replace",
        power=Power.SUPERVISE,
        order=ReplaceCard,
        stage=stages.with_a_lost_card,
        perform=lambda library: library.cards.replace,
        changes=frozenset({"card"}),
    ),
    StagedAct(
        name="suspension.set",
        power=Power.SUPERVISE,
        order=Suspend,
        stage=stages.to_suspend,
        perform=lambda library: library.suspensions.suspend,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="suspension.lift",
        power=Power.SUPERVISE,
        order=Lift,
        stage=stages.with_a_suspension,
        perform=lambda library: library.suspensions.lift,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="report.take",
        power=Power.TAKE_REPORT,
        order=TakeReport,
        stage=stages.to_report,
        perform=lambda library: library.reports.take,
        changes=frozenset({"patron_report"}),
    ),
    StagedAct(
        name="report.settle",
        power=Power.SUPERVISE,
        order=SettleReport,
        stage=stages.with_a_report,
        perform=lambda library: library.reports.settle,
        changes=frozenset({"patron_report"}),
    ),
)
