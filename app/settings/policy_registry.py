r"""The policy in Windows' registry, in the layout that an administrative template (ADMX) writes.

A table is a subkey of `HKLM\Software\Policies\Madoguchi` (`printing`, in it `password`), a setting a value with the
setting's own name: text as REG_SZ, numbers as REG_DWORD, yes and no as REG_DWORD 1 and 0. All users may read there,
administrators alone may write.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from app.settings.policy import PolicyPlace
from services.contract.errors import SettingsUnreadable
from viewmodels.settings.setting_keys import KINDS, FlagSetting

REGISTRY_KEY = r"HKLM\Software\Policies\Madoguchi"
_PATH = REGISTRY_KEY.partition("\\")[2]
_NO_MORE_ITEMS = 259


class RegistryApi(Protocol):
    """As much of the module `winreg` as is needed."""

    HKEY_LOCAL_MACHINE: int
    KEY_READ: int
    KEY_WOW64_64KEY: int
    REG_SZ: int
    REG_DWORD: int

    def OpenKey(self, key: Any, sub_key: str, reserved: int, access: int) -> AbstractContextManager[Any]:  # noqa: N802
        """Open a key; FileNotFoundError where it isn't there."""

    def EnumKey(self, key: Any, index: int) -> str:  # noqa: N802
        """Name a subkey; OSError 259 after the last."""

    def EnumValue(self, key: Any, index: int) -> tuple[str, Any, int]:  # noqa: N802
        """Give a value's name, content and kind; OSError 259 after the last."""


class UnsupportedValue:
    """A value of a kind that no setting has."""


def policy_of_registry(api: RegistryApi) -> PolicyPlace:
    """Give the registry as the policy's place."""
    return PolicyPlace(REGISTRY_KEY, lambda: read_registry(api))


def read_registry(api: RegistryApi) -> dict[str, Any]:
    """Read the policy's values, in tables as a file has them; none where the key isn't there.

    Names are taken in small letters, since the registry doesn't tell letters' sizes apart.

    Raises:
        SettingsUnreadable: a value and a subkey have one name.
        OSError: it can't be read.
    """
    access = api.KEY_READ | api.KEY_WOW64_64KEY  # programs of 32 bits read the same place
    try:
        opened = api.OpenKey(api.HKEY_LOCAL_MACHINE, _PATH, 0, access)
    except FileNotFoundError:
        return {}
    with opened as key:
        return _table(api, key, access, "")


def _table(api: RegistryApi, key: Any, access: int, within: str) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, content, kind in _each_value(api, key):
        table[name.lower()] = _value(api, f"{within}{name.lower()}", content, kind)
    for name in _each_key(api, key):
        full = f"{within}{name.lower()}"
        if name.lower() in table:
            raise SettingsUnreadable(key=full)
        with api.OpenKey(key, name, 0, access) as inner:
            table[name.lower()] = _table(api, inner, access, f"{full}.")
    return table


def _value(api: RegistryApi, name: str, content: Any, kind: int) -> object:
    if kind == api.REG_SZ and isinstance(content, str):
        return content
    if kind == api.REG_DWORD and isinstance(content, int):
        is_flag = isinstance(KINDS.get(name), FlagSetting)
        return bool(content) if is_flag and content in {0, 1} else content
    return UnsupportedValue()


def _each_value(api: RegistryApi, key: Any) -> Iterator[tuple[str, Any, int]]:
    return _each(lambda index: api.EnumValue(key, index))


def _each_key(api: RegistryApi, key: Any) -> Iterator[str]:
    return _each(lambda index: api.EnumKey(key, index))


def _each[T](at: Callable[[int], T]) -> Iterator[T]:
    """Give what stands at 0, 1 and so on.

    Raises:
        OSError: it can't be read, for another reason than that there is no more.
    """
    for index in itertools.count():
        try:
            found = at(index)
        except OSError as error:
            if getattr(error, "winerror", None) == _NO_MORE_ITEMS:
                return
            raise
        yield found
