"""MariaDB's errors become service errors here, by their number, never by a message's wording.

An error that staff can't act on passes unchanged: it is a bug, and is logged as one.
"""

import ssl
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Final

from services.contract.errors import (
    LoginLimitReached,
    ServiceError,
    SystemBusy,
    SystemFull,
    SystemInterrupted,
    SystemLoginClosed,
    SystemReaderRefused,
    SystemReadOnly,
    SystemSlow,
    SystemUnreachable,
    SystemUntrusted,
    SystemViewsUnfit,
)
from services.contract.errors.base import translated

# https://mariadb.com/docs/server/reference/error-codes, and 2000 and up of the driver.
_NUMBERS: Final[dict[type[ServiceError], tuple[int, ...]]] = {
    SystemUnreachable: (
        1053,  # the server is being shut down
        1152,  # the connection was aborted
        1158,  # reading from the network failed, here and in the next three
        1159,
        1160,
        1161,
        1184,  # a new connection was aborted
        1927,  # the connection was killed
        2003,  # no connection can be made
        2006,  # the server has gone away
        2013,  # the connection was lost in a statement
    ),
    SystemBusy: (
        1040,  # the server has as many connections as it may have
        1041,  # it is out of memory, here and in the next two
        1037,
        1038,
        1205,  # a lock was waited for too long
        1213,  # a deadlock
        1135,  # no thread can be made
        1461,  # all connections together have prepared as many statements as they may
        1615,  # the views' definitions fell out of the server's cache again and again
    ),
    LoginLimitReached: (1203, 1226),
    SystemSlow: (
        1969,  # max_statement_time is over
        3024,  # the same, where MAX_STATEMENT_TIME was set for the login
    ),
    SystemInterrupted: (1317,),  # KILL QUERY
    SystemFull: (
        1021,  # a disk is full
        1114,  # a table in memory or a table space is full
        1878,  # a temporary file can't be written
        3,  # a file can't be written
        201,  # temporary tables have used up their room
    ),
    SystemReadOnly: (1290, 1792, 1836),
    SystemReaderRefused: (
        1044,  # the login may not use the database
        1045,  # wrong login or password
        1698,  # the same, without a password
        1820,  # the password has to be changed first, here and in the next one
        1862,
        2059,  # the login proves itself in a way that the driver doesn't know
    ),
    SystemLoginClosed: (
        1129,  # this computer is blocked after too many failures
        1130,  # this computer may not connect
        4151,  # the login is locked
        3159,  # it has to be encrypted
    ),
    SystemViewsUnfit: (
        1049,  # no such database
        1054,  # no such column
        1142,  # the view may not be read
        1143,  # the same of a column
        1146,  # no such view
        1356,  # the view names what isn't there any more, or its owner may not read it any more
        1449,  # the view's owner isn't there any more
    ),
}
_BY_NUMBER: Final = MappingProxyType({it: kind for kind, some in _NUMBERS.items() for it in some})
_GONE: Final = 2006
LOST: Final = frozenset({1053, 1927, _GONE, 2013})
"""After these a statement may be sent again on another connection: it only reads."""


def number(error: BaseException) -> int | None:
    """Tell a driver's error's number, None where it has none; its own of a connection that is closed already is 0."""
    first = error.args[0] if error.args else None
    if first == 0 and _is_drivers(error):
        return _GONE
    return first if isinstance(first, int) else None


def service_error(error: BaseException) -> ServiceError | None:
    """Tell which service error an error of the driver's or the network's is, None if it is a bug."""
    cause = error.__cause__
    if isinstance(error, ssl.SSLError) or isinstance(cause, ssl.SSLError):
        return SystemUntrusted()
    kind = _BY_NUMBER.get(number(error) or -1) if _is_drivers(error) else None
    if kind is not None:
        return kind()
    if isinstance(error, OSError):  # also a TimeoutError
        return SystemUnreachable()
    return None


def translate() -> AbstractContextManager[None]:
    """Raise the service errors behind the driver's errors that leave the block."""
    return translated(service_error)


def _is_drivers(error: BaseException) -> bool:
    return type(error).__module__.startswith("asyncmy.")
