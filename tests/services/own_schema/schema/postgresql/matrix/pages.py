"""Writes down what each login was told, for a reader and to be compared; refusals are counted."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.services.own_schema.schema.postgresql.matrix.cell import GROUPS, is_refusal, reasons
from tests.services.own_schema.schema.postgresql.matrix.row import Row

EXPECTED: Final = Path(__file__).with_name("expected")
_WIDE: Final = 110

type Told = dict[str, dict[str, str]]
"""What logins were told, by cell and login."""


def page(row: Row, told: Told) -> str:
    """Write what logins were told, cells that came to the same in one paragraph, and how often they were refused."""
    lines = [row.signature, _counted(row.logins, told), *_wrapped(_refusals(told), "; "), ""]
    alike: dict[str, list[str]] = {}
    for cell, came in told.items():
        if outcome := _outcome({who: it for who, it in came.items() if not is_refusal(it)}, row.logins):
            alike.setdefault(outcome, []).append(cell)
    for outcome, cells in alike.items():
        lines += outcome.splitlines()
        lines += _wrapped(_grouped(cells, told), ", ")
    return "\n".join(lines) + "\n"


def _counted(logins: Sequence[str], told: Told) -> str:
    calls = {who: [came[who] for came in told.values() if who in came] for who in logins}
    return "refused: " + ", ".join(
        f"{who} {sum(map(is_refusal, came))} of {len(came)}" for who, came in calls.items()
    )


def _refusals(told: Told) -> Iterator[str]:
    """Say how often each sentence refused a call, of all logins together."""
    said = [it for came in told.values() for it in came.values() if is_refusal(it)]
    counted = Counter(reason for it in said for reason in set(reasons(it)))
    return (f"{number} {reason}" for reason, number in counted.items())


def _wrapped(parts: Iterable[str], between: str) -> Sequence[str]:
    return textwrap.wrap(
        between.join(parts),
        _WIDE,
        initial_indent=" " * 4,
        subsequent_indent=" " * 4,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _outcome(came: Mapping[str, str], logins: Sequence[str]) -> str:
    """Say what came to all logins, or what to which; those that were refused aren't named."""
    by_outcome: dict[str, list[str]] = {}
    for who, it in came.items():
        by_outcome.setdefault(it, []).append(who)
    if len(came) == len(logins) and len(by_outcome) == 1:
        return next(iter(by_outcome))
    return "\n".join(f"{' '.join(whose)}: {it}" for it, whose in by_outcome.items())


def _grouped(cells: Sequence[str], told: Told) -> Iterator[str]:
    """Name cells, those of an argument or of another group together."""
    names: dict[str, list[str]] = {}
    for cell in cells:
        group, _, name = cell.partition("=")
        names.setdefault(group, []).append(name)
    for group, own in names.items():
        others = [it.partition("=")[2] for it in told if it.startswith(f"{group}=") and it not in cells]
        if group not in GROUPS or len(others) >= len(own):
            yield f"{group}={'|'.join(own)}"
        else:
            yield f"{group} but {'|'.join(others)}" if others else group
