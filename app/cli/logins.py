"""Which login each command takes on PostgreSQL: said by its help, by its refusal, and in docs/operations.md."""

import argparse
from enum import Enum
from gettext import gettext as _

from services.contract.errors import DatabaseLoginUnfit, LoginKind, NotPermitted, ServiceError


class Login(Enum):
    """A kind of login that a command takes; its value is what the help says."""

    ADMINISTRATOR = "an administrator's"
    SUPERVISOR = "the supervisor's own, whatever login the address names"
    WORKER = "the worker's, or an administrator's"
    ANY = "any of the library's"

    @property
    def kind(self) -> LoginKind | None:
        """What a login that isn't enough is told; None where every one is."""
        return None if self is Login.ANY else LoginKind[self.name]


def takes(parser: argparse.ArgumentParser, login: Login) -> None:
    """Note which login a command takes, and say so at the end of its help."""
    parser.set_defaults(login=login)
    parser.epilog = _("Login on PostgreSQL: %s.") % _(login.value)


def refusal(arguments: argparse.Namespace, *, on_server: bool) -> ServiceError:
    """Give what is said when the database refuses a command.

    Args:
        arguments: the command's.
        on_server: whether its library is on PostgreSQL. A library in a file has no logins, but staff.
    """
    login: Login | None = getattr(arguments, "login", None)
    if login is None or login.kind is None or not (on_server or login is Login.SUPERVISOR):
        return NotPermitted()
    return DatabaseLoginUnfit(login.kind)
