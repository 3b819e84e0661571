"""What the administrator decides for all users of this machine: in a file, or on Windows in the registry.

Neither a variable nor an option names another place. A policy that can't be read, or that a user could have
written, is refused and never passed over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from app.settings.ownership import check_ownership
from app.settings.settings_text import check_is_file, decoded, said, tables_of
from services.contract.errors import SettingsUnreadable

type PolicyCheck = Callable[[Path, int], None]
"""Makes sure that a file, by its path and opened, is the administrators' alone; see `app.settings.ownership`."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided.

    Attributes:
        values: parsed, by key.
        strange: keys that this version doesn't know.
    """

    values: Mapping[str, object]
    strange: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyPlace:
    """Where the administrator's decisions stand; they need not be there.

    Attributes:
        place: the file's path, or the registry's key.
        tables: reads the values there, in tables; raises SettingsUnreadable, PolicyUntrusted and OSError.
    """

    place: str
    tables: Callable[[], Mapping[str, Any]]

    def read(self) -> Decided:
        """Read what is decided now.

        Raises:
            SettingsUnreadable: it can't be read, with line or key, and with its place as `policy`.
            PolicyUntrusted: a user who is no administrator could have written the file.
        """
        try:
            return Decided(*said(self.tables(), self.place))
        except SettingsUnreadable as error:
            raise replace(error, policy=self.place) from error
        except OSError as error:
            raise SettingsUnreadable(policy=self.place) from error


def policy_of_file(file: Path, check: PolicyCheck = check_ownership) -> PolicyPlace:
    """Give a file as the policy's place."""
    return PolicyPlace(str(file), partial(_tables, file, check))


def _tables(file: Path, check: PolicyCheck) -> dict[str, Any]:
    """Read the file through the handle that was checked; nothing where it isn't there."""
    try:
        check_is_file(file)
        with file.open("rb") as opened:
            check(file, opened.fileno())
            return tables_of(decoded(opened.read()))
    except (FileNotFoundError, NotADirectoryError):
        return {}
