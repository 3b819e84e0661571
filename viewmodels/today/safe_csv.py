"""Tables as CSV for a spreadsheet, in which no cell is run as a formula.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, also where blanks, a tab or a line's end come first,
and in Japanese also the full-width forms (OWASP, "CSV Injection"). Such a cell gets an apostrophe before it, and every
cell is quoted, so that no comma or quote in it begins another one.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_RUN: Final = frozenset("=+-@＝＋－＠")
_SHIELD: Final = "'"


def csv_file(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Write rows as a file that a spreadsheet reads as UTF-8.

    Args:
        rows: the headings first.
    """
    return csv_text(rows).encode("utf-8-sig")


def csv_text(rows: Iterable[Sequence[str | int]]) -> str:
    """Write rows as CSV with CRLF behind each.

    Args:
        rows: the headings first. A whole number stays one, without quotes, though it has a minus.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([shielded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()


def shielded(cell: str) -> str:
    """Give a cell that no spreadsheet runs: itself, or with an apostrophe before it."""
    first = _first_written(cell)
    return _SHIELD + cell if first in _RUN or cell[:1] in {"\t", "\r", "\n"} else cell


def _first_written(cell: str) -> str:
    """Give the first character that isn't blank and can be seen; blank where there is none."""
    return next((it for it in cell if it.isprintable() and not it.isspace()), "")
