"""Reports a card lost (カード紛失の届出) and replaces a lost or damaged card (代替カード)."""

from dataclasses import dataclass, replace

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.plan import ActContext, ActPlan, Recorded
from services.contract.act_requests import ActRequest
from services.contract.cards import parse_card_number
from services.contract.errors import CardInUse, CardRetired, RowChanged
from services.contract.require_allowed import require_allowed
from services.rules.card_numbers import CardNumbers
from services.rules.people.lost_cards import LossFacts, may_replace, may_report_lost
from services.rules.people.suspension import CheckItem, may_lift
from services.rules.vocabulary import CardStatus, SuspensionReason


@dataclass(frozen=True, slots=True)
class LossReported:
    """The outcome of a report.

    Attributes:
        password_disabled: there was a password in force, which the act disabled.
    """

    password_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLost(ActRequest[LossReported]):
    """Take the report that the card is lost: lending stops at once (reason ①).

    Attributes:
        card_number: the card in use as the clerk saw it.
        by_patron: ご本人から申し出を受けました was confirmed.
        consent: 貸出禁止の了承を得ました was confirmed.
        disable_password: the patron wants the password disabled, too; otherwise it stays as it is.
    """

    card_number: str
    by_patron: bool
    consent: bool
    disable_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceCard(ActRequest[None]):
    """Register the card that takes the place of the one in use.

    Attributes:
        card_number: the card in use as the clerk saw it.
        new_number: the new card's, cleaned.
        damaged: the old card isn't lost but worn or broken.
        checked: what was ticked off to lift ① with it; empty where it stays, or isn't in force.
    """

    card_number: str
    new_number: str
    damaged: bool = False
    checked: frozenset[CheckItem] = frozenset()


def plan_report(request: ReportLost, context: ActContext) -> ActPlan[LossReported]:
    """Stop a lost card and lending with it, at once.

    Raises:
        RowChanged: another card is in use than the clerk saw.
        ActRefused: the rule refuses it.
    """
    before, card_id = context.before, context.extra.card_in_use
    _must_be_the_card(context, request.card_number)
    in_force = before.suspended_for
    facts = LossFacts(
        role=request.actor.staff.role,
        channel=request.actor.channel,
        card_status=before.patron.card_status,
        in_force=in_force,
        by_patron=request.by_patron,
        consent=request.consent,
    )
    require_allowed(may_report_lost(facts))
    assert card_id is not None  # a patron without a card in use isn't read
    password = before.password
    disables = request.disable_password and password is not None and not password.disabled
    suspends = SuspensionReason.CARD_LOST not in in_force
    done: tuple[ActChange, ...] = (act_changes.SetCardLost(card_id=card_id),)
    if suspends:
        done = (
            *done,
            act_changes.InsertSuspension(reason=SuspensionReason.CARD_LOST, note=None, with_consent=True),
        )
    if disables:
        done = (*done, act_changes.SetPasswordDisabled())
    return ActPlan(
        changes=done,
        result=LossReported(disables),
        subject="card",
        subject_id=card_id,
        details={"suspended": suspends, "password_disabled": disables},
    )


def reported_before(_request: ReportLost, recorded: Recorded) -> LossReported:
    """Read from the record what the report came to."""
    return LossReported(recorded.details["password_disabled"])


def plan_replacement(request: ReplaceCard, context: ActContext) -> ActPlan[None]:
    """Register a new card; the old one retires, and reason ① is lifted with it where its checklist was ticked off.

    Raises:
        RowChanged: another card is in use than the clerk saw, or ① is to be lifted with it and isn't in force any more.
        ActRefused: the rule refuses it.
        CardInUse: a patron has the new number already.
        CardRetired: the new number is that of a card that was replaced.
        CardNumberMalformed: the new number can't be a new card's.
        ValueError: it could be one, but isn't written as the table keeps it.
    """
    if parse_card_number(request.new_number, CardNumbers.of(context.policy)) != request.new_number:
        msg = "a request's card number is cleaned"
        raise ValueError(msg)
    _must_be_the_card(context, request.card_number)
    status = context.before.patron.card_status
    require_allowed(may_replace(status, damaged=request.damaged))
    old_id, new = context.extra.card_in_use, context.extra.new_card
    assert old_id is not None
    assert new is not None
    match new.taken_by:
        case None:
            pass
        case CardStatus.RETIRED:
            raise CardRetired(request.new_number)
        case _:
            raise CardInUse(request.new_number)
    lifted = _loss_lifted(request, context)
    return ActPlan(
        changes=(
            act_changes.InsertReplacementCard(card_id=old_id, new_id=new.key, number=request.new_number),
            *lifted,
        ),
        result=None,
        subject="card",
        subject_id=old_id,
        details={
            "new_card": new.key,
            "reason": "lost" if status is CardStatus.LOST else "damaged",
            **({"lifted": lifted[0].suspension_id} if lifted else {}),
        },
    )


def _loss_lifted(request: ReplaceCard, context: ActContext) -> tuple[act_changes.SetSuspensionLifted, ...]:
    """Lift ① with the card that takes the lost one's place.

    Raises:
        ActRefused: its checklist is open.
        RowChanged: it isn't in force any more.
    """
    if not request.checked:
        return ()
    known = [(row.id, row.facts) for row in context.before.suspensions if row.facts is not None]
    lost = [(row_id, facts) for row_id, facts in known if facts.reason is SuspensionReason.CARD_LOST]
    if not lost:
        raise RowChanged
    row_id, facts = lost[0]
    require_allowed(may_lift(replace(facts, card_replaced=True, checked=request.checked), context.policy))
    return (act_changes.SetSuspensionLifted(suspension_id=row_id, override=None),)


def _must_be_the_card(context: ActContext, seen: str) -> None:
    if context.before.card_number != seen:
        raise RowChanged
