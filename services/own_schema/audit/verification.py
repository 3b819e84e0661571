"""Checks the records of acts: every login's chain from its first record to its last, and against the seals.

Everything is read as it stands in the database, not as the program would have written it: a value that can't be read is
a finding, too, and the records after a finding are checked, too. Memory holds some records at a time, the heads that
were sealed, and the findings.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.audit.hash_chain import ChainFault, Links
from services.own_schema.audit.seals import Heads, read_heads, seal_hash
from services.own_schema.database.act_records import ActRecord
from services.own_schema.database.as_stored import as_stored, instant_of, json_of, shown, text_of, whole_of
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act, chain_seal
from services.rules.vocabulary import Channel

_AT_ONCE = 1000
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one chain.

    Attributes:
        login: the chain's login, as it can be shown; None for the seals.
        sequence: the number of the record or seal at fault, of several missing ones the first. Where the number is
            what can't be read, the one that would be next.
        act_id, at: of the record at fault or, where some are missing, of the one found instead; None where there is
            none, or where they can't be read.
        seal: the seal that shows it, where only a seal does.
        through: the last number of those that are missing; None elsewhere.
    """

    login: str | None
    fault: ChainFault
    sequence: int
    act_id: str | None = None
    at: datetime | None = None
    seal: int | None = None
    through: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of a check.

    Attributes:
        logins, acts, seals: how many there are.
        last_seal: the number and hash of the newest seal without a fault; None without any.
        findings: every fault, the seals' first, then chain by chain as the records follow on each other; empty when
            everything holds.
    """

    logins: int
    acts: int
    seals: int
    last_seal: tuple[int, str] | None
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> int:
        """How many chains are at fault; the seals are one."""
        return len({it.login for it in self.findings})


async def verify(db: Database, noted: Iterable[tuple[int, str]] = ()) -> Verified:
    """Check every record and every seal, all as of one moment.

    Args:
        db: best opened with `answer_within=None`: a big library takes a while.
        noted: numbers and hashes of seals, noted outside of the database. The newest proves the most: a seal doesn't
            show what was made anew after it.
    """
    async with db.reading() as conn:
        seals = await _sealed(conn)
        seals.findings += [
            Finding(None, ChainFault.NOT_AS_NOTED, seal[0]) for seal in noted if seal not in seals.stored
        ]
        chains: dict[Any, _Chain] = {}
        acts = 0
        statement = select(*_RECORD).order_by(act.c.staff_id, act.c.sequence)
        async with conn.stream(statement, execution_options={"yield_per": _AT_ONCE}) as rows:
            async for row in rows:
                chain = chains.get(row.staff_id)
                if chain is None:
                    login = _read(text_of, row.staff_id)
                    sealed = [] if login is None else seals.heads.pop(login, [])
                    chain = chains[row.staff_id] = _Chain(login or shown(row.staff_id) or "", sealed)
                acts += 1
                chain.follow(row)
    findings = seals.findings
    for chain in (*chains.values(), *(_Chain(*it) for it in sorted(seals.heads.items()))):
        findings += chain.end()
    return Verified(len(chains), acts, seals.count, seals.last, tuple(findings))


async def last_seal_fits(conn: AsyncConnection) -> tuple[int, bool] | None:
    """Check the newest seal alone: that it follows on the one before it, and that the records it names are as it says.

    Returns:
        Its number, and whether it fits; None where there is no seal.
    """
    newest = select(*_SEAL).order_by(chain_seal.c.sequence.desc()).limit(2)
    rows = (await conn.execute(newest)).all()
    if not rows:
        return None
    sequence, stored = _read(whole_of, rows[0].sequence), _read(_hash_of, rows[0].hash)
    at, heads = _read(instant_of, rows[0].at), _read(_heads, rows[0].heads)
    before = _read(_hash_of, rows[1].hash) if len(rows) > 1 else None
    if sequence is None or heads is None or (sequence == 1) is not (before is None):
        return sequence or 0, False
    if stored is None or stored != _seal_hash_after(sequence, at, heads, before):
        return sequence, False
    for login, (number, hash_) in heads.items():
        named = select(*_RECORD).where(act.c.staff_id == login, act.c.sequence.in_((number, number - 1)))
        records = (await conn.execute(named.order_by(act.c.sequence.desc()))).all()
        previous = _read(_hash_of, records[1].hash) if len(records) > 1 else None
        if not records or not (
            _read(_hash_of, records[0].hash) == hash_ == _hash_after(records[0], previous)
        ):
            return sequence, False
    return sequence, True


@dataclass(frozen=True, slots=True, order=True)
class _SealedHead:
    sequence: int
    hash: str
    seal: int


class _Chain:
    """One login's chain, followed record by record."""

    def __init__(self, login: str, sealed: Iterable[_SealedHead]) -> None:
        self._login = login
        self._sealed = sorted(sealed, reverse=True)
        self._links = Links()
        self._findings: list[Finding] = []

    def follow(self, row: Row[Any]) -> None:
        """Take the next record."""
        sequence, stored = _read(whole_of, row.sequence), _read(_hash_of, row.hash)

        def note(fault: ChainFault, at: int, *, through: int | None = None, seal: int | None = None) -> None:
            self._findings.append(
                Finding(self._login, fault, at, shown(row.id), _read(instant_of, row.at), seal, through)
            )

        for it in self._links.follow(sequence, stored, partial(_hash_after, row)):
            note(it.fault, it.sequence, through=it.through)
        while self._sealed and self._sealed[-1].sequence <= self._links.length:
            head = self._sealed.pop()
            if head.sequence == sequence and head.hash != stored:
                note(ChainFault.NOT_AS_SEALED, head.sequence, seal=head.seal)

    def end(self) -> list[Finding]:
        """Give what was found, now that there are no more records."""
        if self._sealed:
            head = self._sealed[-1]
            cut_off = Finding(self._login, ChainFault.CUT_OFF, self._links.length + 1, seal=head.seal)
            self._findings.append(cut_off)
        return self._findings


