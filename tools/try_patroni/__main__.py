"""Tries a library on Patroni: `make try-patroni`. Wants root on Debian.

Three Patronis with a PostgreSQL each and three etcd servers run on loopback, out of Debian's packages, which are
unpacked and not installed. Three clerks act through all three hosts of an address while leader, standby and etcd are
killed, frozen and cut off. The exit code is 1 unless every acknowledged act is there once, and all chains verify.
docs/operations.md has the configuration, docs/reliability.md what came out. Logs are kept in build/patroni/logs.

    python -m tools.try_patroni                                     everything, about 8 minutes
    python -m tools.try_patroni --only "leader killed" --times 1    some of it
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from app.settings.settings_files import DATABASE_VARIABLE
from tests.reliability.clerk import all_at_work_during
from tests.reliability.ledger import Ledger
from tests.reliability.node import place_for
from tests.reliability.scene import clerks, people
from tools.try_patroni.cluster import Cluster, StuckError, running, until
from tools.try_patroni.debian import MissingError, unpack
from tools.try_patroni.faults import FAULTS, ClusterFaults
from tools.try_patroni.members import Timing

KEPT = Path(__file__).parents[2] / "build" / "patroni"
_LOANS_FOR = 600
_REST, _ASKS = 0.15, 0.8
_ACTS = "SELECT count(*) FROM act"


class ProgramFailedError(Exception):
    """A command of the program's failed; the message says which."""


def main() -> int:
    """Run the trial in a folder that is removed afterwards."""
    arguments = _arguments()
    with place_for("patroni") as folder:
        folder.mkdir()
        folder.chmod(0o755)  # the members run as a user of their own
        try:
            return asyncio.run(_trial(folder, arguments))
        except (MissingError, StuckError, ProgramFailedError) as error:
            print(error, file=sys.stderr)
        except (KeyboardInterrupt, asyncio.CancelledError):
            print("ended before its end", file=sys.stderr)
        finally:
            _keep_logs(folder)
    return 1


async def _trial(folder: Path, arguments: argparse.Namespace) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        this = asyncio.current_task()
        assert this is not None
        asyncio.get_running_loop().add_signal_handler(number, this.cancel)
    debian = folder / "debian"
    debian.mkdir()
    programs = unpack(KEPT, debian)
    timing = Timing(**{name: getattr(arguments, name) for name in Timing.__slots__})
    print(f"{programs.versions()}; {timing}", flush=True)
    async with running(folder, programs, timing) as cluster:
        return await _work(cluster, folder, arguments)


async def _work(cluster: Cluster, folder: Path, arguments: argparse.Namespace) -> int:
    leader = await cluster.leader()
    await leader.ask(cluster.url, "CREATE DATABASE library")
    url, home = cluster.library(), folder / "home"
    home.mkdir()
    await _command(home, url, "db", "init")
    scene = await people(url, _LOANS_FOR)
    ledger, begun = Ledger(), time.monotonic()
    faults = ClusterFaults(cluster, ledger, random.Random(f"{arguments.seed} patroni"))  # noqa: S311 - which moment
    async with clerks(scene, ledger, arguments.seed, lambda _: url) as desks:
        for desk in desks:
            desk.rest, desk.asks = _REST, _ASKS
        await all_at_work_during(desks, faults.all(arguments.wanted))
    findings = await scene.findings(ledger, server_fell=True)
    findings += [f"no act: {phase.name}" for phase in faults.phases if not phase.acts]
    there = await (await cluster.leader()).ask(cluster.url.set(database="library"), _ACTS)
    for name in cluster.nodes:
        findings += await _what_lacks(cluster, name, there)
    await _command(home, url, "audit", "verify")
    await _command(home, url, "db", "check")
    print(f"{ledger.told()} ({time.monotonic() - begun:.0f} s, seed {arguments.seed})")
    print("; ".join(findings) or "nothing lost, nothing twice, every chain whole, all three alike")
    return 1 if findings else 0


async def _what_lacks(cluster: Cluster, name: str, acts: object) -> list[str]:
    """Wait until a member's PostgreSQL has as many acts as the leader's; tell if it hasn't in the end."""

    async def there() -> bool:
        return await cluster.nodes[name].ask(cluster.url.set(database="library"), _ACTS) == acts

    try:
        await until(there, f"{acts} acts at {name}")
    except StuckError as error:
        return [str(error)]
    return []


async def _command(home: Path, url: str, *arguments: str) -> None:
    """Run a command of the program's, in a home without settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MADOGUCHI_"))}
    command = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app",
        *arguments,
        env={**kept, "HOME": str(home), DATABASE_VARIABLE: url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await command.communicate()
    lines = told.decode(errors="replace").strip().splitlines() or [""]
    print(f"madoguchi {' '.join(arguments)}: {lines[0]}", flush=True)
    if command.returncode:
        raise ProgramFailedError("\n".join(lines))


def _keep_logs(folder: Path) -> None:
    logs = KEPT / "logs"
    shutil.rmtree(logs, ignore_errors=True)
    for log in folder.glob("*/log"):
        logs.mkdir(parents=True, exist_ok=True)
        shutil.copy(log, logs / f"{log.parent.name}.log")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.try_patroni", description=(__doc__ or "").splitlines()[0]
    )
    usual = Timing()
    for name in ("ttl", "loop_wait", "retry_timeout", "primary_start_timeout"):
        told = f"Patroni's, in seconds (default {getattr(usual, name)})"
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name), help=told)
    parser.add_argument(
        "--no-failsafe", dest="failsafe_mode", action="store_false", help="failsafe_mode: false"
    )
    parser.add_argument("--only", action="append", choices=list(FAULTS), help="this fault; may be repeated")
    parser.add_argument("--times", type=int, default=5, help="how often the leader is killed (default 5)")
    parser.add_argument("--seed", type=int, default=1, help="what is by chance comes from it (default 1)")
    arguments = parser.parse_args()
    arguments.wanted = [
        name
        for name in arguments.only or FAULTS
        for _ in range(arguments.times if name == "leader killed" else 1)
    ]
    return arguments


if __name__ == "__main__":
    sys.exit(main())
