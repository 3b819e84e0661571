"""Approvals under real logins: what a clerk's and a supervisor's may, and what a stolen one doesn't get by SQL."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import asyncpg
import pytest

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.acts.wanted import Approvable, wanted_of
from services.contract.actor import Actor
from services.contract.errors import ApprovalClosed, ApprovalUnknown, NotPermitted
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import approval, card, suspension
from services.own_schema.library import Library
from services.rules.people.approvals import ApprovalState
from services.rules.people.suspension import CHECKLISTS, CheckItem
from services.rules.vocabulary import CardStatus, PatronReport, SuspensionReason
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.acts.suspension_scene import allow_overriding
from tests.services.own_schema.schema.postgresql.calling import Connect, not_granted, refused

OVERDUE, CONTACT = SuspensionReason.LONG_OVERDUE, SuspensionReason.CONTACT_WANTED
STOP = {"reason": "unreachable", "note": None, "although_nothing_overdue": False}
FIRST = "a supervisor approves this act first"
ROLE = "this role may not do this act on this channel"
ACT = "0199aaaa-approved"
FACTS = "SELECT madoguchi_facts($1, $2, '2番窓口', $3, '{}', NULL, NULL, NULL)"
FACTS_OF_CARD = "SELECT madoguchi_facts($1, $2, '2番窓口', $3, '{NEW_CARD}', NULL, NULL, $4)"
CARRY_OUT = "SELECT came FROM madoguchi_carry_out($1, $2, $3, $4, $5, '{}', NULL, NULL, NULL)"
ASK = "SELECT madoguchi_ask_approval($1, $2, $3, $4, NULL, $5, 1, '2番窓口')"
NOTE = "SELECT madoguchi_note_approval($1, $2, 1, '責任者席')"
READ = "SELECT madoguchi_read_approval($1, $2)"
DECIDE = "SELECT madoguchi_decide_approval($1, $2, $3)"


@dataclass(frozen=True)
class Counter:
    """A clerk's desk and a supervisor's, each under its own login, and a suspended patron whom the clerk opened."""

    clerk: Library
    supervisor: Library
    request: Approvable
    approver: Actor

    async def approve(self) -> int:
        number = await self.clerk.records.approvals.ask(self.request)
        await self.supervisor.records.approvals.look_at(number, self.approver)
        await self.supervisor.records.approvals.decide(number, self.approver, None)
        return number


@pytest.fixture
async def counter(city: City) -> AsyncIterator[Counter]:
    patron_id = await city.town.patron(CARD)
    key = await city.town.suspend(patron_id, OVERDUE)
    actor = city.actor("counter")
    request = Lift(
        actor=actor,
        patron_id=patron_id,
        suspension_id=key,
        seen_version=1,
        checked=frozenset(CHECKLISTS[OVERDUE]),
        act_id=ACT,
    )
    async with AsyncExitStack() as stack:
        clerk = await stack.enter_async_context(city.open("counter"))
        supervisor = await stack.enter_async_context(city.open("supervisor"))
        await clerk.backend.look_ups.by_card(CARD, actor)
        yield Counter(clerk, supervisor, request, city.actor("supervisor"))


async def carried_out(
    city: City, conn: asyncpg.Connection, it: Counter, *changes: Mapping[str, object], **made: object
) -> str:
    """Call for the act in SQL of one's own; answers what was said against it."""
    name, patron_id = city.names["counter"], it.request.patron_id
    facts = json.loads(await conn.fetchval(FACTS, patron_id, name, ACT))
    record = {
        "id": ACT,
        "branch": 1,
        "workstation": "2番窓口",
        "channel": "counter",
        "by_phone": False,
        "verb": "suspension.lift",
        "outcome": "done",
        "subject": "suspension",
        "subject_id": getattr(it.request, "suspension_id", 1),
        "details": {},
        "wanted": wanted_of(it.request)[1],
        **made,
    }
    return await refused(
        conn, CARRY_OUT, patron_id, name, json.dumps(record), json.dumps(changes), facts["mark"]
    )


def lift(it: Counter, **changed: object) -> dict[str, object]:
    assert isinstance(it.request, Lift)
    return {
        "change": "SetSuspensionLifted",
        "suspension_id": it.request.suspension_id,
        "override": None,
    } | changed


