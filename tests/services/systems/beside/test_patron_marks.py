"""A desk hears what changes at the system by the open patron's mark, and whether both systems are there."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from services.contract.change_events import Changed, Connected, Lost, Replaced, Report
from services.contract.errors import (
    DatabaseReplaced,
    RecordUnfit,
    SystemBusy,
    SystemPartsGone,
    SystemUnreachable,
)
from services.systems.beside.patron_marks import SystemChanges
from tests.services.systems.beside.beside_scene import Scene

_HOPELESS = 10.0
"""Seconds after which nothing will be said any more."""


@dataclass
class Clock:
    """Lets a feed's pauses end one by one."""

    wanted: list[float] = field(default_factory=list)
    paused: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def pause(self, seconds: float) -> None:
        self.wanted.append(seconds)
        self.paused.set()
        await self.over.wait()
        self.over.clear()

    async def tick(self) -> None:
        """Let the pause end that the feed is in, and wait until it is in the next one."""
        await self.paused.wait()
        self.paused.clear()
        self.over.set()
        await self.paused.wait()


@dataclass
class Own:
    """The counter's own feed: it says what a test has it say."""

    told: asyncio.Queue[Report | Exception] = field(default_factory=asyncio.Queue)
    reconnected: int = 0

    async def reports(self) -> AsyncGenerator[Report]:
        while True:
            told = await self.told.get()
            if isinstance(told, Exception):
                raise told
            yield told

    def follow(self, patron_id: int | None) -> None:
        pass

    def reconnect(self) -> None:
        self.reconnected += 1


@dataclass
class Heard:
    """A feed, what is to be heard of it, and what makes it say so."""

    feed: SystemChanges
    reports: AsyncGenerator[Report]
    clock: Clock
    own: Own

    async def next(self) -> Report:
        async with asyncio.timeout(_HOPELESS):
            return await anext(self.reports)

    def nothing(self) -> bool:
        return self.feed._told.empty()  # noqa: SLF001 - nobody may hear what isn't said


@pytest.fixture
async def heard(scene: Scene) -> AsyncIterator[Heard]:
    async with listening(scene) as it:
        await it.own.told.put(Connected())
        assert await it.next() == Connected()
        yield it


@asynccontextmanager
async def listening(scene: Scene) -> AsyncIterator[Heard]:
    clock, own, theirs = Clock(), Own(), scene.backend.changes
    feed = SystemChanges(scene.source, theirs._masters, theirs._known, own, clock.pause)  # noqa: SLF001
    reports = feed.reports()
    try:
        yield Heard(feed, reports, clock, own)
    finally:
        await reports.aclose()


async def followed(scene: Scene, heard: Heard) -> int:
    """Open a patron as a desk does, which reads whoever it opens once more."""
    opened = await scene.opened()
    heard.feed.follow(opened.patron.id)
    assert await heard.next() == Changed(opened.patron.id)
    await scene.backend.look_ups.refresh(opened.patron.id, scene.actor)
    scene.source.asked.clear()
    return opened.patron.id


async def test_a_changed_mark_is_told_of_the_open_patron_alone(scene: Scene, heard: Heard) -> None:
    number = await followed(scene, heard)
    await heard.clock.tick()
    assert (heard.clock.wanted[0], scene.source.asked) == (5.0, [("mark", "51")])
    assert heard.nothing()
    scene.source.people["51"]["loans"] = []
    await heard.clock.tick()
    assert await heard.next() == Changed(number)
    heard.feed.follow(None)
    scene.source.asked.clear()
    await heard.clock.tick()
    assert scene.source.asked == [("cards", ""), ("mark", "")], "of nobody: whether the views are there"


async def test_a_change_before_the_first_mark_is_not_missed(scene: Scene, heard: Heard) -> None:
    opened = await scene.opened()
    scene.source.people["51"]["loans"] = []
    heard.feed.follow(opened.patron.id)
    assert await heard.next() == Changed(opened.patron.id)
    await scene.backend.look_ups.refresh(opened.patron.id, scene.actor)
    await heard.clock.tick()
    assert heard.nothing()


async def test_a_patron_who_couldnt_be_read_is_told_until_they_are(scene: Scene, heard: Heard) -> None:
    """As where a statement was broken off: without a mark to compare, no change would be noticed any more."""
    opened = await scene.opened()
    heard.feed.follow(opened.patron.id)
    assert await heard.next() == Changed(opened.patron.id)
    for _ in range(2):
        await heard.clock.tick()
        assert await heard.next() == Changed(opened.patron.id)
    assert heard.clock.wanted[-1] == 5.0
    scene.source.before_mark = lambda: heard.feed.follow(None)
    await heard.clock.tick()
    assert heard.nothing()
    scene.source.before_mark = None
    heard.feed.follow(opened.patron.id)
    assert await heard.next() == Changed(opened.patron.id)
    await scene.backend.look_ups.refresh(opened.patron.id, scene.actor)
    await heard.clock.tick()
    assert heard.nothing()


