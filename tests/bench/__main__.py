"""`python -m tests.bench`: measures what people wait for, prints a table and keeps the figures as JSON.

python -m tests.bench                     all but growth and records, on 1,000,000 patrons (made at the first run)
python -m tests.bench look-up slip        some of it
python -m tests.bench --patrons 20000     on a small library, to try the benchmark itself
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import growth, look_up, records, slip, start, today
from tests.bench.figures import Figure, machine, table, write_json
from tests.bench.library import cards, library
from tests.bench.others import watch_others

_USUAL = ("start", "slip", "look-up", "today")
_PARTS = (*_USUAL, "growth", "records")
_RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Measure; what was to be reached and wasn't is marked in the table."""
    arguments = _arguments()
    about = machine()
    if unknown := set(arguments.parts) - set(_PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    path = library(arguments.folder, arguments.patrons)
    numbers = cards(path)
    sizes = [size for size in growth.SIZES if size <= arguments.patrons]
    parts: dict[str, Callable[[], list[Figure]]] = {
        "start": lambda: start.measure(path, arguments.starts),
        "slip": lambda: slip.measure(arguments.count),
        "today": lambda: today.measure(path, arguments.on_server, arguments.count),
        "records": lambda: records.measure(path, arguments.on_server, arguments.count),
        "growth": lambda: growth.measure(arguments.folder, sizes, arguments.count),
        "look-up": lambda: look_up.measure(path, numbers, arguments.count, arguments.percent),
    }
    figures: list[Figure] = []
    others: dict[str, float | None] = {}
    for name in arguments.parts or _USUAL:
        share = watch_others()
        figures += parts[name]()
        others[name] = share()
    about["others_took_percent"] = others
    written = write_json(_RESULTS, {**about, "patrons": arguments.patrons}, figures)
    print(", ".join(f"{name}: {value}" for name, value in about.items()))
    print(table(figures))
    print(f"written to {written.relative_to(Path.cwd()) if written.is_relative_to(Path.cwd()) else written}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"{', '.join(_PARTS)}; all but growth and records when left out",
    )
    parser.add_argument("--patrons", type=int, default=1_000_000, help="how many (default 1,000,000)")
    parser.add_argument(
        "--count", type=int, default=400, help="look-ups and slips of each kind (default 400)"
    )
    parser.add_argument(
        "--on-server", type=int, default=50_000, help="how many on PostgreSQL, for today and records"
    )
    parser.add_argument("--starts", type=int, default=15, help="starts of each program (default 15)")
    parser.add_argument("--percent", type=int, default=100, help="the text's size for look-ups (default 100)")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where the library is kept between runs"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
