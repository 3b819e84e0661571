"""`python -m tests.bench.koha`: a look at Koha's patrons, in libraries of growing size (docs/benchmarks.md).

The patrons that are opened in turn have 20 loans and 5 holds. `CPU` is what the server's processor took for a
statement, which others' programs change less than its time. A library is made for each size and gone afterwards.

python -m tests.bench.koha
python -m tests.bench.koha --patrons 2000 --count 50      to try the benchmark itself
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from services.systems.beside.backend import stand_beside
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
    found = {size: await _of_size(size, count) for size in sizes}
    ratios = [
        ratio(f"{what}, {sizes[-1]:,} against {sizes[0]:,} patrons", found[sizes[-1]][what], it, FLAT)
        for what, it in found[sizes[0]].items()
        if what in {"record", "record, CPU", "look"} and len(sizes) > 1
    ]
    return [*(it for some in found.values() for it in some.values()), *ratios]


async def _of_size(size: int, count: int) -> dict[str, Figure]:
    with running_mariadb("--innodb-buffer-pool-size=2G") as server:
        koha = await server.make_koha(patrons=size, full=_OPENED)
        async with koha.opened() as views:
            with tempfile.TemporaryDirectory() as folder:
                return await _measured(koha, views, Path(folder), size, count)


async def _measured(
    koha: Koha, views: MariaDbViews, folder: Path, size: int, count: int
) -> dict[str, Figure]:
    keys = cycle(str(number) for number in range(1, _OPENED + 1))
    cards = cycle(str(FIRST_CARD + number) for number in range(_OPENED))
    url = f"sqlite:///{folder / 'library.sqlite3'}"
    await upgrade.init(url)
    async with open_library(url, hasher=CHEAP_HASHER, on_any_disk=True) as library:
        await Town.found(library.db)
        desk, actor = await stand_beside(views, library.backend, library.recording), clerk()
        looked: Any = await desk.look_ups.by_card(str(FIRST_CARD), actor)
        assert (len(looked.loans), len(looked.holds)) == (LOANS, HOLDS)
        pid = koha.server.process
        timed = {
            "card": await _times(lambda: views.cards(next(cards)), count, pid),
            "record": await _times(lambda: views.by_key(next(keys)), count, pid, median=5, p99=30),
            "mark": await _times(lambda: views.mark(next(keys)), count, pid),
            "masters": await _times(views.masters, count // 4, pid),
            "look": await _times(
                lambda: desk.look_ups.by_card(next(cards), actor), count, pid, median=10, p99=30
            ),
        }
    begun = time.perf_counter()
    report = await check_contract(views, _RECORDS)
    assert report.faults == ()
    took = time.perf_counter() - begun
    figures = {name: _named(it, name, size) for both in timed.items() for name, it in _both(*both)}
    return {**figures, "check": Figure(f"contract check of {_RECORDS}, {size:,} patrons", "s", (took,), 10)}


def _both(name: str, figures: tuple[Figure, Figure]) -> tuple[tuple[str, Figure], tuple[str, Figure]]:
    return (name, figures[0]), (f"{name}, CPU", figures[1])


def _named(figure: Figure, name: str, size: int) -> Figure:
    return Figure(
        f"{name}, {size:,} patrons", "ms", figure.samples, figure.median_to_reach, figure.p99_to_reach
    )


async def _times(
    act: Callable[[], Awaitable[Any]],
    count: int,
    server: int,
    *,
    median: float | None = None,
    p99: float | None = None,
) -> tuple[Figure, Figure]:
    samples, of_server = [], []
    for place in range(_WARM_UP + count):
        cpu, begun = _cpu_ms(server), time.perf_counter()
        await act()
        if place >= _WARM_UP:
            samples.append((time.perf_counter() - begun) * 1000)
            of_server.append(_cpu_ms(server) - cpu)
    return Figure("", "ms", tuple(samples), median, p99), Figure("", "ms", tuple(of_server))


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
