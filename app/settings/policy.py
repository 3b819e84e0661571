"""What the administrator decides for everybody on this machine: a file, and on Windows the registry.

Neither a variable nor an option names another place. What can't be read, or could be somebody else's, is refused and
never passed over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from app.settings.settings_text import check_is_file, decoded, said, tables_of
from services.errors import SettingsUnreadable
from viewmodels.settings.setting_keys import over

REGISTRY_KEY = r"HKLM\Software\Policies\Madoguchi"


class Ownership(Protocol):
    """Tells whether a file is the administrators' alone."""

    def check_folders(self, file: Path) -> None:
        """Make sure that nobody else can put another file or folder in the place of this one.

        Raises:
            PolicyUntrusted: somebody can.
            OSError: it can't be told.
        """

    def check_file(self, file: Path, descriptor: int) -> None:
        """Make sure of an opened file.

        Raises:
            PolicyUntrusted: it is somebody else's, or somebody else can write it.
            OSError: it can't be told.
        """


type Registry = Callable[[], Mapping[str, Any]]
"""Reads the values below `REGISTRY_KEY`, in tables as a file has them; see `app.settings.policy_registry`."""


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
    """Where the administrator's decisions stand; neither need be there.

    What the registry says goes before what the file says.

    Attributes:
        file: the file.
        ownership: tells whether the file is the administrators' alone.
        registry: None where the system has none.
    """

    file: Path
    ownership: Ownership
    registry: Registry | None = None

    def read(self) -> Decided:
        """Read what is decided now.

        Raises:
            SettingsUnreadable: it can't be read, with line or key, and with its place as `policy`.
            PolicyUntrusted: somebody who is no administrator could have written the file.
        """
        try:
            of_file, strange = said(tables_of(decoded(self._bytes())), self.file.name)
        except SettingsUnreadable as error:
            raise _told(error, str(self.file)) from error
        except OSError as error:
            raise SettingsUnreadable(policy=str(self.file)) from error
        if self.registry is None:
            return Decided(of_file, strange)
        try:
            of_registry, more = said(self.registry(), REGISTRY_KEY)
        except SettingsUnreadable as error:
            raise _told(error, REGISTRY_KEY) from error
        except OSError as error:
            raise SettingsUnreadable(policy=REGISTRY_KEY) from error
        return Decided(over(of_registry, of_file), (*more, *strange))

    def _bytes(self) -> bytes:
        """Read the file through the handle that was checked; nothing where it isn't there."""
        try:
            self.file.lstat()
            self.ownership.check_folders(self.file)
            check_is_file(self.file)
            with self.file.open("rb") as opened:
                self.ownership.check_file(self.file, opened.fileno())
                return opened.read()
        except (FileNotFoundError, NotADirectoryError):
            return b""


def _told(error: SettingsUnreadable, place: str) -> SettingsUnreadable:
    return replace(error, policy=place)
