"""Numbers for the keys of another system's rows: the same for ever, without a table.

A patron's and a branch's are the side database's, since records name them. The others name a row of one patron while it
is on the screen.
"""

from hashlib import blake2b
from typing import Final
from zlib import crc32

_MOST_DIGITS: Final = 18
_BITS: Final = 62


def number_of(key: str) -> int:
    """Give a row's number: a decimal key is its own, every other one's is below 0 and made of it."""
    if len(key) <= _MOST_DIGITS and key.isascii() and key.isdigit() and (key[0] != "0" or key == "0"):
        return int(key)
    made = int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) % (1 << _BITS)
    return -1 - made


def version_of(row: object) -> int:
    """Give a number that changes when anything in a row does."""
    return crc32(repr(row).encode())
