"""What the lists of the empty desk show where the patrons are another system's: the record's number, and no name."""

from dataclasses import asdict, replace

import pytest

from services.acts.reference import AskQuestion
from services.acts.reports import TakeReport
from services.contract.errors import ActRefused, NotPermitted
from services.contract.today.counts import BranchCounts
from services.contract.today.own_work import WorkKind
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.database.tables import reference_question
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import Channel, PatronReport, Role
from tests.services.contract.recording_scene import HER, Scene


@pytest.fixture
async def number(scene: Scene) -> int:
    """A patron of whom a report waits."""
    patron_id = (await scene.opened()).patron.id
    await scene.system.perform(TakeReport(actor=scene.actor, patron_id=patron_id, kind=PatronReport.RETURNED))
    return patron_id


async def test_a_supervisor_sees_the_reports_that_wait(scene: Scene, number: int) -> None:
    today = scene.boss_library.records.today
    for branch_id in (None, 1, 2):  # whose branch it is isn't known here
        found = await today.reports(ReportFilter(branch_id=branch_id), scene.boss)
        (entry,) = found.entries
        assert (entry.patron_id, entry.kind) == (number, PatronReport.RETURNED)
        assert (entry.card_number, entry.name, entry.branch) == (None, "", "")
        assert entry.in_force is None, "what for isn't known here"
        assert found.total == 1
        assert (await today.counts(scene.boss)).of(branch_id).reports == 1


async def test_a_report_of_nobodys_branch_is_counted_once(scene: Scene, number: int) -> None:
    counted = await scene.boss_library.records.today.counts(scene.boss)
    assert number is not None
    assert counted.of(None) == replace(BranchCounts(reports=1), oldest_report=counted.of(2).oldest_report)


@pytest.mark.parametrize("channel", Channel)
async def test_a_clerk_sees_their_own_work(scene: Scene, number: int, channel: Channel) -> None:
    form = QuestionForm(name=HER.name, email="hanako@example.jp", phone="", question="川口の鋳物はいつからか")
    await scene.system.perform(AskQuestion(actor=scene.actor, patron_id=number, form=form))
    await scene.town.change(reference_question, reference_question.c.patron_id == number, status="answered")
    actor = replace(scene.actor, channel=channel)
    found = await scene.library.records.today.own_work(actor)
    assert [it.kind for it in found.entries] == [WorkKind.REPORT, WorkKind.QUESTION_ANSWERED]
    assert {(it.patron_id, it.card_number, it.name or "") for it in found.entries} == {(number, None, "")}
    assert found.total == 2
    elsewhere = await scene.library.records.today.own_work(replace(actor, branch_id=2))
    assert elsewhere.total == 2
    (listed, _) = [it["listed"] for it in await scene.town.looks() if it["listed"] is not None]
    assert listed["rows"] == 2


async def test_the_numbers_are_the_systems_and_the_counters(scene: Scene, number: int) -> None:
    assert number is not None
    today = scene.boss_library.records_beside(scene.system).today
    counted = await today.counts(scene.boss)
    here, elsewhere, all_of_them = (counted.of(it) for it in (1, 2, None))
    assert (here.ready, here.suspended, here.reports) == (1, 5, 1)
    assert (elsewhere.ready, elsewhere.suspended, elsewhere.reports) == (0, 4, 1)
    assert (all_of_them.ready, all_of_them.suspended, all_of_them.reports) == (1, 5, 1)
    with pytest.raises(ActRefused):
        await scene.library.records_beside(scene.system).today.counts(scene.actor)


async def test_a_list_of_the_systems_is_on_record_before_it_is_answered(scene: Scene) -> None:
    lists, wanted = scene.boss_library.recording.lists, SuspensionFilter(days=3, branch_id=1)
    await scene.opened()
    await lists.listed(wanted, scene.boss, rows=12)
    await lists.listed(wanted, scene.boss, rows=30_000, whole=True)
    screen, file = [it for it in await scene.town.looks() if it["listed"] is not None]
    for look, purpose, rows in ((screen, "list", 12), (file, "list_file", 30_000)):
        assert (look["purpose"], look["staff_id"]) == (purpose, scene.boss.staff.id)
        assert look["listed"] == {"kind": "suspensions", **asdict(wanted), "rows": rows}


async def test_a_list_is_for_supervisors_at_the_counter(scene: Scene) -> None:
    wanted = SuspensionFilter()
    for library, actor in (
        (scene.library, scene.actor),
        (scene.boss_library, replace(scene.boss, channel=Channel.PHONE)),
    ):
        with pytest.raises(ActRefused):
            await library.recording.lists.listed(wanted, actor, rows=1)
    if not scene.is_file:
        said = replace(scene.actor, staff=replace(scene.actor.staff, role=Role.SUPERVISOR))
        with pytest.raises(NotPermitted):
            await scene.library.recording.lists.listed(wanted, said, rows=1)
    assert await scene.town.looks() == []
