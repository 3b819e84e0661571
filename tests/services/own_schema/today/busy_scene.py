"""What logins read of people, as the records say it."""

from datetime import datetime

from sqlalchemy import insert

from services.own_schema.database.tables import access_log
from services.rules.vocabulary import Channel
from tests.helpers.patrons import Town, clerk


async def searches(
    town: Town, at: datetime, *named: int, bare: bool = False, staff_id: str = clerk().staff.id
) -> None:
    """Have a login searched, and so many named by each search."""
    about = ({"kind": "search", "bare": bare, "rows": many} for many in named)
    await _looked(town, [_look(at, staff_id, "search", listed=each) for each in about])


async def nobodys(town: Town, at: datetime, count: int, purpose: str, staff_id: str) -> None:
    """Have a login looked at so many numbers that are nobody's, or retired."""
    await _looked(town, [_look(at, staff_id, purpose, listed=None)] * count)


def _look(at: datetime, staff_id: str, purpose: str, *, listed: object) -> dict[str, object]:
    return {
        "at": at,
        "staff_id": staff_id,
        "branch_id": 1,
        "workstation": "2番窓口",
        "channel": Channel.COUNTER,
        "purpose": purpose,
        "listed": listed,
    }


async def _looked(town: Town, rows: list[dict[str, object]]) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(insert(access_log), rows)
