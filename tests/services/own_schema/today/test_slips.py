"""Slips that nobody recorded as handed over, among a clerk's own work: which issues are listed, when, and to whom."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from services.acts.cards import ReportLost
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword
from services.acts.passwords import ISSUE, IssuePassword
from services.contract.act_requests import ActRequest, new_act_id
from services.contract.actor import Actor
from services.contract.errors import NotPermitted
from services.contract.today.own_work import SLIPS_AFTER, SLIPS_FOR, OwnWork, WorkEntry, WorkKind
from services.own_schema.database.tables import act, password_credential, slip_hand_over
from services.own_schema.library import Library
from services.rules.clock import tokyo_day
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof, Channel, Role
from tests.helpers.chains import record
from tests.helpers.patrons import CARD, NOW, Town, clerk
from tests.services.acts.issue_scene import an_order
from tests.services.own_schema.worker.test_housekeeping import clear

CLERK = clerk()
OTHER = replace(CLERK, staff=replace(CLERK.staff, id="staff09"))
DONE: dict[str, Any] = {"proof": CardProof.SCANNED, "shown_card": CARD, "shown_at": None}
LISTED_AT = SLIPS_AFTER + timedelta(minutes=2)


@dataclass(frozen=True)
class Issued:
    """A password that a clerk issued just now."""

    library: Library
    town: Town
    order: IssuePassword

    async def hand_over(self, actor: Actor = CLERK) -> None:
        await self.library.records.slip_hand_overs.note(self.order.act_id, actor)

    async def act(self, request: Any) -> None:
        await self.library.backend.acts.perform(request)

    async def after(self, span: timedelta) -> OwnWork:
        """Open the clerk's own work some time after the issue."""
        await self.town.set_time(NOW + span)
        return await self.library.records.today.own_work(CLERK)


async def issued(library: Library, town: Town) -> Issued:
    order = an_order(await town.patron(name="戸塚 三郎"))
    await library.backend.acts.perform(order)
    return Issued(library, town, order)


def kinds(work: OwnWork) -> list[WorkKind]:
    assert work.total == len(work.entries)
    return [entry.kind for entry in work.entries]


async def test_a_slip_that_nobody_recorded_is_listed_with_patron_and_day(
    library: Library, town: Town
) -> None:
    it = await issued(library, town)
    patron_id = it.order.patron_id
    work = await it.after(LISTED_AT)
    assert work.entries == (
        WorkEntry(
            kind=WorkKind.SLIP,
            id=patron_id,
            patron_id=patron_id,
            card_number=CARD,
            name="戸塚 三郎",
            since=tokyo_day(NOW),
            report=None,
            mail=None,
        ),
    )
    assert work.total == 1
    for actor in (
        replace(CLERK, channel=Channel.PHONE),
        replace(CLERK, staff=replace(CLERK.staff, role=Role.PHONE)),
    ):
        (entry,) = (await library.records.today.own_work(actor)).entries
        assert (entry.kind, entry.card_number, entry.name) == (WorkKind.SLIP, CARD, None)


async def test_it_stands_where_its_age_puts_it(library: Library, town: Town) -> None:
    it = await issued(library, town)
    patron_id, mine = it.order.patron_id, {"reported_by": CLERK.staff.id}
    await town.report(patron_id, reported_at=NOW - timedelta(days=1), **mine)
    await town.report(patron_id, reported_at=NOW + timedelta(minutes=5), **mine)
    assert kinds(await it.after(LISTED_AT)) == [WorkKind.REPORT, WorkKind.SLIP, WorkKind.REPORT]


@pytest.mark.parametrize(
    ("span", "listed"),
    [
        (timedelta(seconds=30), False),
        (SLIPS_AFTER - timedelta(minutes=1), False),  # its dialog may be open at another desk
        (SLIPS_AFTER + timedelta(minutes=1), True),
        (SLIPS_FOR - timedelta(minutes=5), True),
        (SLIPS_FOR + timedelta(minutes=5), False),
    ],
)
async def test_it_is_listed_some_minutes_after_the_issue_and_for_some_days(
    library: Library, town: Town, span: timedelta, listed: bool
) -> None:
    it = await issued(library, town)
    assert kinds(await it.after(span)) == ([WorkKind.SLIP] if listed else [])


async def nothing(_it: Issued) -> None:
    """Leave it as it is."""


async def handed_over(it: Issued) -> None:
    await it.hand_over()


async def handed_over_twice(it: Issued) -> None:
    await it.hand_over()
    await it.town.set_time(NOW + timedelta(minutes=5))
    await it.hand_over()


async def reissued_by_another(it: Issued) -> None:
    await it.act(an_order(it.order.patron_id, seen_version=1, actor=OTHER))


async def reissued_and_handed_over(it: Issued) -> None:
    again = an_order(it.order.patron_id, seen_version=1)
    await it.act(again)
    await it.library.records.slip_hand_overs.note(again.act_id, CLERK)


async def reissued_again(it: Issued) -> None:
    await it.hand_over()
    await it.act(an_order(it.order.patron_id, seen_version=1))


