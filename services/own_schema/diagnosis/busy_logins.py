"""Names the logins that read much of people in one hour of the last day."""

from typing import Final

from sqlalchemy import Integer, func, literal_column, select

from services.contract.decode.json_row import JsonRow
from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.json import json_array_of
from services.own_schema.database.tables.types import ago
from services.own_schema.today.busy_logins import busy_logins, read_busy
from services.rules.people.hourly_bounds import TOLD_FOR, HourlyCount, bounds
from services.rules.policy import Policy

_VERDICTS: Final = {
    HourlyCount.NAMED: CheckResult.BUSY_NAMED,
    HourlyCount.BARE: CheckResult.BUSY_BARE,
    HourlyCount.NOBODYS: CheckResult.BUSY_NOBODYS,
    HourlyCount.LIFTS: CheckResult.BUSY_LIFTS,
}
_TOLD: Final = 10
"""How many logins are named."""


async def check_busy_logins(db: Database, policy: Policy) -> list[Diagnosis]:
    """Name them, of each measure the busiest, with how much it was; one diagnosis where there are none.

    Raises:
        NotPermitted: the login is none of a supervisor's, the worker's or the owner's.
    """
    many = {it: literal_column(str(number), Integer()) for it, number in bounds(policy).items()}
    statement = select(json_array_of(busy_logins(ago(TOLD_FOR), many)).label("busy"))
    async with db.autocommit() as conn:
        rows = (await conn.execute(asked(conn, statement, func.madoguchi_busy_logins()))).scalar_one()
    found = sorted(read_busy([JsonRow(row) for row in rows]), key=lambda it: -it.most)
    told = []
    for measure, verdict in _VERDICTS.items():
        logins = [f"{it.staff_id} ({it.most})" for it in found if it.measure is measure]
        if logins:
            more = "…" if len(logins) > _TOLD else ""
            told.append(Diagnosis(Subject.BUSY_LOGINS, verdict, ("、".join(logins[:_TOLD]) + more,)))
    return told or [Diagnosis(Subject.BUSY_LOGINS, CheckResult.BUSY_NONE)]
