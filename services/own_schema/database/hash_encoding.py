"""The hash of the records and seals: SHA-256 over UTF-8 netstrings (`5:hello,`, null as `-`).

PostgreSQL's own `sha256()` can check it as well; two databases' JSON texts would differ.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def netstrings(parts: Iterable[str | None]) -> str:
    """Write texts one after the other, so that no two lists of texts are written alike.

    Raises:
        ValueError: a text holds NUL.
    """
    return "".join(map(_netstring, parts))


def digest(parts: Iterable[str | None]) -> str:
    """Make the hash of texts in their order, as 64 hexadecimal digits; raises as `netstrings`."""
    return hashlib.sha256(netstrings(parts).encode()).hexdigest()


def microseconds(moment: datetime) -> str:
    """Write an instant as the hashes take it: whole microseconds since 1970."""
    return str((moment - _EPOCH) // _MICROSECOND)


def _netstring(text: str | None) -> str:
    if text is None:
        return "-"
    if "\0" in text:
        msg = "NUL is in no record: PostgreSQL can't keep it"
        raise ValueError(msg)
    return f"{len(text.encode())}:{text},"
