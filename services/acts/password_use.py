"""Changes, checks, unlocks and switches off a password at the counter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Update, func, or_, select

from services.act_requests import ActRequest, CardActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, require_card_shown
from services.acts.password_attempts import (
    PasswordTries,
    Tried,
    credential_of,
    no_more_wrong,
    one_more_wrong,
    outcome_of,
    wrong_logins,
)
from services.acts.plan import ActResult
from services.database.engine import Database
from services.database.tables import access_log, act, password_credential
from services.errors import RowChanged
from services.lookup.snapshot import PasswordState
from services.password_hashing import PasswordHasher
from services.require_allowed import require_allowed
from services.rules.passwords.password_use import free_checks_left
from services.rules.passwords.passwords import PasswordFault, check_change
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.permissions import Permission
from services.rules.vocabulary import CredentialKind
from services.secret import Secret

CHECK = "password.check"
_CHANGED, _WRONG, _UNFIT = "changed", "wrong", "unfit"


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


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """What came of a パスワード変更.

    Attributes:
        faults: everything that is wrong, in the order of telling; the password was changed if there is nothing.
        until_lock: how many more wrong passwords lock it, 0 if it is locked now; None if the old one was right.
    """

    faults: tuple[PasswordFault, ...] = ()
    until_lock: int | None = None


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
    """無効化: switch the password off at the patron's wish; `seen_version` as for a change."""

    seen_version: int | None


class PasswordUseActs:
    """What is done with a password that is there."""

    def __init__(self, db: Database, acts: Acts, hasher: PasswordHasher) -> None:
        self._acts = acts
        self._hasher = hasher
        self._tries = PasswordTries(db, acts, hasher)

    async def change(self, request: ChangePassword) -> ActResult[PasswordChange]:
        """Change the password, or tell everything that is wrong with what was typed.

        A wrong old one is counted as a wrong login and is on record, and so is a right one with an unfit new one.
        Raises as `Acts.perform`.
        """
        faults = check_change(request.old.reveal(), request.new.reveal(), request.again.reveal())

        async def deed(tried: Tried | None) -> _ChangeDeed:
            new = await self._hasher.hash(request.new) if tried and tried.fits and not faults else None
            return _ChangeDeed(request, tried, faults, new)

        return await self._tries.perform(request, request.old, deed)

    async def check(self, request: CheckPassword) -> ActResult[PasswordCheck]:
        """Tell what a login with this password would come to. Raises as `Acts.perform`."""

        async def deed(tried: Tried | None) -> _CheckDeed:
            return _CheckDeed(request, tried)

        return await self._tries.perform(request, request.password, deed)

    async def unlock(self, request: UnlockPassword) -> ActResult[None]:
        """End a lock; refused where there is none. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _UnlockDeed(request))

    async def disable(self, request: DisablePassword) -> ActResult[None]:
        """Switch the password off; only a new one helps then. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _DisableDeed(request))


@dataclass(frozen=True, slots=True)
class _ChangeDeed:
    request: ChangePassword
    tried: Tried | None
    faults: tuple[PasswordFault, ...]
    new_hash: str | None
    verb: str = "password.change"
    power: Permission = Permission.TRY_PASSWORD

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {"wrong_logins": wrong_logins(self.request)}

    def plan(self, context: ActContext) -> ActPlan[PasswordChange]:
        require_card_shown(self.request, context)
        state = _as_seen(context, self.request.seen_version)
        require_allowed(context.before.password_use.change)
        assert state is not None  # one that was never issued is refused
        if outcome_of(self.tried, context) is LogInOutcome.WRONG:
            write, until_lock = one_more_wrong(context, state)
            details = {"until_lock": until_lock}
            return self._plan(_WRONG, details, writes=(write,))
        if self.faults:
            return self._plan(_UNFIT, {}, writes=no_more_wrong(context, state))
        version = state.version + 1
        changed = {
            "hash": self.new_hash,
            "kind": CredentialKind.PATRON,
            "must_change": False,
            "expires_on": None,
            "wrong_logins": 0,
            "locked_until": None,
            "version": version,
        }
        return self._plan(
            _CHANGED, {"version": version}, writes=(credential_of(self.request).values(changed),)
        )

    def again(self, outcome: str, details: Mapping[str, Any]) -> PasswordChange:
        match outcome:
            case "wrong":
                wrong = {PasswordFault.OLD_WRONG, *self.faults}
                faults = tuple(fault for fault in PasswordFault if fault in wrong)
                return PasswordChange(faults, details["until_lock"])
            case "unfit":
                return PasswordChange(self.faults)
            case _:
                return PasswordChange()

    def _plan(
        self, outcome: str, details: Mapping[str, int], writes: tuple[Update, ...]
    ) -> ActPlan[PasswordChange]:
        return ActPlan(
            writes=writes,
            result=self.again(outcome, details),
            outcome=outcome,
            subject="password",
            details={"proof": self.request.proof.value, **details},
        )


