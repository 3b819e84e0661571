"""Another system's `Backend` writes what the counter keeps, on real databases, and it is read back as ever."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.acts.contact import ChangeEmail
from services.acts.contact_attempts import RecordContact
from services.acts.loans import RenewLoan
from services.acts.reference import AskQuestion
from services.acts.reports import TakeReport
from services.contract.errors import (
    ActRefused,
    CardUnknown,
    IdentityCheckEnded,
    IdentityNotConfirmed,
    NotPermitted,
    OutcomeUnknown,
    PatronGone,
    SystemBusy,
)
from services.contract.recorded_acts import UNKNOWN, Outcome
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import act_intent, patron
from services.rules.decision import Reason
from services.rules.people.identity import CallerFacts, FactsNeeded
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import Channel, ContactMeans, ContactResult, PatronReport
from tests.helpers.patrons import CARD
from tests.services.contract.recording_scene import HER, Scene

RIGHT, WRONG = CallerFacts(birth_date="S55.4.2"), CallerFacts(birth_date="S55.4.3")


async def test_a_look_is_on_record_and_names_nobody(scene: Scene) -> None:
    opened = await scene.opened()
    assert (opened.patron.name, opened.card_number, len(opened.loans)) == ("川口 花子", CARD, 1)
    with pytest.raises(CardUnknown):
        await scene.system.by_card("999999999", scene.actor)
    looks = [(it["purpose"], it["patron_id"], it["staff_id"]) for it in await scene.town.looks()]
    login = scene.actor.staff.id
    assert looks == [("look_up", opened.patron.id, login), ("unknown", None, login)]
    (row,) = [it for it in await scene.town.all_rows(patron) if it["system_key"] is not None]
    assert row["system_key"] == "koha:51"
    assert HER.name not in repr(row)
    assert HER.phone not in repr(row)
    await scene.opened()
    assert len(await scene.town.all_rows(patron)) == 1


async def test_the_look_is_committed_before_the_record_is_read(scene: Scene) -> None:
    number = await scene.system.knows.patrons.number_of("koha:51")
    with pytest.raises(PatronGone):  # the system has nothing to tell
        await scene.system.refresh(number, scene.actor)
    assert len(await scene.town.looks()) == (0 if scene.is_file else 1)
    await scene.system.recording.looks.looked(number, scene.actor, by_number=True)
    assert (await scene.town.looks())[-1]["patron_id"] == number


async def test_an_act_is_intended_first_and_then_recorded(scene: Scene) -> None:
    request = await scene.renewal()
    done = await scene.system.perform(request)
    assert (done.result, done.repeated) == (date(2026, 12, 11), False)
    assert await scene.town.all_rows(act_intent) == []
    again = await scene.system.perform(request)
    assert (again.repeated, scene.system.line.asked) == (True, 1)
    assert await scene.system.of(request.act_id, scene.actor) == Outcome("loan.renew", "done")
    assert await scene.history(request.patron_id) == [("loan.renew", "done")]
    assert await scene.holds()


async def test_a_refused_act_leaves_nothing(scene: Scene) -> None:
    request = await scene.renewal()
    scene.system.line.refuses = True
    with pytest.raises(ActRefused) as refusal:
        await scene.system.perform(request)
    assert refusal.value.refusal.reasons == (Reason.SYSTEM_REFUSES,)
    assert await scene.system.of(request.act_id, scene.actor) is None
    assert await scene.town.all_rows(act_intent) == []
    assert await scene.history(request.patron_id) == []


@pytest.mark.parametrize("was_done", [False, True])
async def test_an_intent_without_an_end_is_unknown_until_it_is_settled(scene: Scene, was_done: bool) -> None:
    request, line = await scene.renewal(), scene.system.line
    line.lost_before, line.lost_after, line.answers = not was_done, was_done, False
    for _ in range(2):  # sent again, it isn't asked again
        with pytest.raises(OutcomeUnknown):
            await scene.system.perform(request)
    assert line.asked == 1
    (intent,) = await scene.system.recording.acts.unsettled(scene.actor.staff.id)
    assert (intent.act_id, intent.verb, intent.subject_id) == (request.act_id, "loan.renew", 7)
    with pytest.raises(SystemBusy):
        await scene.system.of(request.act_id, scene.actor)
    assert await scene.history(request.patron_id) == [("loan.renew", UNKNOWN)]
    line.answers = True
    outcome = Outcome("loan.renew", "done") if was_done else None
    assert await scene.system.of(request.act_id, scene.actor) == outcome
    assert await scene.system.of(request.act_id, scene.actor) == outcome
    assert await scene.history(request.patron_id) == ([("loan.renew", "done")] if was_done else [])
    assert await scene.system.recording.acts.unsettled(scene.actor.staff.id) == ()
    assert await scene.holds()


async def test_an_end_is_of_what_was_intended_once(scene: Scene) -> None:
    acts = scene.system.recording.acts
    with pytest.raises(NotPermitted):
        await acts.ended("none", scene.actor, outcome="done", details={})
    request = await scene.renewal()
    await acts.intend(request, verb="loan.renew", subject="loan", subject_id=7, wanted={"to": "2026-12-11"})
    for _ in range(2):
        await acts.ended(request.act_id, scene.actor, outcome="done", details={"to": "2026-12-11"})
    assert await scene.history(request.patron_id) == [("loan.renew", "done")]


async def test_the_channel_may_not_do_more_than_ever(scene: Scene) -> None:
    patron_id = (await scene.opened()).patron.id
    on_phone = replace(scene.actor, channel=Channel.PHONE)
    request = RenewLoan(actor=on_phone, patron_id=patron_id, loan_id=7, seen_version=1)
    with pytest.raises(ActRefused):
        await scene.system.recording.acts.intend(
            request, verb="loan.renew", subject="loan", subject_id=7, wanted={}
        )
    assert await scene.town.all_rows(act_intent) == []


async def test_reports_questions_and_contacts_are_kept_and_read_back(scene: Scene) -> None:
    opened = await scene.opened()
    about: dict[str, Any] = {"actor": scene.actor, "patron_id": opened.patron.id}
    await scene.system.perform(TakeReport(**about, kind=PatronReport.RETURNED))
    with pytest.raises(ActRefused):  # one of its kind waits
        await scene.system.perform(TakeReport(**about, kind=PatronReport.RETURNED))
    form = QuestionForm(
        name="川口 花子", email="hanako@example.jp", phone="", question="川口の鋳物はいつからか"
    )
    await scene.system.perform(AskQuestion(**about, form=form))
    called: dict[str, Any] = {"means": ContactMeans.PHONE, "result": ContactResult.TOLD}
    done = await scene.system.perform(RecordContact(**about, suspension_id=3, seen_version=1, **called))
    seen = done.answer
    assert isinstance(seen, PatronSnapshot)
    assert [it.kind for it in seen.reports] == [PatronReport.RETURNED]
    assert [it.question for it in seen.questions] == ["川口の鋳物はいつからか"]
    (stopped,) = seen.suspensions
    assert stopped.contacts is not None
    assert len(stopped.contacts.rows) == 1
    verbs = [verb for verb, _ in await scene.history(opened.patron.id)]
    assert len(verbs) == 3
    assert await scene.holds()


async def test_what_is_the_systems_is_not_changed_here(scene: Scene) -> None:
    opened = await scene.opened()
    request = ChangeEmail(
        actor=scene.actor, patron_id=opened.patron.id, address="neu@example.jp", seen_version=1
    )
    with pytest.raises(NotPermitted):
        await scene.system.perform(request)
    assert await scene.history(opened.patron.id) == []


async def test_a_caller_is_checked_by_what_the_system_holds(scene: Scene) -> None:
    caller = replace(scene.actor, channel=Channel.PHONE)
    summary = await scene.system.by_card(CARD, caller)
    assert isinstance(summary, PhoneSummary)
    with pytest.raises(IdentityNotConfirmed):
        await scene.system.check(summary.patron_id, WRONG, caller)
    seen = await scene.system.check(summary.patron_id, RIGHT, caller)
    assert seen.patron.name == "川口 花子"
    assert [it["purpose"] for it in await scene.town.looks()] == ["look_up", "identified"]
    report = TakeReport(actor=caller, patron_id=summary.patron_id, kind=PatronReport.RETURNED)
    await scene.system.perform(report)
    await scene.system.by_card(CARD, caller)  # another call
    assert isinstance(await scene.system.refresh(summary.patron_id, caller), PhoneSummary)


async def test_misses_close_number_and_login(scene: Scene) -> None:
    caller = replace(scene.actor, channel=Channel.PHONE)
    summary = await scene.system.by_card(CARD, caller)
    assert isinstance(summary, PhoneSummary)
    left = []
    for _ in range(2):
        with pytest.raises(IdentityNotConfirmed) as miss:
            await scene.system.check(summary.patron_id, WRONG, caller)
        left.append(miss.value.misses_left)
    assert left == [2, 1]
    for facts in (WRONG, RIGHT):
        with pytest.raises(IdentityCheckEnded):
            await scene.system.check(summary.patron_id, facts, caller)
    closed = await scene.system.by_card(CARD, caller)
    assert isinstance(closed, PhoneSummary)
    assert closed.closed is not None


async def test_a_try_that_breaks_off_stays_a_miss(scene: Scene) -> None:
    caller = replace(scene.actor, channel=Channel.PHONE)
    summary = await scene.system.by_card(CARD, caller)
    assert isinstance(summary, PhoneSummary)

    async def lost() -> Any:
        raise SystemBusy

    with pytest.raises(SystemBusy):
        await scene.system.recording.checks.compared(
            summary.patron_id, RIGHT, caller, needed=FactsNeeded.ANY, compare=lost
        )
    with pytest.raises(IdentityNotConfirmed) as miss:
        await scene.system.check(summary.patron_id, WRONG, caller)
    assert miss.value.misses_left == 1


async def test_a_library_has_patrons_of_its_own_or_anothers(scene: Scene) -> None:
    await scene.town.patron()
    with pytest.raises(NotPermitted):
        await scene.system.knows.patrons.number_of("koha:52")
