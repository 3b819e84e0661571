"""Issues and reissues a patron's initial password at the counter."""

from dataclasses import dataclass
from datetime import date

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, Recorded
from services.contract.act_requests import CardActRequest
from services.contract.errors import ActRefused, RowChanged
from services.rules.clock import tokyo_day
from services.rules.decision import Refused, decide
from services.rules.passwords import passwords as rules
from services.rules.secret import Secret
from services.rules.vocabulary import CredentialKind, Receiver, SuspensionReason

ISSUE = "password.issue"
REISSUE = "password.reissue"
SLIP_FOLLOWED = "followed"
"""Says in the record, under `slip`, that the desk notes the hand-over (`services.own_schema.today.slip_hand_overs`)."""


@dataclass(frozen=True, slots=True)
class PasswordIssued:
    """The act's outcome.

    Attributes:
        card_number: the patron's card in use.
        issued_on: the day on the slip.
        expires_on: the initial password's last day, or None.
        must_change: must be changed at the first login.
        reissued: there was a password before, now invalid.
    """

    card_number: str
    issued_on: date
    expires_on: date | None
    must_change: bool
    reissued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePassword(CardActRequest[PasswordIssued]):
    """Issue (or reissue) the initial password.

    The password is made by the desk before the act, so that sending the same request again after a lost answer
    finds the same password in force.

    Attributes:
        password: as `services.rules.passwords.passwords.generate` made it.
        seen_version: the credential's version the clerk saw, None for 未発行.
        receiver: who takes the slip.
    """

    password: Secret
    seen_version: int | None
    receiver: Receiver


def plan_issue(request: IssuePassword, context: ActContext) -> ActPlan[PasswordIssued]:
    """Put the new password in force; an earlier one becomes invalid.

    Raises:
        RowChanged: the password isn't the one the clerk saw.
        ActRefused: a rule refuses, with every reason.
        ValueError: the request's password is none that the library may issue.
    """
    text = request.password.reveal()
    if rules.check_new_password("", text, text):
        msg = "a request's password is one that the library may issue"
        raise ValueError(msg)
    before, policy, hashed = context.before, context.policy, context.prepared.hashed
    seen = None if before.password is None else before.password.version
    if seen != request.seen_version:
        raise RowChanged
    _check_rules(request, context)
    assert hashed is not None
    assert before.card_number is not None  # none can be shown where there is none
    version = (seen or 0) + 1
    issued = PasswordIssued(
        card_number=before.card_number,
        issued_on=context.today,
        expires_on=rules.initial_expires_on(context.today, policy),
        must_change=policy.initial_password_must_change,
        reissued=seen is not None,
    )
    put_in_force = act_changes.SetPassword(
        hashed=hashed,
        kind=CredentialKind.INITIAL,
        must_change=issued.must_change,
        expires_on=issued.expires_on,
        version=version,
    )
    return ActPlan(
        changes=(put_in_force,),
        result=issued,
        verb=REISSUE if issued.reissued else ISSUE,
        details={
            "proof": request.proof.value,
            "receiver": request.receiver.value,
            "version": version,
            "expires_on": issued.expires_on,
            "must_change": issued.must_change,
            "slip": SLIP_FOLLOWED,
        },
    )


def issued_before(_request: IssuePassword, recorded: Recorded) -> PasswordIssued:
    """Read from the record what was issued.

    Raises:
        RowChanged: another password came in force since: a slip printed now would show an invalid one.
    """
    details, state = recorded.details, recorded.before.password
    card_number = recorded.before.card_number
    if state is None or state.version != details["version"] or card_number is None:
        raise RowChanged
    expires_on = details["expires_on"]
    return PasswordIssued(
        card_number=card_number,
        issued_on=tokyo_day(recorded.at),
        expires_on=None if expires_on is None else date.fromisoformat(expires_on),
        must_change=details["must_change"],
        reissued=recorded.verb == REISSUE,
    )


def _check_rules(request: IssuePassword, context: ActContext) -> None:
    before, policy = context.before, context.policy
    issue = rules.IssueFacts(
        today=context.today,
        role=request.actor.staff.role,
        channel=request.actor.channel,
        card_status=before.patron.card_status,
        expires_on=before.patron.expires_on,
        lost_in_force=SuspensionReason.CARD_LOST in before.suspended_for,
    )
    # `shown_at` is the server's time of the look-up, but that a scanner and no finger opened the patron is the desk's
    # word: this keeps honest desks from a stale screen, not a forged client from lying. The record names the proof.
    hand_over = rules.HandOverFacts(
        now=context.now,
        card_number=before.card_number,
        proof=request.proof,
        shown_card=request.shown_card,
        shown_at=request.shown_at,
        receiver=request.receiver,
        age_group=before.patron.age_group,
    )
    decisions = (rules.may_issue(issue, policy), rules.may_hand_over(hand_over, policy))
    refusal = decide({reason for it in decisions if isinstance(it, Refused) for reason in it.reasons})
    if isinstance(refusal, Refused):
        raise ActRefused(refusal)
