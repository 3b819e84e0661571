"""An act that goes by the day is planned on what the desk shows, and done only if that is so under its lock."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from services.acts.contact import ChangeEmail
from services.acts.loans import RenewLoan
from services.acts.register import REGISTER
from services.contract.act_requests import CardActRequest
from services.contract.actor import Actor
from services.contract.errors import ActRefused, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import item, loan
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, at, open_card

ASKED, CALLED = "madoguchi_facts", "madoguchi_carry_out"


@dataclass
class Desk:
    """A desk that shows a patron with two loans."""

    city: City
    library: Library
    actor: Actor
    shown: PatronSnapshot | None

    def request(self, **changed: Any) -> RenewLoan:
        """Ask for the renewal of a loan that wasn't renewed."""
        assert self.shown is not None
        row = next(row for row in self.shown.loans if not row.renewed)
        made = RenewLoan(
            actor=self.actor, patron_id=self.shown.patron.id, loan_id=row.id, seen_version=row.version
        )
        return replace(made, **changed)

    async def admin(self, statement: str, *values: object) -> None:
        async with self.city.connected() as conn:
            await conn.execute(statement, *values)


@pytest.fixture
async def desk(city: City) -> AsyncIterator[Desk]:
    patron_id = await city.town.patron()
    for _ in range(2):
        await city.town.loan(patron_id)
    async with city.open("counter") as library:
        actor = city.actor("counter")
        yield Desk(city, library, actor, await open_card(library.backend.look_ups, actor=actor))


@contextmanager
def sent(library: Library) -> Iterator[list[str]]:
    """Note which of the two functions are called, in their order."""
    made: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        made.extend(it for it in (ASKED, CALLED) if it in statement)

    engine = library.db.engines[0].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield made
    event.remove(engine, "before_cursor_execute", note)


async def test_one_act_after_the_other_asks_nothing(desk: Desk) -> None:
    with sent(desk.library) as calls:
        for _ in range(2):
            answer = (await desk.library.backend.acts.perform(desk.request())).answer
            assert isinstance(answer, PatronSnapshot)
            desk.shown = answer
    assert calls == [CALLED, CALLED]
    assert [row["renewals"] for row in await desk.city.town.all_rows(loan)] == [1, 1]
    assert len(await desk.city.town.acts()) == 2


async def one_more_loan(desk: Desk) -> None:
    await desk.city.town.loan(desk.request().patron_id)


async def other_masters(desk: Desk) -> None:
    await desk.admin("UPDATE masters_version SET version = version + 1")


async def the_next_day(desk: Desk) -> None:
    await desk.city.town.set_time(at(TODAY, 9) + timedelta(days=1))


@pytest.mark.parametrize("change", [one_more_loan, other_masters, the_next_day])
async def test_what_is_otherwise_by_now_is_planned_on_anew(
    desk: Desk, change: Callable[[Desk], Awaitable[None]]
) -> None:
    await change(desk)
    with sent(desk.library) as calls:
        done = await desk.library.backend.acts.perform(desk.request())
    assert calls == [CALLED, CALLED]
    assert (done.repeated, len(await desk.city.town.acts())) == (False, 1)
    (renewed,) = [row for row in await desk.city.town.all_rows(loan) if row["renewals"]]
    assert renewed["due_on"] == done.result


async def test_what_refuses_by_now_is_told_and_nothing_is_done(desk: Desk) -> None:
    (lent,) = [row for row in await desk.city.town.all_rows(loan) if row["id"] == desk.request().loan_id]
    (copy,) = [row for row in await desk.city.town.all_rows(item) if row["id"] == lent["item_id"]]
    await desk.city.town.hold(await desk.city.town.patron("200000001"), bib=copy["bib_record_id"])
    with sent(desk.library) as calls, pytest.raises(ActRefused) as refused:
        await desk.library.backend.acts.perform(desk.request())
    assert (calls, refused.value.refusal.reasons) == ([CALLED], (Reason.HOLD_WAITING,))
    assert await desk.city.town.acts() == []


