"""Who calls hears number and counts, until what they tell is what the system holds."""

from typing import Any

import pytest

from services.acts.reports import TakeReport
from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import (
    ActRefused,
    FactsUnfit,
    IdentityCheckEnded,
    IdentityNotConfirmed,
    NotPermitted,
    SystemBusy,
)
from services.contract.snapshot import LookUpAnswer, PhoneSummary
from services.rules.decision import Reason
from services.rules.people.identity import CallerFacts, FactsNeeded
from services.rules.vocabulary import PatronReport
from services.systems.beside import callers
from tests.services.systems.beside.beside_scene import Scene

RIGHT, WRONG = CallerFacts(birth_date="S55.4.2"), CallerFacts(birth_date="S55.4.3")


async def test_a_caller_hears_number_and_counts(scene: Scene) -> None:
    told = await scene.called()
    assert (told.loans, told.holds, told.cancelled_holds, told.requests, told.questions) == (1, 1, 0, 0, 0)
    assert told.needed is FactsNeeded.ANY
    assert isinstance(await scene.backend.look_ups.refresh(told.patron_id, scene.caller), PhoneSummary)
    assert isinstance(await scene.backend.look_ups.again(told.patron_id, scene.caller), PhoneSummary)


@pytest.mark.parametrize(
    "facts",
    [RIGHT, CallerFacts(phone="(048)222-1111"), CallerFacts(kana="ｶﾜｸﾞﾁ はなこ", birth_date="1980/4/2")],
)
async def test_the_right_facts_open_the_patron(scene: Scene, facts: CallerFacts) -> None:
    told = await scene.called()
    seen = await scene.backend.identity.check(told.patron_id, facts, scene.caller)
    assert seen.patron.name == "川口 花子"
    assert await scene.purposes() == ["look_up", "identified"]
    await scene.called()  # another call
    assert isinstance(await scene.backend.look_ups.refresh(told.patron_id, scene.caller), PhoneSummary)


@pytest.mark.parametrize(
    "facts",
    [WRONG, CallerFacts(phone="048-222-1112"), CallerFacts(kana="カワグチ", birth_date="1980/4/2")],
)
async def test_a_wrong_fact_is_a_miss(scene: Scene, facts: CallerFacts) -> None:
    told = await scene.called()
    with pytest.raises(IdentityNotConfirmed):
        await scene.backend.identity.check(told.patron_id, facts, scene.caller)
    assert isinstance(await scene.backend.look_ups.refresh(told.patron_id, scene.caller), PhoneSummary)


@pytest.mark.parametrize("name", ["kana", "birth_date", "phone"])
async def test_what_is_not_registered_is_never_right(scene: Scene, name: str) -> None:
    scene.source.people["51"]["patron"][name] = None
    told = await scene.called()
    facts = {"kana": "カワグチ ハナコ", "birth_date": "1980/4/2", "phone": "048-222-1111"}
    with pytest.raises((IdentityNotConfirmed, FactsUnfit)):
        await scene.backend.identity.check(told.patron_id, CallerFacts(**{name: facts[name]}), scene.caller)


async def test_without_a_birth_date_more_is_needed_and_no_try_is_counted(scene: Scene) -> None:
    patron: dict[str, Any] = scene.source.people["51"]["patron"]
    patron["birth_date"] = None
    told = await scene.called()
    assert told.needed is FactsNeeded.KANA_AND_PHONE
    check = scene.backend.identity.check
    with pytest.raises(FactsUnfit):
        await check(told.patron_id, CallerFacts(phone="048-222-1111"), scene.caller)
    both = CallerFacts(kana="カワグチ ハナコ", phone="048-222-1111")
    assert (await check(told.patron_id, both, scene.caller)).patron.name == "川口 花子"
    for name, nothing in (("kana", " \u3000"), ("phone", "なし")):
        kept = patron[name]
        patron[name] = nothing
        assert (await scene.called()).needed is FactsNeeded.NONE_ENOUGH
        with pytest.raises(FactsUnfit):
            await check(told.patron_id, both, scene.caller)
        patron[name] = kept


async def test_misses_close_the_number(scene: Scene) -> None:
    told = await scene.called()
    for _ in range(2):
        with pytest.raises(IdentityNotConfirmed):
            await scene.backend.identity.check(told.patron_id, WRONG, scene.caller)
    for facts in (WRONG, RIGHT):
        with pytest.raises(IdentityCheckEnded):
            await scene.backend.identity.check(told.patron_id, facts, scene.caller)
    assert (await scene.called()).closed is not None


async def test_a_try_that_the_system_does_not_answer_stays_a_miss(scene: Scene) -> None:
    told = await scene.called()
    asked = 0

    async def before_record(_key: str) -> None:
        nonlocal asked
        asked += 1
        scene.source.fails = SystemBusy() if asked == 2 else None  # the first reads what is needed

    scene.source.before_record = before_record
    with pytest.raises(SystemBusy):
        await scene.backend.identity.check(told.patron_id, RIGHT, scene.caller)
    scene.source.fails = scene.source.before_record = None
    with pytest.raises(IdentityNotConfirmed) as miss:
        await scene.backend.identity.check(told.patron_id, WRONG, scene.caller)
    assert miss.value.misses_left == 1


async def test_a_patron_who_is_closed_right_after_the_comparison_is_not_opened(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await scene.called()
    identity, look_ups = scene.backend.identity, scene.backend.look_ups
    refresh = look_ups.refresh

    async def after_the_end(patron_id: int, actor: Actor) -> LookUpAnswer:
        await identity.end(patron_id, actor)
        return await refresh(patron_id, actor)

    monkeypatch.setattr(look_ups, "refresh", after_the_end)
    with pytest.raises(ActRefused) as refused:
        await identity.check(told.patron_id, RIGHT, scene.caller)
    assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)


def test_what_is_neither_told_nor_registered_fits_nothing() -> None:
    nobody = JsonRow({"kana": None, "phone": None, "birth_date": None})
    assert set(callers._right(CallerFacts(), nobody).values()) == {False}  # noqa: SLF001


async def test_nobody_is_found_without_a_number(scene: Scene) -> None:
    with pytest.raises(NotPermitted):
        await scene.backend.identity.find(RIGHT, scene.caller)


async def test_who_is_not_identified_reports_nothing(scene: Scene) -> None:
    told = await scene.called()
    report = TakeReport(actor=scene.caller, patron_id=told.patron_id, kind=PatronReport.RETURNED)
    with pytest.raises(ActRefused):
        await scene.backend.acts.perform(report)
    await scene.backend.identity.check(told.patron_id, RIGHT, scene.caller)
    await scene.backend.acts.perform(report)
    await scene.backend.identity.end(told.patron_id, scene.caller)
    assert isinstance(await scene.backend.look_ups.refresh(told.patron_id, scene.caller), PhoneSummary)
