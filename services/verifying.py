"""Checking the records of acts: every login's chain from its first record on, and what the seals say about it.

Everything is read as it stands in the database, not as the program would have written it: a value that can't be read
any more is a finding, too. Memory holds some records at a time, and the heads that were sealed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Row, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType

from services.database.audit import ActRecord
from services.database.engine import Database
from services.database.tables import act, chain_seal
from services.rules.vocabulary import Channel
from services.sealing import Seal, read_heads, seal_hash

_AT_ONCE = 1000
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, OverflowError)


class Fault(StrEnum):
    """What is wrong at the first place where something is.

    ALTERED: the record isn't what was hashed, or it isn't the one that stood there.
    MISSING: a number is left out.
    SLIPPED_IN: a number that can't be.
    CUT_OFF: the chain ends before the record that a seal names as its last.
    NOT_AS_SEALED: the chain holds by itself, but a seal names another hash: it was made anew from some record on.
    NOT_AS_NOTED: the seals hold by themselves, but one isn't as it was noted outside of the database.
    """

    ALTERED = "altered"
    MISSING = "missing"
    SLIPPED_IN = "slipped_in"
    CUT_OFF = "cut_off"
    NOT_AS_SEALED = "not_as_sealed"
    NOT_AS_NOTED = "not_as_noted"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first fault of one chain.

    Attributes:
        login: whose chain; None for the seals.
        sequence: the number of the record or seal at fault.
        act_id, at: of the record at fault or, where one is missing, of the one found instead; None where there is
            none, or where they can't be read.
        seal: the seal that shows it, where only a seal does.
    """

    login: str | None
    fault: Fault
    sequence: int
    act_id: str | None = None
    at: datetime | None = None
    seal: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check came to.

    Attributes:
        logins, acts, seals: how many there are.
        last_seal: the number and hash of the newest seal; None without any.
        findings: the first fault of each broken chain, the seals' first; empty when everything holds.
    """

    logins: int
    acts: int
    seals: int
    last_seal: tuple[int, str] | None
    findings: tuple[Finding, ...]


async def verify(db: Database, noted: tuple[int, str] | None = None) -> Verified:
    """Check every record and every seal, all as of one moment.

    Args:
        db: best opened with `answer_within=None`: a big library takes a while.
        noted: number and hash of a seal as somebody noted them outside of the database.
    """
    async with db.reading() as conn:
        seals, fault = await _seals(conn)
        if fault is None and noted is not None and noted not in {(it.sequence, it.hash) for it in seals}:
            fault = Finding(None, Fault.NOT_AS_NOTED, noted[0])
        expected = _sealed_heads(seals)
        findings = [] if fault is None else [fault]
        logins = acts = 0
        chain: _Chain | None = None
        statement = select(*_RECORD).order_by(act.c.staff_id, act.c.sequence)
        async with conn.stream(statement, execution_options={"yield_per": _AT_ONCE}) as rows:
            async for row in rows:
                if chain is None or chain.login != row.staff_id:
                    findings += _ended(chain)
                    chain = _Chain(row.staff_id, expected.pop(row.staff_id, []))
                    logins += 1
                acts += 1
                chain.follow(row)
        findings += _ended(chain)
        for login, heads in sorted(expected.items()):
            findings += _ended(_Chain(login, heads))
    last = (seals[-1].sequence, seals[-1].hash) if seals else None
    return Verified(logins, acts, len(seals), last, tuple(findings))


@dataclass(frozen=True, slots=True, order=True)
class _SealedHead:
    sequence: int
    hash: str
    seal: int


class _Chain:
    """One login's chain, followed record by record to its first fault."""

    def __init__(self, login: str, sealed: Iterable[_SealedHead]) -> None:
        self.login = login
        self._sealed = sorted(sealed, reverse=True)
        self._previous: str | None = None
        self._length = 0
        self.finding: Finding | None = None

    def follow(self, row: Row[Any]) -> None:
        """Take the next record."""
        if self.finding is not None:
            return
        expected = self._length + 1
        record = _record(row)
        if record is None:
            self.finding = Finding(self.login, Fault.ALTERED, expected, str(row.id))
        elif record.sequence > expected:
            self.finding = Finding(self.login, Fault.MISSING, expected, record.id, record.at)
        elif record.sequence < expected:
            self.finding = Finding(self.login, Fault.SLIPPED_IN, record.sequence, record.id, record.at)
        elif _hash_of(record, self._previous) != row.hash:
            self.finding = Finding(self.login, Fault.ALTERED, expected, record.id, record.at)
        else:
            self._length, self._previous = expected, row.hash
            self._compare_with_seals(record)

    def end(self) -> None:
        """Note that there are no more records."""
        if self.finding is None and self._sealed:
            head = self._sealed[-1]
            self.finding = Finding(self.login, Fault.CUT_OFF, self._length + 1, seal=head.seal)

    def _compare_with_seals(self, record: ActRecord) -> None:
        while self._sealed and self._sealed[-1].sequence == record.sequence:
            head = self._sealed.pop()
            if head.hash != self._previous:
                self.finding = Finding(
                    self.login, Fault.NOT_AS_SEALED, record.sequence, record.id, record.at, head.seal
                )
                return


