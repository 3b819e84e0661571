"""Defines the content of a password slip, apart from how it is laid out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.rules.card_numbers import DEFAULT_CARDS, CardNumbers
from services.rules.secret import Secret


class SlipKind(StrEnum):
    """What a workstation prints, each kind with a printer and a paper of its own."""

    PASSWORD = "password"  # noqa: S105 - the kind of slip, no password
    DUE = "due"


@dataclass(frozen=True, slots=True)
class SlipContent:
    """Everything on the slip.

    Attributes:
        library, branch: the issuing library and branch.
        issued_on: the day.
        card_number: the card in use; all but its last four characters are masked on paper.
        patron_name: only where the library wants it on the slip.
        expires_on: the password's last day, or None.
        must_change: it must be changed at the first login.
        portal_name: 「利用者のページ」.
        portal_url: its address, shown and as a QR code where `qr`; empty for none.
        cards: how the library's card numbers look.
    """

    library: str
    branch: str
    issued_on: date
    card_number: str
    password: Secret
    expires_on: date | None
    must_change: bool
    portal_name: str
    portal_url: str
    qr: bool
    patron_name: str | None = None
    cards: CardNumbers = DEFAULT_CARDS
