"""Who gets a freed copy, by the rule and by the statements: at the counter, and by the worker."""

from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import literal, select

from services.acts.holds import StaffCancelHold
from services.own_schema.database.next_in_line import next_in_line as next_line_of
from services.own_schema.database.tables import hold
from services.own_schema.library import Library
from services.rules.circulation.freed_copy import QueuedHold, next_in_line
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.patrons import TODAY, Town, at, clerk, days_ago, in_days, open_card

QUEUES = 12
_WAITS: tuple[date | None, ...] = (None, None, TODAY, days_ago(1), in_days(1))


@dataclass(frozen=True)
class Queued:
    """A hold in a title's line, and its 受取館."""

    hold: QueuedHold
    branch_id: int


async def queued(town: Town, draw: Random, patrons: list[int], bib: int) -> list[Queued]:
    """Fill a title's queue by chance, with equal 予約日 among them."""
    for patron_id in draw.sample(patrons, draw.randrange(len(patrons) + 1)):
        await town.hold(
            patron_id,
            bib=bib,
            placed_at=at(days_ago(draw.randrange(1, 4))),
            wait_until=draw.choice(_WAITS),
            branch_id=draw.choice((town.branch_id, town.mobile_id)),
            contact=draw.choice(list(ContactMethod)),
        )
    async with town.db.autocommit() as conn:
        found = await conn.execute(
            select(hold).where(hold.c.bib_record_id == bib, hold.c.status == "waiting")
        )
        return [
            Queued(QueuedHold(id=row.id, placed_at=row.placed_at, wait_until=row.wait_until), row.branch_id)
            for row in found
        ]


async def got_it(town: Town, bib: int) -> tuple[int, HoldStatus] | None:
    rows = [row for row in await town.all_rows(hold) if row["bib_record_id"] == bib and row["item_id"]]
    return (rows[0]["id"], rows[0]["status"]) if rows else None


def expected(queue: list[Queued], shelf_branch: int) -> tuple[int, HoldStatus] | None:
    turn = next_in_line((each.hold for each in queue), TODAY)
    if turn is None:
        return None
    (branch_id,) = (each.branch_id for each in queue if each.hold == turn)
    return turn.id, HoldStatus.READY if branch_id == shelf_branch else HoldStatus.IN_TRANSIT


async def test_every_queue_is_asked_alike_by_the_rule_the_counter_and_the_worker(
    library: Library, town: Town
) -> None:
    draw = Random(13)
    owner = await town.patron()
    patrons = [await town.patron(f"20000000{number}") for number in range(6)]
    by_worker: dict[int, tuple[int, HoldStatus] | None] = {}
    by_clerk: dict[int, tuple[int, HoldStatus] | None] = {}
    for number in range(QUEUES):
        bib = await town.title(f"本{number}")
        queue = await queued(town, draw, patrons, bib)
        async with library.db.autocommit() as conn:
            found = (await conn.execute(select(next_line_of(literal(bib))))).scalar_one_or_none()
        turn = next_in_line((each.hold for each in queue), TODAY)
        assert found == (None if turn is None else turn.id)
        over = number % 2 == 0
        await town.hold(
            owner, bib=bib, status=HoldStatus.READY, shelf_until=days_ago(1) if over else in_days(3)
        )
        (by_worker if over else by_clerk)[bib] = expected(queue, town.branch_id)
    for row in (await open_card(library.backend.look_ups)).holds:
        if row.shelf_until is not None and row.shelf_until >= TODAY:
            request = StaffCancelHold(
                actor=clerk(), patron_id=owner, hold_id=row.id, seen_version=row.version, reason="by_staff"
            )
            await library.backend.acts.perform(request)
    assert {bib: await got_it(town, bib) for bib in by_clerk} == by_clerk
    await library.housekeeping(clock_is_right=True).run()
    assert {bib: await got_it(town, bib) for bib in by_worker} == by_worker
    statuses = {each[1] for each in (*by_clerk.values(), *by_worker.values()) if each is not None}
    assert statuses == {HoldStatus.READY, HoldStatus.IN_TRANSIT}
    assert None in by_clerk.values() or None in by_worker.values()
