"""The register of all acts: `test_every_act.py` holds that none is missing.

Whoever adds an act adds it here, and it is held to the permission table, to repeating, to racing and to dying.
"""

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.rules.permissions import Permission
from tests.services.acts import stages
from tests.services.acts.staging import StagedAct

EVERY_ACT: tuple[StagedAct, ...] = (
    StagedAct(
        name="loan.renew",
        power=Permission.RENEW_LOANS,
        order=RenewLoan,
        stage=stages.with_a_loan,
        changes=frozenset({"loan"}),
    ),
    StagedAct(
        name="hold.change",
        power=Permission.SERVE_PATRON,
        order=ChangeHold,
        stage=stages.with_a_hold_to_change,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.cancel",
        power=Permission.SERVE_PATRON,
        order=CancelHold,
        stage=stages.with_a_hold,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.staff_cancel",
        power=Permission.SERVE_PATRON,
        order=StaffCancelHold,
        stage=stages.with_a_hold_that_another_waits_for,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.extend_shelf",
        power=Permission.SERVE_PATRON,
        order=ExtendShelf,
        stage=stages.with_a_hold_on_the_shelf,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.undo_cancel",
        power=Permission.SERVE_PATRON,
        order=UndoCancel,
        stage=stages.with_a_cancelled_hold,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.undo_cancel to the shelf",
        power=Permission.SERVE_PATRON,
        order=UndoCancel,
        stage=stages.with_a_cancelled_hold_of_the_shelf,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.acknowledge",
        power=Permission.SERVE_PATRON,
        order=Acknowledge,
        stage=stages.with_a_cancelled_hold,
        changes=frozenset({"hold_cancellation"}),
    ),
    StagedAct(
        name="email.change to another",
        power=Permission.SERVE_PATRON,
        order=ChangeEmail,
        stage=stages.with_another_address,
        changes=frozenset({"patron", "outgoing_mail"}),
    ),
    StagedAct(
        name="email.change to none",
        power=Permission.SERVE_PATRON,
        order=ChangeEmail,
        stage=stages.with_mail_no_longer_wanted,
        changes=frozenset({"patron", "hold"}),
    ),
    StagedAct(
        name="email.resend",
        power=Permission.SERVE_PATRON,
        order=ResendNotice,
        stage=stages.just_registered,
        changes=frozenset({"outgoing_mail"}),
    ),
    StagedAct(
        name="question.ask",
        power=Permission.SERVE_PATRON,
        order=AskQuestion,
        stage=stages.with_a_question,
        changes=frozenset({"reference_question", "outgoing_mail"}),
        excludes_itself=False,
    ),
    StagedAct(
        name="question.told",
        power=Permission.SERVE_PATRON,
        order=MarkTold,
        stage=stages.with_a_question_asked,
        changes=frozenset({"reference_question"}),
    ),
    StagedAct(
        name="password.issue",
        power=Permission.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=stages.without_a_password,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.reissue",
        power=Permission.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=stages.with_a_password_forgotten,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.change",
        power=Permission.TRY_PASSWORD,
        order=ChangePassword,
        stage=stages.with_a_password_to_change,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.check",
        power=Permission.TRY_PASSWORD,
        order=CheckPassword,
        stage=stages.with_a_password_to_check,
        changes=frozenset(),
        needs_card=True,
        excludes_itself=False,
    ),
    StagedAct(
        name="password.unlock",
        power=Permission.TRY_PASSWORD,
        order=UnlockPassword,
        stage=stages.with_a_password_locked,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.disable",
        power=Permission.DISABLE_PASSWORD,
        order=DisablePassword,
        stage=stages.with_a_password_known,
        changes=frozenset({"password_credential"}),
    ),
    StagedAct(
        name="registration.renew",
        power=Permission.RENEW_REGISTRATION,
        order=RenewRegistration,
        stage=stages.with_another_registration,
        changes=frozenset({"patron", "patron_gram"}),
        needs_card=True,
    ),
    StagedAct(
        name="registration.renew correcting nothing",
        power=Permission.RENEW_REGISTRATION,
        order=RenewRegistration,
        stage=stages.with_the_same_registration,
        changes=frozenset({"patron"}),
        needs_card=True,
    ),
    StagedAct(
        name="card.report_lost",
        power=Permission.TAKE_REPORT,
        order=ReportLost,
        stage=stages.with_a_card_that_is_gone,
        changes=frozenset({"card", "suspension"}),
    ),
    StagedAct(
        name="card.report_lost and the password",
        power=Permission.TAKE_REPORT,
        order=ReportLost,
        stage=stages.with_a_card_that_is_gone_and_a_password,
        changes=frozenset({"card", "suspension", "password_credential"}),
    ),
    StagedAct(
        name="card.replace",
        power=Permission.SUPERVISE,
        order=ReplaceCard,
        stage=stages.with_a_lost_card,
        changes=frozenset({"card"}),
    ),
    StagedAct(
        name="card.replace and the loss",
        power=Permission.SUPERVISE,
        order=ReplaceCard,
        stage=stages.with_a_lost_card_to_lift,
        changes=frozenset({"card", "suspension"}),
    ),
    StagedAct(
        name="suspension.set",
        power=Permission.SUPERVISE,
        order=Suspend,
        stage=stages.to_suspend,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="suspension.lift",
        power=Permission.SUPERVISE,
        order=Lift,
        stage=stages.with_a_suspension,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="report.take",
        power=Permission.TAKE_REPORT,
        order=TakeReport,
        stage=stages.to_report,
        changes=frozenset({"patron_report"}),
    ),
    StagedAct(
        name="report.settle",
        power=Permission.SUPERVISE,
        order=SettleReport,
        stage=stages.with_a_report,
        changes=frozenset({"patron_report"}),
    ),
    StagedAct(
        name="contact.record",
        power=Permission.RECORD_CONTACT,
        order=RecordContact,
        stage=stages.with_somebody_to_reach,
        changes=frozenset({"contact_attempt"}),
        excludes_itself=False,
    ),
    StagedAct(
        name="contact.record of a hold",
        power=Permission.RECORD_CONTACT,
        order=RecordContact,
        stage=stages.with_a_ready_hold_to_tell_of,
        changes=frozenset({"contact_attempt"}),
        excludes_itself=False,
    ),
)
