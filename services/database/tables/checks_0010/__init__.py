"""Builds the CHECKs of the masters, in the words of each dialect.

What each says in Python is in `services.rules` (policy_values, calendar, wording), as far as a database can say it; a
test compares them. None raises, whatever stands in a row.
"""

from collections.abc import Mapping
from typing import Final

from services.database.tables.checks_0010 import postgresql, sqlite
from services.database.tables.checks_0010.names import WORDING, of_each


def _wording(seen: str, seen_with_lines: str) -> str:
    """Ask of each of the program's texts that it can be said; `seen` tell of one that holds nothing else."""
    cases = []
    for longest, must, may, lines, names in WORDING:
        bare = "text"
        for place in may:
            bare = f"replace({bare}, '{{{place}}}', '')"
        has = "".join(f" AND replace(text, '{{{place}}}', '') <> text" for place in must)
        braces = f" AND replace(replace({bare}, '{{', ''), '}}', '') = {bare}"
        size = f"trim(text) <> '' AND length(text) <= {longest} AND {seen_with_lines if lines else seen}"
        cases.append((names, f"{size}{has}{braces}"))
    return f"coalesce({of_each(cases)}, false)"


_FIRST, _LAST = "1900-01-01", "2999-12-31"
_ALWAYS, _EVER = "0001-01-01", "9999-12-31"

type Said = Mapping[str, str]
"""One CHECK in the words of each dialect."""

RULE_VALUE: Final[Said] = {"postgresql": postgresql.value(), "sqlite": sqlite.value()}
RULE_FROM: Final[Said] = {
    "postgresql": postgresql.day("valid_from", _ALWAYS, _EVER),
    "sqlite": sqlite.day("valid_from", _ALWAYS, _EVER),
}
CLOSING_DETAILS: Final[Said] = {"postgresql": postgresql.closing(), "sqlite": sqlite.closing()}
CLOSING_FROM: Final = RULE_FROM
WORDING_FROM: Final = RULE_FROM
DAY: Final[Said] = {
    "postgresql": postgresql.day("day", _FIRST, _LAST),
    "sqlite": sqlite.day("day", _FIRST, _LAST),
}
WORDING_TEXT: Final[Said] = {
    "postgresql": _wording(r"text !~ '[\x01-\x1f\x7f\ufffd]'", r"text !~ '[\x01-\x09\x0b-\x1f\x7f\ufffd]'"),
    "sqlite": _wording(
        *(
            f"typeof(text) = 'text' AND instr(text, char(0)) = 0 AND text NOT GLOB '*[' || {those} || ']*'"
            for those in (
                "char(1) || '-' || char(31) || char(127, 65533)",
                "char(1) || '-' || char(9) || char(11) || '-' || char(31) || char(127, 65533)",
            )
        )
    ),
}


CELLS: Final[Mapping[str, str]] = {
    "branch": sqlite.cells(texts={"code": 16, "name": 64, "short_name": 32}, numbers=["position"]),
    "mobile_stop": sqlite.cells(texts={"code": 16, "name": 64}, numbers=["position"], flags=["active"]),
    "material_type": sqlite.cells(texts={"code": 16, "name": 32}, numbers=["position"]),
    "code_label": sqlite.cells(texts={"code": 32, "label": 64}, numbers=["position"], flags=["ends"]),
    "closed_day": sqlite.cells(flags=["open", "special"]),
    "masters_version": sqlite.cells(numbers=["version"]),
}
