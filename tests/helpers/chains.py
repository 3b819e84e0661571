"""Records of acts in their chains, without the acts."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.acts.orders import Order
from services.database.audit import ActRecord, ChainHead, act_insert, act_record, chain_head, chain_lock
from services.database.engine import Database


async def append(conn: AsyncConnection, order: Order, verb: str = "loan.renew", **recorded: Any) -> ActRecord:
    """Add a record as an act does: lock the chain, read its head in the next statement, insert."""
    staff_id = order.actor.staff.id
    if conn.dialect.name == "postgresql":
        await conn.execute(select(chain_lock(staff_id)))
    head = ChainHead(*(await conn.execute(select(*chain_head(staff_id)))).one())
    made = act_record(order, verb, head, **({"outcome": "done"} | recorded))
    await conn.execute(act_insert(made, head))
    return made


async def record(db: Database, order: Order, verb: str = "loan.renew", **recorded: Any) -> ActRecord:
    """Add a record in a transaction of its own."""
    async with db.transaction(order.act_id) as conn:
        return await append(conn, order, verb, **recorded)
