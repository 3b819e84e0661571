"""What somebody granted a group, or everybody, by hand goes with the next `db upgrade`."""

from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

from services.own_schema.schema import upgrade
from tests.helpers.postgres import Server

IN_FORCE = """
    SELECT oid::regclass::text AS name, relacl::text FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace) AND relkind IN ('r', 'S', 'v')
    UNION ALL SELECT oid::regprocedure::text, proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT attrelid::regclass || '.' || attname, attacl::text FROM pg_attribute
    WHERE attacl IS NOT NULL AND attrelid >= 16384
    UNION ALL SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname IN ('public', 'madoguchi')
    ORDER BY 1, 2
"""
BY_HAND = """
    GRANT SELECT ON patron TO madoguchi_counter;
    GRANT UPDATE (email) ON patron TO madoguchi_phone;
    GRANT ALL ON act TO PUBLIC;
    GRANT USAGE ON SEQUENCE card_id_seq TO madoguchi_supervisor;
    GRANT EXECUTE ON FUNCTION madoguchi_take_turn(text, text) TO madoguchi_worker, PUBLIC;
    GRANT ALL ON SCHEMA public TO PUBLIC;
"""


async def in_force(conn: asyncpg.Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await conn.fetch(IN_FORCE)]


async def test_an_upgrade_takes_what_was_granted_by_hand(postgres: Server) -> None:
    with postgres.library_to_break() as url:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        conn = await asyncpg.connect(address)
        made = await in_force(conn)
        await conn.execute(BY_HAND)
        assert len(set(made) ^ set(await in_force(conn))) > 2 * 5
        await upgrade.upgrade(url)
        assert await in_force(conn) == made
        await conn.close()
