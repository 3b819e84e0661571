"""Asking whether a server is there, and whether it is the library's, before there is a login."""

import asyncio
import ssl
from pathlib import Path

import pytest
from trustme import CA

from services.contract.errors import DatabaseUntrusted, SystemUnreachable
from services.own_schema.database.address import parse
from services.own_schema.database.engine import Database
from services.own_schema.database.server_probe import probe
from tests.helpers.listening import HERE, listening


@pytest.fixture(scope="module")
def authority() -> CA:
    return CA()


@pytest.fixture
def ca_file(authority: CA, tmp_path: Path) -> Path:
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


class Gate:
    """What stands at the port of a server: it answers the question for TLS, and notes what comes through it."""

    def __init__(self, certified: ssl.SSLContext | None) -> None:
        self._certified = certified
        self.sealed: list[bool] = []
        self._done = asyncio.Event()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await reader.read(8)
            if asked:
                assert asked == b"\0\0\0\x08\x04\xd2\x16\x2f"
                writer.write(b"N" if self._certified is None else b"S")
            if self._certified is not None:
                await writer.start_tls(self._certified)
                self.sealed.append(True)
        except (OSError, ssl.SSLError):
            self.sealed.append(False)
        finally:
            writer.close()


def certified(authority: CA, name: str = HERE) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def url(port: int, ca_file: Path, *, mode: str = "verify-full") -> str:
    return f"postgresql://{HERE}:{port}/ils?sslmode={mode}&sslrootcert={ca_file}"


async def test_the_librarys_own_server_is_known_by_its_authority(authority: CA, ca_file: Path) -> None:
    gate = Gate(certified(authority))
    async with listening(gate.answer) as port:
        await probe(parse(url(port, ca_file)))


async def test_another_authoritys_server_is_not_trusted(ca_file: Path) -> None:
    async with listening(Gate(certified(CA())).answer) as port:
        with pytest.raises(DatabaseUntrusted) as refused:
            await probe(parse(url(port, ca_file)))
    assert refused.value.found == "unable to get local issuer certificate"


async def test_nor_is_one_that_bears_another_name(authority: CA, ca_file: Path) -> None:
    async with listening(Gate(certified(authority, "elsewhere.example.jp")).answer) as port:
        with pytest.raises(DatabaseUntrusted) as refused:
            await probe(parse(url(port, ca_file)))
        await probe(parse(url(port, ca_file, mode="verify-ca")))
    assert "mismatch" in refused.value.found


async def test_nor_is_one_that_seals_nothing(ca_file: Path) -> None:
    async with listening(Gate(None).answer) as port:
        with pytest.raises(DatabaseUntrusted) as refused:
            await probe(parse(url(port, ca_file)))
    assert refused.value.found == ""


async def test_one_of_several_servers_is_enough(unused_tcp_port: int) -> None:
    async with listening(Gate(None).answer) as port:
        await probe(parse(f"postgresql:///ils?host={HERE}:{unused_tcp_port}&host={HERE}:{port}"))
    with pytest.raises(SystemUnreachable):
        await probe(parse(f"postgresql:///ils?host={HERE}:{unused_tcp_port}&host={HERE}:{port}"))


async def test_no_password_goes_to_a_server_that_is_not_trusted(ca_file: Path) -> None:
    async with listening(Gate(certified(CA())).answer) as port:
        db = Database.open(url(port, ca_file).replace("//", "//clerk:secret@"))
        with pytest.raises(DatabaseUntrusted) as refused:
            async with db.autocommit():
                pytest.fail("connected")
        assert refused.value.found == "unable to get local issuer certificate"
        await db.dispose()
