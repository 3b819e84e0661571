"""Issuing and reissuing a patron's initial password at the counter."""

from dataclasses import dataclass
from datetime import date, datetime

from services.acts.orders import Order
from services.rules.vocabulary import CardProof, Receiver
from services.secret import Secret
from services.snapshot import PatronSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePassword(Order):
    """Issue (or reissue) the initial password.

    The password is made by the desk before the act, so that sending the same order again after a lost answer
    finds the same password in force.

    Attributes:
        password: as `PasswordActs.generate` made it.
        seen_version: the credential's version the clerk saw, None for 未発行.
        proof: how this patron's card was shown.
        shown_card: the number that was scanned or typed, None for 目視.
        shown_at: when it was scanned, by the desk's clock; only for an opening scan.
        receiver: who takes the slip.
    """

    password: Secret
    seen_version: int | None
    proof: CardProof
    shown_card: str | None
    shown_at: datetime | None
    receiver: Receiver


@dataclass(frozen=True, slots=True)
class PasswordIssued:
    """The act's outcome.

    Attributes:
        card_number: whose password it is.
        issued_on: the day on the slip.
        expires_on: the initial password's last day, or None.
        must_change: must be changed at the first login.
        reissued: there was a password before, which is dead now.
        snapshot: the patron after the act.
    """

    card_number: str
    issued_on: date
    expires_on: date | None
    must_change: bool
    reissued: bool
    snapshot: PatronSnapshot
