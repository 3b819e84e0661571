"""The password for a library system beside this library, in the system's own keyring and nowhere else.

What a user's settings name instead, such as a file, isn't taken: a password that can be read as text is none.
"""

from typing import TYPE_CHECKING, Final

from services.contract.errors import KeyringMissing, SystemPasswordMissing
from services.rules.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "madoguchi"
_OF_SYSTEMS: Final = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)


def read_password(address: str) -> Secret:
    """Read the password for an address; it may wait for the user, who opens the keyring.

    Raises:
        KeyringMissing: there is no keyring, or it stays locked.
        SystemPasswordMissing: it has none for this address.
    """
    from keyring.errors import KeyringError

    try:
        password = _keyring().get_password(SERVICE, address)
    except KeyringError:
        raise KeyringMissing from None
    if password is None:
        raise SystemPasswordMissing
    return Secret(password)


def keep_password(address: str, password: Secret) -> None:
    """Keep the password for an address, in the place of one that is there; raises KeyringMissing."""
    from keyring.errors import KeyringError

    try:
        _keyring().set_password(SERVICE, address, password.reveal())
    except KeyringError:
        raise KeyringMissing from None


def _keyring() -> "KeyringBackend":
    from keyring.backend import get_all_keyring

    found = [it for it in get_all_keyring() if type(it).__module__ in _OF_SYSTEMS]
    if not found:
        raise KeyringMissing
    return max(found, key=lambda it: it.priority)
