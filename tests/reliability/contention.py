"""Others who lock in the wrong order, and transactions that the server ends for what others do."""

import asyncio
import random

import asyncpg

from tests.reliability.clerk import all_at_work_during
from tests.reliability.kills import more_answered
from tests.reliability.ledger import Ledger
from tests.reliability.node import Node, node
from tests.reliability.report import Figure
from tests.reliability.scene import Scene, clerks, set_scene

# One act in twenty ends as a serialisation failure would; READ COMMITTED has none of its own.
_FAIL_SOMETIMES = """
CREATE SEQUENCE failed;
GRANT USAGE ON SEQUENCE failed TO PUBLIC;
CREATE FUNCTION fail_sometimes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF random() < 0.05 THEN
        PERFORM nextval('public.failed');
        RAISE 'could not serialize access' USING ERRCODE = '40001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fail_sometimes BEFORE INSERT ON act FOR EACH ROW EXECUTE FUNCTION fail_sometimes();
"""
_LOCK_PATRONS = (
    "SELECT FROM card JOIN patron ON patron.id = patron_id WHERE number = ANY($1) FOR UPDATE OF patron"
)
_LOCK_CHAIN = "SELECT madoguchi_lock_chain($1)"


async def _lock_wrongly(server: Node, scene: Scene, rng: random.Random, ledger: Ledger, acts: int) -> None:
    """Lock a clerk's patrons first and the clerk's chain of records then, which is the wrong order."""
    conn = await server.connect()
    try:
        while len(ledger.acknowledged) < acts:
            number = rng.randrange(len(scene.actors))
            try:
                async with conn.transaction():
                    await conn.execute(_LOCK_PATRONS, list(scene.charges[number].cards))
                    await asyncio.sleep(0.02)
                    await conn.execute(_LOCK_CHAIN, scene.actors[number].staff.id)
            except asyncpg.DeadlockDetectedError:
                pass  # this time it was the other's turn
            await more_answered(ledger, 2)
    finally:
        await conn.close()


async def contention(seed: int, acts: int) -> Figure:
    """Provoke deadlocks and serialisation failures; who is told sends the same request again."""
    ledger = Ledger()
    async with node("contention", deadlock_timeout="50ms") as server:
        scene = await set_scene(server.url_of("postgres"), acts)
        conn = await server.connect()
        await conn.execute(_FAIL_SOMETIMES)
        await conn.close()
        async with clerks(scene, ledger, seed) as desks:
            await all_at_work_during(
                desks, _lock_wrongly(server, scene, random.Random(f"{seed} contention"), ledger, acts)
            )
        deadlocks = await server.ask("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'")
        failed = await server.ask("SELECT last_value FROM failed")
        done = f"{deadlocks} deadlocks and {failed} serialisation failures"
        return Figure("contention", done, ledger.told(), await scene.findings(ledger))
