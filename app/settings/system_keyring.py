"""The password for a library system beside this library, in the system's own keyring and nowhere else.

What a user's settings name instead, such as a file, isn't taken: a password that can be read as text is none.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from services.contract.errors import KeyringMissing, SystemPasswordMissing
from services.rules.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

SERVICE: Final = "madoguchi"
_OF_SYSTEMS: Final = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)


def read_password(address: str) -> Secret:
    """Read the password for an address; it may wait for the user, who opens the keyring.

    Raises:
        KeyringMissing: there is no keyring, it stays locked, or it fails.
        SystemPasswordMissing: it has none for this address.
    """
    with _told_as_missing():
        password = _keyring().get_password(SERVICE, address)
    if password is None:
        raise SystemPasswordMissing
    return Secret(password)


def keep_password(address: str, password: Secret) -> None:
    """Keep the password for an address, in the place of one that is there; raises KeyringMissing."""
    with _told_as_missing():
        _keyring().set_password(SERVICE, address, password.reveal())


@contextmanager
def _told_as_missing() -> Iterator[None]:
    """Raise KeyringMissing for whatever a keyring raises."""
    try:
        yield
    except KeyringMissing:
        raise
    except Exception as error:  # noqa: BLE001 - each keyring has errors of its own
        _log.warning("the keyring fails: %s", type(error).__name__)  # its text may hold anything
        raise KeyringMissing from None


def _keyring() -> "KeyringBackend":
    from keyring.backend import get_all_keyring

    found = [it for it in get_all_keyring() if type(it).__module__ in _OF_SYSTEMS]
    if not found:
        raise KeyringMissing
    return max(found, key=lambda it: it.priority)
