"""`python -m tests.bench`: measures what people wait for, prints a table and keeps the figures as JSON.

python -m tests.bench                     everything, on a library of 1,000,000 patrons (made at the first run)
python -m tests.bench look-up slip        some of it
python -m tests.bench --patrons 20000     on a small library, to try the benchmark itself
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import look_up, service, slip, start
from tests.bench.figures import Figure, machine, table, write_json
from tests.bench.library import cards, library

_RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Measure; answers 1 when something that was to be reached wasn't."""
    arguments = _arguments()
    about = machine()
    path = library(arguments.folder, arguments.patrons)
    numbers = cards(path)
    parts: dict[str, Callable[[], list[Figure]]] = {
        "start": lambda: start.measure(path, arguments.starts),
        "slip": lambda: slip.measure(arguments.count),
        "service": lambda: service.measure(path, numbers, arguments.count),
        "look-up": lambda: look_up.measure(path, numbers, arguments.count),
    }
    figures: list[Figure] = []
    for name, measure in parts.items():
        if not arguments.parts or name in arguments.parts:
            figures += measure()
    written = write_json(_RESULTS, {**about, "patrons": arguments.patrons}, figures)
    print(", ".join(f"{name}: {value}" for name, value in about.items()))
    print(table(figures))
    print(f"written to {written.relative_to(Path.cwd()) if written.is_relative_to(Path.cwd()) else written}")
    return int(any(figure.reached is False for figure in figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="start, slip, service, look-up; all when left out"
    )
    parser.add_argument("--patrons", type=int, default=1_000_000, help="how many (default 1,000,000)")
    parser.add_argument(
        "--count", type=int, default=400, help="look-ups and slips of each kind (default 400)"
    )
    parser.add_argument("--starts", type=int, default=15, help="starts of each program (default 15)")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where the library is kept between runs"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