async def sent_twice(it: Issued) -> None:
    await it.act(it.order)


async def changed_by_the_patron(it: Issued) -> None:
    change: dict[str, Any] = {
        "old": it.order.password,
        "new": Secret("Tombo1234"),
        "again": Secret("Tombo1234"),
    }
    await it.act(ChangePassword(actor=CLERK, patron_id=it.order.patron_id, seen_version=1, **DONE, **change))


async def typed_at_the_counter(it: Issued) -> None:
    await it.act(CheckPassword(actor=OTHER, patron_id=it.order.patron_id, password=it.order.password, **DONE))


async def mistyped_at_the_counter(it: Issued) -> None:
    wrong = Secret("Tombo1234")
    await it.act(CheckPassword(actor=OTHER, patron_id=it.order.patron_id, password=wrong, **DONE))


async def disabled(it: Issued) -> None:
    await it.act(DisablePassword(actor=CLERK, patron_id=it.order.patron_id, seen_version=1))


async def card_lost(it: Issued) -> None:
    patron_id = it.order.patron_id
    await it.act(ReportLost(actor=CLERK, patron_id=patron_id, card_number=CARD, by_patron=True, consent=True))


async def card_retired(it: Issued) -> None:
    await it.town.replace_card(it.order.patron_id, CARD, "300000017")


async def password_gone(it: Issued) -> None:
    async with it.town.db.transaction() as conn:
        await conn.execute(password_credential.delete())


@pytest.mark.parametrize(
    ("step", "listed"),
    [
        (nothing, True),
        (sent_twice, True),
        (mistyped_at_the_counter, True),
        (reissued_again, True),  # the second issue's slip
        (card_retired, True),  # under the new card's number
        (handed_over, False),
        (handed_over_twice, False),
        (reissued_by_another, False),
        (reissued_and_handed_over, False),
        (changed_by_the_patron, False),
        (typed_at_the_counter, False),
        (disabled, False),
        (card_lost, False),  # nothing is issued for a lost card
        (password_gone, False),
    ],
)
async def test_it_is_listed_while_the_password_is_the_one_of_the_issue_and_nobody_used_it(
    library: Library, town: Town, step: Callable[[Issued], Awaitable[None]], listed: bool
) -> None:
    it = await issued(library, town)
    await step(it)
    assert kinds(await it.after(LISTED_AT)) == ([WorkKind.SLIP] if listed else [])
    await town.set_time(NOW + LISTED_AT)
    others = await library.records.today.own_work(OTHER)
    assert kinds(others) == ([WorkKind.SLIP] if step is reissued_by_another else [])


async def test_an_issue_of_before_or_of_an_older_desk_is_not_listed(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id, version=1)
    request = ActRequest[None](actor=CLERK, patron_id=patron_id)
    await record(library.db, request, ISSUE, details={"version": 1, "must_change": True})
    await town.set_time(NOW + LISTED_AT)
    assert kinds(await library.records.today.own_work(CLERK)) == []


async def test_details_that_are_no_number_end_no_list(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id, version=1)
    for version in ("one", None, 10**30, -1):
        request = ActRequest[None](actor=CLERK, patron_id=patron_id)
        await record(library.db, request, ISSUE, details={"version": version, "slip": "followed"})
    await town.set_time(NOW + LISTED_AT)
    assert kinds(await library.records.today.own_work(CLERK)) == []


async def test_a_hand_over_is_recorded_once_with_the_acts_id_and_the_first_time(
    library: Library, town: Town
) -> None:
    it = await issued(library, town)
    await handed_over_twice(it)
    (row,) = await town.all_rows(slip_hand_over)
    assert row["act_id"] == it.order.act_id
    assert timedelta() <= row["at"] - NOW < timedelta(minutes=1)
    assert set(row) == {"act_id", "at"}


async def test_a_hand_over_is_of_ones_own_issue(library: Library, town: Town) -> None:
    it = await issued(library, town)
    other_act = ActRequest[None](actor=CLERK, patron_id=it.order.patron_id)
    await record(library.db, other_act, "password.check")
    hand_overs = library.records.slip_hand_overs
    for act_id, actor in (
        (it.order.act_id, OTHER),
        (other_act.act_id, CLERK),
        (new_act_id(), CLERK),
        ("", CLERK),
    ):
        with pytest.raises(NotPermitted):
            await hand_overs.note(act_id, actor)
    assert await town.all_rows(slip_hand_over) == []


@pytest.mark.parametrize(("days", "gone"), [(SLIPS_FOR.days, False), (SLIPS_FOR.days + 1, True)])
async def test_a_record_goes_when_its_issue_is_listed_no_more(
    library: Library, town: Town, days: int, gone: bool
) -> None:
    it = await issued(library, town)
    await it.hand_over()
    await town.set_time(NOW + timedelta(days=days))
    cleared = await clear(library)
    assert cleared == ({"slip_hand_over": 1} if gone else {})
    assert await clear(library) == {}
    assert kinds(await library.records.today.own_work(CLERK)) == []
    assert await town.how_many(slip_hand_over) == (0 if gone else 1)
    assert len(await town.all_rows(act)) == 1
