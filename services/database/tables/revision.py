"""Which revision of the library's tables this program works with, and which programs a library of it serves."""

from typing import Final

REVISION: Final = "0001"
"""The newest migration, which this program works with (a test holds that it is)."""

SERVES_FROM: Final = "0001"
"""The oldest revision whose programs can work with a library that this program made or upgraded, on PostgreSQL.

A program of that revision or a later one finds in the library every function that it calls. Raise it when one of them
is taken away, which is `db close-tables`' to do.
"""

FUNCTIONS_ALONE_FROM: Final = "0001"
"""The first revision whose library may have its tables closed, and whose programs say which revision they are of."""
