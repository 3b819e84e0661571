"""Errors of sign-in and of staff accounts."""

from dataclasses import dataclass
from datetime import datetime

from services.contract.errors.base import ServiceError


@dataclass(eq=False)
class SignInFailed(ServiceError):
    """Unknown staff id or wrong password (not told apart).

    Attributes:
        tries_left: how many more tries before the account is locked, where the id exists; else None.
    """

    tries_left: int | None


@dataclass(eq=False)
class StaffLocked(ServiceError):
    """Too many wrong tries; the account opens again by itself."""

    until: datetime


class StaffDisabled(ServiceError):
    """The account was switched off."""


class StaffChanged(ServiceError):
    """An administrator changed the account's role; its user has to sign in again."""


@dataclass(eq=False)
class StaffLoginGone(ServiceError):
    """The account is there, and the server has no login of its name: the server lost its logins, or was replaced."""

    staff_id: str


@dataclass(eq=False)
class StaffSwitchedOff(ServiceError):
    """The account that is to be changed is switched off."""

    staff_id: str


@dataclass(eq=False)
class StaffUnknown(ServiceError):
    """No staff member has this id."""

    staff_id: str


@dataclass(eq=False)
class StaffExists(ServiceError):
    """A staff member with this id is there already."""

    staff_id: str


@dataclass(eq=False)
class StaffIdUnfit(ServiceError):
    """The text can't be a staff id: empty, too long, or with a blank or a control character in it.

    Attributes:
        longest: how many characters there may be.
    """

    longest: int


class StaffNameEmpty(ServiceError):
    """An account needs a name for colleagues to read."""


@dataclass(eq=False)
class BranchUnknown(ServiceError):
    """No branch has this code or name."""

    branch: str


class PasswordChangedJustNow(ServiceError):
    """A staff member's own password was changed within the last minute, and stays until that is over."""


@dataclass(eq=False)
class PasswordUnfit(ServiceError):
    """A staff password that is too short.

    Attributes:
        minimum: how many characters are wanted.
    """

    minimum: int
