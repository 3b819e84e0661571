"""Decides whether this patron's card was shown, for every act that needs the card (design.md, "Who may do what")."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import CardProof


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShownFacts:
    """What is known of how the card was shown.

    Attributes:
        now: the moment of deciding.
        card_number: the number of the patron's card in use; None where there is none, so that none can be shown.
        proof: how the card was shown, None when it was not.
        shown_card: the number scanned or typed, None for 目視.
        shown_at: when an opening scan was made, by the same clock as `now`.
    """

    now: datetime
    card_number: str | None
    proof: CardProof | None
    shown_card: str | None
    shown_at: datetime | None


def card_shown(facts: CardShownFacts, policy: Policy) -> Decision:
    """Decide whether this patron's card was shown well enough.

    "This card" is a scan of this patron's card in the dialog, or the scan that opened the patron at most ◇ two minutes
    ago; typing it and 「カードを目視」 are settings.
    """
    return decide({Reason.NO_CARD} if facts.card_number is None else _reasons(facts, policy))


def _reasons(facts: CardShownFacts, policy: Policy) -> set[Reason]:
    match facts.proof:
        case None:
            return {Reason.CARD_NOT_SHOWN}
        case CardProof.SEEN:
            return set() if policy.seen_card_accepted else {Reason.PROOF_NOT_ACCEPTED}
        case CardProof.TYPED if not policy.typed_card_accepted:
            return {Reason.PROOF_NOT_ACCEPTED}
        case CardProof.OPENING_SCAN if facts.shown_at is None:
            return {Reason.CARD_NOT_SHOWN}
    if facts.shown_card is None:
        return {Reason.CARD_NOT_SHOWN}
    reasons: set[Reason] = set()
    if facts.shown_card != facts.card_number:
        reasons.add(Reason.OTHER_CARD_SHOWN)
    if facts.proof is CardProof.OPENING_SCAN and not _just_now(facts, policy):
        reasons.add(Reason.CARD_SHOWN_TOO_LONG_AGO)
    return reasons


def _just_now(facts: CardShownFacts, policy: Policy) -> bool:
    # A scan from the future comes from a clock that is wrong, and proves as little as an old one.
    shown_at = facts.shown_at
    return shown_at is not None and abs(facts.now - shown_at) <= timedelta(
        minutes=policy.opening_scan_minutes
    )
