"""Windows' registry, as much of it as a policy is read from."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

type Values = dict[str, tuple[Any, int]]
SZ, EXPAND_SZ, BINARY, DWORD, MULTI_SZ, QWORD = 1, 2, 3, 4, 7, 11


class WindowsError259(OSError):
    """What `winreg` raises after the last value or key."""

    winerror = 259


class Registry:
    """Answers as `winreg` does, for keys in a mapping from their paths."""

    HKEY_LOCAL_MACHINE = 0x80000002
    KEY_READ = 0x20019
    KEY_WOW64_64KEY = 0x100
    REG_SZ = SZ
    REG_DWORD = DWORD

    def __init__(self, keys: dict[str, Values], *, refuses: bool = False) -> None:
        self._keys = {path.lower(): values for path, values in keys.items()}
        self._names = list(keys)
        self._refuses = refuses
        self.views: set[int] = set()

    def OpenKey(  # noqa: N802
        self, key: Any, sub_key: str, reserved: int, access: int
    ) -> AbstractContextManager[str]:
        self.views.add(access)
        path = sub_key if key == self.HKEY_LOCAL_MACHINE else f"{key}\\{sub_key}"
        if self._refuses:
            raise PermissionError
        if not any(name == path.lower() or name.startswith(f"{path.lower()}\\") for name in self._keys):
            raise FileNotFoundError
        return nullcontext(path)

    def EnumValue(self, key: Any, index: int) -> tuple[str, Any, int]:  # noqa: N802
        values = list(self._keys.get(key.lower(), {}).items())
        if index >= len(values):
            raise WindowsError259
        name, (content, kind) = values[index]
        return name, content, kind

    def EnumKey(self, key: Any, index: int) -> str:  # noqa: N802
        below = [name[len(key) + 1 :] for name in self._names if name.lower().startswith(f"{key.lower()}\\")]
        names = list({name.split("\\")[0].lower(): name.split("\\")[0] for name in below}.values())
        if index >= len(names):
            raise WindowsError259
        return names[index]
