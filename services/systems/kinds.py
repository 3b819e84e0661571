"""The library systems that a desk can stand on."""

from enum import StrEnum


class SystemKind(StrEnum):
    """A kind of library system; the values are what settings say."""

    KOHA = "koha"