@dataclass(slots=True)
class _Seals:
    """What was read of the seals.

    Attributes:
        stored: number and hash of each, whether or not it holds.
        heads: of each login what the seals without a fault say, by the first seal that says it.
        last: the newest seal without a fault.
    """

    count: int
    stored: set[tuple[int | None, str | None]]
    heads: dict[str, list[_SealedHead]]
    last: tuple[int, str] | None
    findings: list[Finding]


async def _sealed(conn: AsyncConnection) -> _Seals:
    """Read the seals, each past the faults of the others."""
    seals = _Seals(0, set(), {}, None, [])
    known: set[tuple[str, int, str]] = set()
    links = Links()
    for row in await conn.execute(select(*_SEAL).order_by(chain_seal.c.sequence)):
        sequence, stored = _read(whole_of, row.sequence), _read(_hash_of, row.hash)
        at, heads = _read(instant_of, row.at), _read(_heads, row.heads)
        found = links.follow(sequence, stored, partial(_seal_hash_after, sequence, at, heads))
        seals.findings += [Finding(None, it.fault, it.sequence, at=at, through=it.through) for it in found]
        seals.count += 1
        seals.stored.add((sequence, stored))
        if any(it.fault is not ChainFault.MISSING for it in found):
            continue
        assert sequence is not None
        assert stored is not None
        seals.last = (sequence, stored)
        for login, (number, hash_) in (heads or {}).items():
            if (login, number, hash_) not in known:
                known.add((login, number, hash_))
                seals.heads.setdefault(login, []).append(_SealedHead(number, hash_, sequence))
    return seals


_RECORD = (*(as_stored(act.c[item.name]) for item in fields(ActRecord)), as_stored(act.c.hash))
_SEAL = tuple(as_stored(column) for column in chain_seal.c)


def _hash_after(row: Row[Any], previous: str | None) -> str | None:
    """Make a record's hash; None if it can't be read."""
    try:
        record = ActRecord(
            id=text_of(row.id),
            at=instant_of(row.at),
            staff_id=text_of(row.staff_id),
            branch_id=whole_of(row.branch_id),
            workstation=text_of(row.workstation),
            channel=Channel(text_of(row.channel)),
            patron_id=_maybe(whole_of, row.patron_id),
            verb=text_of(row.verb),
            subject=_maybe(text_of, row.subject),
            subject_id=_maybe(whole_of, row.subject_id),
            outcome=text_of(row.outcome),
            details=_object(row.details),
            sequence=whole_of(row.sequence),
        )
        return record.hash_after(previous)
    except (ValueError, TypeError):  # a lone surrogate, a NUL, a fraction or a list among the details
        return None


def _seal_hash_after(
    sequence: int | None, at: datetime | None, heads: Heads | None, previous: str | None
) -> str | None:
    if sequence is None or at is None or heads is None:
        return None
    try:
        return seal_hash(previous, sequence, at, heads)
    except ValueError:
        return None


def _heads(value: Any) -> Heads:
    return read_heads(_object(value))


def _object(value: Any) -> dict[str, Any]:
    found = json_of(value)
    if not isinstance(found, dict):
        msg = "no object"
        raise TypeError(msg)
    return found


def _hash_of(value: Any) -> str:
    text = text_of(value)
    if _HASH.fullmatch(text) is None:
        msg = "no hash"
        raise ValueError(msg)
    return text


def _maybe[T](reader: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else reader(value)


def _read[T](reader: Callable[[Any], T], value: Any) -> T | None:
    """Read a value; None if it can't be read."""
    try:
        return reader(value)
    except (ValueError, TypeError):
        return None
