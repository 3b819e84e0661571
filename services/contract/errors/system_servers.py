"""Errors of the server from which another library system is read; nothing was read."""

from dataclasses import dataclass

from services.contract.errors.base import ServiceError
from services.contract.errors.connection import SystemBusy


class SystemSlow(SystemBusy):
    """The server didn't answer within the time that a statement may take."""


class SystemInterrupted(SystemBusy):
    """The server broke a statement off, as its administrator can."""


class SystemFull(SystemBusy):
    """The server has no room left on a disk."""


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
