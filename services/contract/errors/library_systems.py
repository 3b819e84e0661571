"""Errors of another library system: the way to it, its server, and what it hands over (docs/counter-contract.md)."""

from dataclasses import dataclass
from enum import Enum

from services.contract.errors.base import ServiceError
from services.contract.errors.connection import DatabaseUntrusted, SystemBusy, SystemLoginRefused

_TOLD = 5


class SystemDocument(Enum):
    """What a library system hands over."""

    MASTERS = "masters"
    RECORD = "record"
    ROSTER = "roster"


class RecordFaultKind(Enum):
    """What is wrong at one place; the values are what `madoguchi contract check` writes."""

    NOT_WHOLE = "not whole"
    OTHER_VERSION = "another version"
    MISSING = "missing"
    UNKNOWN_FIELD = "a field that isn't in the contract"
    TWICE = "a field that is there twice"
    NULL = "null"
    NO_OBJECT = "no object"
    NO_ARRAY = "no array"
    NO_TEXT = "no text"
    NO_NUMBER = "no whole number"
    NO_FLAG = "no flag"
    NO_CODE = "no such code"
    NO_DAY = "no day"
    NO_MOMENT = "no moment"
    EMPTY = "empty"
    TOO_LONG = "too long"
    TOO_MANY = "too many"
    OUT_OF_RANGE = "out of range"
    REPEATED = "repeated"
    OTHER_KEY = "another than the row's"
    NOT_FOUND = "not found again"


@dataclass(frozen=True, slots=True)
class RecordFault:
    """One place that isn't as the contract has it.

    Attributes:
        place: by the contract's own names and the numbers of rows, from 0 (`loans[3].due_on`); empty for the whole.
    """

    place: str
    kind: RecordFaultKind

    def __str__(self) -> str:
        return f"{self.place}: {self.kind.value}" if self.place else self.kind.value


@dataclass(eq=False)
class RecordUnfit(ServiceError):
    """What a library system handed over isn't whole, or not as the contract has it; nothing of it is shown.

    Attributes:
        document: what it is.
        faults: never empty; no value of it is in them.
    """

    document: SystemDocument
    faults: tuple[RecordFault, ...]

    def told(self) -> str:
        """Name the first faults for a log."""
        more = f"; and {len(self.faults) - _TOLD} more" if len(self.faults) > _TOLD else ""
        return "; ".join(map(str, self.faults[:_TOLD])) + more


class SystemAddressBad(ServiceError):
    """The library system's address can't be understood, or there is none."""


class SystemAddressHoldsPassword(ServiceError):
    """The library system's address has a password; it may have none, since the keyring keeps it."""


class SystemPasswordMissing(ServiceError):
    """The keyring has no password for the library system's login."""


class KeyringMissing(ServiceError):
    """This computer has no keyring, or a locked one, so that a password can neither be kept nor read."""


class SystemBesideServer(ServiceError):
    """The library is on a server, beside which no library system is read yet."""


class SystemReaderRefused(SystemLoginRefused):
    """The library system doesn't take the login by which it is read, or its password is wrong (not told apart)."""


class SystemUntrusted(DatabaseUntrusted):
    """The library system's server can't prove that it is the library's."""


class SystemSlow(SystemBusy):
    """The server didn't answer within the time that a statement may take."""


class SystemInterrupted(SystemBusy):
    """The server broke a statement off, as its administrator can."""


class SystemFull(SystemBusy):
    """The server has no room left on a disk."""


class SystemPartsGone(ServiceError):
    """The library system doesn't fill a part any more that a desk was opened with."""


@dataclass(eq=False)
class SystemVersionUnfit(ServiceError):
    """The server is older than this program can work with, or another product's.

    Attributes:
        found: its product and version.
        wanted: the product and first version that would do.
    """

    found: str
    wanted: str


@dataclass(eq=False)
class SystemViewsUnfit(ServiceError):
    """Views aren't there, lack columns, or can't be read, as after an upgrade of the library system.

    Attributes:
        missing: each view or column; empty where nobody knows which.
    """

    missing: tuple[str, ...] = ()


@dataclass(eq=False)
class ProgramMissing(ServiceError):
    """This computer lacks a program that is needed.

    Attributes:
        program: its name.
    """

    program: str
