"""A cancelled hold that stood ready, and somebody with a login and `psql`."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from services.database.tables import hold
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import CARD, TODAY, at, in_days

DENIED = "42501"
SAME = {
    "patron_id": "patron_id",
    "bib_record_id": "bib_record_id",
    "placed_at": "placed_at",
    "branch_id": "branch_id",
    "mobile_stop_id": "mobile_stop_id",
    "contact": "contact",
    "wait_until": "wait_until",
}
AS_KEPT = SAME | {
    "status": "status",
    "item_id": "freed_item_id",
    "shelf_until": "shelf_until",
    "shelf_place": "shelf_place",
    "shelf_extensions": "shelf_extensions",
}
WAITING = SAME | {"status": "'waiting'"}


@dataclass
class Scene:
    """Rows by name, and tries by hand."""

    city: City
    names: dict[str, Any]

    async def tries(
        self, way: str, columns: dict[str, str], who: str = "counter", *, act: str = "hold.undo_cancel gone"
    ) -> str | None:
        """Write an act's record and then what somebody likes; tell what the database says, None for nothing."""
        verb, row = act.split()
        channel = "phone" if who == "phone" else "counter"
        filled = {name: value.format(**self.names) for name, value in columns.items()}
        script = way.format(names=", ".join(filled), values=", ".join(filled.values()), **self.names)
        conn = await self.city.connect(who)
        try:
            async with conn.transaction():
                await conn.execute(
                    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject_id,"
                    " outcome, details, sequence, hash) VALUES (gen_random_uuid()::text, now(), $1, $2, 'w', $3, $4,"
                    " $6, $5, 'done', '{}', 0, repeat('0', 64))",
                    *(self.city.names[who], self.city.town.branch_id, channel),
                    *(self.names["patron"], self.names[row], verb),
                )
                await conn.execute(script)
        except asyncpg.PostgresError as error:
            return str(error.sqlstate)
        finally:
            await conn.close()
        return None

    async def holds(self) -> list[dict[str, Any]]:
        return [
            row for row in await self.city.town.all_rows(hold) if row["patron_id"] == self.names["patron"]
        ]


async def staged(city: City) -> Scene:
    """Fill the library."""
    town = city.town
    mine, another = await town.patron(CARD), await town.patron("223456789")
    title, another_title = await town.title(), await town.title()
    kept: dict[str, Any] = {
        "status": HoldStatus.READY,
        "shelf_until": TODAY,
        "shelf_place": "予約棚A",
        "shelf_extensions": 1,
        "contact": ContactMethod.MAIL,
        "wait_until": in_days(30),
    }
    copy = await town.item(title)
    gone = await town.cancelled(
        mine,
        bib_record_id=title,
        freed_item_id=copy,
        cancelled_at=at(TODAY),
        **kept,
    )
    other_copy = await town.item(another_title)
    another_gone = await town.cancelled(
        mine,
        bib_record_id=another_title,
        freed_item_id=other_copy,
        cancelled_at=at(TODAY),
        **kept,
    )
    return Scene(
        city,
        {
            "patron": mine,
            "another": another,
            "another_title": await town.title(),
            "copy": copy,
            "another_copy": await town.item(title),
            "gone": gone,
            "another_gone": another_gone,
            "another_branch": town.mobile_id,
            "stop": town.stop_id,
        },
    )
