"""Lists what staff did from a file; a list is recorded when it is read and not answered yet."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Integer, String, bindparam, select
from sqlalchemy.sql.selectable import TextualSelect

from services.contract.actor import Actor
from services.contract.today.act_list import MOST_SHOWN, ActFilter
from services.own_schema.audit.act_list_statement import WantedActs, act_list
from services.own_schema.audit.act_lists import ActLists
from services.own_schema.database.act_records import access_record
from services.own_schema.database.frozen import frozen
from services.own_schema.database.tables import access_log
from services.own_schema.database.tables.types import Instant, ago
from services.own_schema.masters.masters_statement import time_and_version
from services.rules.clock import tokyo_day, tokyo_midnight
from services.rules.people.hourly_bounds import SPAN, lists_go_on
from services.rules.people.looks import Purpose
from services.rules.vocabulary import Channel, Role

_ALL: Final = -1
"""Where SQLite is to leave nothing out."""
_KIND: Final = "acts"


@cache
def _statement() -> TextualSelect:
    wanted = WantedActs(
        since=bindparam("since", type_=Instant()),
        until=bindparam("until", type_=Instant()),
        staff_id=bindparam("staff_id", type_=String()),
        branch_id=bindparam("branch_id", type_=BigInteger()),
        verb=bindparam("verb", type_=String()),
        channel=bindparam("channel", type_=String()),
        looks=bindparam("looks", type_=Boolean()),
        everybodys=bindparam("everybodys", type_=Boolean()),
    )
    return frozen(act_list(wanted, bindparam("most", type_=Integer())), "sqlite")


class ActListsSqlite(ActLists):
    """Lists what is on record in a file."""

    @override
    async def _read(self, wanted: ActFilter, actor: Actor, *, recorded: bool, whole: bool) -> Any:
        values = asdict(wanted)
        async with self._db.reading() as conn:
            now, version = (await conn.execute(time_and_version())).one()
            if recorded and wanted.looks and wanted.staff_id != actor.staff.id:
                policy = (await self._masters.fresh(version, tokyo_day(now), conn)).policy
                opened = (await conn.execute(_opened(actor, now))).all()
                goes_on = lists_go_on((at for at, listed in opened if _is_of_others(listed, actor)), policy)
                if goes_on is not None:
                    return goes_on
            day = wanted.day or tokyo_day(now)
            when = {"since": tokyo_midnight(day), "until": tokyo_midnight(day + timedelta(days=1))}
            most = {
                "most": _ALL if whole else MOST_SHOWN,
                "everybodys": actor.staff.role is Role.SUPERVISOR,
            }
            found = (await conn.execute(_statement(), values | when | most)).scalar_one()
        if recorded:
            listed = {"kind": _KIND, **values, "day": _text(wanted.day), "rows": found["total"]}
            purpose = Purpose.LIST_FILE if whole else Purpose.LIST
            async with self._db.transaction() as conn:
                await conn.execute(access_record(actor, purpose, Channel.COUNTER, listed=listed))
        return found


def _opened(actor: Actor, now: Any) -> Any:
    c = access_log.c
    return select(c.at, c.listed).where(
        c.staff_id == actor.staff.id,
        c.listed.is_not(None),
        c.purpose.in_((Purpose.LIST, Purpose.LIST_FILE)),
        c.at > ago(SPAN),
        c.at <= now,  # a clock that was ahead holds nobody up
    )


def _is_of_others(listed: Mapping[str, Any], actor: Actor) -> bool:
    return listed["kind"] == _KIND and bool(listed["looks"]) and listed["staff_id"] != actor.staff.id


def _text(day: Any) -> str | None:
    return None if day is None else day.isoformat()
