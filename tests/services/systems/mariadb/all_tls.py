"""To another computer the way is encrypted and the server proves what it is; this one plays the other by its name."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from services.contract import errors
from services.contract.errors import ServiceError
from services.rules.secret import Secret
from services.systems.koha.script import ScriptNames, koha_script
from services.systems.mariadb import address as address_module
from services.systems.mariadb.views import open_views
from tests.helpers.apart import run_apart
from tests.helpers.mariadb import PASSWORD, MariaDb, administrator, running_mariadb
from tests.helpers.postgres import free_port

AUTHORITY = trustme.CA()
NOT_THE_NAME = "127.0.0.2"
"""Another loopback address, for which the certificate isn't."""


class Networked:
    """A server that listens on a port, with a library and a login for the network."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.ca = folder / "ca.pem"

    def address(self, host: str = "127.0.0.1", ca: Path | None = None) -> str:
        return f"mysql://desk@{host}:{self.port}/views?ssl_ca={self.ca if ca is None else ca}"


async def _fill(server: MariaDb) -> None:
    made = await server.make_koha(patrons=1)
    async with administrator(made.server) as connection:
        from services.systems.koha.demo.library import run_script

        await run_script(
            connection, koha_script(ScriptNames(made.database, "views", "desk", "127.0.0.%"), PASSWORD)
        )


@pytest.fixture(scope="module", params=[True, False], ids=["tls", "no tls"])
def networked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mariadb_there: None
) -> Iterator[Networked]:
    folder = tmp_path_factory.mktemp("certificates")
    made = Networked(free_port(), folder)
    AUTHORITY.cert_pem.write_to_path(made.ca)
    listening = ["--skip-networking=0", "--bind-address=0.0.0.0", f"--port={made.port}"]
    options = ["--skip-ssl"]
    if request.param:
        certificate = AUTHORITY.issue_cert("127.0.0.1")
        certificate.private_key_pem.write_to_path(folder / "key.pem")
        certificate.cert_chain_pems[0].write_to_path(folder / "cert.pem")
        options = [f"--ssl-cert={folder / 'cert.pem'}", f"--ssl-key={folder / 'key.pem'}"]
    with running_mariadb(*listening, *options) as server:
        run_apart(_fill(server))
        yield made


async def refusal_of(address: str, password: Secret = PASSWORD) -> ServiceError:
    with pytest.raises(ServiceError) as refused:
        async with open_views(address, password):
            pass
    return refused.value


@pytest.mark.parametrize("networked", [True], indirect=True, ids=["tls"])
class TestEncrypted:
    async def test_a_server_that_proves_what_it_is_is_read(self, networked: Networked) -> None:
        async with open_views(networked.address(), PASSWORD) as views:
            assert await views.by_key("1") is not None

    async def test_a_certificate_of_another_authority_is_not_trusted(
        self, networked: Networked, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.pem"
        trustme.CA().cert_pem.write_to_path(other)

        assert isinstance(await refusal_of(networked.address(ca=other)), errors.DatabaseUntrusted)

    async def test_a_certificate_for_another_name_is_not_trusted(self, networked: Networked) -> None:
        assert isinstance(await refusal_of(networked.address(NOT_THE_NAME)), errors.DatabaseUntrusted)

    async def test_the_server_refuses_the_login_without_encryption(self, networked: Networked) -> None:
        plain = f"mysql://desk@127.0.0.1:{networked.port}/views"

        assert isinstance(await refusal_of(plain), errors.SystemLoginRefused)

    async def test_a_wrong_password_is_told(self, networked: Networked) -> None:
        assert isinstance(await refusal_of(networked.address(), Secret("wrong")), errors.SystemLoginRefused)


@pytest.mark.parametrize("networked", [False], indirect=True, ids=["no tls"])
class TestPlain:
    async def test_a_server_without_tls_gets_no_password(self, networked: Networked) -> None:
        assert isinstance(await refusal_of(networked.address()), errors.DatabaseUntrusted)

    async def test_there_is_no_way_around(
        self, networked: Networked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A host that isn't this machine is never asked without TLS; here it is this one, by another name."""
        monkeypatch.setattr(address_module, "_is_here", lambda _: False)
        monkeypatch.setattr(ssl, "create_default_context", _trusting(networked.ca))

        refused = await refusal_of(f"mysql://desk@127.0.0.1:{networked.port}/views")
        assert isinstance(refused, errors.DatabaseUntrusted)


def _trusting(authority: Path) -> Any:
    original = ssl.create_default_context
    return lambda **_: original(cafile=str(authority))


async def test_nobody_listens(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(ca)

    refused = await refusal_of(f"mysql://desk@127.0.0.1:{free_port()}/views?ssl_ca={ca}")
    assert type(refused) is errors.SystemUnreachable


async def test_a_host_that_no_name_server_knows_is_no_server() -> None:
    assert type(await refusal_of("mysql://desk@nowhere.invalid/views")) is errors.SystemUnreachable