async def test_a_clerks_login_does_what_a_supervisors_approved(city: City, counter: Counter) -> None:
    number = await counter.approve()
    done = await counter.clerk.backend.acts.perform(replace(counter.request, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.suspensions == ()
    (record,) = await city.town.acts()
    assert record["staff_id"] == city.names["counter"]
    assert record["details"]["approved_by"] == city.names["supervisor"]
    assert (await city.town.all_rows(suspension))[0]["lifted_by"] == city.names["counter"]
    known = await counter.clerk.records.approvals.state(number, counter.request.actor)
    assert known.state is ApprovalState.USED
    again = await counter.clerk.backend.acts.perform(replace(counter.request, approved=True))
    assert again.repeated


async def approved(counter: Counter, request: Lift | ReplaceCard) -> PatronSnapshot:
    """Have a request approved, and do it."""
    await replace(counter, request=request).approve()
    done = await counter.clerk.backend.acts.perform(replace(request, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    return done.answer


async def test_a_clerks_login_replaces_a_card_and_lifts_its_loss(city: City, counter: Counter) -> None:
    patron_id, actor = counter.request.patron_id, counter.request.actor
    new = ReplaceCard(
        actor=actor, patron_id=patron_id, card_number=CARD, new_number="234567890", damaged=True
    )
    assert (await approved(counter, new)).card_number == "234567890"
    await city.town.change(card, card.c.number == "234567890", status=CardStatus.LOST)
    key = await city.town.suspend(patron_id, SuspensionReason.CARD_LOST)
    await allow_overriding(city.town)
    found = Lift(
        actor=actor,
        patron_id=patron_id,
        suspension_id=key,
        seen_version=1,
        checked=frozenset(CHECKLISTS[SuspensionReason.CARD_LOST]),
        override="card_found",
    )
    answer = await approved(counter, found)
    assert answer.patron.card_status is CardStatus.ACTIVE
    assert [row.reason for row in answer.suspensions] == [OVERDUE]


async def test_a_lift_of_another_reason_brings_no_lost_card_back(
    city: City, connect: Connect, counter: Counter
) -> None:
    await city.town.change(card, card.c.number == CARD, status=CardStatus.LOST)
    await counter.approve()
    conn = await connect("counter")
    assert await carried_out(city, conn, counter, lift(counter), {"change": "SetCardActive"}) == FIRST


async def test_a_look_at_one_request_is_none_at_another(city: City, counter: Counter) -> None:
    stop = Suspend(
        actor=counter.request.actor,
        patron_id=counter.request.patron_id,
        reason=SuspensionReason.UNREACHABLE,
    )
    unseen = await counter.clerk.records.approvals.ask(stop)
    await counter.approve()
    with pytest.raises(ApprovalUnknown):
        await counter.supervisor.records.approvals.decide(unseen, counter.approver, None)


async def test_why_an_approval_counts_no_more_is_told(city: City, counter: Counter) -> None:
    number = await counter.approve()
    await counter.clerk.records.approvals.withdraw(number, counter.request.actor)
    with pytest.raises(ApprovalClosed) as closed:
        await counter.clerk.backend.acts.perform(replace(counter.request, approved=True))
    assert closed.value.state is ApprovalState.WITHDRAWN


async def test_without_an_approval_the_database_refuses(
    city: City, connect: Connect, counter: Counter
) -> None:
    conn = await connect("counter")
    for approved in (None, True, False):
        assert await carried_out(city, conn, counter, lift(counter), approved=approved) == ROLE
    with pytest.raises(NotPermitted):
        await counter.clerk.backend.acts.perform(replace(counter.request, approved=True))
    await counter.clerk.records.approvals.ask(counter.request)
    assert await carried_out(city, conn, counter, lift(counter)) == ROLE
    assert await city.town.acts() == []


async def test_what_is_done_is_what_was_approved(city: City, connect: Connect, counter: Counter) -> None:
    town, patron_id = city.town, counter.request.patron_id
    other = await town.suspend(patron_id, CONTACT)
    report = await town.report(patron_id, kind=PatronReport.RETURNED)
    await counter.approve()
    conn = await connect("counter")
    settled = {"change": "SetReportSettled", "report_id": report}
    for changes in (
        (lift(counter, suspension_id=other),),
        (lift(counter, override="library_decision"),),
        (lift(counter), settled),
    ):
        assert await carried_out(city, conn, counter, *changes) == FIRST
    assert await carried_out(city, conn, counter, lift(counter), id="another-act") == ROLE
    assert await carried_out(city, conn, counter, lift(counter), channel="phone") != ""
    assert (
        await carried_out(
            city, conn, counter, lift(counter), details={"approved_by": city.names["supervisor"]}
        )
        == "what is told is within its bounds"
    )
    suspend = {"change": "InsertSuspension", "reason": "unreachable", "note": None, "with_consent": False}
    assert await carried_out(city, conn, counter, suspend, verb="suspension.set") == ROLE
    assert await town.acts() == []
    assert {row["lifted_at"] for row in await town.all_rows(suspension)} == {None}


async def test_what_the_database_knows_against_a_request_isnt_done_though_it_was_approved(
    city: City, connect: Connect, counter: Counter
) -> None:
    conn, patron_id, actor = await connect("counter"), counter.request.patron_id, counter.request.actor
    await city.town.change(suspension, suspension.c.patron_id == patron_id, reason=CONTACT)
    stop = replace(counter, request=Suspend(actor=actor, patron_id=patron_id, reason=OVERDUE, act_id=ACT))
    await stop.approve()  # nothing is overdue, and nobody approved it all the same
    change = {"change": "InsertSuspension", "reason": "long_overdue", "note": None, "with_consent": False}
    said = {"reason": "long_overdue", "note": None}
    assert await carried_out(city, conn, stop, change, verb="suspension.set", details=said) == FIRST
    new = ReplaceCard(
        actor=actor, patron_id=patron_id, card_number=CARD, new_number="234567890", act_id="0199aaaa-card"
    )
    card_of = replace(counter, request=new)
    await card_of.approve()  # the card isn't lost, and nobody approved that it is damaged
    replaced = {"change": "InsertReplacementCard", "card_id": 1, "new_id": 2, "number": "234567890"}
    made = {"verb": "card.replace", "id": new.act_id, "subject": "card"}
    assert await carried_out(city, conn, card_of, replaced, details={}, **made) == FIRST
    assert await city.town.acts() == []


@pytest.mark.parametrize("checked", [frozenset(), frozenset(CHECKLISTS[SuspensionReason.CARD_LOST])])
async def test_with_a_card_its_own_loss_is_lifted_and_no_other_suspension(
    city: City, connect: Connect, counter: Counter, checked: frozenset[CheckItem]
) -> None:
    conn, patron_id = await connect("counter"), counter.request.patron_id
    own, key = await city.town.suspend(patron_id, SuspensionReason.CARD_LOST), counter.request
    assert isinstance(key, Lift)
    new = ReplaceCard(
        actor=counter.request.actor,
        patron_id=patron_id,
        card_number=CARD,
        new_number="234567890",
        damaged=True,
        checked=checked,
        act_id=ACT,
    )
    card_of = replace(counter, request=new)
    await card_of.approve()
    facts = json.loads(
        await conn.fetchval(FACTS_OF_CARD, patron_id, city.names["counter"], ACT, new.new_number)
    )
    new_id = facts["extra"]["NEW_CARD"]["key"]
    (old,) = await city.town.all_rows(card)
    replaced = {
        "change": "InsertReplacementCard",
        "card_id": old["id"],
        "new_id": new_id,
        "number": new.new_number,
    }
    made = {"verb": "card.replace", "subject": "card", "subject_id": old["id"]}
    for lifted, named in ((key.suspension_id, key.suspension_id), (key.suspension_id, own)):
        change = {"change": "SetSuspensionLifted", "suspension_id": lifted, "override": None}
        details = {"new_card": new_id, "reason": "damaged", "lifted": named}
        said = await carried_out(city, conn, card_of, replaced, change, details=details, **made)
        assert said == ("an act changes the row that its record names" if checked else FIRST)
    change = {"change": "SetSuspensionLifted", "suspension_id": own, "override": "card_found"}
    assert await carried_out(city, conn, card_of, replaced, change, details={}, **made) == FIRST
    assert {row["lifted_at"] for row in await city.town.all_rows(suspension)} == {None}


async def test_an_approval_serves_who_asked_for_it(city: City, connect: Connect, counter: Counter) -> None:
    await counter.approve()
    conn, name = await connect("other"), city.names["other"]
    await conn.fetch(
        "CALL madoguchi_look($1, NULL, false, $2, 1, 'w', 'look_up', NULL, NULL, NULL)", CARD, name
    )
    facts = json.loads(await conn.fetchval(FACTS, counter.request.patron_id, name, ACT))
    record = {"id": ACT, "verb": "suspension.lift", "channel": "counter", "outcome": "done", "details": {}}
    said = await refused(
        conn,
        CARRY_OUT,
        counter.request.patron_id,
        name,
        json.dumps(record | {"subject": "suspension", "branch": 1, "workstation": "w"}),
        json.dumps([lift(counter)]),
        facts["mark"],
    )
    assert said == ROLE


async def test_who_decides_is_a_supervisor_who_looked(city: City, connect: Connect, counter: Counter) -> None:
    number = await counter.clerk.records.approvals.ask(counter.request)
    clerk = await connect("counter")
    for call, *given in ((NOTE, number), (READ, number), (DECIDE, number, None)):
        await not_granted(clerk, call, *given, city.names["counter"])
    conn, name = await connect("supervisor"), city.names["supervisor"]
    assert await conn.fetchval(READ, number, name) is None
    assert await conn.fetchval(DECIDE, number, None, name) is None
    async with conn.transaction():  # a look that isn't committed is none
        await conn.fetchval(NOTE, number, name)
        assert await conn.fetchval(READ, number, name) is None
        assert await conn.fetchval(DECIDE, number, None, name) is None
    assert CARD in await conn.fetchval(READ, number, name)
    for call, *given in ((NOTE, number), (READ, number), (DECIDE, number, None)):
        assert "in the name of who" in await refused(conn, call, *given, city.names["other"])
    assert {row["approved"] for row in await city.town.all_rows(approval)} == {None}


async def test_a_look_at_a_request_shows_it_for_ten_minutes(
    city: City, connect: Connect, counter: Counter
) -> None:
    number = await counter.clerk.records.approvals.ask(counter.request)
    conn, name = await connect("supervisor"), city.names["supervisor"]
    await conn.fetchval(NOTE, number, name)
    await city.town.set_time(NOW + timedelta(minutes=9))
    assert CARD in await conn.fetchval(READ, number, name)
    for later in (timedelta(minutes=11), timedelta(days=400)):
        await city.town.set_time(NOW + later)
        assert await conn.fetchval(READ, number, name) is None
        assert await conn.fetchval(DECIDE, number, None, name) is None


async def test_nobody_approves_their_own(city: City, connect: Connect, counter: Counter) -> None:
    conn, name = await connect("supervisor"), city.names["supervisor"]
    await conn.fetch(
        "CALL madoguchi_look($1, NULL, false, $2, 1, 'w', 'look_up', NULL, NULL, NULL)", CARD, name
    )
    wanted = json.dumps(STOP)
    said = await refused(conn, ASK, ACT, "suspension.set", counter.request.patron_id, wanted, name)
    assert said == "the counter asks a supervisor"
    assert await city.town.all_rows(approval) == []


async def test_a_look_at_a_request_opens_no_patron(city: City, connect: Connect, counter: Counter) -> None:
    number = await counter.clerk.records.approvals.ask(counter.request)
    conn, name, patron_id = await connect("supervisor"), city.names["supervisor"], counter.request.patron_id
    await conn.fetch("CALL madoguchi_look_at_approval($1, $2, 1, '責任者席', NULL)", number, name)
    read = "SELECT madoguchi_read_patron($1, false, $2, '責任者席')"
    assert "has looked them up" in await refused(conn, read, patron_id, name)
    assert "has looked them up" in await refused(conn, FACTS, patron_id, name, ACT)
    acts = "SELECT madoguchi_acts_on($1, true, false, $2, '責任者席', NULL, NULL)"
    assert "has looked them up" in await refused(conn, acts, patron_id, name)


@pytest.mark.parametrize(
    ("verb", "wanted"),
    [
        ("suspension.lift", {"suspension_id": 1, "override": None, "checked": []}),
        ("suspension.lift", {"suspension_id": "1", "override": None, "settles": None, "checked": []}),
        ("suspension.lift", {"suspension_id": 1, "override": "川口 花子", "settles": None, "checked": []}),
        (
            "suspension.lift",
            {"suspension_id": 1, "override": None, "settles": None, "checked": [], "note": "x"},
        ),
        ("suspension.lift", {"suspension_id": 1, "override": None, "settles": None}),
        ("suspension.lift", {"suspension_id": 1, "override": None, "settles": None, "checked": {}}),
        ("suspension.lift", {"suspension_id": 1, "override": None, "settles": None, "checked": ["花子"]}),
        ("suspension.set", {"reason": "because", "note": None, "although_nothing_overdue": False}),
        ("suspension.set", {"reason": "unreachable", "note": "Ha na", "although_nothing_overdue": False}),
        ("suspension.set", {"reason": "unreachable", "note": None, "although_nothing_overdue": 1}),
        ("card.replace", {"new_number": "12345678x", "damaged": False, "checked": []}),
        ("card.replace", {"new_number": "123456789", "damaged": "no", "checked": []}),
        ("card.replace", {"new_number": "123456789", "damaged": False}),
        ("loan.renew", {}),
        ("suspension.lift", []),
    ],
)
async def test_what_is_asked_for_is_codes_and_numbers(
    city: City, connect: Connect, counter: Counter, verb: str, wanted: object
) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    asked = (ACT, verb, counter.request.patron_id, json.dumps(wanted), name)
    assert await refused(conn, ASK, *asked) == "an approval is of one act"
    assert await city.town.all_rows(approval) == []


async def test_who_asks_has_looked_the_patron_up(city: City, connect: Connect, counter: Counter) -> None:
    stranger = await city.town.patron("223456789")
    conn, name = await connect("counter"), city.names["counter"]
    wanted = json.dumps(STOP)
    assert "looked them up" in await refused(conn, ASK, ACT, "suspension.set", stranger, wanted, name)
    asked = (ACT, "suspension.set", counter.request.patron_id, wanted, city.names["other"])
    assert "in the name of who makes it" in await refused(conn, ASK, *asked)
    await not_granted(await connect("phone"), ASK, *asked[:-1], city.names["phone"])
