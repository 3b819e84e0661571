"""What a plan of an act decides on, and what it answers.

A plan is a pure function: a request and an `ActContext` go in, an `ActPlan` comes out, or a refusal is raised.
`services.own_schema.transactions` carries it out, having locked the patron and checked the permission before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, Protocol

from services.acts.act_changes import ActChange
from services.contract.act_requests import CardActRequest
from services.contract.errors import RowChanged
from services.contract.masters import Masters
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.freed_copy import NextInLine
from services.rules.clock import tokyo_day
from services.rules.people.card_proof import CardShownFacts, card_shown
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus

type Detail = str | int | bool | date | None


class ExtraRead(Enum):
    """What a plan can ask for beside the snapshot."""

    NEXT_IN_LINE = auto()
    """The hold that gets this hold's title next."""
    WRONG_LOGINS = auto()
    """How many wrong logins the password counts."""
    CHECKS_OF_VISIT = auto()
    """How often this login checked the password since it last opened the patron here."""
    CARD_IN_USE = auto()
    """The key of the patron's card in use."""
    NEW_CARD = auto()
    """What is known of the number of a card that is to be registered."""
    WAITING_NOTICE = auto()
    """The key of a notice to the patron's address that wasn't sent yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A card that is to be registered.

    Attributes:
        key: its row's, kept free for it.
        taken_by: the status of the card that has its number already; None where it is free.
    """

    key: int
    taken_by: CardStatus | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraFacts:
    """What was read beside the snapshot; an `ExtraRead` that wasn't asked for, or found nothing, is None."""

    next_in_line: NextInLine | None = None
    wrong_logins: int | None = None
    checks_of_visit: int | None = None
    card_in_use: int | None = None
    new_card: NewCard | None = None
    waiting_notice: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordTry:
    """What trying a typed password found, which was counted as a wrong login before it was compared.

    Attributes:
        version: the password that it was compared with.
        fits: the typed one is that password; the count then ended.
        was, was_locked: the count, and until when the password was last locked, before.
        now, now_locked: the same since; `now_locked` is None unless this try locked it.
    """

    version: int
    fits: bool
    was: int
    was_locked: datetime | None
    now: int
    now_locked: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What was made before the transaction, because it is slow.

    Attributes:
        hashed: the argon2id hash of the request's new password; None where none is wanted.
        tried: what trying the request's password found; None where none was tried.
    """

    hashed: str | None = field(default=None, repr=False)
    tried: PasswordTry | None = None


class Overtaken(Exception):
    """What was prepared doesn't fit the present state: another password is in force, or a lock is over.

    The act is prepared once more and planned anew.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class ActContext:
    """What an act decides on.

    Attributes:
        before: the patron under the lock, with the decisions for this actor.
        now: the server's time, which the record will carry.
        masters: those in force.
        extra: what the act asked to read beside the snapshot.
        prepared: what was made before the transaction.
    """

    before: PatronSnapshot
    now: datetime
    masters: Masters = field(repr=False)
    extra: ExtraFacts = ExtraFacts()
    prepared: Prepared = Prepared()

    @property
    def today(self) -> date:
        """The day at the counters."""
        return tokyo_day(self.now)

    @property
    def policy(self) -> Policy:
        """The library's values in force."""
        return self.masters.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPlan[R]:
    """What an allowed act does.

    Attributes:
        changes: what changes; no two of them touch the same row.
        result: what the caller gets beside the patron's new state.
        outcome: the record's outcome, a code.
        subject, subject_id: the row acted on.
        details: codes, numbers and dates for the record; enough to answer a repeated request.
        verb: the record's verb, where the act has more than one; its first is meant when left out.
    """

    changes: tuple[ActChange, ...]
    result: R
    outcome: str = "done"
    subject: str | None = None
    subject_id: int | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    verb: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The record of an act that was carried out, for a request that is sent again.

    Attributes:
        before: the patron as they are now.
    """

    verb: str
    outcome: str
    details: Mapping[str, Any]
    at: datetime
    before: PatronSnapshot


class Versioned(Protocol):
    """A row whose version an act compares with what the clerk saw."""

    @property
    def id(self) -> int:
        """The row's key."""

    @property
    def version(self) -> int:
        """The row's version."""


def row_as_seen[V: Versioned](rows: tuple[V, ...], row_id: int, seen_version: int) -> V:
    """Find the row the clerk saw.

    Raises:
        RowChanged: it is gone, or not as it was.
    """
    row = next((each for each in rows if each.id == row_id), None)
    if row is None or row.version != seen_version:
        raise RowChanged
    return row


def require_card_shown(request: CardActRequest[Any], context: ActContext) -> None:
    """Go on when this patron's card was there.

    `shown_at` is the server's time of the look-up, but that a scanner opened the patron and not a typed number is the
    desk's claim. This protects from a stale screen, not from a forged client. The record names the proof.

    Raises:
        ActRefused: the card wasn't shown, or not as the library wants it.
    """
    facts = CardShownFacts(
        now=context.now,
        card_number=context.before.card_number,
        proof=request.proof,
        shown_card=request.shown_card,
        shown_at=request.shown_at,
    )
    require_allowed(card_shown(facts, context.policy))
