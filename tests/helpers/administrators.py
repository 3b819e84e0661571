"""An administrator who is no superuser, as docs/operations.md wants one."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.engine import make_url

from tests.helpers.postgres import Server

GROUPS = ("owner", "counter", "phone", "supervisor", "worker", "portal", "circulation")


@asynccontextmanager
async def administrators_database(postgres: Server, superuser: asyncpg.Connection) -> AsyncIterator[str]:
    """Make an empty database of an administrator with CREATEROLE; give its address. The groups are there already.

    Args:
        postgres: the server.
        superuser: a connection of its superuser's.
    """
    name = f"admin_{secrets.token_hex(3)}"
    with postgres.empty_database() as empty:
        database = make_url(empty).database
        await superuser.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'geheim'")
        for group in GROUPS:
            await superuser.execute(
                f"GRANT madoguchi_{group} TO {name} WITH ADMIN OPTION, INHERIT FALSE, SET FALSE"
            )
        await superuser.execute(f"ALTER DATABASE {database} OWNER TO {name}")
        url = make_url(empty).set(username=name, password="geheim")
        yield url.render_as_string(hide_password=False)
        await superuser.execute(f"ALTER DATABASE {database} OWNER TO postgres")
        kept = await asyncpg.connect(make_url(empty).set(drivername="postgresql").render_as_string(False))
        await kept.execute(f"DROP OWNED BY {name} CASCADE")
        await kept.close()
    await superuser.execute(f"DROP OWNED BY {name}")
    await superuser.execute(f"DROP ROLE {name}")
