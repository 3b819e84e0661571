"""The register of all acts: what a request is called in the records, its permission, and its plan function.

An act is a request, a plan function, and a line here; what it changes is one of `services.acts.act_changes`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from services.acts import (
    act_changes,
    cards,
    contact,
    contact_attempts,
    holds,
    loans,
    password_use,
    passwords,
    reference,
    registration,
    reports,
    suspensions,
)
from services.acts.plan import ActContext, ActPlan, ExtraRead, Recorded
from services.contract.act_requests import ActRequest
from services.rules.permissions import Permission
from services.rules.secret import Secret


def _nothing(_request: ActRequest[None], _recorded: Recorded) -> None:
    """Answer a repeated request that has no result of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAct[Q: ActRequest[Any], R]:
    """One act.

    Attributes:
        request: its request's class.
        verbs: of its records, `noun.verb`; the plan names one where there are two.
        permission: its line of the permission table.
        changes: what its plans change, each kind once at most unless `several`.
        may_lack: which of these a plan can do without.
        details: the names in its records' details.
        several: a kind of change may be made to several rows.
        by_day: what it decides hangs on the patron and the day, on no hour and nothing that `reads` asks for: it may be
            planned on what a desk shows, if that is still so when it is carried out.
        plan: decides, and says what changes.
        repeated: gives the first result once more, from its record, for a request that was carried out already.
        reads: what the plan wants to know beside the snapshot.
        tries: the password of the request that is tried before the transaction.
        hashes: the new password of the request, hashed before the transaction; where one is tried, only if that fits.
    """

    request: type[Q]
    verbs: tuple[str, ...]
    permission: Permission
    changes: tuple[type[Any], ...]
    plan: Callable[[Q, ActContext], ActPlan[R]]
    repeated: Callable[[Q, Recorded], R]
    may_lack: tuple[type[Any], ...] = ()
    details: tuple[str, ...] = ()
    several: bool = False
    by_day: bool = False
    reads: tuple[ExtraRead, ...] = ()
    tries: Callable[[Q], Secret] | None = None
    hashes: Callable[[Q], Secret | None] | None = None


type Register = Mapping[type[ActRequest[Any]], RegisteredAct[Any, Any]]

