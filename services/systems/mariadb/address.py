"""Reads the address of views on MariaDB, as the settings have it."""

import ipaddress
import ssl
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from services.contract.errors import SystemAddressBad, SystemAddressHoldsPassword

SCHEMES = frozenset({"mysql", "mariadb"})
_OPTIONS = frozenset({"unix_socket", "ssl_ca"})
_PORT = 3306


@dataclass(frozen=True, slots=True)
class ViewsAddress:
    """Where the views are, and how to get there.

    Attributes:
        socket: None over the network.
        tls: with which the server proves what it is; None to this machine, where it needn't.
    """

    login: str
    database: str
    host: str
    port: int
    socket: Path | None = None
    tls: ssl.SSLContext | None = field(default=None, repr=False, compare=False)


def parse(address: str) -> ViewsAddress:
    """Read an address: `mysql://LOGIN@HOST[:PORT]/DATABASE`.

    A socket on this machine is `?unix_socket=/path`, a certificate of the library's own CA `?ssl_ca=/path`. To every
    other computer the way is encrypted, and the server's certificate is verified for its name: no option is against it.

    Raises:
        SystemAddressHoldsPassword: it has a password.
        SystemAddressBad: it can't be understood, or names a socket on Windows.
    """
    try:
        parts = urlsplit(address)
        if parts.password is not None:
            raise SystemAddressHoldsPassword
        return _parsed(parts)
    except ValueError:
        raise SystemAddressBad from None


def _parsed(parts: SplitResult) -> ViewsAddress:
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    options = dict(pairs)
    login, database = unquote(parts.username or ""), unquote(parts.path.removeprefix("/"))
    unknown = not options.keys() <= _OPTIONS or len(options) != len(pairs)
    if (
        parts.scheme not in SCHEMES
        or not login
        or not database
        or "/" in database
        or parts.fragment
        or unknown
    ):
        raise SystemAddressBad
    host = parts.hostname or "localhost"
    if any("\0" in it for it in (login, database, host, *options.values())):
        raise SystemAddressBad
    found = ViewsAddress(login, database, host, parts.port or _PORT)
    socket = options.get("unix_socket")
    if socket is not None:
        if sys.platform == "win32" or not _is_here(host) or not socket.startswith("/") or "ssl_ca" in options:
            raise SystemAddressBad
        return ViewsAddress(login, database, host, found.port, Path(socket))
    if _is_here(host) and "ssl_ca" not in options:
        return found
    return ViewsAddress(login, database, host, found.port, tls=_tls(options.get("ssl_ca")))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls(root: str | None) -> ssl.SSLContext:
    if root is not None and not Path(root).is_file():
        raise SystemAddressBad  # opening a pipe would wait for a writer
    try:
        return ssl.create_default_context(cafile=root)
    except OSError:
        raise SystemAddressBad from None
