"""Checks callers in a file: one transaction notes a try as a miss, compares it and writes down what came of it.

PostgreSQL's functions run the same statements in the same order
(`services/own_schema/schema/postgresql/desk/checks.sql`).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, override

from sqlalchemy import CursorResult, Executable, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.actor import Actor
from services.contract.errors import PatronGone
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.calls import Given, GivenParameters
from services.own_schema.database.tables import identity_check, masters_version
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup import caller_check_statements as of_check
from services.own_schema.lookup.caller_checks import IdentityChecks, check_form, missed
from services.own_schema.lookup.caller_conditions import desk_values, ending, is_bare
from services.own_schema.lookup.look_up_sqlite import LookUpsSqlite
from services.rules.clock import tokyo_day
from services.rules.people.identity import CallerFacts, FactKind, FactsNeeded, read_facts
from services.rules.policy import Policy

_TOLD: Final = (FactKind.KANA.value, FactKind.BIRTH_DATE.value, FactKind.PHONE.value)
_FRAME: Final = select(server_now().label("now"), masters_version.c.version)


class IdentityChecksSqlite(IdentityChecks[LookUpsSqlite]):
    """Identifies callers of a file's library."""

    @override
    async def _tried(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        async with self._db.transaction() as conn:
            frame = (await conn.execute(_FRAME)).one()
            policy = (await self._masters.fresh(frame.version, tokyo_day(frame.now), conn)).policy
            this = _Try(conn, {"moment": frame.now, **_values(patron_id, facts, actor, policy)})
            check_form(patron_id, facts, policy, await this.needed())
            identified = await this.identified()
            if identified is not None:
                answer = await self._look_ups.refresh(identified, actor, conn)
                assert isinstance(answer, PatronSnapshot)  # the check that was just recorded opens it
                return answer
            standing = (await this.run(of_check.standing)).one()
        raise missed(standing)

    @override
    async def _noted(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> int:
        async with self._db.transaction() as conn:
            return await (await self._try_in(conn, patron_id, facts, actor)).noted()

    @override
    async def _settled(
        self, patron_id: int | None, this_try: int, facts: CallerFacts, told: dict[str, Any], actor: Actor
    ) -> int:
        async with self._db.transaction() as conn:
            this = await self._try_in(conn, patron_id, facts, actor)
            identified = await (
                this.found(this_try, **told) if patron_id is None else this.elsewhere(this_try, told)
            )
            if identified is not None:
                return identified
            standing = (await this.run(of_check.standing)).one()
        raise missed(standing)

    async def _try_in(
        self, conn: AsyncConnection, patron_id: int | None, facts: CallerFacts, actor: Actor
    ) -> "_Try":
        frame = (await conn.execute(_FRAME)).one()
        policy = (await self._masters.fresh(frame.version, tokyo_day(frame.now), conn)).policy
        if patron_id is not None and not (await conn.execute(is_bare(patron_id))).scalar_one():
            raise PatronGone
        return _Try(conn, {"moment": frame.now, **_values(patron_id, facts, actor, policy)})

    @override
    async def _end(self, patron_id: int, actor: Actor) -> None:
        async with self._db.transaction() as conn:
            theirs = ending(GivenParameters(), identity_check.c.patron_id == patron_id)
            await conn.execute(theirs, desk_values(actor))


def _values(patron_id: int | None, facts: CallerFacts, actor: Actor, policy: Policy) -> dict[str, Any]:
    read = read_facts(facts)
    return {
        "of_patron": patron_id,
        "by_number": patron_id is not None,
        "meant": () if patron_id is None else (patron_id,),
        "told_kana": read.kana,
        "told_birth_date": read.birth_date,
        "told_phone": read.phone,
        "at_branch": actor.branch_id,
        **desk_values(actor),
        "without_number": True,
        **of_check.limits(policy),
        "open_minutes": policy.identity_check_minutes,
    }


@cache
def _bound(statement: Callable[[Given], Executable]) -> Executable:
    return statement(GivenParameters())


class _Try:
    """One try, in its transaction."""

    def __init__(self, conn: AsyncConnection, values: dict[str, Any]) -> None:
        self._conn = conn
        self._values = values

    async def run(self, statement: Callable[[Given], Executable], **values: Any) -> CursorResult[Any]:
        """Run one of its statements, with its values or others."""
        return await self._conn.execute(_bound(statement), self._values | values)

    async def needed(self) -> FactsNeeded:
        """Tell what the caller has to tell; any facts where no patron was opened by number."""
        found = (await self.run(of_check.needed_of)).scalar_one_or_none()
        return FactsNeeded.ANY if found is None else FactsNeeded(found)

    async def identified(self) -> int | None:
        """Note the try and compare it; answers the patron who is identified, and None for a miss."""
        by_number = self._values["by_number"]
        if by_number and not (await self.run(of_check.with_a_card)).scalar_one():
            raise PatronGone
        await self._must_be_open()
        self._values["of_check"] = (await self.run(of_check.noted)).scalar_one()
        if not by_number:
            await self._mean()
        came = (await self.run(of_check.compared)).one()
        identified: int | None = came.identified
        facts = came.facts
        if not by_number and identified is not None and await self._is_closed(identified):
            identified, facts = None, dict.fromkeys(facts, "ng")
        await self.run(of_check.settled, identified=identified, found_facts=facts)
        if identified is not None:
            written = (of_check.others_ended, of_check.taken_back) if not by_number else ()
            for statement in (*written, of_check.identified_look):
                await self.run(statement)
        return identified

    async def noted(self) -> int:
        """Note the try by a number alone; answers its row."""
        await self._must_be_open()
        row: int = (await self.run(of_check.noted)).scalar_one()
        return row

    async def elsewhere(self, this_try: int, right: dict[str, str]) -> int | None:
        """Settle a noted try by what another system compared; answers who is identified, and None for a miss."""
        self._values["of_check"] = this_try
        facts = {"card_number": "ok", **self._told(lambda kind: right.get(kind, "ng"))}
        identified: int | None = None if "ng" in facts.values() else self._values["of_patron"]
        await self.run(of_check.settled, identified=identified, found_facts=facts)
        if identified is not None:
            await self.run(of_check.identified_look)
        return identified

    async def found(self, this_try: int, whose: int | None, meant: tuple[int, ...]) -> int | None:
        """Settle a noted try without a number by whom another system found; answers as `elsewhere`."""
        self._values["of_check"] = this_try
        if whose is not None and await self._is_closed(whose):
            whose = None
        facts = {"card_number": None, **self._told(lambda _: "ng" if whose is None else "ok")}
        await self.run(of_check.settled, identified=whose, found_facts=facts)
        self._values["meant"] = meant if whose is None else ()
        missed, right = (
            (of_check.old_gone, of_check.meant_missed),
            (of_check.others_ended, of_check.identified_look),
        )
        for statement in missed if whose is None else right:
            await self.run(statement)
        return whose

    def _told(self, come_to: Callable[[str], str]) -> dict[str, str | None]:
        values = self._values
        return {kind: None if values[f"told_{kind}"] is None else come_to(kind) for kind in _TOLD}

    async def _mean(self) -> None:
        """Count the try as a miss of all patrons with the told name or telephone number, unless they are too many."""
        meant = (await self.run(of_check.meant_by)).scalars().all()
        self._values["meant"] = () if len(meant) > of_check.MOST_MEANT else tuple(meant)
        await self._must_be_open(by_staff=None)
        await self.run(of_check.old_gone)
        await self.run(of_check.meant_missed)

    async def _is_closed(self, patron_id: int) -> bool:
        """Tell whether a patron is closed who was one of too many to be meant; no answer reveals it."""
        if (await self.run(of_check.was_meant, identified=patron_id)).scalar_one():
            return False
        alone = await self.run(of_check.standing, by_staff=None, meant=(patron_id,))
        return alone.one().opens_at is not None

    async def _must_be_open(self, **values: Any) -> None:
        standing = (await self.run(of_check.standing, **values)).one()
        if standing.opens_at is not None:
            raise missed(standing)
