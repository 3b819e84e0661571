"""Judges a password that was tried before the transaction, and uncounts a try that isn't to count.

The slow hash takes a tenth of a second, too long for a lock that other desks wait for. So it runs first, and what it
found counts only if the same password is still in force under the lock.

Every try was counted as wrong before it was compared (`services.own_schema.transactions.preparing`).
"""

from services.acts.act_changes import SetWrongLogins
from services.acts.plan import ActContext, Overtaken
from services.contract.snapshot import PasswordState
from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.passwords.attempt_limits import ENDLESS
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome, log_in


def outcome_of(context: ActContext) -> LogInOutcome:
    """Judge the try by the password as it is now, which must be the one tried.

    Raises:
        Overtaken: it isn't.
    """
    state, tried = context.before.password, context.prepared.tried
    if state is None:
        return log_in(None)
    locked = state.locked and not _locked_by_this(context)
    is_open = not state.disabled and not locked
    if is_open and (tried is None or tried.version != state.version):
        raise Overtaken
    facts = LogInFacts(
        now=context.before.now,
        fits=tried is not None and tried.fits,
        kind=state.kind,
        must_change=state.must_change,
        expires_on=state.expires_on,
        locked_until=(state.locked_until or ENDLESS) if locked else None,
        disabled=state.disabled,
    )
    return log_in(facts)


def before_this_try(decision: Decision, context: ActContext) -> Decision:
    """Unlock a password where this try locked it."""
    if not isinstance(decision, Refused) or not _locked_by_this(context):
        return decision
    return decide(set(decision.reasons) - {Reason.PASSWORD_LOCKED})


def until_lock(context: ActContext) -> int:
    """Tell how many more wrong passwords lock it, 0 if this one does."""
    return max(0, context.policy.wrong_logins_to_lock - _count(context))


def not_counted(context: ActContext, state: PasswordState) -> tuple[SetWrongLogins, ...]:
    """Uncount a wrong try that isn't to count; later tries of others stay counted."""
    tried, count = context.prepared.tried, _count(context)
    if tried is None or count == 0:  # a right password has ended the count since
        return ()
    was, was_locked = (tried.was, tried.was_locked) if count == tried.now else (count - 1, None)
    return (SetWrongLogins(version=state.version, counted=count, wrong_logins=was, locked_until=was_locked),)


def _locked_by_this(context: ActContext) -> bool:
    state, tried = context.before.password, context.prepared.tried
    if state is None or tried is None or tried.now_locked is None:
        return False
    return state.locked_until == tried.now_locked


def _count(context: ActContext) -> int:
    count = context.extra.wrong_logins
    assert count is not None  # there is a password
    return count
