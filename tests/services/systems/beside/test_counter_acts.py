"""What the counter keeps is done and recorded; what is the system's isn't offered, and isn't done."""

from typing import Any

import pytest

from services.acts.contact import ChangeEmail
from services.acts.contact_attempts import RecordContact
from services.acts.loans import RenewLoan
from services.acts.reference import AskQuestion
from services.acts.register import KEPT_BESIDE, REGISTER
from services.acts.reports import TakeReport
from services.contract.errors import ActRefused, PatronGone
from services.contract.offers import SystemPart
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import ContactMeans, ContactResult, PatronReport
from services.systems.beside.backend import KEPT_ACTS
from tests.services.systems.beside.beside_scene import Scene


async def test_reports_questions_and_contacts_are_kept_and_shown(scene: Scene) -> None:
    opened = await scene.opened()
    about: dict[str, Any] = {"actor": scene.actor, "patron_id": opened.patron.id}
    reported = await scene.backend.acts.perform(TakeReport(**about, kind=PatronReport.RETURNED))
    assert isinstance(reported.answer, PatronSnapshot)
    assert [it.kind for it in reported.answer.reports] == [PatronReport.RETURNED]
    form = QuestionForm(name="川口 花子", email="hanako@example.jp", phone="", question="鋳物の歴史")
    await scene.backend.acts.perform(AskQuestion(**about, form=form))
    hold = opened.holds[0]
    called: dict[str, Any] = {"means": ContactMeans.PHONE, "result": ContactResult.TOLD}
    done = await scene.backend.acts.perform(
        RecordContact(**about, hold_id=hold.id, seen_version=hold.version, **called)
    )
    seen = done.answer
    assert isinstance(seen, PatronSnapshot)
    assert [it.question for it in seen.questions] == ["鋳物の歴史"]
    assert seen.holds[0].contacts is not None
    assert len(seen.holds[0].contacts.rows) == 1
    records = await scene.library.records.act_history.of_patron(opened.patron.id, scene.actor)
    assert records.total == 3
    assert await scene.holds()


@pytest.mark.parametrize("request_of", [ChangeEmail, RenewLoan])
async def test_what_is_the_systems_is_not_done(scene: Scene, request_of: Any) -> None:
    opened = await scene.opened()
    scene.source.asked.clear()
    own = {"address": "neu@example.jp"} if request_of is ChangeEmail else {"loan_id": opened.loans[0].id}
    request = request_of(actor=scene.actor, patron_id=opened.patron.id, seen_version=1, **own)
    with pytest.raises(ActRefused) as refused:
        await scene.backend.acts.perform(request)
    assert refused.value.refusal.reasons == (Reason.NOT_OFFERED,)
    assert scene.source.asked == []
    assert await scene.town.acts() == []


async def test_a_patron_who_is_gone_reports_nothing(scene: Scene) -> None:
    opened = await scene.opened()
    del scene.source.people["51"]
    report = TakeReport(actor=scene.actor, patron_id=opened.patron.id, kind=PatronReport.RETURNED)
    with pytest.raises(PatronGone):
        await scene.backend.acts.perform(report)


async def test_offered_is_what_the_counter_keeps_and_what_records_fill(scene: Scene) -> None:
    offers = scene.backend.offers
    assert {verb for it in offers.acts for verb in REGISTER[it].verbs} == KEPT_BESIDE
    assert offers.acts == KEPT_ACTS
    filled = {SystemPart.PASSWORD_STATE, SystemPart.CANCELLED_HOLDS, SystemPart.REQUESTS}
    assert filled <= offers.parts
    never = {SystemPart.SEARCH, SystemPart.SUSPENSION_LIST, SystemPart.APPROVALS, SystemPart.MAIL_NOTICES}
    assert never.isdisjoint(offers.parts)
    assert SystemPart.OPEN_DAYS not in offers.parts
    assert SystemPart.PAST_SUSPENSIONS not in offers.parts