async def test_a_row_that_another_desk_changed_is_told_as_changed(desk: Desk) -> None:
    await desk.admin("UPDATE loan SET branch_id = 2 WHERE id = $1", desk.request().loan_id)
    with sent(desk.library) as calls, pytest.raises(RowChanged):
        await desk.library.backend.acts.perform(desk.request())
    assert (calls, await desk.city.town.acts()) == ([CALLED], [])


async def test_what_the_desk_shows_refuses_nothing(desk: Desk) -> None:
    """The screen may be old: what is so now may allow it."""
    assert desk.shown is not None
    await desk.admin("UPDATE patron SET expires_on = '2026-11-01' WHERE id = $1", desk.shown.patron.id)
    desk.shown = await open_card(desk.library.backend.look_ups, actor=desk.actor)
    await desk.admin("UPDATE patron SET expires_on = '2027-11-01' WHERE id = $1", desk.shown.patron.id)
    with sent(desk.library) as calls:
        await desk.library.backend.acts.perform(desk.request())
    assert calls == [ASKED, CALLED]


async def test_a_request_that_was_done_is_answered_from_its_record(desk: Desk) -> None:
    request = desk.request()
    first = await desk.library.backend.acts.perform(request)
    with sent(desk.library) as calls:
        second = await desk.library.backend.acts.perform(request)
    assert (second.result, second.repeated) == (first.result, True)
    assert calls == [ASKED, CALLED]
    third = await desk.library.backend.acts.perform(request)
    assert (third.result, third.repeated, len(await desk.city.town.acts())) == (first.result, True, 1)


async def test_without_a_look_on_record_the_patron_is_looked_up_once_more(desk: Desk) -> None:
    await desk.admin("DELETE FROM access_log")
    with sent(desk.library) as calls:
        await desk.library.backend.acts.perform(desk.request())
    assert calls == [CALLED, ASKED, ASKED, CALLED]
    assert [look["purpose"] for look in await desk.city.town.looks()] == ["read_again"]


async def test_a_patron_whom_the_desk_let_go_is_asked_for(desk: Desk) -> None:
    request = desk.request()
    desk.shown = None
    gc.collect()
    with sent(desk.library) as calls:
        await desk.library.backend.acts.perform(request)
    assert calls == [ASKED, CALLED]


async def test_what_was_answered_to_somebody_else_is_asked_for(desk: Desk) -> None:
    other = replace(desk.actor, workstation="3番窓口")
    with sent(desk.library) as calls:
        await desk.library.backend.acts.perform(desk.request(actor=other))
    assert calls == [ASKED, CALLED]


async def test_an_act_that_goes_by_more_than_the_day_is_asked_for(desk: Desk) -> None:
    assert desk.shown is not None
    patron = desk.shown.patron
    request = ChangeEmail(
        actor=desk.actor, patron_id=patron.id, address="hanako@example.jp", seen_version=patron.version
    )
    with sent(desk.library) as calls:
        await desk.library.backend.acts.perform(request)
    assert calls == [ASKED, CALLED]


async def test_loans_and_holds_are_decided_alike_from_the_first_hour_to_the_last(desk: Desk) -> None:
    town, patron_id = desk.city.town, desk.request().patron_id
    await town.loan(patron_id, loaned_on=TODAY)
    await town.loan(patron_id, due_on=TODAY)
    for status in HoldStatus:
        await town.hold(patron_id, status=status)
    await town.cancelled(patron_id, cancelled_at=at(TODAY, 0))
    seen = []
    for hour in (0, 12, 23):
        await town.set_time(at(TODAY, hour, 59))
        shown = await open_card(desk.library.backend.look_ups, actor=desk.actor)
        seen.append((shown.loans, shown.holds, shown.cancelled_holds))
    assert seen[0] == seen[1] == seen[2]
    assert [len(rows) for rows in seen[0]] == [4, len(HoldStatus), 1]


def test_what_goes_by_the_day_wants_nothing_besides() -> None:
    by_day = [entry for entry in REGISTER.values() if entry.by_day]
    assert {entry.verbs for entry in by_day} >= {("loan.renew",)}
    for entry in by_day:
        assert (entry.reads, entry.tries, entry.hashes) == ((), None, None)
        assert not issubclass(entry.request, CardActRequest)
