"""Errors of a library as it is stored: its file, its schema, its backups."""

from dataclasses import dataclass
from enum import Enum

from services.contract.errors.base import ServiceError


class DatabaseReplaced(ServiceError):
    """The library's file was replaced or overwritten while it was open; this program writes nothing more to it."""


class DatabaseMixed(ServiceError):
    """The library's file and the log beside it belong to two libraries, or to two ages of one; it isn't opened."""


@dataclass(eq=False)
class DatabaseOnNetwork(ServiceError):
    """The library's file lies on another computer's disk, where SQLite's locks don't hold; nothing is written to it.

    Attributes:
        file_system: its type, as the system names it (`services.files.file_systems`).
    """

    file_system: str


class DatabaseDamaged(ServiceError):
    """The library's file is damaged, or none of SQLite's."""


@dataclass(eq=False)
class RowsDangling(ServiceError):
    """Rows of the library's file refer to rows that aren't there.

    Attributes:
        rows: how many.
        table: the first table that has such rows.
    """

    rows: int
    table: str


class DatabaseInUse(ServiceError):
    """A desk or another program has the library's file open, so that it can't be replaced."""


class BackupFault(Enum):
    """Why a backup isn't one to restore."""

    DAMAGED = "damaged"
    DANGLING = "dangling"
    NO_LIBRARY = "no_library"
    NEWER = "newer"
    RECORDS = "records"
    FOREIGN = "foreign"


@dataclass(eq=False)
class BackupUnfit(ServiceError):
    """A backup that isn't restored; the library stays as it is.

    Attributes:
        fault: why.
        path: the backup.
        things: what in it this program didn't make; see `SchemaForeign`.
    """

    fault: BackupFault
    path: str
    things: tuple[str, ...] = ()


@dataclass(eq=False)
class SchemaMismatch(ServiceError):
    """The database's schema isn't this program's.

    Attributes:
        found: the revision in the database, None when it has none.
        wanted: this program's revision.
        differences: how many tables, columns and indexes aren't as the program has them, where they were compared.
    """

    found: str | None
    wanted: str
    differences: int = 0


@dataclass(eq=False)
class SchemaForeign(ServiceError):
    """The library's file has tables, triggers or views that this program didn't make, or that were changed.

    Attributes:
        things: kind and name of each, as in `trigger spy`; sorted, never empty.
    """

    things: tuple[str, ...]


class DatabaseNotEmpty(ServiceError):
    """A library can't be made here: the database already holds tables, a library's or others."""


class LibraryHasPatrons(ServiceError):
    """The library has patrons of its own, so that it can't stand beside another system."""


class PatronsElsewhere(ServiceError):
    """The library's patrons are another system's, so that it takes in none of its own."""
