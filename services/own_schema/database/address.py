"""Reads the database's address, which settings, environment or command line give."""

import ipaddress
import os
import ssl
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from services.contract.errors import DatabaseUrlBad

_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})
_POSTGRES_OPTIONS = frozenset({"host", "port", "target_session_attrs", "sslmode", "sslrootcert"})
_WITHOUT_CERTIFICATE = frozenset({"disable", "allow", "prefer", "require"})
_WITH_CERTIFICATE = frozenset({"verify-ca", "verify-full"})


@dataclass(frozen=True, slots=True)
class Address:
    """One database's address.

    Attributes:
        url: what SQLAlchemy connects with; holds the password, so it is never shown or logged.
        dialect: `sqlite` or `postgresql`.
        path: the SQLite file; None on PostgreSQL.
        connect_args: what the driver gets besides the URL.
    """

    url: URL = field(repr=False)
    dialect: str
    path: Path | None = None
    connect_args: dict[str, Any] = field(default_factory=dict, repr=False)


def parse(url: str) -> Address:
    """Read a database address.

    Args:
        url: `sqlite:///path` or `postgresql://user:password@host/name`, with or without the driver's name;
            several PostgreSQL hosts as `?host=a:1&host=b:2&target_session_attrs=read-write`; TLS as `sslmode` and
            `sslrootcert`, and always `verify-full` unless the host is this machine.

    Raises:
        DatabaseUrlBad: the address can't be understood, is another kind of database's, or names a socket on Windows.
    """
    try:
        parsed = make_url(url)
        _make_sure_of_the_text(parsed)
    except (ArgumentError, ValueError):
        raise DatabaseUrlBad from None
    if parsed.drivername in _SQLITE:
        return _sqlite(parsed)
    if parsed.drivername in _POSTGRES:
        return _postgresql(parsed)
    raise DatabaseUrlBad


def _sqlite(parsed: URL) -> Address:
    # Each connection would have its own database in memory; a library is a file.
    if not parsed.database or parsed.database == ":memory:" or parsed.host or parsed.query:
        raise DatabaseUrlBad
    try:
        path = Path(parsed.database).expanduser().absolute()
    except RuntimeError:
        raise DatabaseUrlBad from None  # `~user` of an unknown account
    # `mode=rw`: a mistyped path is an error, not a new empty library. `init` makes the file first.
    url = URL.create("sqlite+aiosqlite", database=path.as_uri(), query={"mode": "rw", "uri": "true"})
    return Address(url, "sqlite", path)


def _postgresql(parsed: URL) -> Address:
    query = dict(parsed.query)
    if not parsed.database or not query.keys() <= _POSTGRES_OPTIONS:
        raise DatabaseUrlBad
    arguments: dict[str, Any] = {}
    mode, root = query.pop("sslmode", None), query.pop("sslrootcert", None)
    url = parsed.set(drivername="postgresql+asyncpg", query=query)
    hosts = _hosts(url)
    if not all(map(_may_be_asked_for, hosts)):
        raise DatabaseUrlBad
    if sys.platform == "win32" and any(host.startswith("/") for host in hosts):
        raise DatabaseUrlBad  # a Unix socket, which the driver can't open there
    if mode not in {None, "verify-full"} and not all(map(_is_here, hosts)):
        raise DatabaseUrlBad  # patrons' data go encrypted, and only to a verified server
    if mode in _WITH_CERTIFICATE:
        arguments["ssl"] = _tls(root if isinstance(root, str) else None, check_host=mode == "verify-full")
    elif mode in _WITHOUT_CERTIFICATE:
        arguments["ssl"] = mode
    elif mode is not None:
        raise DatabaseUrlBad
    elif not all(map(_is_here, hosts)):
        arguments["ssl"] = _tls(root if isinstance(root, str) else None, check_host=True)
    return Address(url, "postgresql", connect_args=arguments)


def _hosts(url: URL) -> tuple[str, ...]:
    """Name each host that the driver tries, split as it splits them.

    Raises:
        DatabaseUrlBad: hosts and ports don't fit each other.
    """
    try:
        _, arguments = url.get_dialect()().create_connect_args(url)
    except (ArgumentError, ValueError):
        raise DatabaseUrlBad from None
    given = arguments.get("host") or os.environ.get("PGHOST", "")
    several = given.split(",") if isinstance(given, str) else given
    return tuple(host for host in several if host)


def _make_sure_of_the_text(parsed: URL) -> None:
    """Make sure that every part is possible in a file, login or host.

    Raises:
        ValueError: a part holds NUL, or half of a character (a lone surrogate).
    """
    values = (
        it for several in parsed.query.values() for it in ([several] if isinstance(several, str) else several)
    )
    parts = (parsed.username, parsed.password, parsed.host, parsed.database, *parsed.query, *values)
    for part in parts:
        if part is not None and b"\0" in str(part).encode():
            msg = "NUL"
            raise ValueError(msg)


def _may_be_asked_for(host: str) -> bool:
    """Tell whether a name server can be asked for a host, which takes no label that is empty or too long."""
    try:
        host.encode("idna")
    except UnicodeError:
        return host.startswith("/")
    return True


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine: a socket's folder, a loopback address, or its name."""
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _tls(root: str | None, *, check_host: bool) -> ssl.SSLContext:
    if root is not None and not Path(root).is_file():
        raise DatabaseUrlBad  # opening a pipe would wait for a writer
    try:
        context = ssl.create_default_context(cafile=root)
    except OSError as error:
        raise DatabaseUrlBad from error
    context.check_hostname = check_host
    return context
