"""A freed item goes to the hold that the clerk is told of, as that hold is then."""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.util import await_only

from services.acts.holds import StaffCancelHold
from services.own_schema.database.tables import hold
from services.rules.vocabulary import HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import in_days, open_card

ELSEWHERE = """
    UPDATE hold SET branch_id = (SELECT min(id) FROM branch WHERE id <> $2 AND kind = 'library') WHERE id = $1"""


async def test_a_hold_that_the_circulation_system_changed_meanwhile_is_planned_anew(city: City) -> None:
    """It changes 受取館 without the title's lock: an item would be kept on the wrong branch's shelf."""
    town = city.town
    owner, waiting = await town.patron("123456789"), await town.patron("200000001")
    bib = await town.title("本")
    await town.hold(owner, bib=bib, status=HoldStatus.READY, shelf_until=in_days(3))
    next_id = await town.hold(waiting, bib=bib, branch_id=town.branch_id)
    system = await city.connect("circulation")
    changed: list[str] = []
    async with city.open("counter") as library:
        (row,) = (await open_card(library.backend.look_ups, actor=city.actor("counter"))).holds

        def change_once(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if "madoguchi_carry_out" in statement and not changed:
                changed.append(await_only(system.execute(ELSEWHERE, next_id, town.branch_id)))

        event.listen(library.db.engines[0].sync_engine, "before_cursor_execute", change_once)
        request = StaffCancelHold(
            actor=city.actor("counter"),
            patron_id=owner,
            hold_id=row.id,
            seen_version=row.version,
            reason="item_unavailable",
        )
        try:
            route = (await library.backend.acts.perform(request)).result
        finally:
            await system.close()
    assert changed == ["UPDATE 1"]
    async with town.db.autocommit() as conn:
        found = (await conn.execute(select(hold).where(hold.c.id == next_id))).one()
    assert found.branch_id != town.branch_id
    assert (found.status, found.item_id is None) == (HoldStatus.IN_TRANSIT, False)
    assert route.branch_id == found.branch_id
