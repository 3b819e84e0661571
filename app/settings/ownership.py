"""Whether a policy file is root's alone, on Linux and macOS."""

import os
import stat
from pathlib import Path

from services.contract.errors import PolicyFault, PolicyUntrusted

_ROOT = 0


def check_ownership(file: Path, descriptor: int, owner: int = _ROOT) -> None:
    """Make sure that only root can write a file or replace it.

    The folder above the file's own one is the system's.

    Args:
        file: whose folder and name are looked at.
        descriptor: the opened file's, which is the one that is read.
        owner: the user whose they have to be.

    Raises:
        PolicyUntrusted: one of them has another owner, is a link, or others may write it.
        OSError: it can't be told.
    """
    folder = file.parent
    for path, found in ((folder, folder.lstat()), (file, file.lstat()), (file, os.fstat(descriptor))):
        if stat.S_ISLNK(found.st_mode):
            raise PolicyUntrusted(PolicyFault.LINK, str(path))
        if found.st_uid != owner:
            raise PolicyUntrusted(PolicyFault.OWNER, str(path), _name(path, found.st_uid))
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise PolicyUntrusted(PolicyFault.WRITABLE, str(path))


def _name(path: Path, user: int) -> str:
    """Name an owner; by the number where no account has it."""
    try:
        return path.owner()
    except KeyError:
        return str(user)
