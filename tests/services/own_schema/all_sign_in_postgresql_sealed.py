"""Signing in over TLS, on a server that can (where one is installed): it proves itself before it is told anything."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url
from trustme import CA

from services.contract.errors import (
    DatabaseUntrusted,
    SchemaMismatch,
    ServiceError,
    SignInFailed,
    StaffDisabled,
    SystemLoginClosed,
)
from services.own_schema.sign_in_postgresql import check_server, entered
from services.rules.secret import Secret
from tests.helpers.apart import run_apart
from tests.helpers.cluster import FORGETFUL, Cluster, Running, sealing_binaries
from tests.helpers.platforms import posix

pytestmark = posix("A cluster of one's own is run by POSIX users and signals.")

HERE = "127.0.0.1"
PASSWORD = "a-long-password"
LOGINS = ("aoki LOGIN", "closed NOLOGIN", "turned_away LOGIN")


@dataclass(frozen=True)
class Sealed:
    """A server with a certificate, and the file of the authority that gave it."""

    server: Running
    ca_file: Path

    def url(self, host: str = HERE, ca_file: Path | None = None) -> str:
        """Give the address as a counter's settings have it."""
        place = f"{host}:{self.server.url.port}/postgres"
        return f"postgresql://{place}?sslmode=verify-full&sslrootcert={ca_file or self.ca_file}"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    # pytest's own folders are closed to the user that a server runs as
    with tempfile.TemporaryDirectory(prefix="madoguchi-sealed-") as folder:
        cluster = Cluster(Path(folder), sealing_binaries())
        cluster.make()
        authority = CA()
        certificate = authority.issue_cert(HERE)
        cluster.write("server.key", certificate.private_key_pem.bytes().decode())
        cluster.write("server.crt", "".join(it.bytes().decode() for it in certificate.cert_chain_pems))
        lines = ("hostssl all turned_away all reject", "hostssl all all all scram-sha-256")
        cluster.write("pg_hba.conf", "".join(f"{line}\n" for line in lines))
        ca_file = tmp_path_factory.mktemp("authority") / "ca.pem"
        authority.cert_pem.write_to_path(str(ca_file))
        with cluster.running({**FORGETFUL, "ssl": "on"}) as server:
            run_apart(make_logins(server))
            yield Sealed(server, ca_file)


async def make_logins(server: Running) -> None:
    plain = server.url.set(drivername="postgresql", query={"sslmode": "require"})
    conn = await asyncpg.connect(plain.render_as_string(hide_password=False))
    for login in LOGINS:
        await conn.execute(f"CREATE ROLE {login} PASSWORD '{PASSWORD}'")
    await conn.close()


@pytest.fixture(autouse=True)
async def transports_end() -> AsyncIterator[None]:
    """Let the sockets close before the loop does: TLS ends with a word of both sides, and the driver waits for none."""
    yield
    loop: Any = asyncio.get_running_loop()
    sockets = [it.get_extra_info("socket") for it in loop._transports.values()]  # noqa: SLF001 - asyncio tells no other way
    while any(it.fileno() >= 0 for it in sockets):  # noqa: ASYNC110 - nor when
        await asyncio.sleep(0)


async def refused(url: str, staff_id: str, password: str = PASSWORD) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        async with entered(url, staff_id, Secret(password)):
            pytest.fail("came in")
    return caught.value


async def test_a_trusted_server_is_told_the_password(sealed: Sealed) -> None:
    await check_server(sealed.url())
    assert isinstance(await refused(sealed.url(), "aoki"), SchemaMismatch)  # in, but there is no library
    assert isinstance(await refused(sealed.url(), "aoki", "another"), SignInFailed)


async def test_closed_and_turned_away_are_told_apart(sealed: Sealed) -> None:
    assert isinstance(await refused(sealed.url(), "closed"), StaffDisabled)
    assert isinstance(await refused(sealed.url(), "closed", "another"), SignInFailed)
    assert isinstance(await refused(sealed.url(), "turned_away"), SystemLoginClosed)


@pytest.mark.parametrize("wrong", ["name", "authority"])
async def test_an_untrusted_server_is_told_nothing(sealed: Sealed, wrong: str, tmp_path: Path) -> None:
    another = tmp_path / "another.pem"
    CA().cert_pem.write_to_path(str(another))
    url = sealed.url("localhost") if wrong == "name" else sealed.url(ca_file=another)
    with pytest.raises(DatabaseUntrusted):
        await check_server(url)
    assert isinstance(await refused(url, "aoki"), DatabaseUntrusted)


async def test_what_the_system_trusts_is_not_enough(sealed: Sealed) -> None:
    url = make_url(sealed.url()).difference_update_query(["sslrootcert"])
    with pytest.raises(DatabaseUntrusted):
        await check_server(url.render_as_string(hide_password=False))