_ACTS: Final[tuple[RegisteredAct[Any, Any], ...]] = (
    RegisteredAct(
        request=loans.RenewLoan,
        verbs=("loan.renew",),
        permission=Permission.RENEW_LOANS,
        changes=(act_changes.SetLoanDueDate,),
        details=("from", "to", "item_checked"),
        by_day=True,
        plan=loans.plan_renewal,
        repeated=loans.renewed_before,
    ),
    RegisteredAct(
        request=holds.ChangeHold,
        verbs=("hold.change",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.SetHoldHandover,),
        details=("contact", "branch", "stop", "contact_before", "branch_before", "stop_before"),
        by_day=True,
        plan=holds.plan_change,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=holds.CancelHold,
        verbs=("hold.cancel",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.MoveHoldToCancelled,),
        details=("reason",),
        by_day=True,
        plan=holds.plan_cancel,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=holds.StaffCancelHold,
        verbs=("hold.staff_cancel",),
        permission=Permission.SERVE_PATRON,
        changes=(
            act_changes.MoveHoldToCancelled,
            act_changes.AssignItem,
        ),
        details=("reason", "item", "next_hold", "next_branch", "shelf_until", "next_contact"),
        may_lack=(act_changes.AssignItem,),
        plan=holds.plan_staff_cancel,
        repeated=holds.went_before,
        reads=(ExtraRead.NEXT_IN_LINE,),
    ),
    RegisteredAct(
        request=holds.ExtendShelf,
        verbs=("hold.extend_shelf",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.SetShelfUntil,),
        details=("from", "to"),
        by_day=True,
        plan=holds.plan_extension,
        repeated=holds.extended_before,
    ),
    RegisteredAct(
        request=holds.UndoCancel,
        verbs=("hold.undo_cancel",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.MoveHoldBack,),
        details=("contact", "status"),
        by_day=True,
        plan=holds.plan_undo,
        repeated=holds.restored_before,
    ),
    RegisteredAct(
        request=holds.Acknowledge,
        verbs=("hold.acknowledge",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.DeleteCancellation,),
        details=("cancelled_on",),
        by_day=True,
        plan=holds.plan_acknowledgement,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=contact.ChangeEmail,
        verbs=("email.change",),
        permission=Permission.SERVE_PATRON,
        changes=(
            act_changes.SetEmail,
            act_changes.InsertMail,
            act_changes.DeleteMail,
            act_changes.SetMailedHoldsToNone,
        ),
        details=("holds_to_none",),
        may_lack=(
            act_changes.SetEmail,
            act_changes.InsertMail,
            act_changes.DeleteMail,
            act_changes.SetMailedHoldsToNone,
        ),
        plan=contact.plan_email,
        repeated=contact.changed_before,
        reads=(ExtraRead.WAITING_NOTICE,),
    ),
    RegisteredAct(
        request=contact.ResendNotice,
        verbs=("email.resend",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.InsertMail,),
        plan=contact.plan_resending,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=reference.AskQuestion,
        verbs=(reference.ASK,),
        permission=Permission.SERVE_PATRON,
        changes=(
            act_changes.InsertQuestion,
            act_changes.InsertMail,
        ),
        details=("received_on",),
        plan=reference.plan_question,
        repeated=reference.asked_before,
    ),
    RegisteredAct(
        request=reference.MarkTold,
        verbs=("question.told",),
        permission=Permission.SERVE_PATRON,
        changes=(act_changes.SetQuestionTold,),
        plan=reference.plan_told,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=passwords.IssuePassword,
        verbs=(passwords.ISSUE, passwords.REISSUE),
        permission=Permission.ISSUE_PASSWORD,
        changes=(act_changes.SetPassword,),
        details=("proof", "receiver", "version", "expires_on", "must_change", "slip"),
        plan=passwords.plan_issue,
        repeated=passwords.issued_before,
        hashes=lambda request: request.password,
    ),
    RegisteredAct(
        request=password_use.ChangePassword,
        verbs=("password.change",),
        permission=Permission.TRY_PASSWORD,
        changes=(act_changes.SetPassword,),
        details=("proof", "version", "until_lock"),
        may_lack=(act_changes.SetPassword,),
        plan=password_use.plan_change,
        repeated=password_use.changed_before,
        reads=(ExtraRead.WRONG_LOGINS,),
        tries=lambda request: request.old,
        hashes=lambda request: None if password_use.faults_of(request) else request.new,
    ),
    RegisteredAct(
        request=password_use.CheckPassword,
        verbs=(password_use.CHECK,),
        permission=Permission.TRY_PASSWORD,
        changes=(act_changes.SetWrongLogins,),
        details=("proof", "free_left", "until_lock"),
        may_lack=(act_changes.SetWrongLogins,),
        plan=password_use.plan_check,
        repeated=password_use.checked_before,
        reads=(ExtraRead.WRONG_LOGINS, ExtraRead.CHECKS_OF_VISIT),
        tries=lambda request: request.password,
    ),
    RegisteredAct(
        request=password_use.UnlockPassword,
        verbs=("password.unlock",),
        permission=Permission.TRY_PASSWORD,
        changes=(act_changes.ClearWrongLogins,),
        details=("proof",),
        plan=password_use.plan_unlock,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=password_use.DisablePassword,
        verbs=("password.disable",),
        permission=Permission.DISABLE_PASSWORD,
        changes=(act_changes.SetPasswordDisabled,),
        plan=password_use.plan_disabling,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=registration.RenewRegistration,
        verbs=("registration.renew",),
        permission=Permission.RENEW_REGISTRATION,
        changes=(act_changes.SetRegistration,),
        details=("proof", "corrected", "from", "to"),
        may_lack=(act_changes.SetRegistration,),
        plan=registration.plan_renewal,
        repeated=registration.renewed_before,
    ),
    RegisteredAct(
        request=cards.ReportLost,
        verbs=("card.report_lost",),
        permission=Permission.TAKE_REPORT,
        changes=(
            act_changes.SetCardLost,
            act_changes.InsertSuspension,
            act_changes.SetPasswordDisabled,
        ),
        details=("suspended", "password_disabled"),
        may_lack=(
            act_changes.InsertSuspension,
            act_changes.SetPasswordDisabled,
        ),
        plan=cards.plan_report,
        repeated=cards.reported_before,
        reads=(ExtraRead.CARD_IN_USE,),
    ),
    RegisteredAct(
        request=cards.ReplaceCard,
        verbs=("card.replace",),
        permission=Permission.SUPERVISE,
        changes=(
            act_changes.InsertReplacementCard,
            act_changes.SetSuspensionLifted,
        ),
        details=("new_card", "reason", "lifted"),
        may_lack=(act_changes.SetSuspensionLifted,),
        plan=cards.plan_replacement,
        repeated=_nothing,
        reads=(ExtraRead.CARD_IN_USE, ExtraRead.NEW_CARD),
    ),
    RegisteredAct(
        request=suspensions.Suspend,
        verbs=("suspension.set",),
        permission=Permission.SUPERVISE,
        changes=(act_changes.InsertSuspension,),
        details=("reason", "note"),
        plan=suspensions.plan_suspension,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=suspensions.Lift,
        verbs=("suspension.lift",),
        permission=Permission.SUPERVISE,
        changes=(
            act_changes.SetSuspensionLifted,
            act_changes.SetCardActive,
            act_changes.SetReportSettled,
        ),
        details=("reason", "override", "settled"),
        may_lack=(
            act_changes.SetCardActive,
            act_changes.SetReportSettled,
        ),
        plan=suspensions.plan_lifting,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=reports.TakeReport,
        verbs=("report.take",),
        permission=Permission.TAKE_REPORT,
        changes=(act_changes.InsertReport,),
        details=("kind",),
        plan=reports.plan_taking,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=reports.SettleReport,
        verbs=("report.settle",),
        permission=Permission.SUPERVISE,
        changes=(act_changes.SetReportSettled,),
        details=("kind",),
        plan=reports.plan_settling,
        repeated=_nothing,
    ),
    RegisteredAct(
        request=contact_attempts.RecordContact,
        verbs=("contact.record",),
        permission=Permission.RECORD_CONTACT,
        changes=(act_changes.InsertContactAttempt,),
        details=("means", "result", "next_step", "next_on"),
        plan=contact_attempts.plan_recording,
        repeated=_nothing,
    ),
)

REGISTER: Final[Register] = MappingProxyType({each.request: each for each in _ACTS})

KEPT_BESIDE: Final = frozenset(
    verb
    for request in (
        reports.TakeReport,
        reports.SettleReport,
        reference.AskQuestion,
        reference.MarkTold,
        contact_attempts.RecordContact,
    )
    for verb in REGISTER[request].verbs
)
"""The verbs of acts that change only what the counter keeps, whosever patron it is."""
