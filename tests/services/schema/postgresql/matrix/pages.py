"""Writes down what each login was told, for a reader and to be compared, and reads it again."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.services.schema.postgresql.matrix.row import Row

EXPECTED: Final = Path(__file__).with_name("expected")
HONEST: Final = "honest"
_AS_HONEST: Final = "as the honest call"
_WIDE: Final = 110

type Told = dict[str, dict[str, dict[str, str]]]
"""What logins were told: by class, cell and login."""


def page(row: Row, told: Told) -> str:
    """Write what logins were told, cells of a class that came to the same in one paragraph."""
    lines = [f"{row.signature}", f"for {' '.join(row.logins)}", ""]
    own = told[HONEST]["call"]
    for kind, cells in told.items():
        lines.append(kind)
        alike: dict[str, list[str]] = {}
        for name, came in cells.items():
            alike.setdefault(_outcome(came, {} if kind == HONEST else own), []).append(name)
        for outcome, names in alike.items():
            lines += [f"    {it}" for it in outcome.splitlines()]
            lines += textwrap.wrap(
                " ".join(names),
                _WIDE,
                initial_indent=" " * 8,
                subsequent_indent=" " * 8,
                break_on_hyphens=False,
            )
    return "\n".join(lines) + "\n"


def _beside(came: str, own: str | None) -> str:
    """Say what came, where it is what an honest call comes to without saying that again."""
    if own is None:
        return came
    if came == f"{own} | {own}":
        return _AS_HONEST
    first, *rest = came.split("; at ")
    return "; at ".join([_AS_HONEST if first == own else first, *rest])


def _outcome(came: Mapping[str, str], own: Mapping[str, str]) -> str:
    """Say what came to all logins, or what to which."""
    beside = {who: _beside(it, own.get(who)) for who, it in came.items()}
    if len(set(beside.values())) == 1:
        return next(iter(beside.values()))
    by_outcome: dict[str, list[str]] = {}
    for who, it in beside.items():
        by_outcome.setdefault(it, []).append(who)
    return "\n".join(f"{' '.join(logins)}: {it}" for it, logins in by_outcome.items())


def said(told: Told) -> dict[tuple[str, str, str], str]:
    """Give what a page says of each cell, by class, cell and login."""
    own = told[HONEST]["call"]
    return {
        (kind, name, who): _beside(it, None if kind == HONEST else own.get(who))
        for kind, cells in told.items()
        for name, came in cells.items()
        for who, it in came.items()
    }


def read(text: str) -> dict[tuple[str, str, str], str]:
    """Read a page: the same of each cell."""
    logins = text.splitlines()[1].split()[1:]
    found: dict[tuple[str, str, str], str] = {}
    for kind, paragraphs in re.findall(r"^(\S.*)\n((?: +\S.*\n)+)", text, re.MULTILINE):
        for outcomes, names in re.findall(r"((?: {4}\S.*\n)+)((?: {8}\S.*\n)+)", paragraphs):
            by_login = _by_login(outcomes.splitlines(), logins)
            found |= {(kind, name, who): it for name in names.split() for who, it in by_login.items()}
    return found


def _by_login(outcomes: Sequence[str], logins: Sequence[str]) -> dict[str, str]:
    told = {}
    for line in outcomes:
        whose, _, it = line.strip().partition(": ")
        if it and set(whose.split()) <= set(logins):
            told.update(dict.fromkeys(whose.split(), it))
        else:
            told.update(dict.fromkeys(logins, line.strip()))
    return told
