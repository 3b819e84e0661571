"""Each role's own work passes with its own login, through the services as the desk uses them."""

from typing import Any

import pytest
from sqlalchemy import insert

from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused, IdentityNotConfirmed
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import password_credential, patron, wording
from services.own_schema.worker.worker import Worker
from services.rules.decision import Reason
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, Channel, Clearing, HoldStatus, SuspensionReason
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import days_ago
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import MAY
from tests.services.acts.staging import records
from tests.services.acts.suspension_scene import allow_overriding, lift_order
from tests.services.own_schema.mail.post import Postbox, post_office, serving


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_look_up_is_one_of_the_logins_own(city: City, who: str) -> None:
    patron_id = await city.town.patron("123456789")
    await city.town.loan(patron_id)
    async with city.open(who) as library:
        answer = await library.backend.look_ups.by_card("123456789", city.actor(who))
    assert isinstance(answer, PatronSnapshot)
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"]) == (city.names[who], patron_id)


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker", "portal"])
async def test_everybody_reads_the_librarys_masters(city: City, who: str) -> None:
    own = {"name": "mail.email_registered.subject", "valid_from": days_ago(1), "text": "{library}より"}
    async with city.town.db.transaction() as conn:
        await conn.execute(insert(wording).values(own))
    async with city.open(who) as library:
        masters = library.masters.current
    assert masters.wording["mail.email_registered.subject"] == "{library}より"
    assert len(masters.branches) == 10


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_every_act_of_the_counter_passes(city: City, who: str) -> None:
    failed = {}
    async with city.open(who) as library:
        for act in EVERY_ACT:
            if MAY[act.verb, who] == "-":
                continue
            staged = await act.staged(city.town, city.library)
            request = act.ordered(staged, city.actor(who, Channel.COUNTER))
            await library.backend.look_ups.by_patron(staged.patron_id, request.actor)
            try:
                await act.done(library, request)
            except Exception as error:  # noqa: BLE001 - all that fail are told together
                failed[act.name] = repr(error.__cause__ or error)
                continue
            (record,) = await records(city.town, request)
            assert (record["verb"], record["staff_id"]) == (act.verb, city.names[who])
    assert failed == {}


async def test_the_phone_sees_number_and_counts_before_the_check_and_all_after_it(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    await city.town.loan(patron_id)
    actor = city.actor("phone", Channel.PHONE)
    async with city.open("phone") as library:
        glimpse = await library.backend.look_ups.by_card("123456789", actor)
        assert isinstance(glimpse, PhoneSummary)
        assert (glimpse.patron_id, glimpse.loans) == (patron_id, 1)
        assert isinstance(await library.backend.look_ups.again(patron_id, actor), PhoneSummary)
        with pytest.raises(IdentityNotConfirmed):
            await library.backend.identity.check(patron_id, CallerFacts(birth_date="S55.4.3"), actor)
        snapshot = await library.backend.identity.check(patron_id, CallerFacts(birth_date="S55.4.2"), actor)
        assert (snapshot.patron.id, len(snapshot.loans)) == (patron_id, 1)
        assert isinstance(await library.backend.look_ups.again(patron_id, actor), PatronSnapshot)
        await library.backend.identity.end(patron_id, actor)
        assert isinstance(await library.backend.look_ups.again(patron_id, actor), PhoneSummary)
    purposes = [look["purpose"] for look in await city.town.looks()]
    assert purposes == ["look_up", "read_again", "identified", "read_again", "read_again"]
    assert {look["staff_id"] for look in await city.town.looks()} == {city.names["phone"]}


async def test_the_phone_hears_of_a_namesake_of_an_identified_caller(city: City) -> None:
    patron_id, _ = [await city.town.patron(number) for number in ("123456789", "223456789")]
    actor = city.actor("phone", Channel.PHONE)
    async with city.open("phone") as library:
        await library.backend.look_ups.by_card("123456789", actor)
        snapshot = await library.backend.identity.check(patron_id, CallerFacts(birth_date="S55.4.2"), actor)
        assert snapshot.patron.has_namesake


async def test_every_act_of_the_phone_passes_after_the_check(city: City) -> None:
    failed = {}
    actor = city.actor("phone", Channel.PHONE)
    async with city.open("phone") as library:
        for act in EVERY_ACT:
            if MAY[act.verb, "phone"] == "-":
                continue
            staged = await act.staged(city.town, city.library)
            request = act.ordered(staged, actor)
            with pytest.raises(ActRefused) as refused:
                await act.done(library, request)
            assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)
            await library.backend.identity.check(staged.patron_id, CallerFacts(birth_date="S55.4.2"), actor)
            try:
                await act.done(library, request)
            except Exception as error:  # noqa: BLE001 - all that fail are told together
                failed[act.name] = repr(error.__cause__ or error)
                continue
            (record,) = await records(city.town, request)
            assert (record["verb"], record["staff_id"]) == (act.verb, city.names["phone"])
    assert failed == {}


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_search_is_one_of_the_logins_own(city: City, who: str) -> None:
    await city.town.patron("123456789")
    async with city.open(who) as library:
        found = await library.backend.searches.find(SearchText(words="カワグチ"), city.actor(who))
    assert [hit.name for hit in found.hits] == ["川口 花子"]
    (look,) = await city.town.looks()
    assert (look["staff_id"], look["patron_id"], look["purpose"]) == (city.names[who], None, "search")