@dataclass(frozen=True, slots=True)
class _CheckDeed:
    request: CheckPassword
    tried: Tried | None
    verb: str = CHECK
    power: Permission = Permission.TRY_PASSWORD

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {"wrong_logins": wrong_logins(self.request), "checks": _checks_of_visit(self.request)}

    def plan(self, context: ActContext) -> ActPlan[PasswordCheck]:
        require_card_shown(self.request, context)
        require_allowed(context.before.password_use.check)
        outcome, state = outcome_of(self.tried, context), context.before.password
        free = free_checks_left(context.extra.number("checks"), context.policy)
        writes: tuple[Update, ...] = ()
        until_lock = None
        if state is not None and outcome is LogInOutcome.WRONG and not free:
            write, until_lock = one_more_wrong(context, state)
            writes = (write,)
        if state is not None and outcome in {LogInOutcome.OK, LogInOutcome.MUST_CHANGE, LogInOutcome.EXPIRED}:
            writes = no_more_wrong(context, state)
        details = {"free_left": max(0, free - 1), "until_lock": until_lock}
        return ActPlan(
            writes=writes,
            result=self.again(outcome.value, details),
            outcome=outcome.value,
            subject="password",
            details={"proof": self.request.proof.value, **details},
        )

    def again(self, outcome: str, details: Mapping[str, Any]) -> PasswordCheck:
        return PasswordCheck(LogInOutcome(outcome), details["free_left"], details["until_lock"])


@dataclass(frozen=True, slots=True)
class _UnlockDeed:
    request: UnlockPassword
    verb: str = "password.unlock"
    power: Permission = Permission.TRY_PASSWORD

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        require_card_shown(self.request, context)
        _as_seen(context, self.request.seen_version)
        require_allowed(context.before.password_use.unlock)
        write = credential_of(self.request).values(wrong_logins=0, locked_until=None)
        details = {"proof": self.request.proof.value}
        return ActPlan(writes=(write,), result=None, subject="password", details=details)

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _DisableDeed:
    request: DisablePassword
    verb: str = "password.disable"
    power: Permission = Permission.DISABLE_PASSWORD

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        _as_seen(context, self.request.seen_version)
        require_allowed(context.before.password_use.disable)
        off = {"disabled_at": context.now, "version": password_credential.c.version + 1}
        return ActPlan(writes=(credential_of(self.request).values(off),), result=None, subject="password")

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


def _as_seen(context: ActContext, seen_version: int | None) -> PasswordState | None:
    state = context.before.password
    if (None if state is None else state.version) != seen_version:
        raise RowChanged
    return state


def _checks_of_visit(request: ActRequest[Any]) -> ColumnElement[Any]:
    """Count this login's checks since it last opened the patron at this workstation; all of them if it never did."""
    staff_id, log = request.actor.staff.id, access_log.c
    opened = (
        select(func.max(log.at))
        .where(
            log.patron_id == request.patron_id,
            log.staff_id == staff_id,
            log.workstation == request.actor.workstation,
            log.purpose == "look_up",
        )
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(act)
        .where(
            act.c.patron_id == request.patron_id,
            act.c.staff_id == staff_id,
            act.c.verb == CHECK,
            or_(opened.is_(None), act.c.at >= opened),
        )
        .scalar_subquery()
    )
