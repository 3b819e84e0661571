"""Errors of the workstation: its printers and its settings."""

from dataclasses import dataclass
from enum import Enum

from services.contract.errors.base import ServiceError
from services.rules.vocabulary import Paper


class PrinterFault(Enum):
    """Why nothing can be printed."""

    MISSING = "missing"
    NONE_THERE = "none_there"
    CHANGED = "changed"
    IN_ERROR = "in_error"
    STOPPED = "stopped"
    REFUSED_JOB = "refused_job"
    NOT_CANCELLED = "not_cancelled"
    MAKES_FILES = "makes_files"


@dataclass(eq=False)
class PrinterUnavailable(ServiceError):
    """The workstation's printer can't print now, or may print what was to be cancelled."""

    fault: PrinterFault
    printer: str


@dataclass(eq=False)
class PaperRefused(ServiceError):
    """The printer doesn't print on the slip's paper.

    Attributes:
        printer: the queue.
        paper: the slip's.
    """

    printer: str
    paper: Paper


@dataclass(eq=False)
class SettingsUnreadable(ServiceError):
    """The settings file can't be read.

    Attributes:
        line: the line that is wrong, 0 when unknown.
        key: the key whose value is of the wrong kind or out of range (`printing.paper`), empty when the file as a
            whole is wrong.
        policy: the administrator's policy file, when it is that one; empty for the workstation's own.
    """

    line: int = 0
    key: str = ""
    policy: str = ""


class PolicyFault(Enum):
    """Why a policy file may not be the administrators'."""

    OWNER = "owner"
    WRITABLE = "writable"
    LINK = "link"


@dataclass(eq=False)
class PolicyUntrusted(ServiceError):
    """The administrator's policy file could have been written by a user who is no administrator.

    Attributes:
        fault: why.
        path: the file or its folder.
        who: the owner; empty where that isn't the fault.
    """

    fault: PolicyFault
    path: str
    who: str = ""


class SettingsNotWritable(ServiceError):
    """The settings file or its folder can't be written."""
