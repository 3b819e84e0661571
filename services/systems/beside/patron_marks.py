"""Notices what changes: by the mark of the open patron, for another system sends no notices."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from services.contract.backend import Changes, PatronKey
from services.contract.change_events import Changed, Connected, LoginRefused, Lost, Replaced, Report
from services.contract.errors import ServiceError, SystemPartsGone, SystemUnreachable
from services.systems.beside.known import Known
from services.systems.beside.masters_in_force import MastersBeside
from services.systems.record_source import RecordSource

_MARK_EVERY: Final = 5.0
_MASTERS_EVERY: Final = 12
"""Of how many marks one comes with the masters: every minute."""
_AGAIN: Final = 1.0
"""Seconds."""
_NOBODY: Final = ""
"""No patron's card or key."""


class SystemChanges:
    """Tells what changed at the counter's own library, and of the patron who is open at the system.

    Args:
        source: the system.
        masters: read once a minute.
        known: the record that was read last, with its mark.
        own: the counter's own library's.
        pause: waits so many seconds.
    """

    def __init__(
        self,
        source: RecordSource,
        masters: MastersBeside,
        known: Known,
        own: Changes,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._source = source
        self._masters = masters
        self._known = known
        self._own = own
        self._pause = pause
        self._followed: PatronKey | None = None
        self._told: asyncio.Queue[Report | _SystemLost | _SystemBack | Exception] = asyncio.Queue()

    def follow(self, patron_id: PatronKey | None) -> None:
        """Ask about this patron from now on; whoever is opened is read once more, for what changed meanwhile."""
        self._known.follow(patron_id)
        self._followed = patron_id
        if patron_id is not None:
            self._told.put_nowait(Changed(patron_id))

    def reconnect(self) -> None:
        """Use none of the own library's present connections again; those to the system are found dead one by one."""
        self._own.reconnect()

    async def reports(self) -> AsyncGenerator[Report]:
        """Yield the events of both until the generator is closed."""
        state = _Both()
        tasks = [asyncio.create_task(it) for it in (self._hear_own(), self._ask())]
        try:
            last = False
            while not last:
                told = await self._told.get()
                if isinstance(told, Exception):
                    raise told
                report = state.after(told)
                if report is not None:
                    last = isinstance(report, Replaced | LoginRefused)
                    yield report
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _hear_own(self) -> None:
        try:
            async with aclosing(self._own.reports()) as reports:
                async for report in reports:
                    self._told.put_nowait(report)
        except Exception as error:  # noqa: BLE001 - raised where it is told
            self._told.put_nowait(error)

    async def _ask(self) -> None:
        lost, asked = False, 0
        try:
            while True:
                await self._pause(_AGAIN if lost else _MARK_EVERY)
                asked += 1
                try:
                    await self._ask_once(with_masters=lost or asked % _MASTERS_EVERY == 0)
                except ServiceError as error:
                    if not lost:
                        lost = True
                        self._told.put_nowait(_SystemLost(error))
                    continue
                if lost:
                    lost = False
                    self._told.put_nowait(_SystemBack())
        except Exception as error:  # noqa: BLE001 - raised where it is told
            self._told.put_nowait(error)

    async def _ask_once(self, *, with_masters: bool) -> None:
        if with_masters:
            before = self._masters.current
            await self._masters.again()
            if self._masters.current is not before:
                self._told.put_nowait(Changed(None))
        if self._masters.lacks:
            raise SystemPartsGone
        number = self._followed
        held = None if number is None else self._known.held(number)
        if number is None or held is None:  # the next look needs both views
            await self._source.cards(_NOBODY)
            await self._source.mark(_NOBODY)
            if number is not None and number == self._followed:  # their record couldn't be read, or isn't yet
                self._told.put_nowait(Changed(number))
            return
        mark = await self._source.mark(await self._known.key_of(number))
        if mark != held[0] and number == self._followed:
            self._told.put_nowait(Changed(number))


@dataclass(frozen=True, slots=True)
class _SystemLost:
    """The system can't be read, and is asked again until it can."""

    why: ServiceError


@dataclass(frozen=True, slots=True)
class _SystemBack:
    """It can be read again."""


class _Both:
    """Whether both are there: only then is the library."""

    def __init__(self) -> None:
        self._own_is_there = False
        self._lost: ServiceError | None = None

    def after(self, told: "Report | _SystemLost | _SystemBack") -> Report | None:
        """Tell what to report of what one of them told; None where the other one has the last word."""
        match told:
            case _SystemLost(why=why):
                self._lost = why
                return Lost(None if type(why) is SystemUnreachable else why)
            case _SystemBack():
                self._lost = None
                return Connected() if self._own_is_there else None
            case Connected():
                self._own_is_there = True
                return told if self._lost is None else None
            case Lost():
                self._own_is_there = False
                return told
            case _:
                return told
