"""Checks what a library system hands over: masters and records, read, validated and decoded with every rule.

What it tells are places, kinds, numbers and times, and never a value.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from services.contract.actor import Actor, StaffMember
from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.contract.masters import Masters
from services.rules.clock import tokyo_day
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Channel, Role
from services.systems.documents import Document, read_record
from services.systems.record_fields import nothing_kept, snapshot_of, summary_of
from services.systems.record_source import RecordSource, ViewRow
from services.systems.system_masters import SystemMasters, read_masters, system_masters

_ROW: Final = re.compile(r"\[[0-9]+\]")
_MARKED: Final = 5
"""How many patrons are found once more, by card and mark."""
_DESKS: Final = tuple(
    Actor(StaffMember("check", "", role), 1, "", channel)
    for role, channel in ((Role.SUPERVISOR, Channel.COUNTER), (Role.PHONE, Channel.PHONE))
)


@dataclass(frozen=True, slots=True)
class CountedFault:
    """A fault, at the first place where it was found.

    Attributes:
        document: what has it.
        fault: place and kind; the same in other rows of a list is the same fault.
        records: how many records have it.
    """

    document: SystemDocument
    fault: RecordFault
    records: int


@dataclass(slots=True)
class ReadTimes:
    """How long it took, in seconds, to read the masters, to read a record, and to make its snapshots of the text."""

    masters: float = 0.0
    read: list[float] = field(default_factory=list)
    decoded: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ContractReport:
    """What came of a check.

    Attributes:
        system: the system's name; None where its masters are unfit.
        records: how many were read.
        faults: those of the masters, then those of records, the most frequent first.
        unnamed: how often a key was met that the masters don't name, by where: it is shown as it is.
        clock: how many seconds the system's clock is ahead of this computer's; None where no record told.
        times: how long it took.
    """

    system: str | None
    records: int
    faults: tuple[CountedFault, ...]
    unnamed: tuple[tuple[str, int], ...]
    clock: float | None
    times: ReadTimes


async def check_contract(
    source: RecordSource, records: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> ContractReport:
    """Read masters and records, and find every fault in them.

    Args:
        source: the system.
        records: how many records to read at most.
        now: this computer's clock.

    Raises:
        ServiceError: the system can't be read.
    """
    times, found = ReadTimes(), _Found()
    begun, system = perf_counter(), None
    try:
        text = await source.masters()
        times.masters = perf_counter() - begun
        system = system_masters(read_masters(text), _counter(now()))
    except RecordUnfit as error:
        found.note(error)
    keys, skew = await source.sample(records), None
    if len(set(keys)) < len(keys):
        found.note(_unfit("key", RecordFaultKind.REPEATED))
    for number, key in enumerate(keys):
        try:
            row = await _read(source, key, times)
            begun = perf_counter()
            record = _decoded(row, system, now())
            times.decoded.append(perf_counter() - begun)
            if number < _MARKED:
                await _find_again(source, row)
        except RecordUnfit as error:
            found.note(error)
        else:
            skew = skew or (datetime.fromisoformat(record["read_at"]) - now()).total_seconds()
            found.note_unnamed(record, system)
    return ContractReport(
        system=None if system is None else system.name,
        records=len(keys),
        faults=found.counted(),
        unnamed=tuple(sorted(found.unnamed.items())),
        clock=skew,
        times=times,
    )


class _Found:
    """What was found: each fault with the first place of its kind, and how many documents have it."""

    def __init__(self) -> None:
        self.unnamed = Counter[str]()
        self._first: dict[tuple[SystemDocument, str, RecordFaultKind], RecordFault] = {}
        self._documents = Counter[tuple[SystemDocument, str, RecordFaultKind]]()

    def note(self, error: RecordUnfit) -> None:
        """Note the faults of one document."""
        alike = {(error.document, _ROW.sub("[]", it.place), it.kind): it for it in reversed(error.faults)}
        self._first = {**alike, **self._first}
        self._documents.update(alike.keys())

    def note_unnamed(self, record: Document, system: SystemMasters | None) -> None:
        """Count the keys of a record that no master has."""
        if system is not None:
            self.unnamed.update(_unnamed(record, system))

    def counted(self) -> tuple[CountedFault, ...]:
        """Give those of the masters, then those of records, the most frequent first."""
        in_turn = sorted(
            self._documents.items(),
            key=lambda it: (it[0][0] is SystemDocument.RECORD, -it[1], it[0][1], it[0][2].value),
        )
        return tuple(CountedFault(name[0], self._first[name], count) for name, count in in_turn)


def _decoded(row: ViewRow, system: SystemMasters | None, now: datetime) -> Document:
    """Read a record as desks at the counter and on the phone do; raises RecordUnfit."""
    record = read_record(row)
    if system is not None:
        kept = nothing_kept(now)
        for desk in _DESKS:
            snapshot_of(record, system, patron_id=1, kept=kept, actor=desk)
        summary_of(record, system, patron_id=1, kept={**kept, "questions": 0, "closed": None})
    return record


async def _read(source: RecordSource, key: str, times: ReadTimes) -> ViewRow:
    begun = perf_counter()
    row = await source.by_key(key)
    times.read.append(perf_counter() - begun)
    if row is None or row.key != key:
        raise _unfit("key", RecordFaultKind.NOT_FOUND)
    return row


async def _find_again(source: RecordSource, row: ViewRow) -> None:
    """Find a patron as a desk does, by the card, and by the mark while they are open."""
    if await source.mark(row.key) is None:
        raise _unfit("mark", RecordFaultKind.NOT_FOUND)
    number = row.card_number or ""
    if number.strip() and row.key not in {it.key for it in await source.cards(number)}:
        raise _unfit("card.number", RecordFaultKind.NOT_FOUND)


def _unfit(place: str, kind: RecordFaultKind) -> RecordUnfit:
    return RecordUnfit(SystemDocument.RECORD, (RecordFault(place, kind),))


def _unnamed(record: Document, system: SystemMasters) -> Iterator[str]:
    known: dict[str, Container[str]] = {
        "branch": system.branches,
        "rule_branch": system.branches,
        "material_type": system.types,
        "type": system.restrictions,
        "reason": [code for kind, code in system.masters.labels if kind == "cancel_reason"],
        "status": [code for kind, code in system.masters.labels if kind == "request_status"],
    }
    for name in ("restrictions", "loans", "holds", "cancelled_holds", "requests"):
        for row in record.get(name) or ():
            for column, keys in known.items():
                key = row.get(column)
                if key is not None and key not in keys and (name, column) != ("holds", "status"):
                    yield f"{name}[].{column}"
    branch = record["patron"].get("branch")
    if branch is not None and branch not in system.branches:
        yield "patron.branch"


def _counter(now: datetime) -> Masters:
    """Give the masters of a counter that sets nothing of its own."""
    return Masters(
        version=0,
        day=tokyo_day(now),
        policy=DEFAULT_POLICY,
        branches={},
        stops={},
        material_types={},
        labels={},
        calendars={},
        wording={},
    )
