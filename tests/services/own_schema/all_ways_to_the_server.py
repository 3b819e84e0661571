"""The lines of `pg_hba.conf` in docs/operations.md, on a server: who comes in from where."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.helpers.apart import run_apart
from tests.helpers.cluster import FORGETFUL, Cluster, Running
from tests.helpers.platforms import posix

pytestmark = posix("A cluster of one's own is run by POSIX users and signals.")

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
PASSWORD = "a-long-password"
HERE, ELSEWHERE = "127.0.0.1/32", "127.0.0.9/32"
GROUPS = {"aoki": "counter", "phone": "phone", "night": "worker", "page": "portal", "lender": "circulation"}


def told(here: set[str]) -> str:
    """Give the document's lines, without TLS, for the database `postgres`; of the networks `here` is this computer."""
    of_reaching = OPERATIONS.read_text(encoding="utf-8").partition("## Reaching the server")[2]
    lines = [it.split() for it in of_reaching.partition("\n## ")[0].splitlines() if it.startswith("    host")]
    places = {line[3]: HERE if line[3] in here else ELSEWHERE for line in lines} | {"all": "all"}
    assert here < places.keys()
    return "".join(f"host postgres {who} {places[where]} {how}\n" for _, _, who, where, how in lines)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-ways-") as folder:
        made = Cluster(Path(folder))
        made.make()
        with made.running(FORGETFUL) as server:
            run_apart(make_logins(server))
        yield made


async def make_logins(server: Running) -> None:
    conn = await asyncpg.connect(server.url.render_as_string(hide_password=False))
    await conn.execute(f"CREATE ROLE admin LOGIN CREATEROLE PASSWORD '{PASSWORD}'; SET ROLE admin")
    for login, group in GROUPS.items():
        await conn.execute(f"CREATE ROLE madoguchi_{group}; CREATE ROLE {login} LOGIN PASSWORD '{PASSWORD}'")
        await conn.execute(f"GRANT madoguchi_{group} TO {login}")
    await conn.close()


async def who_comes_in(server: Running) -> set[str]:
    came = set()
    for login in ("admin", "postgres", *GROUPS):
        url = server.url.set(username=login, password=PASSWORD)
        try:
            conn = await asyncpg.connect(url.render_as_string(hide_password=False))
        except asyncpg.InvalidAuthorizationSpecificationError:  # no line, or one that rejects
            continue
        await conn.close()
        came.add(login)
    return came


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ({"10.20.0.0/16"}, {"aoki", "phone"}),
        ({"10.20.0.0/16", "10.20.9.0/24"}, {"aoki", "phone", "night", "page"}),
        ({"10.20.0.0/16", "10.20.9.7/32"}, {"aoki", "phone", "lender"}),
        ({"10.20.9.5/32"}, {"admin"}),
    ],
)
def test_each_login_comes_in_from_its_own_computers_alone(
    cluster: Cluster, here: set[str], expected: set[str]
) -> None:
    cluster.write("pg_hba.conf", told(here))
    with cluster.running(FORGETFUL) as server:
        assert run_apart(who_comes_in(server)) == expected
