"""References of unexpected errors in the log, short enough to be read out."""

import secrets


def new_reference() -> str:
    """Draw a reference: four characters such as `4F2A`."""
    return secrets.token_hex(2).upper()
