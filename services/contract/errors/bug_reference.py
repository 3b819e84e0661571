"""References of unexpected errors in the log, short enough to be read out."""

import os


def new_reference() -> str:
    """Draw a reference: four characters such as `4F2A`."""
    return os.urandom(2).hex().upper()
