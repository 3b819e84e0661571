"""Decides what the page 登録・貸出禁止 offers before a card is shown or anything confirmed (design, the table)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.people.lost_cards import LossFacts, may_report_lost
from services.rules.people.reports import still_to_take
from services.rules.permissions import Permission, may_act
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus, Channel, PatronReport, Role, SuspensionReason


@dataclass(frozen=True, slots=True)
class RegistrationOffers:
    """What may be begun there: 登録更新, カード紛失の届出, 代替カードの登録, 申し出の記録."""

    renew: Decision
    report_lost: Decision
    replace_card: Decision
    take_report: Decision


def registration_offers(
    *,
    role: Role,
    channel: Channel,
    card_status: CardStatus | None,
    in_force: Collection[SuspensionReason],
    unsettled: Collection[PatronReport],
    policy: Policy,
) -> RegistrationOffers:
    """Decide what this desk may begin, with every reason against it that is known by then.

    Args:
        role: the staff member's; 電話担当 is always on the phone.
        channel: where the patron is.
        card_status: the card's that is in use; None where there is none, which these acts need.
        in_force: the reasons for which lending is stopped.
        unsettled: what was reported and isn't settled.
        policy: the values in force.
    """
    channel = Channel.PHONE if role is Role.PHONE else channel
    loss = LossFacts(
        role=role, channel=channel, card_status=card_status, in_force=in_force, by_patron=True, consent=True
    )
    none_left = Refused((Reason.REPORTED_ALREADY,))
    card = decide({Reason.NO_CARD} if card_status is None else set())

    def offer(power: Permission, *others: Decision) -> Decision:
        # Only an identified caller's record is ever shown; the act itself asks for the check.
        decisions = (may_act(role, channel, power, identified=True, policy=policy), *others)
        return decide({reason for it in decisions if isinstance(it, Refused) for reason in it.reasons})

    return RegistrationOffers(
        renew=offer(Permission.RENEW_REGISTRATION, card),
        report_lost=offer(Permission.TAKE_REPORT, may_report_lost(loss)),
        replace_card=offer(Permission.SUPERVISE, card),
        take_report=offer(Permission.TAKE_REPORT, *(() if still_to_take(unsettled) else (none_left,))),
    )
