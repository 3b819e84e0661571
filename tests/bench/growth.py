"""How cost grows: with the patrons of a library, with the loans of one patron, and with the desks of a city.

What an index finds costs the same in every library. Of what doesn't the table names the statement's module.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete

from services.contract.actor import Actor, StaffMember
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import access_log
from services.own_schema.library import open_library
from services.rules.people.looks import Purpose
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel, Role
from tests.bench.figures import Figure
from tests.bench.library import LOANS, cards, copied, lend_to, library
from tests.bench.load.city import city
from tests.bench.load.running import run
from tests.bench.service import ACTOR, Acting
from tests.helpers.postgres import left_out_because

SIZES: Final = (10_000, 100_000, 1_000_000)
MANY_LOANS: Final = (20, 100, 500)
FLAT: Final = 1.5
"""How much dearer something may be in the largest library than in the smallest: caches do that."""
_DESKS: Final = (10, 100, 200)
_PATRONS_OF_DESKS: Final = 100_000
_PAUSE_S = 3.0
_COUNTED_S = 20.0
_WARM_UP = 5
_FORGOTTEN_AFTER = 30
_SUPERVISOR: Final = Actor(StaffMember("bench", "責任者", Role.SUPERVISOR), 1, "bench", Channel.COUNTER)
_SEARCHES: Final = {
    "search, rare surname": "カムポス",
    "search, surname of 6 in 100": "サトウ",
    "search, surname and given name": "サトウ ヨウコ",
    "search, two names that nobody has both": "サトウ ズズ",
    "search, kanji": "佐藤 陽子",
    "search, from abroad": "nguyen",
    "search, birth date and surname": "S54.4.1 サトウ",
    "search, telephone number": "048-000-0001",
}
_STATEMENTS: Final = {
    "look-up": "lookup/look_up_statement.py",
    "act": "transactions/patron_statements.py",
    "search": "search/search_statement.py",
    "counts": "today/today.py",
    "list": "today/suspensions_statement.py",
}


def measure(folder: Path, sizes: Sequence[int], count: int) -> list[Figure]:
    """Measure in libraries of these sizes, on both databases where there is a server.

    Args:
        folder: where the libraries are kept; those of a million patrons are made at the first run.
        sizes: patrons.
        count: how often each is measured.
    """
    grown: dict[str, list[Figure]] = {}
    for size in sizes:
        path = library(folder, size)
        found = asyncio.run(_all(f"sqlite:///{path}", cards(path), ACTOR, count))
        _note(grown, "SQLite", size, found)
    for size in sizes if left_out_because() is None else ():
        with city(folder, size, desks=1) as opened:
            [login] = opened.logins
            actor = replace(ACTOR, staff=StaffMember(login, "窓口 担当", Role.COUNTER))
            found = asyncio.run(_all(opened.url_of(login), opened.cards, actor, count, owner=opened.url))
        _note(grown, "PostgreSQL", size, found)
    print(
        f"| patrons | {' | '.join(f'{size:,}' for size in sizes)} | | |\n|---|{'---:|' * len(sizes)}---:|---|"
    )
    for what, each in grown.items():
        print(_row(what, each))
    by_loans = asyncio.run(_by_loans(library(folder, sizes[0]), count))
    if left_out_because() is None:
        _by_desks(folder, min(_PATRONS_OF_DESKS, sizes[-1]))
    return [*(figure for each in grown.values() for figure in each), *by_loans]


def _row(what: str, each: list[Figure]) -> str:
    times = each[-1].median / each[0].median
    module = next(it for name, it in _STATEMENTS.items() if f": {name}" in what)
    medians = " | ".join(f"{it.median:.1f}" for it in each)
    return f"| {what} | {medians} | {times:.1f} × | {module if times > FLAT else ''} |"


def _by_desks(folder: Path, patrons: int) -> None:
    """Have more and more desks work in a city, and print the load's own table."""
    desks = _DESKS if patrons == _PATRONS_OF_DESKS else _DESKS[:1]
    with city(folder, patrons, max(desks)) as opened:
        steps = [(many, _PAUSE_S) for many in desks]
        asyncio.run(run(opened, steps, _COUNTED_S, patrons=patrons, processes=2, delay=0.0))


def _note(grown: dict[str, list[Figure]], where: str, size: int, found: dict[str, tuple[float, ...]]) -> None:
    for what, samples in found.items():
        name = f"{where}: {what}"
        grown.setdefault(name, []).append(Figure(f"{name}, {size:,} patrons", "ms", samples))


async def _all(
    url: str, numbers: Sequence[str], actor: Actor, count: int, *, owner: str | None = None
) -> dict[str, tuple[float, ...]]:
    """Measure everything in one library; lists as its administrator, who needs no login of a supervisor's."""
    turns = cycle(numbers)
    async with open_library(url) as opened, open_library(owner or url) as administrators:
        backend, acting, today = opened.backend, Acting(opened, numbers, actor), administrators.records.today
        found = {
            "look-up": await _timed(lambda: backend.look_ups.by_card(next(turns), actor), count),
            "act": await _timed(acting.act, count),
        }
        for what, typed in _SEARCHES.items():
            search = partial(backend.searches.find, SearchText(words=typed), actor)
            found[what] = await _timed(search, count, rest=lambda: _forget_searches(administrators.db))
        found["counts of 今日の仕事"] = await _timed(lambda: today.counts(_SUPERVISOR), count)
        every, lists = SuspensionFilter(), administrators.backend.suspension_lists
        found["list of suspensions"] = await _timed(lambda: lists.suspensions(every, _SUPERVISOR), count)
    return found


async def _by_loans(path: Path, count: int) -> list[Figure]:
    """Look patrons up who have borrowed more and more, in a copy of a library."""
    with copied(path) as copy:
        numbers = {many: cards(copy) if many == LOANS else lend_to(copy, many) for many in MANY_LOANS}
        async with open_library(f"sqlite:///{copy}") as opened:
            look = opened.backend.look_ups.by_card
            return [
                Figure(
                    f"SQLite: look-up, {many} loans", "ms", await _timed(_turning(look, numbers[many]), count)
                )
                for many in MANY_LOANS
            ]


async def _forget_searches(db: Database) -> None:
    """Delete the records of searches, as the administrator: a login has to wait after too many within an hour."""
    async with db.transaction() as conn:
        await conn.execute(delete(access_log).where(access_log.c.purpose == Purpose.SEARCH))


def _turning(
    look: Callable[[str, Actor], Awaitable[Any]], numbers: list[str]
) -> Callable[[], Awaitable[Any]]:
    turns = cycle(numbers)
    return lambda: look(next(turns), ACTOR)


async def _timed(
    act: Callable[[], Awaitable[Any]], count: int, *, rest: Callable[[], Awaitable[None]] | None = None
) -> tuple[float, ...]:
    samples = []
    for place in range(_WARM_UP + count):
        if rest is not None and place % _FORGOTTEN_AFTER == 0:
            await rest()
        start = time.perf_counter()
        await act()
        if place >= _WARM_UP:
            samples.append((time.perf_counter() - start) * 1000)
    return tuple(samples)
