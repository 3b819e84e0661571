"""What the server holds after the steps: rows, bytes and memory."""

import statistics
from pathlib import Path

import asyncpg


async def sizes(conn: asyncpg.Connection) -> dict[str, tuple[int, int]]:
    """Tell the bytes, indexes included, and the rows of what grows with every look and act."""
    return {
        name: (
            await conn.fetchval("SELECT pg_total_relation_size($1::text::regclass)", name),
            await conn.fetchval(f"SELECT count(*) FROM {name}"),
        )
        for name in ("act", "access_log")
    }


async def scanned(conn: asyncpg.Connection) -> dict[str, int]:
    """Tell how many rows were read without an index, of tables that are too big for it."""
    await conn.execute("SELECT pg_stat_clear_snapshot()")
    rows = await conn.fetch("SELECT relname, seq_tup_read FROM pg_stat_user_tables WHERE n_live_tup > 2000")
    return {row[0]: row[1] for row in rows}


async def growth(conn: asyncpg.Connection, before: dict[str, tuple[int, int]]) -> dict[str, int]:
    """Tell the bytes a new row took, since `sizes` told `before`, and those of the whole database a patron."""
    grown: dict[str, int] = {}
    for name, (size, count) in (await sizes(conn)).items():
        rows = count - before[name][1]
        grown[f"a row of {name}"] = round((size - before[name][0]) / rows) if rows else 0
    total = await conn.fetchval("SELECT pg_database_size(current_database())")
    grown["the database, a patron"] = round(total / await conn.fetchval("SELECT count(*) FROM patron"))
    return grown


def memory(server: int) -> dict[str, float]:
    """Tell the megabytes of its own that a desk's connections hold: the one that works, and the one that listens."""
    held = _held(server)
    busy = [max(each) for each in held.values()]
    idle = [min(each) for each in held.values() if len(each) > 1]
    found: dict[str, float] = {"connections": sum(map(len, held.values()))}
    for name, some in (("working", busy), ("listening", idle)):
        if some:
            found[name] = round(statistics.median(some), 1)
    return found


def _held(server: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            status = (place / "status").read_text(encoding="utf-8", errors="replace")
            title = (place / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if fields.get("PPid") == str(server) and "desk_" in title:
            own = int(fields["RssAnon"].split()[0]) / 1024
            found.setdefault(title.split()[1], []).append(own)
    return found
