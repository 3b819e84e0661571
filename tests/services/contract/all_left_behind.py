"""An act of a desk that died: 操作記録 tells it as unknown until another login settles it by what the system has."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.acts.loans import RenewLoan
from services.contract.errors import NotPermitted, OutcomeUnknown
from services.contract.recorded_acts import UNKNOWN
from services.contract.recording import LEFT_BEHIND_AFTER, ActRecords, Details
from services.own_schema.database.tables import act_intent
from tests.helpers.patrons import NOW
from tests.services.contract.recording_scene import Scene

TO: Details = {"to": "2026-12-11", "item_checked": False}


@pytest.fixture
async def lost(scene: Scene) -> RenewLoan:
    """A renewal that the system did, and whose desk heard nothing of it."""
    request = await scene.renewal()
    scene.system.line.lost_after = True
    with pytest.raises(OutcomeUnknown):
        await scene.system.perform(request)
    return request


async def passes(scene: Scene, span: timedelta = LEFT_BEHIND_AFTER + timedelta(minutes=1)) -> None:
    await scene.town.set_time(NOW + span)


def others(scene: Scene) -> ActRecords:
    """Give what the process writes that knows the system: on a server the worker, in a file any."""
    return scene.system.knows.acts


async def test_it_is_told_as_unknown_until_it_is_settled(scene: Scene, lost: RenewLoan) -> None:
    assert await scene.history(lost.patron_id) == [("loan.renew", UNKNOWN)]
    own = await scene.library.records.act_history.of_patron(lost.patron_id, scene.actor)
    (row,) = own.rows
    assert (row.staff_id, row.subject_id, row.details) == (scene.actor.staff.id, 7, TO)
    assert own.total == 1
    await passes(scene)
    (intent,) = await others(scene).left_behind()
    assert (intent.act_id, intent.staff_id) == (lost.act_id, scene.actor.staff.id)
    for _ in range(2):  # sent twice, it is recorded once
        await others(scene).settled(intent, "a desk", outcome="done", details=TO)
    assert await scene.history(lost.patron_id) == [("loan.renew", "done")]
    (record,) = await scene.town.acts()
    assert record["staff_id"] == scene.actor.staff.id
    found_out = record["details"].pop("settled_by")
    assert record["details"] == TO
    assert found_out == "a desk" if scene.is_file else found_out not in {scene.actor.staff.id, "a desk"}
    assert await others(scene).left_behind() == ()
    assert await scene.holds()
    again = await scene.system.perform(lost)  # the desk is there again, and asks
    assert (again.repeated, scene.system.line.asked) == (True, 1)


async def test_what_the_system_did_not_do_leaves_nothing(scene: Scene, lost: RenewLoan) -> None:
    await passes(scene)
    (intent,) = await others(scene).left_behind()
    await others(scene).settled(intent, "a desk", outcome=None, details={})
    assert await scene.history(lost.patron_id) == []
    assert await scene.town.acts() == []
    assert await scene.town.all_rows(act_intent) == []


async def test_a_desk_that_may_still_be_waiting_settles_it_itself(scene: Scene, lost: RenewLoan) -> None:
    await passes(scene)
    (intent,) = await others(scene).left_behind()
    await passes(scene, LEFT_BEHIND_AFTER - timedelta(minutes=1))
    assert await others(scene).left_behind() == ()
    with pytest.raises(NotPermitted):
        await others(scene).settled(intent, "a desk", outcome="done", details=TO)
    await others(scene).settled(intent, "a desk", outcome=None, details={})
    assert len(await scene.town.all_rows(act_intent)) == 1
    assert len(await scene.system.recording.acts.unsettled(lost.actor.staff.id)) == 1


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_no_desks_login_settles_anothers_on_a_server(scene: Scene, lost: RenewLoan) -> None:
    await passes(scene)
    (intent,) = await others(scene).left_behind()
    for desk in (scene.library, scene.boss_library):
        with pytest.raises(NotPermitted):
            await desk.recording.acts.left_behind()
    with pytest.raises(NotPermitted):
        await scene.boss_library.recording.acts.settled(intent, "boss", outcome="done", details=TO)
    invented = replace(intent, act_id="0199-invented")
    with pytest.raises(NotPermitted):
        await others(scene).settled(invented, "worker", outcome="done", details=TO)
    assert await scene.town.acts() == []
    assert lost.patron_id == intent.patron_id
