"""Errors of the way to the library's system: its address, the login, the connection."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from services.contract.errors.base import ServiceError


class SystemUnreachable(ServiceError):
    """The library's system can't be reached now; nothing was done."""


class LoginLimitReached(SystemUnreachable):
    """The login has as many connections to the server as it may have at once; nothing was done."""


class Disconnected(ServiceError):
    """The connection to the library's system is lost, and is being made again; until then nothing is done."""


class SystemBusy(ServiceError):
    """The library's system was held by others for too long; nothing was done."""


@dataclass(eq=False)
class ClockDoubtful(ServiceError):
    """The server's time is weeks past the newest record: it may be wrong, and nothing was cleared by it.

    Attributes:
        now: the server's time.
        newest: the newest record's, without those of the last hour.
    """

    now: datetime
    newest: datetime


class SystemReadOnly(ServiceError):
    """The library's system takes no writes, so no look-up either: each one is recorded."""


@dataclass(eq=False)
class DatabaseTooOld(ServiceError):
    """The PostgreSQL server is older than this program can work with.

    Attributes:
        found: its version (`15.6`).
        oldest: the first version that would do.
    """

    found: str
    oldest: int


@dataclass(eq=False)
class DatabaseEncodingUnfit(ServiceError):
    """The PostgreSQL database doesn't keep its texts as Unicode.

    Attributes:
        found: its encoding (`SQL_ASCII`).
    """

    found: str


class DatabaseUrlBad(ServiceError):
    """The database's address can't be understood, or names a kind of database that isn't supported."""


class DatabaseHoldsLogin(ServiceError):
    """The database's address names a login; it may hold none, since each staff member signs in with their own."""


@dataclass(eq=False)
class DatabaseUntrusted(ServiceError):
    """The server can't prove that it is the library's: its certificate is another server's or of no trusted CA.

    Attributes:
        found: what the check found, in OpenSSL's words (`CA cert does not include key usage extension`); empty where
            the server offers no TLS at all.
    """

    found: str = ""


class SystemLoginRefused(ServiceError):
    """The library's system doesn't know this login, or its password is wrong (not told apart)."""


class SystemLoginClosed(SystemLoginRefused):
    """The library's system refuses this login, or all logins from this computer, with any password."""


class LoginKind(Enum):
    """A kind of login that some work wants."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    WORKER = "worker"


@dataclass(eq=False)
class DatabaseLoginUnfit(ServiceError):
    """The login may not do what a command does; nothing was done.

    Attributes:
        needed: the login that may.
    """

    needed: LoginKind
