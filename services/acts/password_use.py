"""Changes, checks, unlocks and switches off a password at the counter."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.password_attempts import (
    before_this_try,
    not_counted,
    outcome_of,
    until_lock,
)
from services.acts.plan import ActContext, ActPlan, Recorded, require_card_shown
from services.contract.act_requests import ActRequest, CardActRequest
from services.contract.errors import RowChanged
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PasswordState
from services.rules.passwords.password_use import free_checks_left
from services.rules.passwords.passwords import PasswordFault, check_change
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from services.rules.vocabulary import CredentialKind

CHECK = "password.check"
_CHANGED, _WRONG, _UNFIT = "changed", "wrong", "unfit"


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The outcome of a パスワード変更.

    Attributes:
        faults: everything that is wrong, in the order of telling; the password was changed if there is nothing.
        until_lock: how many more wrong passwords lock it, 0 if it is locked now; None if the old one was right.
    """

    faults: tuple[PasswordFault, ...] = ()
    until_lock: int | None = None


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """What a パスワード確認 found.

    Attributes:
        outcome: what a login would come to.
        free_left: how many more checks of this visit count as no wrong login.
        until_lock: how many more wrong passwords lock it, 0 if this one locked it; None if this one didn't count.
    """

    outcome: LogInOutcome
    free_left: int
    until_lock: int | None = None

    @property
    def logs_in(self) -> bool:
        """Tell whether the patron would get in."""
        return self.outcome in {LogInOutcome.OK, LogInOutcome.MUST_CHANGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(CardActRequest[PasswordChange]):
    """パスワード変更: the three fields as the patron typed them.

    Attributes:
        seen_version: the password's version as the clerk saw it, None for 未発行.
    """

    old: Secret
    new: Secret
    again: Secret
    seen_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPassword(CardActRequest[PasswordCheck]):
    """パスワード確認: would what the patron typed log in?"""

    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockPassword(CardActRequest[None]):
    """ロック解除: end the lock before its time, without a new password; `seen_version` as for a change."""

    seen_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisablePassword(ActRequest[None]):
    """利用停止: switch the password off at the patron's wish; `seen_version` as for a change."""

    seen_version: int | None


def faults_of(request: ChangePassword) -> tuple[PasswordFault, ...]:
    """Tell everything that is wrong with what was typed, but for an old password that isn't right."""
    return check_change(request.old.reveal(), request.new.reveal(), request.again.reveal())


def plan_change(request: ChangePassword, context: ActContext) -> ActPlan[PasswordChange]:
    """Change the password, or tell everything that is wrong with what was typed.

    A wrong old one is counted as a wrong login and is on record, and so is a right one with an unfit new one.

    Raises:
        ActRefused: the card wasn't shown, or the password can't be changed.
        RowChanged: the password isn't the one the clerk saw.
        Overtaken: another password was tried than the one in force.
    """
    require_card_shown(request, context)
    state = _as_seen(context, request.seen_version)
    require_allowed(before_this_try(context.before.password_use.change, context))
    assert state is not None  # one that was never issued is refused
    if outcome_of(context) is LogInOutcome.WRONG:
        return _change_plan(request, _WRONG, {"until_lock": until_lock(context)})
    if faults_of(request):
        return _change_plan(request, _UNFIT, {})
    hashed, version = context.prepared.hashed, state.version + 1
    assert hashed is not None  # made for every right one with a fit new one
    changed = act_changes.SetPassword(
        hashed=hashed, kind=CredentialKind.PATRON, must_change=False, expires_on=None, version=version
    )
    return _change_plan(request, _CHANGED, {"version": version}, changed)


def changed_before(request: ChangePassword, recorded: Recorded) -> PasswordChange:
    """Read from the record what the change came to; what was unfit about the new one, from the request."""
    return _change_result(request, recorded.outcome, recorded.details)


def plan_check(request: CheckPassword, context: ActContext) -> ActPlan[PasswordCheck]:
    """Tell what a login with this password would come to.

    Raises:
        ActRefused: the card wasn't shown, or no password is looked at.
        Overtaken: another password was tried than the one in force.
    """
    require_card_shown(request, context)
    require_allowed(before_this_try(context.before.password_use.check, context))
    outcome, state = outcome_of(context), context.before.password
    assert context.extra.checks_of_visit is not None
    free = free_checks_left(context.extra.checks_of_visit, context.policy)
    done: tuple[ActChange, ...] = ()
    left = None
    if state is not None and outcome is LogInOutcome.WRONG:
        if free:
            done = not_counted(context, state)
        else:
            left = until_lock(context)
    free_left = max(0, free - 1)
    return ActPlan(
        changes=done,
        result=PasswordCheck(outcome, free_left, left),
        outcome=outcome.value,
        subject="password",
        details={"proof": request.proof.value, "free_left": free_left, "until_lock": left},
    )


def checked_before(_request: CheckPassword, recorded: Recorded) -> PasswordCheck:
    """Read from the record what the check found."""
    details = recorded.details
    return PasswordCheck(LogInOutcome(recorded.outcome), details["free_left"], details["until_lock"])


def plan_unlock(request: UnlockPassword, context: ActContext) -> ActPlan[None]:
    """End a lock; ActRefused where there is none or the card wasn't shown, RowChanged as for a change."""
    require_card_shown(request, context)
    _as_seen(context, request.seen_version)
    require_allowed(context.before.password_use.unlock)
    details = {"proof": request.proof.value}
    return ActPlan(
        changes=(act_changes.ClearWrongLogins(),), result=None, subject="password", details=details
    )


def plan_disabling(request: DisablePassword, context: ActContext) -> ActPlan[None]:
    """Switch the password off, so that only a new one helps; ActRefused and RowChanged as for a change."""
    _as_seen(context, request.seen_version)
    require_allowed(context.before.password_use.disable)
    return ActPlan(changes=(act_changes.SetPasswordDisabled(),), result=None, subject="password")


def _change_plan(
    request: ChangePassword, outcome: str, details: Mapping[str, int], *done: ActChange
) -> ActPlan[PasswordChange]:
    return ActPlan(
        changes=done,
        result=_change_result(request, outcome, details),
        outcome=outcome,
        subject="password",
        details={"proof": request.proof.value, **details},
    )


def _change_result(request: ChangePassword, outcome: str, details: Mapping[str, int]) -> PasswordChange:
    faults = faults_of(request)
    if outcome == _WRONG:
        wrong = {PasswordFault.OLD_WRONG, *faults}
        return PasswordChange(
            tuple(fault for fault in PasswordFault if fault in wrong), details["until_lock"]
        )
    return PasswordChange(faults) if outcome == _UNFIT else PasswordChange()


def _as_seen(context: ActContext, seen_version: int | None) -> PasswordState | None:
    state = context.before.password
    if (None if state is None else state.version) != seen_version:
        raise RowChanged
    return state
