"""The faults of the cluster while clerks act, and how long each stops the acts."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.scene import CLERKS
from tools.try_patroni.cluster import Cluster, StuckError, until

AWAY = 40.0
"""Seconds for which etcd is away."""
_BETWEEN = 15
_TO_ASK, _TO_TAKE_OVER = 1.0, 60.0


@dataclass(frozen=True)
class Phase:
    """One fault and what came of it.

    Attributes:
        name: the fault's.
        came: what the cluster did.
        acts: how many were answered from the fault until the cluster was whole again.
        pause: the longest time without an answered act, in seconds, from the last one before the fault on.
    """

    name: str
    came: str
    acts: int
    pause: float

    def __str__(self) -> str:
        return f"{self.name}: {self.came}; {self.acts} acts, the longest time without one {self.pause:.1f} s"


class ClusterFaults:
    """Does them, one after the other, to a cluster that is whole, and leaves it whole."""

    def __init__(self, cluster: Cluster, ledger: Ledger, rng: random.Random) -> None:
        self._cluster = cluster
        self._ledger = ledger
        self._rng = rng
        self.phases: list[Phase] = []

    async def all(self, wanted: list[str]) -> None:
        """Do those that are named, in this order."""
        for name in wanted:
            await self._do(name, FAULTS[name])

    async def _do(self, name: str, fault: "ClusterFault") -> None:
        await self._cluster.whole()
        await more_answered(self._ledger, self._rng.randint(_BETWEEN, 2 * _BETWEEN))
        before, since = len(self._ledger.acknowledged), time.monotonic()
        came = await fault(self)
        await self._cluster.whole()
        await self.served()
        acts = len(self._ledger.acknowledged) - before
        self.phases.append(Phase(name, came, acts, self._ledger.longest_pause(since)))
        print(self.phases[-1], flush=True)

    async def served(self) -> None:
        """Wait for an act that began after the fault; one before may have its answer still unread."""
        await more_answered(self._ledger, CLERKS + 1)

    async def kill_leader(self) -> str:
        """Kill Patroni and PostgreSQL of the leader, as a machine that loses its power."""
        old = await self._cluster.leader()
        old.kill()
        new = await self._cluster.leader(but=old)
        await self.served()
        old.start()
        return f"{old.name} killed, {new.name} took over"

    async def kill_leader_and_say_so(self) -> str:
        """Kill the leader and delete its key, as an administrator does who knows that its machine has no power."""
        old = await self._cluster.leader()
        old.kill()
        await self._cluster.forget_leader()
        new = await self._cluster.leader(but=old)
        await self.served()
        old.start()
        return f"{old.name} killed and its key deleted, {new.name} took over"

    async def kill_postgres(self) -> str:
        """Kill the leader's PostgreSQL alone."""
        old = await self._cluster.leader()
        old.kill_postgres()
        await self.served()
        new = await self._cluster.leader()
        return f"PostgreSQL of {old.name} killed, " + (
            "started again" if new is old else f"{new.name} took over"
        )

    async def switch_over(self) -> str:
        """Give the lead to the standby by order."""
        old, new = await self._cluster.leader(), await self._cluster.synchronous()
        await old.switch_over(new)
        await self._cluster.leader(but=old)
        await self.served()
        return f"{old.name} gave the lead to {new.name}"

    async def freeze_leader(self) -> str:
        """Stop every process of the leader where it stands, and let it go on when another has taken over."""
        old = await self._cluster.leader()
        old.freeze()
        new = await self._cluster.leader(but=old)
        await self.served()
        old.thaw()
        return f"{old.name} frozen, {new.name} took over"

    async def cut_leader_off(self) -> str:
        """Let nothing pass between the leader and etcd for a while."""
        old = await self._cluster.leader()
        self._cluster.cut_off(old)
        await asyncio.sleep(AWAY)
        new = await self._cluster.writer()
        await self.served()
        self._cluster.connect(old)
        went = "went on" if new is old else f"stepped down, {new.name} took over"
        return f"{old.name} cut off from etcd for {AWAY:.0f} s, and {went}"

    async def stop_etcd(self) -> str:
        """Kill all etcd servers and start them again after a while."""
        self._cluster.kill_etcd()
        await asyncio.sleep(AWAY)
        writers = await self._cluster.writers()
        await self._cluster.start_etcd()
        went = f"{writers[0].name} went on" if writers else "nobody took writes in the end"
        return f"etcd gone for {AWAY:.0f} s, and {went}"

    async def kill_standby(self) -> str:
        """Kill the standby that each commit waits for."""
        old = await self._cluster.synchronous()
        old.kill()
        new = await self._cluster.synchronous(but=old)
        await self.served()
        old.start()
        return f"{old.name} killed, {new.name} became synchronous"

    async def freeze_standby(self) -> str:
        """Stop the standby that each commit waits for where it stands; its connection stays."""
        old = await self._cluster.synchronous()
        old.freeze()
        new = await self._cluster.synchronous(but=old)
        await self.served()
        old.thaw()
        return f"{old.name} frozen, {new.name} became synchronous"

    async def lose_both(self) -> str:
        """Freeze the standby, kill both when a desk has given an act up, and start the standby again.

        The desk gives up before Patroni takes another standby. What it was told by then without one would be lost:
        what the network still had for the standby is lost with it.
        """
        frozen, old = await self._cluster.synchronous(), await self._cluster.leader()
        before = self._ledger.doubts
        frozen.freeze()
        await until(lambda: self._doubted(before), "an act given up")
        await asyncio.sleep(_TO_ASK)
        old.kill()
        frozen.kill()
        frozen.start()
        came = f"{frozen.name} frozen, then killed with {old.name}"
        try:
            new = await self._cluster.leader(but=old, within=_TO_TAKE_OVER)
        except StuckError:  # between two standbys none may take over: each might lack an act
            old.start()
            await self.served()
            return f"{came}, nobody took over before it was back"
        await self.served()
        old.start()
        return f"{came}, {new.name} took over"

    async def _doubted(self, before: int) -> bool:
        return self._ledger.doubts > before


type ClusterFault = Callable[[ClusterFaults], Awaitable[str]]

FAULTS: Mapping[str, ClusterFault] = MappingProxyType(
    {
        "leader killed": ClusterFaults.kill_leader,
        "leader frozen": ClusterFaults.freeze_leader,
        "leader cut off": ClusterFaults.cut_leader_off,
        "etcd gone": ClusterFaults.stop_etcd,
        "standby killed": ClusterFaults.kill_standby,
        "standby frozen": ClusterFaults.freeze_standby,
        "standby frozen, then both killed": ClusterFaults.lose_both,
        "postgres killed": ClusterFaults.kill_postgres,
        "switchover": ClusterFaults.switch_over,
        "leader killed and said so": ClusterFaults.kill_leader_and_say_so,
    }
)
