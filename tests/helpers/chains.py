"""Records of acts in their chains, without the acts."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor, StaffMember
from services.own_schema.audit.hash_chain import ChainFault
from services.own_schema.audit.verification import Finding, verify
from services.own_schema.database.act_records import (
    ActRecord,
    ChainHead,
    act_insert,
    act_record,
    chain_head,
    chain_lock,
)
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act
from services.own_schema.library import Library
from services.rules.vocabulary import Channel, Role
from tests.helpers.patrons import Town

CLERK = Actor(StaffMember("clerk", "窓口", Role.COUNTER), 1, "2番窓口", Channel.COUNTER)
OTHER = Actor(StaffMember("other", "電話", Role.PHONE), 2, "電話室", Channel.PHONE)
DETAILS = {"new_day": date(2026, 12, 8), "limit": 1, "by_hand": False, "note": None, "code": "川口"}


async def append(
    conn: AsyncConnection, request: ActRequest[Any], verb: str = "loan.renew", **recorded: Any
) -> ActRecord:
    """Add a record as an act does: lock the chain, read its head in the next statement, insert."""
    staff_id = request.actor.staff.id
    await conn.execute(select(chain_lock(staff_id)))
    head = ChainHead(*(await conn.execute(select(*chain_head(staff_id)))).one())
    made = act_record(request, verb, head, **({"outcome": "done"} | recorded))
    await conn.execute(act_insert(made, head))
    return made


async def append_many(conn: AsyncConnection, actor: Actor, patron_id: int, count: int) -> None:
    """Add as many records about holds, whose numbers begin with 0: the chain is locked, and its end read, once."""
    await conn.execute(select(chain_lock(actor.staff.id)))
    head = ChainHead(*(await conn.execute(select(*chain_head(actor.staff.id)))).one())
    rows = []
    for number in range(count):
        request = ActRequest[None](actor=actor, patron_id=patron_id)
        made = act_record(request, "loan.renew", head, outcome="done", subject="hold", subject_id=number)
        rows.append(
            {it.name: getattr(made, it.name) for it in fields(made)} | {"hash": made.hash_after(head.hash)}
        )
        head = replace(head, sequence=made.sequence, hash=rows[-1]["hash"])
    await conn.execute(insert(act), rows)


async def record(
    db: Database, request: ActRequest[Any], verb: str = "loan.renew", **recorded: Any
) -> ActRecord:
    """Add a record in a transaction of its own."""
    async with db.transaction(request.act_id) as conn:
        return await append(conn, request, verb, **recorded)


class Book:
    """Five records of one login and two of another, who acted in between."""

    def __init__(self, library: Library, town: Town) -> None:
        self.library = library
        self.db: Database = library.db
        self.town = town
        self.records: list[ActRecord] = []
        self.patron_id = 0

    async def write(self, count: int = 5) -> None:
        self.patron_id = self.patron_id or await self.town.patron()
        for number in range(count):
            await self._note(CLERK)
            if number in {1, 3}:
                await self._note(OTHER)

    async def _note(self, actor: Actor) -> None:
        request = ActRequest[None](actor=actor, patron_id=self.patron_id)
        made = await record(self.db, request, subject="loan", subject_id=17, details=DETAILS)
        if actor is CLERK:
            self.records.append(made)

    async def change(self, *statements: Any) -> None:
        async with self.db.transaction() as conn:
            if (
                self.db.dialect == "postgresql"
            ):  # whoever tampers there has to put the guards out of force first
                await conn.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                await conn.execute(statement)

    async def rows(self) -> list[dict[str, Any]]:
        rows = [row for row in await self.town.acts() if row["staff_id"] == "clerk"]
        return sorted(rows, key=lambda row: row["sequence"])

    async def findings(self) -> tuple[Finding, ...]:
        return (await verify(self.db)).findings

    async def only_finding(self) -> Finding:
        (finding,) = await self.findings()
        return finding

    def at_fault(self, fault: ChainFault, sequence: int, shown: int | None = None, **more: Any) -> Finding:
        """Give the finding that names a number, and the record that stands there."""
        record_ = self.records[(shown or sequence) - 1]
        return Finding("clerk", fault, sequence, record_.id, record_.at, **more)


def numbered(sequence: int) -> Any:
    """Choose the clerk's record of a number."""
    return (act.c.staff_id == "clerk") & (act.c.sequence == sequence)
