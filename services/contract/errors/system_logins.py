"""Errors of the way to a library system that stands beside this library: its address, and the password for it."""

from services.contract.errors.base import ServiceError


class SystemAddressBad(ServiceError):
    """The library system's address can't be understood, or there is none."""


class SystemAddressHoldsPassword(ServiceError):
    """The library system's address has a password; it may have none, since the keyring keeps it."""


class SystemPasswordMissing(ServiceError):
    """The keyring has no password for the library system's login."""


class KeyringMissing(ServiceError):
    """This computer has no keyring, or a locked one, so that a password can neither be kept nor read."""


class SystemBesideServer(ServiceError):
    """The library is on a server, beside which no library system is read yet."""