async def test_the_worker_makes_the_keys_of_names_that_others_wrote(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    await city.town.change(patron, patron.c.id == patron_id, name="青木 花子", kana="アオキ ハナコ")
    async with city.open("worker") as library:
        done = await Worker(library.outbox(), library.housekeeping(), None, library.sealing()).once()
    assert done.keys == 1
    async with city.open("counter") as library:
        found = await library.backend.searches.find(SearchText(words="青木"), city.actor("counter"))
    assert [hit.kana for hit in found.hits] == ["アオキ ハナコ"]


async def test_the_worker_clears_and_sends(city: City) -> None:
    town = city.town
    patron_id = await town.patron("123456789")
    title = await town.title()
    await town.hold(patron_id, bib=title, status=HoldStatus.READY, shelf_until=days_ago(1))
    await town.hold(await town.patron("223456789"), bib=title)
    request = ActRequest[None](actor=city.actor("counter"), patron_id=patron_id)
    await record(city.library.db, request)
    staged = await next(act for act in EVERY_ACT if act.name == "question.ask").staged(town, city.library)
    asking = next(act for act in EVERY_ACT if act.name == "question.ask")
    await asking.done(city.library, asking.ordered(staged, city.actor("counter")))
    async with city.open("worker") as library:
        cleared = await library.housekeeping().run()
        letter = await library.outbox().claim()
        assert letter is not None
        await library.outbox().sent(letter)
        assert await library.sealing().seal() is not None
    assert cleared == {Clearing.HOLD_SHELF_OVER: 1}


async def test_the_worker_does_a_whole_round_with_the_right_to_call_functions_alone(city: City) -> None:
    town, box = city.town, Postbox()
    patron_id = await town.patron("123456789")
    await town.hold(patron_id, wait_until=days_ago(1))
    await town.change(patron, patron.c.id == patron_id, name="青木 花子", kana="アオキ ハナコ")
    asking = next(act for act in EVERY_ACT if act.name == "question.ask")
    staged = await asking.staged(town, city.library)
    await asking.done(city.library, asking.ordered(staged, city.actor("counter")))
    async with city.open("worker") as library, serving(post_office(box)) as server:
        works = Worker(library.outbox(), library.housekeeping(), server, library.sealing())
        done = await works.once()
    assert done.seal is not None
    assert (done.sent, done.failed, done.waiting, done.keys, done.seal.sequence) == (1, 0, 0, 1, 1)
    assert done.cleared == {Clearing.HOLD_WAIT_OVER: 1}
    assert len(box.taken) == 1


async def test_a_supervisor_lifts_where_the_card_was_found_again(city: City) -> None:
    patron_id = await city.town.patron("123456789", CardStatus.LOST)
    await city.town.suspend(patron_id, SuspensionReason.CARD_LOST)
    await allow_overriding(city.town)
    supervisor = city.actor("supervisor")
    async with city.open("supervisor") as library:
        way = {"seen_by": supervisor, "actor": supervisor, "override": "card_found"}
        request = await lift_order(library, SuspensionReason.CARD_LOST, **way)
        lifted = await library.backend.acts.perform(request)
    assert isinstance(lifted.answer, PatronSnapshot)
    assert (lifted.answer.suspensions, lifted.answer.patron.card_status) == ((), CardStatus.ACTIVE)


@pytest.mark.parametrize(
    ("name", "wrong", "counted"),
    [
        ("password.change", {"old": Secret("Tombo1234")}, 1),
        ("password.check", {"password": Secret("Tombo1234")}, 0),  # some tries are free
        ("password.check", {"password": Secret("Tombo1234")}, 1),
    ],
)
async def test_a_wrong_password_is_counted_and_a_right_one_ends_the_count(
    city: City, name: str, wrong: dict[str, Any], counted: int
) -> None:
    act = next(act for act in EVERY_ACT if act.name == name)
    actor = city.actor("counter")
    staged = await act.staged(city.town, city.library)
    async with city.open("counter") as library:
        await library.backend.look_ups.by_patron(staged.patron_id, actor)
        free = library.masters.current.policy.free_password_checks if name == "password.check" else 0
        for _ in range(free + counted):
            await act.done(library, act.ordered(staged, actor, **wrong))
        assert await _wrong_logins(city) == counted
        await act.done(library, act.ordered(staged, actor))
        assert await _wrong_logins(city) == 0


async def _wrong_logins(city: City) -> int:
    (row,) = await city.town.all_rows(password_credential)
    return int(row["wrong_logins"])
