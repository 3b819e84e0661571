"""A caller without a card number, whom another system finds: a miss until it has."""

from dataclasses import replace

import pytest

from services.contract.actor import Actor
from services.contract.errors import FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed, SystemBusy
from services.contract.recording import CallerFound
from services.contract.snapshot import PhoneSummary
from services.own_schema.database.tables import identity_check
from services.rules.people.identity import CallerFacts
from services.rules.vocabulary import Channel
from tests.helpers.beside_system import Person
from tests.helpers.patrons import CARD
from tests.services.contract.recording_scene import HER, Scene

RIGHT = CallerFacts(kana="カワグチハナコ", birth_date="S55.4.2")
WRONG = replace(RIGHT, birth_date="S55.4.3")


@pytest.fixture
def caller(scene: Scene) -> Actor:
    return replace(scene.actor, channel=Channel.PHONE)


async def facts_of_last(scene: Scene) -> dict[str, str | None]:
    facts: dict[str, str | None] = (await scene.town.all_rows(identity_check))[-1]["facts"]
    return facts


async def test_a_caller_is_found_and_identified(scene: Scene, caller: Actor) -> None:
    seen = await scene.system.find(RIGHT, caller)
    assert (seen.patron.name, seen.card_number) == (HER.name, CARD)
    (look,) = await scene.town.looks()
    assert (look["purpose"], look["patron_id"]) == ("found_by_facts", seen.patron.id)
    assert await facts_of_last(scene) == {
        "card_number": None,
        "kana": "ok",
        "birth_date": "ok",
        "phone": None,
    }
    await scene.system.by_card(CARD, caller)  # another call
    assert isinstance(await scene.system.refresh(seen.patron.id, caller), PhoneSummary)


async def test_who_shares_what_was_told_is_not_found(scene: Scene, caller: Actor) -> None:
    scene.system.people.append(Person("koha:52", "200000002"))
    with pytest.raises(IdentityNotConfirmed):
        await scene.system.find(RIGHT, caller)
    assert await scene.town.looks() == []
    assert set((await facts_of_last(scene)).values()) == {"ng", None}


async def test_misses_close_whom_they_meant_and_the_login(scene: Scene, caller: Actor) -> None:
    for _ in range(2):
        with pytest.raises(IdentityNotConfirmed):
            await scene.system.find(WRONG, caller)
    number = next(iter(scene.system.numbers))
    with pytest.raises((IdentityNotConfirmed, IdentityCheckEnded)):
        await scene.system.find(WRONG, caller)
    summary = await scene.system.by_card(CARD, caller)
    assert isinstance(summary, PhoneSummary)
    with pytest.raises(IdentityCheckEnded):
        await scene.system.check(number, CallerFacts(birth_date="S55.4.2"), caller)
    with pytest.raises((IdentityNotConfirmed, IdentityCheckEnded)):
        await scene.system.find(RIGHT, caller)  # whom misses closed isn't found
    assert not [it for it in await scene.town.looks() if it["purpose"] == "found_by_facts"]


async def test_a_search_that_breaks_off_stays_a_miss_of_the_login(scene: Scene, caller: Actor) -> None:
    async def lost() -> CallerFound:
        (noted,) = await scene.town.all_rows(identity_check)
        assert (noted["outcome"], noted["staff_id"]) == ("failed", caller.staff.id), "committed"
        raise SystemBusy

    with pytest.raises(SystemBusy):
        await scene.system.recording.checks.found(RIGHT, caller, find=lost)
    with pytest.raises(IdentityNotConfirmed) as miss:
        await scene.system.find(WRONG, caller)
    left = miss.value.misses_left
    with pytest.raises(IdentityNotConfirmed) as miss:
        await scene.system.find(replace(WRONG, kana="ベツノヒト"), caller)
    assert miss.value.misses_left == left - 1


async def test_one_fact_is_no_try(scene: Scene, caller: Actor) -> None:
    with pytest.raises(FactsUnfit):
        await scene.system.find(replace(RIGHT, kana=""), caller)
    assert await scene.town.all_rows(identity_check) == []


async def test_too_many_who_are_meant_count_for_the_login_alone(scene: Scene, caller: Actor) -> None:
    scene.system.people.extend(Person(f"koha:{number}", f"30000{number:04}") for number in range(100, 200))
    for _ in range(3):
        with pytest.raises(IdentityNotConfirmed):
            await scene.system.find(WRONG, caller)
    summary = await scene.system.by_card(CARD, caller)
    assert isinstance(summary, PhoneSummary)
    assert summary.closed is None
    seen = await scene.system.check(summary.patron_id, CallerFacts(birth_date="S55.4.2"), caller)
    assert seen.patron.name == HER.name
