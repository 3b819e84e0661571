"""Asks whether a server is there, without any login: a desk has none before the sign-in."""

import asyncio
import contextlib
import ssl
import struct
from pathlib import PurePosixPath

from services.contract.errors import SystemUnreachable
from services.own_schema.database.address import Address
from services.own_schema.database.errors import untrusted_by

_PORT = 5432
_WAIT = 10.0
_WANTS_TLS = struct.pack("!ii", 8, 80877103)  # SSLRequest ("PostgreSQL: Message Formats")


async def probe(address: Address) -> None:
    """Connect to the servers of an address, as far as can be done without a login.

    Raises:
        DatabaseUntrusted: no server is there that can prove to be the library's.
        SystemUnreachable: no server is there.
    """
    context = address.connect_args.get("ssl")
    tls = context if isinstance(context, ssl.SSLContext) else None
    answers = await asyncio.gather(
        *(_answers(host, port, tls) for host, port in _places(address)), return_exceptions=True
    )
    troubles = [it for it in answers if it is not None]
    if len(troubles) < len(answers) or not answers:
        return
    for trouble in troubles:
        if not isinstance(trouble, OSError):  # TimeoutError is a subclass
            raise trouble
    untrusted = next((it for it in troubles if isinstance(it, ssl.SSLCertVerificationError)), None)
    if untrusted is not None:
        raise untrusted_by(untrusted) from untrusted
    raise SystemUnreachable from troubles[0]


def _places(address: Address) -> list[tuple[str, int]]:
    """List hosts and ports; none where the driver looks for a socket itself."""
    _, arguments = address.url.get_dialect()().create_connect_args(address.url)
    hosts, ports = arguments.get("host") or [], arguments.get("port") or _PORT
    hosts = [hosts] if isinstance(hosts, str) else hosts
    ports = [ports] * len(hosts) if isinstance(ports, int) else ports
    return [(host, port or _PORT) for host, port in zip(hosts, ports, strict=True)]


async def _answers(host: str, port: int, tls: ssl.SSLContext | None) -> None:
    async with asyncio.timeout(_WAIT):
        if host.startswith("/"):
            socket = PurePosixPath(host) / f".s.PGSQL.{port}"
            _, writer = await asyncio.open_unix_connection(str(socket))
        else:
            reader, writer = await asyncio.open_connection(host, port)
        try:
            if tls is not None and not host.startswith("/"):
                writer.write(_WANTS_TLS)
                if await reader.read(1) != b"S":
                    raise ssl.SSLCertVerificationError
                await writer.start_tls(tls, server_hostname=host)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
