"""Judges a password that was tried before the transaction, and counts the outcome.

The slow hash takes a tenth of a second, too long for a lock that other desks wait for. So it runs first, and what it
found counts only if the same password is still in force under the lock, as on the patron page (`services.portal`).
"""

from services.acts.act_changes import CountLogins
from services.acts.plan import ActContext, Overtaken
from services.lookup.snapshot import PasswordState
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome, after_wrong, log_in


def outcome_of(context: ActContext) -> LogInOutcome:
    """Judge the try by the password as it is now, which must be the one tried.

    Raises:
        Overtaken: it isn't.
    """
    state, tried = context.before.password, context.prepared.tried
    if state is None:
        return log_in(None)
    is_open = not state.disabled and state.locked_until is None
    if is_open and (tried is None or tried.version != state.version):
        raise Overtaken
    facts = LogInFacts(
        now=context.before.now,
        fits=tried is not None and tried.fits,
        kind=state.kind,
        must_change=state.must_change,
        expires_on=state.expires_on,
        locked_until=state.locked_until,
        disabled=state.disabled,
    )
    return log_in(facts)


def one_more_wrong(context: ActContext, state: PasswordState) -> tuple[CountLogins, int]:
    """Count a wrong password as a wrong login.

    Returns:
        The change, and how many more lock the password, 0 if this one does.
    """
    counted = _counted(context)
    wrong, locked_until = after_wrong(counted, context.now, context.policy)
    change = CountLogins(
        version=state.version, counted=counted, wrong_logins=wrong, locked_until=locked_until
    )
    return change, max(0, context.policy.wrong_logins_to_lock - wrong)


def no_more_wrong(context: ActContext, state: PasswordState) -> tuple[CountLogins, ...]:
    """End the count, as a right password does."""
    counted = _counted(context)
    if counted == 0:
        return ()
    return (CountLogins(version=state.version, counted=counted, wrong_logins=0, locked_until=None),)


def _counted(context: ActContext) -> int:
    counted = context.extra.wrong_logins
    assert counted is not None  # there is a password
    return counted
