"""Decides on reporting a card lost and on replacing it (guide, お知らせを確認する, ①; design.md)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.people.suspension import may_suspend
from services.rules.vocabulary import CardStatus, Channel, Role, SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class LossFacts:
    """What a report of a loss is decided on.

    Attributes:
        role, channel: who takes it, and where.
        card_status: the card's that is in use; None where there is none.
        in_force: the reasons for which lending is stopped already.
        by_patron: the clerk confirmed that the patron says so (ご本人から申し出を受けました).
        consent: the clerk confirmed that the patron agrees to lending being stopped (貸出禁止の了承を得ました).
    """

    role: Role
    channel: Channel
    card_status: CardStatus | None
    in_force: Collection[SuspensionReason]
    by_patron: bool
    consent: bool


def may_report_lost(facts: LossFacts) -> Decision:
    """Decide on taking a report: the card is stopped at once, and lending with it (reason ①).

    A replacement that is lost before ① was lifted is reported like any card; ① then stays as it is.
    """
    suspended = may_suspend(
        SuspensionReason.CARD_LOST,
        facts.in_force,
        role=facts.role,
        channel=facts.channel,
        consent=facts.consent,
    )
    reasons = set(suspended.reasons) if isinstance(suspended, Refused) else set()
    if facts.card_status is None:
        reasons.add(Reason.NO_CARD)
    elif facts.card_status is CardStatus.ACTIVE:
        reasons.discard(Reason.ALREADY_IN_FORCE)
    if not facts.by_patron:
        reasons.add(Reason.NOT_BY_PATRON)
    return decide(reasons)


def may_replace(card_status: CardStatus | None, *, damaged: bool) -> Decision:
    """Decide on registering a replacement: for a card reported lost, or one in use that ◇ is damaged.

    Where there is no card (None) nothing is replaced. Who may do it is `services.rules.permissions`'.
    """
    if card_status is None:
        return decide({Reason.NO_CARD})
    needless = card_status is not CardStatus.LOST and not damaged
    return decide({Reason.CARD_NOT_LOST} if needless else set())
