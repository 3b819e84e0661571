"""申し出 on real databases: written down by everybody, settled and listed for supervisors alone."""

import asyncio
from typing import Any

import pytest

from services.acts.reports import SettleReport, TakeReport
from services.contract.act_result import ActResult
from services.contract.actor import Actor
from services.contract.errors import ActRefused
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import patron_report
from services.own_schema.library import Library
from services.rules.decision import Allowed, Reason, Refused
from services.rules.vocabulary import Channel, PatronReport, Role
from tests.helpers.patrons import CARD, TODAY, Town, at, clerk, days_ago, open_card
from tests.services.acts.staging import colleague

RETURNED, MOVED, REACHED, FOUND = PatronReport
SUPERVISOR = clerk(Role.SUPERVISOR)


def shown(performed: ActResult[Any]) -> PatronSnapshot:
    assert isinstance(performed.answer, PatronSnapshot)
    return performed.answer


async def settling(library: Library, actor: Actor = SUPERVISOR) -> SettleReport:
    before = await open_card(library.backend.look_ups, CARD, SUPERVISOR)
    row = before.reports[0]
    return SettleReport(actor=actor, patron_id=before.patron.id, report_id=row.id, seen_version=row.version)


@pytest.mark.parametrize("kind", PatronReport)
async def test_a_report_is_written_down(library: Library, town: Town, kind: PatronReport) -> None:
    patron_id = await town.patron()
    done = await library.backend.acts.perform(TakeReport(actor=clerk(), patron_id=patron_id, kind=kind))
    (row,) = shown(done).reports
    assert (row.kind, row.reported_on, row.reported_by) == (kind, TODAY, "staff01")
    assert (row.channel, row.settled_on, row.version) == (Channel.COUNTER, None, 1)
    (record,) = await town.acts()
    assert (record["verb"], record["details"]) == ("report.take", {"kind": kind.value})


async def test_one_of_a_kind_is_enough_until_it_is_settled(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.report(patron_id, kind=RETURNED)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(TakeReport(actor=clerk(), patron_id=patron_id, kind=RETURNED))
    assert refused.value.refusal.reasons == (Reason.REPORTED_ALREADY,)
    await library.backend.acts.perform(await settling(library))
    await library.backend.acts.perform(TakeReport(actor=clerk(), patron_id=patron_id, kind=RETURNED))
    assert await town.how_many(patron_report) == 2


async def test_a_supervisor_settles_a_report(library: Library, town: Town) -> None:
    await town.report(await town.patron())
    (row,) = shown(await library.backend.acts.perform(await settling(library))).reports
    assert (row.settled_on, row.settled_by, row.version) == (TODAY, "staff01", 2)
    assert isinstance(row.settle, Refused)


async def test_reports_to_settle_stand_first(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    for back, kind in ((9, FOUND), (5, MOVED)):
        settled = {"settled_at": at(days_ago(back - 1)), "settled_by": "supervisor"}
        await town.report(patron_id, kind=kind, reported_at=at(days_ago(back)), **settled)
    for back, kind in ((2, REACHED), (7, RETURNED)):
        await town.report(patron_id, kind=kind, reported_at=at(days_ago(back)))
    rows = (await open_card(library.backend.look_ups, CARD, SUPERVISOR)).reports
    assert [row.kind for row in rows] == [RETURNED, REACHED, MOVED, FOUND]
    assert [row.settle == Allowed() for row in rows] == [True, True, False, False]
    rows = (await open_card(library.backend.look_ups)).reports
    assert {row.settle for row in rows if row.settled_on is None} == {Refused((Reason.ROLE_MAY_NOT,))}


async def test_two_settle_the_same_and_one_is_told(library: Library, town: Town) -> None:
    await town.report(await town.patron())
    orders = [await settling(library, who) for who in (SUPERVISOR, colleague(SUPERVISOR))]
    outcomes = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ActResult", "DoneAlready"]
    assert len(await town.acts()) == 1


async def test_the_same_orders_act_once(library: Library, town: Town) -> None:
    order = TakeReport(actor=clerk(), patron_id=await town.patron(), kind=MOVED)
    assert [(await library.backend.acts.perform(order)).repeated for _ in range(2)] == [False, True]
    settle = await settling(library)
    assert [(await library.backend.acts.perform(settle)).repeated for _ in range(2)] == [False, True]
    assert len(await town.acts()) == 2
