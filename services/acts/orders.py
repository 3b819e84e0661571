"""What every act carries: its id, who acts, and which state of which patron the clerk saw."""

import uuid
from dataclasses import dataclass, field

from services.actor import Actor


def new_act_id() -> str:
    """Make the id by which a repeated act is recognised; the client makes it before the first try."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The common part of an act's order.

    Attributes:
        actor: staff, branch, workstation and channel.
        patron_id: whose record is acted on.
        act_id: made once; sending the same order again never acts twice.
    """

    actor: Actor
    patron_id: int
    act_id: str = field(default_factory=new_act_id)
