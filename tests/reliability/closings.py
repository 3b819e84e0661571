"""A library of the version before that is upgraded under its open desks, worked on by both versions, and closed.

The version before is a checkout of its own, a commit whose desks read and write tables.
"""

import asyncio
import json
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from services.act_requests import ActRequest
from services.actor import Actor, StaffMember
from services.rules.vocabulary import Channel, Role
from services.schema import upgrade
from services.schema.closing import Closing, close_tables
from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import node, place_for
from tests.reliability.report import Figure
from tests.reliability.scene import CLERKS, clerks, people
from tests.reliability.upgrades import until_not_busy

_BEFORE = "fb85698cf88190cd1a94179d07392e71b10fcf1c"
_HERE = Path(__file__).parents[2]
_OLD_DESKS = Path(__file__).parent / "desks_of_before.py"
_BETWEEN = 60


class _OldDesks:
    """Clerks at desks of the version before, in a process of their own."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def says(self) -> dict[str, Any]:
        """Read the next line of what they tell."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the version before ended by itself")
        told: dict[str, Any] = json.loads(line)
        return told

    async def more_answered(self, acts: int) -> None:
        """Wait until that many more acts of theirs were answered."""
        wanted = (await self.says())["answered"] + acts
        while (await self.says())["answered"] < wanted:
            pass

    async def end(self) -> dict[str, Any]:
        """Wait until each of them was refused, and hear the whole."""
        while "acknowledged" not in (told := await self.says()):
            pass
        await self._process.wait()
        return told


@asynccontextmanager
async def _version_before(url: str, seed: int) -> AsyncIterator[_OldDesks]:
    with place_for("before") as place:
        await asyncio.to_thread(_git, "worktree", "add", "--detach", str(place), _BEFORE)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _OLD_DESKS.read_text(encoding="utf-8"),
            url,
            str(seed),
            cwd=place,
            stdout=PIPE,
        )
        try:
            yield _OldDesks(process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            await asyncio.to_thread(_git, "worktree", "remove", "--force", str(place))


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(_HERE), *arguments], check=True, capture_output=True)


async def closings(seed: int) -> Figure:
    """Upgrade under desks of the version before, let both act side by side, close the tables, go on with the new."""
    async with node("closings") as server, _version_before(server.url_of("postgres"), seed) as old:
        url = server.url_of("postgres")
        await old.more_answered(_BETWEEN)
        await until_not_busy(lambda: upgrade.upgrade(url))
        scene = await people(url, 8 * _BETWEEN, first=CLERKS + 1)
        ledger, ledgers, findings = Ledger(), list[Ledger](), list[str]()

        async def blows() -> None:
            await more_answered(ledger, _BETWEEN)
            await old.more_answered(_BETWEEN)
            findings.extend(_of_telling(await close_tables(url, now=False)))
            await old.more_answered(1)
            await until_not_busy(lambda: close_tables(url, now=True))
            ledgers.append(_told_in(await old.end()))
            await more_answered(ledger, _BETWEEN)

        async with clerks(scene, ledger, seed) as desks:
            await all_at_work_during(desks, blows())
        (of_before,) = ledgers
        both = ledger.with_another(of_before)
        findings += await scene.findings(both)
    acts = [len(it.acknowledged) for it in (of_before, ledger)]
    done = f"upgraded and closed while desks of the version before did {acts[0]} acts and new ones {acts[1]}"
    return Figure("closings", done, both.told(), findings)


def _of_telling(closing: Closing) -> list[str]:
    """Compare who was told to be of the version before with who is."""
    told = sorted(other.login for other in closing.others)
    wanted = [f"clerk{number}" for number in range(1, CLERKS + 1)]
    return [] if told == wanted and not closing.are_closed else [f"told to be of the version before: {told}"]


def _told_in(said: dict[str, Any]) -> Ledger:
    """Make a ledger of what desks of the version before were told."""
    requests: list[dict[str, ActRequest[Any]]] = [
        {act_id: _request(act_id, *of_whom) for act_id, of_whom in said[kind].items()}
        for kind in ("acknowledged", "given_up")
    ]
    return Ledger(acknowledged=requests[0], given_up=requests[1], looks=said["looks"])


def _request(act_id: str, patron_id: int, staff_id: str) -> ActRequest[None]:
    actor = Actor(StaffMember(staff_id, "窓口 係", Role.COUNTER), 0, "窓口", Channel.COUNTER)
    return ActRequest(actor=actor, patron_id=patron_id, act_id=act_id)
