"""Who else may open a file or a folder, as the system tells it."""

import sys
from pathlib import Path

_MANY = ("WD", "AU", "BU", "IU", "BG", "AN")
"""Everybody, authenticated, built-in, interactive, guest and anonymous users, as Windows' descriptors write them."""


if sys.platform == "win32":
    import ctypes

    def _rights(path: Path) -> str:
        """Read a list of rights, as `D:(A;OICI;FA;;;SY)(…)`."""
        of_a_file, list_of_rights, revision = 1, 4, 1
        descriptor, text = ctypes.c_void_p(), ctypes.c_wchar_p()
        advapi = ctypes.WinDLL("advapi32", use_last_error=True)
        unasked = [None] * 4
        failed = advapi.GetNamedSecurityInfoW(
            str(path), of_a_file, list_of_rights, *unasked, ctypes.byref(descriptor)
        )
        assert not failed, failed
        written = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, revision, list_of_rights, ctypes.byref(text), None
        )
        assert written, ctypes.get_last_error()
        told = str(text.value)
        for taken in (descriptor, text):
            ctypes.WinDLL("kernel32").LocalFree(ctypes.cast(taken, ctypes.c_void_p))
        return told


def is_open_to_others(path: Path) -> bool:
    """Tell whether others than its owner and administrators can open it."""
    if sys.platform == "win32":
        entries = _rights(path).split("(")[1:]
        return any(entry.startswith("A;") and entry.rstrip(")").endswith(_MANY) for entry in entries)
    return path.stat().st_mode & 0o077 != 0
