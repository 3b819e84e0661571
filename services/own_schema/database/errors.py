"""Database errors become service errors here, by SQLSTATE or SQLite code, never by a message's wording.

An error that staff can't act on passes unchanged: it is a bug, and is logged as one.
"""

import re
import sqlite3
import ssl
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import exc

from services.contract.errors import (
    DatabaseDamaged,
    DatabaseUntrusted,
    DatabaseUrlBad,
    LoginLimitReached,
    NotPermitted,
    RowChanged,
    SchemaMismatch,
    ServiceError,
    SystemBusy,
    SystemLoginClosed,
    SystemLoginRefused,
    SystemReadOnly,
    SystemUnreachable,
    TextUnfit,
)
from services.contract.errors.base import translated
from services.own_schema.revision import REVISION

# PostgreSQL's SQLSTATEs, whole or by their class of two characters ("Appendix A. PostgreSQL Error Codes").
_BY_SQLSTATE: dict[str, type[ServiceError]] = {
    "08": SystemUnreachable,  # connection exceptions
    "57P01": SystemUnreachable,  # admin_shutdown
    "57P02": SystemUnreachable,  # crash_shutdown
    "57P03": SystemUnreachable,  # cannot_connect_now: starting up or in recovery
    "57": SystemUnreachable,  # operator_intervention: the database dropped (57P04), idle for too long (57P05)
    "25P03": SystemUnreachable,  # idle_in_transaction_session_timeout: the server closed the session
    "25P04": SystemUnreachable,  # transaction_timeout: likewise
    "58030": SystemUnreachable,  # io_error, as SQLite's
    "53300": SystemUnreachable,  # too_many_connections; of one login see is_limit_of_login
    "53": SystemBusy,  # insufficient_resources: no room for another lock (53200), a limit reached (53400)
    "54000": SystemBusy,  # program_limit_exceeded: the queue of notices is full
    "22021": TextUnfit,  # character_not_in_repertoire: NUL
    "55006": SystemBusy,  # object_in_use
    "55P03": SystemBusy,  # lock_not_available: lock_timeout is over
    "57014": SystemBusy,  # query_canceled: statement_timeout is over
    "40001": SystemBusy,  # serialization_failure: also a call whose statement is old, sent twice
    "40P01": SystemBusy,  # deadlock_detected
    "25006": SystemReadOnly,  # read_only_sql_transaction: a standby
    "53100": SystemReadOnly,  # disk_full
    "42501": NotPermitted,  # insufficient_privilege
    "P0002": RowChanged,  # no_data_found: the row that an act or an import changes is gone
    "28000": SystemLoginClosed,  # invalid_authorization_specification: NOLOGIN, or no line in pg_hba.conf
    "28": SystemLoginRefused,  # invalid_password
    "3D000": DatabaseUrlBad,  # invalid_catalog_name: no such database
}

# The server's function that said it, where the SQLSTATE alone may mean something else, too.
_BY_FUNCTION: dict[tuple[str | None, str | None], type[ServiceError]] = {
    ("53300", "InitializeSessionUserId"): LoginLimitReached,  # not that the server is full
    ("0A000", "get_relation_info"): SystemReadOnly,  # a standby has no unlogged tables
    ("XX000", "simple_heap_update"): SystemBusy,  # another changed that row of the catalog first
}
_UNKNOWN = frozenset({"42883", "42P01", "42703"})
_OTHER_REVISION = re.compile(r"M([0-9]{4})")
"""What the library's functions raise (madoguchi_begin_reading): the library's present revision."""

# SQLite's primary result codes; extended ones carry the primary code in their low byte.
_BY_SQLITE_CODE: dict[int, type[ServiceError]] = {
    sqlite3.SQLITE_BUSY: SystemBusy,
    sqlite3.SQLITE_LOCKED: SystemBusy,
    sqlite3.SQLITE_READONLY: SystemReadOnly,
    sqlite3.SQLITE_FULL: SystemReadOnly,
    sqlite3.SQLITE_CANTOPEN: SystemUnreachable,
    sqlite3.SQLITE_IOERR: SystemUnreachable,
    sqlite3.SQLITE_PERM: NotPermitted,
    sqlite3.SQLITE_AUTH: NotPermitted,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
}


