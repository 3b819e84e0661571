"""Which revision of a library's tables this program works with."""

from typing import Final

REVISION: Final = "0001"
"""The newest migration (a test holds that it is)."""
