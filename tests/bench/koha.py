"""`python -m tests.bench.koha`: a look at Koha's patrons, in libraries of growing size (docs/benchmarks.md).

The patrons that are opened in turn have 20 loans and 5 holds. `CPU` is what the server's processor took for a
statement, which others' programs change less than its time. The libraries of all sizes are measured in turn.

python -m tests.bench.koha
python -m tests.bench.koha --patrons 2000 --count 50      to try the benchmark itself
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from services.systems.beside.backend import SystemBackend, stand_beside
from services.systems.contract_check import check_contract
from services.systems.koha.demo.library import FIRST_CARD, HOLDS, LOANS
from services.systems.mariadb.views import MariaDbViews
from tests.bench.figures import Figure, machine, ratio, table, write_json
from tests.bench.others import watch_others
from tests.helpers.mariadb import Koha, running_mariadb
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import Town, clerk

SIZES: Final = (10_000, 100_000, 300_000)
FLAT: Final = 1.3
"""How much dearer the largest library may be than the smallest."""
_OPENED: Final = 200
_WARM_UP: Final = 40
_RECORDS: Final = 200


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patrons", type=int, nargs="+", default=SIZES, help="of each library")
    parser.add_argument("--count", type=int, default=400, help="how often each is measured")
    arguments = parser.parse_args()
    about, share = machine(), watch_others()
    figures = asyncio.run(_all(arguments.patrons, arguments.count))
    about["others_took_percent"] = share()
    written = write_json(Path(__file__).parent / "results", about, figures)
    print(", ".join(f"{name}: {value}" for name, value in about.items()))
    print(table(figures))
    print(f"written to {written}")
    return 0


async def _all(sizes: list[int], count: int) -> list[Figure]:
    async with AsyncExitStack() as kept:
        desks = [await _desk(kept, size) for size in sizes]
        figures: list[Figure] = []
        for what, act, most in (
            ("card", _Desk.card, None),
            ("record", _Desk.record, (5.0, 30.0)),
            ("mark", _Desk.mark, None),
            ("masters", _Desk.masters, None),
            ("look", _Desk.look, (10.0, 30.0)),
        ):
            figures += await _in_turn(what, act, desks, count, most)
        return [*figures, *[await it.check() for it in desks]]


@dataclass(frozen=True, slots=True)
class _Desk:
    """A desk on a library of a size."""

    size: int
    koha: Koha
    views: MariaDbViews
    backend: SystemBackend
    cards: Iterator[str]
    keys: Iterator[str]

    async def card(self) -> Any:
        return await self.views.cards(next(self.cards))

    async def record(self) -> Any:
        return await self.views.by_key(next(self.keys))

    async def mark(self) -> Any:
        return await self.views.mark(next(self.keys))

    async def masters(self) -> Any:
        return await self.views.masters()

    async def look(self) -> Any:
        return await self.backend.look_ups.by_card(next(self.cards), clerk())

    async def check(self) -> Figure:
        begun = time.perf_counter()
        report = await check_contract(self.views, _RECORDS)
        assert report.faults == ()
        took = time.perf_counter() - begun
        return Figure(f"contract check of {_RECORDS}, {self.size:,} patrons", "s", (took,), 10)


async def _desk(kept: AsyncExitStack, size: int) -> _Desk:
    server = kept.enter_context(running_mariadb("--innodb-buffer-pool-size=1G"))
    koha = await server.make_koha(patrons=size, full=_OPENED)
    views = await kept.enter_async_context(koha.opened())
    folder = Path(kept.enter_context(tempfile.TemporaryDirectory()))
    url = f"sqlite:///{folder / 'library.sqlite3'}"
    await upgrade.init(url)
    library = await kept.enter_async_context(open_library(url, hasher=CHEAP_HASHER, on_any_disk=True))
    await Town.found(library.db)
    backend = await stand_beside(views, library.backend, library.recording)
    cards = cycle(str(FIRST_CARD + number) for number in range(_OPENED))
    keys = cycle(str(number) for number in range(1, _OPENED + 1))
    desk = _Desk(size, koha, views, backend, cards, keys)
    looked = await desk.look()
    assert (len(looked.loans), len(looked.holds)) == (LOANS, HOLDS)
    return desk


async def _in_turn(
    what: str,
    act: Callable[[_Desk], Awaitable[Any]],
    desks: Sequence[_Desk],
    count: int,
    most: tuple[float, float] | None,
) -> list[Figure]:
    """Measure all libraries in turn: whatever else the machine does, it does to each."""
    times: list[list[float]] = [[] for _ in desks]
    cpus: list[list[float]] = [[] for _ in desks]
    for place in range(_WARM_UP + count):
        for desk, took, of_server in zip(desks, times, cpus, strict=True):
            cpu, begun = _cpu_ms(desk.koha.server.process), time.perf_counter()
            await act(desk)
            if place >= _WARM_UP:
                took.append((time.perf_counter() - begun) * 1000)
                spent = _cpu_ms(desk.koha.server.process) - cpu
                of_server.append(max(spent, 0.0))  # less, where a thread has ended
    figures = []
    for kind, samples in ((what, times), (f"{what}, CPU", cpus)):
        wanted = most if most is not None and kind == what else (None, None)
        of_kind = [
            Figure(f"{kind}, {desk.size:,} patrons", "ms", tuple(it), *wanted)
            for desk, it in zip(desks, samples, strict=True)
        ]
        figures += of_kind
        if most is not None and len(desks) > 1:
            named = f"{kind}, {desks[-1].size:,} against {desks[0].size:,} patrons"
            figures.append(ratio(named, of_kind[-1], of_kind[0], FLAT))
    return figures


def _cpu_ms(process: int) -> float:
    """Tell how long all threads of a process have had a processor."""
    total = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:
            continue  # it has just ended
    return total / 1e6


if __name__ == "__main__":
    sys.exit(main())
