"""Requests for acts: the actor, the patron, and the id by which a repeated request is recognised.

One request is about no patron: staff change the password they sign in with.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from services.contract.actor import Actor
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof


def new_act_id() -> str:
    """Make the id by which a repeated act is recognised; the client makes it before the first try."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequest[R]:
    """Holds what every act's request has; `R` is what the act answers.

    Attributes:
        actor: staff, branch, workstation and channel.
        patron_id: whose record is acted on.
        act_id: made once; sending the same request again never acts twice.
        approved: a supervisor approved this request, by its act id (`services.own_schema.approvals`).
    """

    actor: Actor
    patron_id: int
    act_id: str = field(default_factory=new_act_id)
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardActRequest[R](ActRequest[R]):
    """Adds the fields of a request that needs this patron's card.

    Attributes:
        proof: how the card was shown.
        shown_card: the number that was scanned or typed, None for 目視.
        shown_at: the server's time at which the scan opened the patron; only for an opening scan.
    """

    proof: CardProof
    shown_card: str | None
    shown_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword:
    """A request of the signed-in account to change its own password.

    Attributes:
        actor: the account, the desk and the channel.
        old: the password in force, as typed.
        new: the new one, as typed.
        act_id: of the record; a request is sent once.
    """

    actor: Actor
    old: Secret
    new: Secret
    act_id: str = field(default_factory=new_act_id)
