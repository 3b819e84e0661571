"""Staff change the password they sign in with: what is wanted, and the record of it, which is about no patron."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import new_act_id
from services.actor import Actor
from services.database.act_records import ActRecord, ChainHead, act_insert, chain_head
from services.secret import Secret

VERB: Final = "own_password.change"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword:
    """What whoever is signed in wants.

    Attributes:
        actor: who, where and on which channel.
        old: the password in force, as typed.
        new: the one that is wanted, as typed.
        act_id: of the record; a request is sent once.
    """

    actor: Actor
    old: Secret
    new: Secret
    act_id: str = field(default_factory=new_act_id)


async def record_change(conn: AsyncConnection, request: ChangeOwnPassword) -> None:
    """Add the record to the chain of who did it; the chain is locked already."""
    actor = request.actor
    head = ChainHead(*(await conn.execute(select(*chain_head(actor.staff.id)))).one())
    record = ActRecord(
        id=request.act_id,
        at=head.at,
        staff_id=actor.staff.id,
        branch_id=actor.branch_id,
        workstation=actor.workstation,
        channel=actor.channel,
        patron_id=None,
        verb=VERB,
        subject=None,
        subject_id=None,
        outcome="done",
        details={},
        sequence=(head.sequence or 0) + 1,
    )
    await conn.execute(act_insert(record, head))
