"""Finding a patron in a file: what is found is recorded, then answered."""

from functools import lru_cache
from typing import override

from sqlalchemy import String, bindparam, select
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
from services.rules.people.hourly_bounds import SPAN, Searched, pause
from services.rules.people.looks import Purpose
from services.rules.people.search import Query
from services.rules.vocabulary import Channel

_SHAPES_KEPT = 100


@lru_cache(_SHAPES_KEPT)
def _search(shape: Shape) -> TextualSelect:
    """Build a search that also answers the masters' version, and what the login searched within an hour."""
    version = select(masters_version.c.version).scalar_subquery()
    before = select(json_object(at=access_log.c.at, listed=access_log.c.listed)).where(
        access_log.c.staff_id == bindparam("by_staff", type_=String()),
        access_log.c.listed.is_not(None),
        access_log.c.purpose == Purpose.SEARCH,
        access_log.c.at > ago(SPAN),
        access_log.c.at <= server_now(),  # a clock that was ahead holds nobody up
    )
    return frozen(search(shape).add_columns(version, json_array_of(before)), "sqlite")


class SearchesSqlite(Searches):
    """Searches in a file."""

    @override
    async def _find(self, query: Query, actor: Actor) -> Hits:
        shape, values = shaped(query)
        async with self._db.autocommit() as conn:
            asked = await conn.execute(_search(shape), values | {"by_staff": actor.staff.id})
            found, now, version, before = asked.one()
            today = tokyo_day(now)
            policy = (await self._masters.fresh(version, today, conn)).policy
            waits = pause(map(_searched, before), bare=query.is_bare, policy=policy)
            if waits is not None:
                return Hits(pause=waits)
            told = named(found)
            record = access_record(actor, Purpose.SEARCH, Channel.COUNTER, listed=listed(query, len(told)))
            await conn.execute(record)
        return hits_of(told, today)


def _searched(row: dict[str, object]) -> Searched:
    about = JsonRow(row)
    kept = about.row("listed")
    return Searched(about.instant("at"), kept.number("rows"), kept.flag("bare"))