def _ended(chain: _Chain | None) -> list[Finding]:
    if chain is None:
        return []
    chain.end()
    return [] if chain.finding is None else [chain.finding]


async def _seals(conn: AsyncConnection) -> tuple[list[Seal], Finding | None]:
    """Read the seals up to their chain's first fault, and tell it."""
    seals: list[Seal] = []
    previous: str | None = None
    for row in await conn.execute(select(*_SEAL).order_by(chain_seal.c.sequence)):
        expected = len(seals) + 1
        seal = _seal(row)
        if seal is None:
            return seals, Finding(None, Fault.ALTERED, expected)
        if seal.sequence != expected:
            fault = Fault.MISSING if seal.sequence > expected else Fault.SLIPPED_IN
            return seals, Finding(None, fault, min(expected, seal.sequence), at=seal.at)
        if seal_hash(previous, seal.sequence, seal.at, seal.heads) != seal.hash:
            return seals, Finding(None, Fault.ALTERED, expected, at=seal.at)
        seals.append(seal)
        previous = seal.hash
    return seals, None


def _sealed_heads(seals: Iterable[Seal]) -> dict[str, list[_SealedHead]]:
    """Give what the seals say of each login, by the first seal that says it."""
    known: dict[tuple[str, int, str], int] = {}
    for seal in seals:
        for login, (sequence, hash_) in seal.heads.items():
            known.setdefault((login, sequence, hash_), seal.sequence)
    heads: dict[str, list[_SealedHead]] = {}
    for (login, sequence, hash_), number in known.items():
        heads.setdefault(login, []).append(_SealedHead(sequence, hash_, number))
    return heads


def _as_stored(column: Column[Any]) -> Any:
    """Select a column without SQLAlchemy's reading of its values, which fails on what it can't read."""
    return type_coerce(column, NullType()).label(column.name)


_RECORD = (*(_as_stored(act.c[item.name]) for item in fields(ActRecord)), _as_stored(act.c.hash))
_SEAL = tuple(_as_stored(column) for column in chain_seal.c)


def _record(row: Row[Any]) -> ActRecord | None:
    """Read a record; None if it can't be read."""
    values = {item.name: getattr(row, item.name) for item in fields(ActRecord)}
    try:
        values["at"] = _instant(row.at)
        values["channel"] = Channel(row.channel)
        values["details"] = _json(row.details)
        values["sequence"] = _whole(row.sequence)
    except _UNREADABLE:
        return None
    return ActRecord(**values)


def _hash_of(record: ActRecord, previous: str | None) -> str | None:
    try:
        return record.hash_after(previous)
    except _UNREADABLE:
        return None


def _seal(row: Row[Any]) -> Seal | None:
    """Read a seal; None if it can't be read."""
    try:
        return Seal(_whole(row.sequence), _instant(row.at), read_heads(_json(row.heads)), row.hash)
    except _UNREADABLE:
        return None


def _instant(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        msg = "a sequence is a whole number"
        raise TypeError(msg)
    return value
