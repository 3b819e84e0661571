"""Staff change the password they sign in with: the record of it, which is about no patron."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ChangeOwnPassword
from services.contract.errors import PasswordChangedJustNow
from services.own_schema.staff.account_records import add_record

VERB: Final = "own_password.change"


async def note_change(conn: AsyncConnection, request: ChangeOwnPassword) -> None:
    """Record the change on PostgreSQL, under this connection's login; the chain is locked already.

    Raises:
        PasswordChangedJustNow: within the minute before there was another one.
    """
    actor = request.actor
    call = func.madoguchi_note_own_password(
        request.act_id, actor.staff.id, actor.branch_id, actor.workstation, actor.channel.value
    )
    if not (await conn.execute(select(call))).scalar_one():
        raise PasswordChangedJustNow


async def record_change(conn: AsyncConnection, request: ChangeOwnPassword) -> None:
    """Add the record to the account's own chain, on SQLite."""
    actor = request.actor
    await add_record(
        conn,
        VERB,
        {},
        by=actor.staff.id,
        branch_id=actor.branch_id,
        workstation=actor.workstation,
        channel=actor.channel,
        act_id=request.act_id,
    )
