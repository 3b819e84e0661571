r"""Whether a file is the administrators' alone, by Windows' owners and access lists.

Everybody may make folders in `C:\ProgramData`, where the policy's folder stands: it and the file have to be owned by
Administrators, SYSTEM or TrustedInstaller, and nobody else may change them or put them aside.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.settings.sddl import CHANGES_FILE, CHANGES_FOLDER, untrusted_principal
from services.errors import PolicyFault, PolicyUntrusted

_FILE_OBJECT = 1  # SE_FILE_OBJECT
_OWNER, _ACCESS = 0x1, 0x4  # OWNER_SECURITY_INFORMATION, DACL_SECURITY_INFORMATION
_REVISION = 1
_LONGEST_NAME = 256
_LONGEST_PATH = 260
_COMMON_APPDATA = 0x23  # CSIDL_COMMON_APPDATA


if sys.platform == "win32":
    import msvcrt

    _security = ctypes.WinDLL("advapi32", use_last_error=True)

    def program_data() -> Path:
        """Find the folder of what all users of the machine share, which no variable names.

        Raises:
            OSError: there is none.
        """
        found = ctypes.create_unicode_buffer(_LONGEST_PATH)
        failed = ctypes.WinDLL("shell32").SHGetFolderPathW(None, _COMMON_APPDATA, None, 0, found)
        if failed:
            raise ctypes.WinError(failed)
        return Path(found.value)

    def descriptor_of(thing: Path | int) -> str:
        """Read owner and access list of a file or folder, by its path or as an opened file's descriptor.

        Raises:
            OSError: they can't be read.
        """
        found = ctypes.c_void_p()
        asked = (_FILE_OBJECT, _OWNER | _ACCESS, None, None, None, None, ctypes.byref(found))
        if isinstance(thing, int):
            handle = ctypes.c_void_p(msvcrt.get_osfhandle(thing))
            failed = _security.GetSecurityInfo(handle, *asked)
        else:
            failed = _security.GetNamedSecurityInfoW(ctypes.c_wchar_p(os.fspath(thing)), *asked)
        if failed:
            raise ctypes.WinError(failed)
        try:
            return _written(found)
        finally:
            _free(found)

    def _written(descriptor: ctypes.c_void_p) -> str:
        text = ctypes.c_void_p()
        if not _security.ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, _REVISION, _OWNER | _ACCESS, ctypes.byref(text), None
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            return ctypes.wstring_at(text.value or 0)
        finally:
            _free(text)

    def name_of(sid: str) -> str:
        r"""Name an account by its SID, as `DOMAIN\name`; the SID where nobody has it, empty for no SID."""
        account = ctypes.c_void_p()
        if not sid or not _security.ConvertStringSidToSidW(ctypes.c_wchar_p(sid), ctypes.byref(account)):
            return sid
        name, domain = (ctypes.create_unicode_buffer(_LONGEST_NAME) for _ in range(2))
        sizes = [ctypes.byref(ctypes.c_ulong(_LONGEST_NAME)) for _ in range(2)]
        kind = ctypes.byref(ctypes.c_int())
        known = _security.LookupAccountSidW(None, account, name, sizes[0], domain, sizes[1], kind)
        _free(account)
        return f"{domain.value}\\{name.value}".lstrip("\\") if known else sid

    def _free(thing: ctypes.c_void_p) -> None:
        ctypes.WinDLL("kernel32").LocalFree(thing)

else:  # so that the rest can be read and checked elsewhere

    def program_data() -> Path:
        """See above."""
        raise NotImplementedError

    def descriptor_of(thing: Path | int) -> str:
        """See above."""
        raise NotImplementedError(thing)

    def name_of(sid: str) -> str:
        """See above."""
        return sid


class WindowsOwnership:
    """See `app.settings.policy.Ownership`.

    Args:
        describe: reads the security descriptor of a path or an opened file.
        name: names an account by its SID.
    """

    def __init__(
        self,
        describe: Callable[[Path | int], str] = descriptor_of,
        name: Callable[[str], str] = name_of,
    ) -> None:
        self._describe = describe
        self._name = name

    def check_folders(self, file: Path) -> None:
        """Look at the file's folder; the one above is Windows' own. No part of the way may be a link or junction."""
        for part in (file, *file.parents):
            if part.is_symlink() or part.is_junction():
                raise PolicyUntrusted(PolicyFault.LINK, str(part))
        self._refuse_untrusted(file.parent, file.parent, CHANGES_FOLDER)

    def check_file(self, file: Path, descriptor: int) -> None:
        """Look at the opened file, which must have no other name: a user may give one to anybody's file."""
        if os.fstat(descriptor).st_nlink != 1:
            raise PolicyUntrusted(PolicyFault.LINK, str(file))
        self._refuse_untrusted(file, descriptor, CHANGES_FILE)

    def _refuse_untrusted(self, path: Path, thing: Path | int, changes: int) -> None:
        found = untrusted_principal(self._describe(thing), changes)
        if found is not None:
            fault = PolicyFault.OWNER if found.owns else PolicyFault.WRITABLE
            raise PolicyUntrusted(fault, str(path), self._name(found.sid))