def service_error(error: BaseException) -> ServiceError | None:
    """Tell which service error a database error is, None if it is a bug.

    Args:
        error: what SQLAlchemy or a driver raised; SQLAlchemy wraps some driver errors and passes others on.
    """
    if isinstance(error, exc.TimeoutError):
        return SystemBusy()  # every connection of the pool is taken
    cause: BaseException = error
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        cause = error.orig
    another = _OTHER_REVISION.fullmatch(str(getattr(cause, "sqlstate", "")))
    if another is not None:
        return SchemaMismatch(another[1], REVISION)
    kind = _by_function(cause) or _by_code(cause)
    if kind is not None:
        return kind()
    if _is_half_a_character(cause):
        return TextUnfit()
    lost = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    if lost or isinstance(cause, ConnectionError | TimeoutError):
        return SystemUnreachable()
    return None


def is_limit_of_login(error: BaseException) -> bool:
    """Tell whether the server refuses a connection because this login has as many as it may have."""
    return _by_function(error) is LoginLimitReached


def _by_function(error: BaseException) -> type[ServiceError] | None:
    driver = error if error.__cause__ is None else error.__cause__  # which SQLAlchemy's own error wraps
    said_by = getattr(driver, "sqlstate", None), getattr(driver, "server_source_function", None)
    return _BY_FUNCTION.get(said_by)


def is_unknown_there(error: BaseException) -> bool:
    """Tell whether PostgreSQL lacks the function, table or column: the library may be of another revision."""
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    return getattr(cause, "sqlstate", None) in _UNKNOWN


def is_connection_loss(error: BaseException) -> bool:
    """Tell whether an error means that the server was no longer there to answer."""
    return isinstance(service_error(error), SystemUnreachable)


def translate() -> AbstractContextManager[None]:
    """Raise the service errors behind database errors that leave the block.

    Raises:
        SystemUnreachable, SystemBusy, SystemReadOnly, SystemLoginRefused, DatabaseUrlBad, DatabaseDamaged,
            NotPermitted, RowChanged, TextUnfit: as the error's code says.
    """
    return translated(service_error)


@contextmanager
def translate_connecting() -> Iterator[None]:
    """Do as `translate` while connecting, when failures of the network and of name service count, too.

    Raises:
        DatabaseUntrusted: the server's certificate isn't one to trust.
    """
    try:
        with translate():
            yield
    except ssl.SSLCertVerificationError as error:
        raise untrusted_by(error) from error
    except Exception as error:
        if not isinstance(error, (OSError, exc.InterfaceError, exc.InternalError, *_hung_up())):
            raise
        raise SystemUnreachable from error


def untrusted_by(error: ssl.SSLCertVerificationError) -> DatabaseUntrusted:
    """Tell what the check of a server's certificate found."""
    return DatabaseUntrusted(getattr(error, "verify_message", "").rstrip("."))


def _hung_up() -> tuple[type[Exception], ...]:
    """Give what PostgreSQL's driver raises, unwrapped, of a connection that was closed as soon as it was made."""
    driver = sys.modules.get("asyncpg")  # not loaded where the library is on SQLite
    return () if driver is None else (driver.InterfaceError, driver.InternalClientError)


def _is_half_a_character(cause: BaseException) -> bool:
    """Tell whether a driver couldn't send a text; PostgreSQL's hides that behind an error of its own."""
    found: BaseException | None = cause
    while found is not None and not isinstance(found, UnicodeEncodeError):
        found = found.__cause__
    return found is not None


def _by_code(cause: BaseException) -> type[ServiceError] | None:
    sqlstate = getattr(cause, "sqlstate", None)
    if isinstance(sqlstate, str):
        return _BY_SQLSTATE.get(sqlstate) or _BY_SQLSTATE.get(sqlstate[:2])
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return None
