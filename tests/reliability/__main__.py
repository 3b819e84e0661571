"""`python -m tests.reliability`: breaks network and servers in every way under load, and counts what is left.

python -m tests.reliability                      everything (make reliability)
python -m tests.reliability cuts --acts 300      some of it
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from tests.reliability.circulation import circulation
from tests.reliability.contention import contention
from tests.reliability.cuts import cuts
from tests.reliability.failovers import failovers
from tests.reliability.hangs import hangs
from tests.reliability.kills import kills
from tests.reliability.limits import limits
from tests.reliability.report import Figure
from tests.reliability.scans import scans
from tests.reliability.standbys import standbys
from tests.reliability.upgrades import upgrades


def main() -> int:
    """Run the parts one after the other; 1 when anything was lost, doubled or left half."""
    arguments = _arguments()
    seed, times = arguments.seed, arguments.times
    parts: dict[str, Callable[[], Coroutine[Any, Any, Figure]]] = {
        "cuts": lambda: cuts(seed, arguments.acts),
        "kills": lambda: kills(seed, times),
        "failovers": lambda: failovers(seed, times),
        "hangs": lambda: hangs(seed, 4 * times),
        "contention": lambda: contention(seed, arguments.acts // 5),
        "limits": lambda: limits(seed, times),
        "standbys": lambda: standbys(seed, 10 * times),
        "upgrades": lambda: upgrades(seed, times),
        "circulation": lambda: circulation(seed, arguments.acts // 5),
        "scans": lambda: scans(seed, arguments.acts // 2),
    }
    if unknown := set(arguments.parts) - set(parts):
        print(f"no such part: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    whole = True
    for name in arguments.parts or parts:
        begun = time.monotonic()
        figure = asyncio.run(parts[name]())
        print(f"{figure} ({time.monotonic() - begun:.0f} s, seed {seed})", flush=True)
        whole = whole and not figure.findings
    return 0 if whole else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.reliability", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="all when left out; see docs/reliability.md")
    parser.add_argument("--seed", type=int, default=1, help="what is by chance comes from it (default 1)")
    parser.add_argument(
        "--acts", type=int, default=2000, help="acts while connections are cut (default 2000)"
    )
    parser.add_argument("--times", type=int, default=6, help="how often a server dies (default 6)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
