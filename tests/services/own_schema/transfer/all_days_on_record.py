"""Which days an import set is on record with it, where they are the own branch's and nothing else changes."""

from services.own_schema.audit.verification import verify
from tests.helpers.patrons import Town
from tests.services.own_schema.transfer.all_master_files import Desk, added, desk, without

__all__ = ["desk"]


async def test_days_of_the_own_branch_alone_are_named_by_its_record(desk: Desk, town: Town) -> None:
    own = {"branch": "chuo", "open": "FALSE", "special": "FALSE", "note": ""}
    desk.edit("closed_day", added(**own, day="2026/12/1"))
    await desk.bring()
    desk.edit("closed_day", without(branch="chuo", day="2026/12/1"))
    desk.edit("closed_day", added(**own | {"special": "TRUE"}, day="2026/12/2"))
    await desk.bring()
    desk.edit("closed_day", added(**own | {"branch": "maekawa"}, day="2026/12/1"))
    await desk.bring()

    assert [it["details"] for it in await town.acts()] == [
        {"closed_day_inserted": 1, "days_closed": "2026-12-01"},
        {
            "closed_day_inserted": 1,
            "closed_day_removed": 1,
            "days_by_rules": "2026-12-01",
            "days_special": "2026-12-02",
        },
        {"closed_day_inserted": 1},
    ]
    assert (await verify(desk.library.db)).findings == ()
