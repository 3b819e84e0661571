"""Says what a patron has to bring back and may fetch, on a slip without a password: 返却期限票.

Its words are the patron page's. What the library system doesn't know of a row is left out, or to be asked for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from services.rules.characters import one_line
from services.rules.dates import written
from services.rules.people.names import for_print
from services.slips.words import place_of

_WEEKDAYS: Final = "月火水木金土日"
_UNTITLED: Final = "(タイトルなし)"
_ASK: Final = "窓口でおたずねください"


@dataclass(frozen=True, slots=True)
class DueLoan:
    """A loan on the slip; `due_on` is its 返却期限日. None stands for what isn't known."""

    title: str | None = field(repr=False)
    item_number: str | None = field(repr=False)
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReadyHold:
    """A hold that waits to be fetched. None stands for what isn't known.

    Attributes:
        pick_up: 受取館 and, with the mobile library, 受取ポイント; blank where none is known.
        shelf: the place on the shelf of ready holds.
        until: 取置期限日.
    """

    title: str | None = field(repr=False)
    item_number: str | None = field(repr=False)
    pick_up: str
    shelf: str | None
    until: date | None


@dataclass(frozen=True, slots=True)
class DueSlip:
    """Everything on the slip.

    Attributes:
        library, branch: where it is printed.
        printed_on: the day.
        loans, holds: in any order.
        card_number: masked but for its last characters; None where the library doesn't want it on the slip.
        patron_name: likewise.
    """

    library: str
    branch: str
    printed_on: date
    loans: tuple[DueLoan, ...] = field(repr=False)
    holds: tuple[ReadyHold, ...] = field(repr=False)
    card_number: str | None = field(default=None, repr=False)
    patron_name: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class DueEntry:
    """One title, and what is said beneath it; blank for nothing."""

    title: str
    beneath: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class DueGroup:
    """What has one last day and one place.

    Attributes:
        section: the heading of what this group begins; blank where the one before goes on.
        label: what the day is.
        day: the last day, or that it has to be asked for.
        place: where it is fetched; blank for none.
        entries: one at least.
    """

    section: str
    label: str
    day: str
    place: str
    entries: tuple[DueEntry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class DueWords:
    """What the slip says, in the order in which it is read."""

    title: str
    header: tuple[str, ...]
    groups: tuple[DueGroup, ...]


def say_due(slip: DueSlip) -> DueWords:
    """Say a slip in words: loans by their 返却期限日, then ready holds by 取置期限日 and place; unknown days last."""
    header = [place_of(slip.library, slip.branch), _day(slip.printed_on)]
    if slip.card_number is not None:
        header.append(f"利用カード {slip.card_number}")
    if slip.patron_name is not None:
        header.append(f"{for_print(slip.patron_name)} 様")
    groups = (
        *_groups(
            f"借りている資料 {len(slip.loans)}点 On loan",
            "返却期限日 Due",
            ((it.due_on, "", DueEntry(_title(it))) for it in slip.loans),
        ),
        *_groups(
            f"取り置いている資料 {len(slip.holds)}点 Ready",
            "取置期限日 Pick up by",
            ((it.until, it.pick_up, DueEntry(_title(it), _shelf(it))) for it in slip.holds),
        ),
    )
    return DueWords("返却期限票", tuple(header), groups)


type _Row = tuple[date | None, str, DueEntry]


def _groups(section: str, label: str, rows: Iterable[_Row]) -> Iterator[DueGroup]:
    by_day: Callable[[_Row], tuple[date, str]] = lambda row: (row[0] or date.max, row[1])  # noqa: E731
    for (_, place), group in groupby(sorted(rows, key=by_day), key=by_day):
        found = tuple(group)
        day = found[0][0]
        yield DueGroup(
            section=section,
            label=label,
            day=_ASK if day is None else _day(day),
            place=f"受取館 {place}" if place else "",
            entries=tuple(entry for _, _, entry in found),
        )
        section = ""


def _day(value: date) -> str:
    return f"{written(value)}({_WEEKDAYS[value.weekday()]})"


def _title(row: DueLoan | ReadyHold) -> str:
    """Give a row's title; one without is told by its 資料番号."""
    title = one_line(for_print(row.title or ""))
    if not title and row.item_number:
        return f"資料番号 {row.item_number}"
    return title or _UNTITLED


def _shelf(hold: ReadyHold) -> str:
    return f"棚 {one_line(hold.shelf)}" if hold.shelf else ""