async def test_a_mark_that_comes_after_its_patron_was_closed_is_not_told(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.people["51"]["loans"] = []
    scene.source.before_mark = lambda: heard.feed.follow(None)
    await heard.clock.tick()
    assert heard.nothing()


async def test_a_patron_who_is_gone_is_told_as_a_change(scene: Scene, heard: Heard) -> None:
    number = await followed(scene, heard)
    del scene.source.people["51"]
    await heard.clock.tick()
    assert await heard.next() == Changed(number)


async def test_masters_are_read_once_a_minute_and_told_when_they_changed(scene: Scene, heard: Heard) -> None:
    for _ in range(12):
        await heard.clock.tick()
    assert scene.source.kinds.count("masters") == 1
    assert heard.nothing()
    scene.source.own["branches"][0]["name"] = "本館"
    for _ in range(12):
        await heard.clock.tick()
    assert await heard.next() == Changed(None)
    assert next(it.name for it in scene.backend.masters.current.branches.values()) == "本館"


async def test_a_lost_system_says_why_and_comes_back_by_itself(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.fails = error = SystemBusy()
    await heard.clock.tick()
    assert await heard.next() == Lost(error)
    assert heard.clock.wanted[-1] == 1.0
    await heard.clock.tick()
    assert heard.nothing()
    scene.source.fails = None
    await heard.clock.tick()
    assert await heard.next() == Connected()
    assert heard.clock.wanted[-1] == 5.0


async def test_a_system_that_is_gone_is_told_without_an_open_patron(scene: Scene, heard: Heard) -> None:
    scene.source.fails = SystemUnreachable()
    await heard.clock.tick()
    assert await heard.next() == Lost()


async def test_views_that_are_gone_are_not_back_because_the_masters_are(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.lacks = {"cards", "record", "mark"}
    await heard.clock.tick()
    assert isinstance(await heard.next(), Lost)
    heard.feed.follow(None)
    await heard.clock.tick()
    assert heard.nothing()
    scene.source.lacks = {"cards", "record"}
    await heard.clock.tick()
    assert heard.nothing()
    scene.source.lacks = set()
    await heard.clock.tick()
    assert await heard.next() == Connected()


async def test_a_system_that_is_just_gone_is_told_as_any_lost_connection(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.fails = SystemUnreachable()
    await heard.clock.tick()
    assert await heard.next() == Lost()


async def test_the_library_is_there_when_both_are(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.fails = SystemUnreachable()
    await heard.clock.tick()
    assert isinstance(await heard.next(), Lost)
    await heard.own.told.put(Lost())
    assert await heard.next() == Lost()
    await heard.own.told.put(Connected())
    await heard.own.told.put(Changed(None))
    assert await heard.next() == Changed(None), "the system isn't there yet"
    scene.source.fails = None
    await heard.clock.tick()
    assert await heard.next() == Connected()
    scene.source.fails = SystemUnreachable()
    await heard.clock.tick()
    assert isinstance(await heard.next(), Lost)
    await heard.own.told.put(Lost())
    assert await heard.next() == Lost()
    scene.source.fails = None
    await heard.clock.tick()
    await heard.own.told.put(Changed(None))
    assert await heard.next() == Changed(None), "the counter's own library isn't there yet"
    await heard.own.told.put(Connected())
    assert await heard.next() == Connected()


async def test_what_is_told_of_the_counters_own_library_goes_on(scene: Scene, heard: Heard) -> None:
    await heard.own.told.put(Changed(None))
    assert await heard.next() == Changed(None)
    heard.feed.reconnect()
    assert heard.own.reconnected == 1
    last = Replaced(DatabaseReplaced())
    await heard.own.told.put(last)
    assert await heard.next() == last
    with pytest.raises(StopAsyncIteration):
        await heard.next()


async def test_a_fault_of_the_program_ends_the_feed_and_is_raised(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)

    def broken() -> None:
        raise ZeroDivisionError

    scene.source.before_mark = broken
    await heard.clock.paused.wait()
    heard.clock.over.set()
    with pytest.raises(ZeroDivisionError):
        await heard.next()


async def test_a_fault_of_the_counters_own_feed_is_raised(heard: Heard) -> None:
    await heard.own.told.put(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await heard.next()


async def test_a_part_that_is_no_longer_filled_is_told_until_it_is_again(scene: Scene, heard: Heard) -> None:
    await followed(scene, heard)
    scene.source.own["fills"].remove("requests")
    for _ in range(12):
        await heard.clock.tick()
    told = [await heard.next(), await heard.next()]
    assert told[0] == Changed(None)
    assert isinstance(told[1], Lost)
    assert isinstance(told[1].why, SystemPartsGone)
    assert heard.nothing(), "it is told once"
    del scene.source.people["51"]["requests"]
    with pytest.raises(RecordUnfit):
        await scene.opened()
    scene.source.people["51"]["requests"] = []
    scene.source.own["fills"].append("requests")
    await heard.clock.tick()
    back = [await heard.next()]
    while back[-1] != Connected():
        back.append(await heard.next())
    assert Changed(None) in back
    assert (await scene.opened()).requests == ()


async def test_a_part_more_is_noted_and_disturbs_nobody(
    scene: Scene, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    scene.source.own["fills"].append("past_restrictions")
    for _ in range(12):
        await heard.clock.tick()
    assert await heard.next() == Changed(None)
    assert heard.nothing()
    assert "the system fills other parts than before" in caplog.text
    assert "past_restrictions" not in scene.backend.masters.system.fills
