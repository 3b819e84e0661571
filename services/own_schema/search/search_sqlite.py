"""Finding a patron in a file: what is found is recorded, then answered."""

from datetime import datetime
from functools import lru_cache
from typing import Any, override

from sqlalchemy import ColumnElement, Insert, String, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import TextualSelect

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.hits import Hits
from services.own_schema.database.act_records import access_record
from services.own_schema.database.frozen import frozen
from services.own_schema.database.json import json_array_of, json_object
from services.own_schema.database.tables import access_log, masters_version
from services.own_schema.database.tables.types import ago, server_now
from services.own_schema.search.search import Searches, hits_of, listed, named
from services.own_schema.search.search_statement import Shape, search, shaped
from services.rules.clock import tokyo_day
from services.rules.people.hourly_bounds import MOST_NAMED, SPAN, Pause, Searched, pause
from services.rules.people.looks import Purpose
from services.rules.people.search import Query
from services.rules.vocabulary import Channel

_SHAPES_KEPT = 100


@lru_cache(_SHAPES_KEPT)
def _search(shape: Shape) -> TextualSelect:
    """Build a search that also answers the masters' version, and what the login searched within an hour."""
    return frozen(search(shape).add_columns(*_before()), "sqlite")


def _before() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    version = select(masters_version.c.version).scalar_subquery()
    before = select(json_object(at=access_log.c.at, listed=access_log.c.listed)).where(
        access_log.c.staff_id == bindparam("by_staff", type_=String()),
        access_log.c.listed.is_not(None),
        access_log.c.purpose == Purpose.SEARCH,
        access_log.c.at > ago(SPAN),
        access_log.c.at <= server_now(),  # a clock that was ahead holds nobody up
    )
    return version, json_array_of(before)


class SearchesSqlite(Searches):
    """Searches in a file."""

    @override
    async def _find(self, query: Query, actor: Actor) -> Hits:
        shape, values = shaped(query)
        async with self._db.autocommit() as conn:
            asked = await conn.execute(_search(shape), values | {"by_staff": actor.staff.id})
            found, now, version, before = asked.one()
            waits = await self._pause(conn, query, now, version, before)
            if waits is not None:
                return Hits(pause=waits)
            told = named(found)
            await conn.execute(_record(query, actor, len(told)))
        return hits_of(told, tokyo_day(now))

    @override
    async def _noted(self, query: Query, actor: Actor) -> str | Pause:
        asked = select(server_now(), *_before())
        async with self._db.transaction() as conn:
            now, version, before = (await conn.execute(asked, {"by_staff": actor.staff.id})).one()
            waits = await self._pause(conn, query, now, version, before)
            if waits is not None:
                return waits
            noted = await conn.execute(_record(query, actor, MOST_NAMED).returning(access_log.c.id))
            return str(noted.scalar_one())

    @override
    async def _named(self, noted: str, many: int) -> None:
        this = access_log.c.id == int(noted)
        async with self._db.transaction() as conn:
            kept = (await conn.execute(select(access_log.c.listed).where(this))).scalar_one()
            await conn.execute(update(access_log).where(this).values(listed={**kept, "rows": many}))

    async def _pause(
        self,
        conn: AsyncConnection,
        query: Query,
        now: datetime,
        version: int,
        before: list[dict[str, object]],
    ) -> Pause | None:
        policy = (await self._masters.fresh(version, tokyo_day(now), conn)).policy
        return pause(map(_searched, before), bare=query.is_bare, policy=policy)


def _record(query: Query, actor: Actor, many: int) -> Insert:
    return access_record(actor, Purpose.SEARCH, Channel.COUNTER, listed=listed(query, many))


def _searched(row: dict[str, object]) -> Searched:
    about = JsonRow(row)
    kept = about.row("listed")
    return Searched(about.instant("at"), kept.number("rows"), kept.flag("bare"))
