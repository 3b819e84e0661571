"""Which file system a path lies on, as the system names it, and whether that is another computer's.

SQLite's locks and its log want one computer: over a network a library is damaged without an error
(https://www.sqlite.org/useovernet.html). An undecidable one counts as this computer's: an unknown type, one of a
virtual machine (9p, virtiofs) or of a program (FUSE), a call that fails.
"""

import asyncio
import os
import re
import sys
from pathlib import Path
from typing import Final

from services.contract.errors import DatabaseOnNetwork

NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "UNC", "DRIVE_REMOTE"}  # Linux, macOS, Windows
)

_DRIVES: Final = ("", "", "DRIVE_REMOVABLE", "DRIVE_FIXED", "DRIVE_REMOTE", "DRIVE_CDROM", "DRIVE_RAMDISK")
"""What Windows' GetDriveTypeW answers, by its number; nothing where it knows no drive."""
_MOUNT: Final = re.compile(r"^\d+ \d+ (\d+:\d+) .*? - (\S+) ", re.MULTILINE)
_NAME_IN_STATFS: Final = slice(72, 88)
"""Where macOS writes the type's name (sys/mount.h, __DARWIN_STRUCT_STATFS64)."""


def is_network(file_system: str) -> bool:
    """Tell whether a file system is another computer's."""
    return file_system in NETWORK


async def require_own_disk(path: Path | None) -> None:
    """Make sure that a library's file doesn't lie on another computer's disk, before it is written.

    Args:
        path: the file, which need not be there yet; None for a library on a server.

    Raises:
        DatabaseOnNetwork: it does.
    """
    file_system = "" if path is None else await asyncio.to_thread(file_system_of, path)
    if is_network(file_system):
        raise DatabaseOnNetwork(file_system)


def file_system_of(path: Path) -> str:
    """Name the file system that a path lies on, or will lie on: the path need not be there yet.

    Returns:
        As the system calls it (`ext4`, `nfs4`, `apfs`, `DRIVE_FIXED`), `UNC` for a name of another computer's; empty
        where it can't be told.
    """
    try:
        if sys.platform == "win32":
            return _windows(path)
        path = path.resolve()  # a link may lead to a file that isn't there yet
        nearest = next((it for it in (path, *path.parents) if it.exists()), Path("/"))
        if sys.platform == "darwin":
            return _macos(nearest)
        device = nearest.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        return type_by_mounts(f"{os.major(device)}:{os.minor(device)}", mounts)
    except (OSError, ValueError, AttributeError):
        return ""


def type_by_mounts(device: str, mounts: str) -> str:
    """Name the type of a device's file system; empty where it isn't among the mounts, or is of several types.

    Args:
        device: its numbers, as in `8:1`. Links and mounts of a folder elsewhere (bind) have the numbers of where they
            lead.
        mounts: `/proc/self/mountinfo` (proc_pid_mountinfo(5)).
    """
    types = {kind for numbers, kind in _MOUNT.findall(mounts) if numbers == device}
    return types.pop() if len(types) == 1 else ""


def type_by_statfs(answer: bytes) -> str:
    """Name the type that macOS' statfs answered."""
    return answer[_NAME_IN_STATFS].partition(b"\0")[0].decode("ascii", "replace")


def windows_root(path: str) -> str:
    r"""Give what Windows is asked about: a drive's root (`C:\`), or `UNC` for another computer's name; empty for none.

    Args:
        path: absolute; `\\server\share\…` or `\\?\UNC\server\share\…` names another computer, `\\?\C:\…`,
            `\\?\Volume{…}\…` and `\\.\…` this one.
    """
    text = path.replace("/", "\\")
    if text.upper().startswith("\\\\?\\UNC\\"):
        return "UNC"
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        named, text = text[:4], text[4:]
        if not re.match(r"[A-Za-z]:", text):
            return f"{named}{text.partition('\\')[0]}\\" if text.lower().startswith("volume{") else ""
    elif text.startswith("\\\\"):
        return "UNC"
    return f"{text[0].upper()}:\\" if re.match(r"[A-Za-z]:", text) else ""


def drive_type(number: int) -> str:
    """Name what GetDriveTypeW answered."""
    return _DRIVES[number] if 0 <= number < len(_DRIVES) else ""


def _windows(path: Path) -> str:
    """Ask about where the path leads, too: a drive that stands for a folder (subst), a junction, a link."""
    seen = ""
    if sys.platform == "win32":
        import ctypes

        for place in (str(path), os.path.realpath(path)):
            root = windows_root(place)
            asked = root and root != "UNC"
            known = drive_type(ctypes.windll.kernel32.GetDriveTypeW(root)) if asked else root
            if is_network(known):
                return known
            seen = seen or known
    return seen


def _macos(path: Path) -> str:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    try:
        statfs = libc["statfs$INODE64"]  # Intel
    except AttributeError:
        statfs = libc["statfs"]
    answer = ctypes.create_string_buffer(4096)  # 2168 are written
    return type_by_statfs(answer.raw) if statfs(os.fsencode(path), answer) == 0 else ""
