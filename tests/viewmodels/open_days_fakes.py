"""A branch's days, as a test wants them: kept in memory, and set by the program's own rules."""

import asyncio
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from services.contract.actor import Actor
from services.contract.errors import DaysChanged, DaysOver
from services.contract.today.open_days import BranchDay, BranchMonth
from services.rules.circulation.calendar import BranchCalendar, DayOverride, WeeklyClosed
from services.rules.circulation.open_days import (
    DayChange,
    DayStanding,
    can_be_set,
    kind_on,
    override_for,
    standing_in,
)
from services.rules.clock import TOKYO, tokyo_day
from tests.helpers.snapshots import NOW

MONDAYS = [(date(2020, 1, 1), WeeklyClosed(frozenset({0})))]


class DaysInMemory:
    """Answers at once, or when the test opens the gate.

    Attributes:
        now: the time at the counters.
        overrides: the days that are set; every Monday is closed besides.
        dates: of a day how many loans are due, and how many holds leave the shelf.
        asked: which months were read, and what was set.
        failures: what the next readings and settings come to instead of an answer.
        lost: the next setting is done, and its answer lost.
        gate: everything waits for it.
    """

    def __init__(self) -> None:
        self.now = NOW
        self.overrides: dict[date, DayOverride] = {}
        self.dates: dict[date, tuple[int, int]] = {}
        self.asked: list[Any] = []
        self.failures: list[Exception] = []
        self.lost: Exception | None = None
        self.gate: asyncio.Event | None = None

    @property
    def today(self) -> date:
        return tokyo_day(self.now)

    @property
    def calendar(self) -> BranchCalendar:
        return BranchCalendar(MONDAYS, self.overrides)

    def a_day_passes(self) -> None:
        self.now += timedelta(days=1)

    async def month(self, of: date, actor: Actor) -> BranchMonth:
        await self._asked(of)
        calendar, last = self.calendar, monthrange(of.year, of.month)[1]
        days = [of.replace(day=number) for number in range(1, last + 1)]
        return BranchMonth(
            now=self.now.astimezone(TOKYO),
            branch_id=actor.branch_id,
            days=tuple(self._day(calendar, it) for it in days),
        )

    async def set_days(self, changes: Sequence[DayChange], _actor: Actor) -> int:
        await self._asked(tuple(changes))
        calendar = self.calendar
        over = standing_in(changes, calendar, self.today, DayStanding.OVER)
        if over:
            raise DaysOver(tuple(it.day for it in over))
        changed = standing_in(changes, calendar, self.today, DayStanding.CHANGED)
        if changed:
            raise DaysChanged({it.day: kind_on(calendar, it.day) for it in changed})
        to_do = standing_in(changes, calendar, self.today, DayStanding.TO_DO)
        for it in to_do:
            override = override_for(calendar, it.day, it.wanted)
            self.overrides.pop(it.day, None)
            if override is not None:
                self.overrides[it.day] = override
        if self.lost is not None:
            lost, self.lost = self.lost, None
            raise lost
        return len(to_do)

    def _day(self, calendar: BranchCalendar, day: date) -> BranchDay:
        due, shelved = self.dates.get(day, (0, 0))
        return BranchDay(
            day=day,
            kind=kind_on(calendar, day),
            opens_by_rules=calendar.opens_by_rules(day),
            can_be_set=can_be_set(day, self.today),
            due=due,
            shelved=shelved,
        )

    async def _asked(self, what: Any) -> None:
        self.asked.append(what)
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
