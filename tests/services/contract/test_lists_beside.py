"""What the lists of the empty desk show where the patrons are another system's: the record's number, and no name."""

from dataclasses import replace

import pytest

from services.acts.reference import AskQuestion
from services.acts.reports import TakeReport
from services.contract.today.counts import BranchCounts
from services.contract.today.own_work import WorkKind
from services.contract.today.report_list import ReportFilter
from services.own_schema.database.tables import reference_question
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import Channel, PatronReport
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
