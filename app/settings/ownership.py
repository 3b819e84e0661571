"""Whether a file is the administrators' alone, by the modes of Linux and macOS; `ownership_windows` has Windows' way.

From the root down, each folder has to be one that nobody else can write, so that what it holds is what administrators
put there. A folder with the sticky bit will do: nobody else can rename what isn't theirs.
"""

import os
import stat
import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

from app.settings.policy import Ownership
from services.errors import PolicyFault, PolicyUntrusted

_ROOT = 0
_ADMIN_OF_MACOS = 80
"""The group `admin`, whose members are administrators; some folders above the policy are theirs to write."""


def system_ownership() -> Ownership:
    """Give this system's way to tell."""
    if sys.platform == "win32":
        from app.settings.ownership_windows import WindowsOwnership

        return WindowsOwnership()
    return ModeOwnership(groups={_ROOT, _ADMIN_OF_MACOS} if sys.platform == "darwin" else frozenset())


class ModeOwnership:
    """See `app.settings.policy.Ownership`.

    Args:
        users: who administrators are.
        groups: which groups' members are. On Linux none: the mode's bits of the group also stand for single users whom
            an access control list names.
    """

    def __init__(
        self, users: AbstractSet[int] = frozenset({_ROOT}), groups: AbstractSet[int] = frozenset()
    ) -> None:
        self._users = users
        self._groups = groups

    def check_folders(self, file: Path) -> None:
        """Go down from the root."""
        for folder in reversed(file.parents):
            self._check(folder, folder.lstat())

    def check_file(self, file: Path, descriptor: int) -> None:
        """Look at the opened file, and see that the name is no link to it."""
        if stat.S_ISLNK(file.lstat().st_mode):
            raise PolicyUntrusted(PolicyFault.LINK, str(file))
        self._check(file, os.fstat(descriptor))

    def _check(self, path: Path, found: os.stat_result) -> None:
        if stat.S_ISLNK(found.st_mode):
            raise PolicyUntrusted(PolicyFault.LINK, str(path))
        if found.st_uid not in self._users:
            raise PolicyUntrusted(PolicyFault.OWNER, str(path), _name(found.st_uid))
        is_sticky = stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX
        by_group = found.st_mode & stat.S_IWGRP and found.st_gid not in self._groups
        if (by_group or found.st_mode & stat.S_IWOTH) and not is_sticky:
            raise PolicyUntrusted(PolicyFault.WRITABLE, str(path))


def _name(user: int) -> str:
    """Name a user; by the number where nobody has it."""
    if sys.platform == "win32":
        return str(user)
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
