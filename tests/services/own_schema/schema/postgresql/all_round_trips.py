"""How often a desk waits for the server: counted on the wire, by each role's own login, through the real services."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import pytest

from services.acts.register import REGISTER
from services.contract.actor import Actor
from services.contract.backend import IdentityChecks
from services.contract.errors import IdentityNotConfirmed
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.library import Library, open_library
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.helpers.proxy import Proxy, proxied
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import MAY

AT_MOST = 2
# What the patron typed is hashed by the desk with the password's own salt, before the act: one question for the salt,
# one call that counts the try and compares.
MORE_FOR_TRYING_A_PASSWORD = {"password.change": 2, "password.check": 2}
CALLER = CallerFacts(birth_date="S55.4.2")


@dataclass(frozen=True)
class Desk:
    """One login's library, reached through a proxy."""

    actor: Actor
    library: Library
    proxy: Proxy

    async def turns(self, work: Awaitable[object]) -> int:
        """Count the round trips that some work takes."""
        before = self.proxy.turns
        await work
        return self.proxy.turns - before


@asynccontextmanager
async def desk(city: City, who: str, channel: Channel) -> AsyncIterator[Desk]:
    async with (
        proxied(city.url_of(who)) as (proxy, url),
        open_library(url, hasher=city.hasher) as library,
    ):
        yield Desk(city.actor(who, channel), library, proxy)


DESKS = [("counter", Channel.COUNTER), ("supervisor", Channel.COUNTER), ("phone", Channel.PHONE)]
every_desk = pytest.mark.parametrize(("who", "channel"), DESKS, ids=[who for who, _ in DESKS])


@every_desk
async def test_a_look_is_one_with_its_record_and_so_is_a_refresh(
    city: City, who: str, channel: Channel
) -> None:
    patron_id = await city.town.patron(CARD)
    await city.town.loan(patron_id)
    await city.town.hold(patron_id)
    async with desk(city, who, channel) as here:
        looks, actor = here.library.backend.look_ups, here.actor
        for work in (
            partial(looks.by_card, CARD, actor),
            partial(looks.again, patron_id, actor),
            partial(looks.refresh, patron_id, actor),
        ):
            await work()
            assert [await here.turns(work()) for _ in range(3)] == [1, 1, 1]
    purposes = [look["purpose"] for look in await city.town.looks()]
    assert purposes == ["look_up"] * 4 + ["read_again"] * 4


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_a_search_is_one_with_its_record_and_so_is_opening_a_hit(city: City, who: str) -> None:
    patron_id = await city.town.patron(CARD)
    async with desk(city, who, Channel.COUNTER) as here:
        searches, looks, actor = here.library.backend.searches, here.library.backend.look_ups, here.actor
        for words in ("カワグチ", "kawaguchi hanako", "川口 0001", "S55.4.2"):
            text = SearchText(words=words)
            (hit,) = (await searches.find(text, actor)).hits
            assert hit.id == patron_id
            assert [await here.turns(searches.find(text, actor)) for _ in range(3)] == [1, 1, 1]
        await looks.by_patron(patron_id, actor)
        assert [await here.turns(looks.by_patron(patron_id, actor)) for _ in range(3)] == [1, 1, 1]
    purposes = [look["purpose"] for look in await city.town.looks()]
    assert purposes == ["search"] * 16 + ["look_up"] * 4


async def test_a_whole_caller_is_one_too(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    async with desk(city, "phone", Channel.PHONE) as here:
        looks, actor = here.library.backend.look_ups, here.actor
        assert isinstance(await looks.by_card(CARD, actor), PhoneSummary)
        await here.library.backend.identity.check(patron_id, CALLER, actor)
        await looks.again(patron_id, actor)  # the first time its statement is prepared
        await looks.refresh(patron_id, actor)
        assert await here.turns(looks.again(patron_id, actor)) == 1
        assert await here.turns(looks.refresh(patron_id, actor)) == 1


@every_desk
async def test_a_callers_check_is_one_whatever_comes_of_it(city: City, who: str, channel: Channel) -> None:
    patron_id = await city.town.patron(CARD)
    async with desk(city, who, channel) as here:
        identity = here.library.backend.identity
        named = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.2")
        wrong = CallerFacts(birth_date="S55.4.3")
        for work in (
            partial(identity.check, patron_id, CALLER, here.actor),
            partial(identity.find, named, here.actor),
            partial(identity.end, patron_id, here.actor),
            partial(_missing, identity, patron_id, wrong, here.actor),
        ):
            await work()
            assert await here.turns(work()) == 1


async def _missing(identity: IdentityChecks, patron_id: int, wrong: CallerFacts, actor: Actor) -> None:
    with pytest.raises(IdentityNotConfirmed):
        await identity.check(patron_id, wrong, actor)


@every_desk
async def test_no_act_takes_more_than_two(city: City, who: str, channel: Channel) -> None:
    taken, at_once = dict[str, int](), set[str]()
    async with desk(city, who, channel) as here:
        for act in EVERY_ACT:
            if MAY[act.verb, who] == "-":
                continue
            for _ in range(2):  # the first time its statements are prepared
                staged = await act.staged(city.town, city.library)
                shown = await here.library.backend.look_ups.by_card(staged.card, here.actor)
                if channel is Channel.PHONE:
                    await here.library.backend.identity.check(staged.patron_id, CALLER, here.actor)
                request = act.ordered(staged, here.actor)
                taken[act.name] = await here.turns(act.done(here.library, request))
                if REGISTER[type(request)].by_day and isinstance(shown, PatronSnapshot):
                    at_once.add(act.name)
    assert len(taken) > 10
    assert (len(at_once) > 5) is (channel is Channel.COUNTER)
    allowed = {name: AT_MOST + MORE_FOR_TRYING_A_PASSWORD.get(name, 0) - (name in at_once) for name in taken}
    assert {name: turns for name, turns in taken.items() if turns > allowed[name]} == {}


async def test_the_driver_asks_for_no_type_at_the_first_act(city: City) -> None:
    act = EVERY_ACT[0]
    staged = await act.staged(city.town, city.library)
    async with desk(city, "supervisor", Channel.COUNTER) as here:
        await here.library.backend.look_ups.by_card(staged.card, here.actor)
        await act.done(here.library, act.ordered(staged, here.actor))
        async with here.library.db.autocommit() as conn:
            known = (
                (await conn.exec_driver_sql("SELECT statement FROM pg_prepared_statements")).scalars().all()
            )
    assert any("madoguchi_carry_out" in it for it in known)
    assert [it for it in known if "typeinfo" in it] == []
