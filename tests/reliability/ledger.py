"""What desks were told, held against what the database has in the end."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from services.contract.act_requests import ActRequest
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    access_log,
    act,
    hold,
    hold_cancellation,
    loan,
    password_credential,
    patron,
    patron_report,
    reference_question,
)
from services.own_schema.staff.account_records import AccountVerb


@dataclass
class Ledger:
    """What the desks of one run were told.

    Attributes:
        acknowledged: requests whose outcome was answered, by act id.
        answered_at: when each of them was, in seconds of the monotonic clock.
        given_up: those of which it was told that nothing was done, and which nobody sent again.
        looks: how many look-ups were answered.
        looks_lost: of how many the record is gone, known at the end: a look at the counter waits for no disk
            (docs/security.md), so a server that falls may take the last ones with it.
        troubles: what was told instead of an answer, by the error's name.
        doubts: how often an outcome was unknown.
        repeated: how many requests sent again had been carried out already.
        asked: how many doubts were settled by asking for the act.
        waits: how long, in seconds, each request took that met with trouble, from its first sending to its outcome.
    """

    acknowledged: dict[str, ActRequest[Any]] = field(default_factory=dict)
    answered_at: list[float] = field(default_factory=list)
    given_up: dict[str, ActRequest[Any]] = field(default_factory=dict)
    looks: int = 0
    looks_lost: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    doubts: int = 0
    repeated: int = 0
    asked: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def told_so_far(self) -> int:
        """How often something else than an answer was told."""
        return self.doubts + self.troubles.total()

    def longest_pause(self, since: float) -> float:
        """Tell for how long, in seconds, no act was answered: from the last one before a moment on."""
        after = [moment for moment in self.answered_at if moment > since]
        before = self.answered_at[: len(self.answered_at) - len(after)]
        return max((late - early for early, late in pairwise([*before[-1:], *after])), default=0.0)

    def with_another(self, other: "Ledger") -> "Ledger":
        """Give both as one, for the end."""
        return Ledger(
            acknowledged={**self.acknowledged, **other.acknowledged},
            given_up={**self.given_up, **other.given_up},
            looks=self.looks + other.looks,
        )

    def told(self) -> str:
        """Tell the run in a line."""
        troubles = ", ".join(f"{name} {count}" for name, count in sorted(self.troubles.items())) or "none"
        longest = max(self.waits, default=0)
        lost = f", {self.looks_lost} looks' records lost" if self.looks_lost else ""
        return (
            f"{len(self.acknowledged)} acts and {self.looks} look-ups answered, {len(self.given_up)} given up{lost}; "
            f"troubles told: {troubles}; outcomes unknown {self.doubts} ({self.repeated} had been done, "
            f"{self.asked} found by asking); longest act with trouble {longest:.1f} s"
        )


@dataclass(frozen=True)
class Before:
    """How many rows there were of what acts only move."""

    holds: int


@dataclass
class Beside:
    """What another system did to holds meanwhile.

    Attributes:
        moved: how often each hold was moved on.
    """

    placed: int = 0
    collected: int = 0
    cancelled: int = 0
    moved: Counter[int] = field(default_factory=Counter)


async def read_before(db: Database) -> Before:
    async with db.reading() as conn:
        return Before(await _count(conn, hold) + await _count(conn, hold_cancellation))


async def audit(
    db: Database, ledger: Ledger, before: Before, *, server_fell: bool, beside: Beside | None = None
) -> list[str]:
    """Find whatever was lost, doubled or done half; nothing when all is well.

    Args:
        db: the database in the end.
        ledger: what the desks were told.
        before: how many rows there were.
        server_fell: the last looks' records may be gone.
        beside: what another system did.
    """
    other = beside or Beside()
    findings = [f"chain: {finding}" for finding in (await verify(db)).findings]
    async with db.reading() as conn:
        of_desks = select(act).where(act.c.verb != AccountVerb.ADD)
        kept = {row.id: row for row in await conn.execute(of_desks)}
        findings += [f"lost: {its}" for its in ledger.acknowledged.keys() - kept.keys()]
        findings += [f"done and told otherwise: {its}" for its in ledger.given_up.keys() & kept.keys()]
        findings += [f"nobody's: {its}" for its in kept.keys() - ledger.acknowledged.keys()]
        findings += [
            f"another's: {its}"
            for its, request in ledger.acknowledged.items()
            if its in kept
            and (kept[its].patron_id, kept[its].staff_id) != (request.patron_id, request.actor.staff.id)
        ]
        done = Counter(row.verb for row in kept.values())
        changed = Counter(row.subject_id for row in kept.values() if row.verb == "hold.change")
        new_addresses = sum(
            row.verb == "email.change" and row.outcome != "unchanged" for row in kept.values()
        )
        cancelled = await _count(conn, hold_cancellation)
        looked = select(func.count()).select_from(access_log).where(access_log.c.purpose == "look_up")
        passwords = select(func.coalesce(func.sum(password_credential.c.version), 0))
        facts: dict[str, tuple[Any, Any]] = {
            "renewals": (done["loan.renew"], await _sum(conn, loan.c.renewals)),
            "twice renewed": (
                0,
                (
                    await conn.execute(select(func.count()).select_from(loan).where(loan.c.renewals > 1))
                ).scalar_one(),
            ),
            "questions": (done["question.ask"], await _count(conn, reference_question)),
            "reports": (done["report.take"], await _count(conn, patron_report)),
            "addresses": (new_addresses, await _sum(conn, patron.c.version - 1)),
            "cancelled holds": (done["hold.cancel"] - done["hold.undo_cancel"] + other.cancelled, cancelled),
            "holds": (
                before.holds + other.placed - other.collected,
                await _count(conn, hold) + cancelled,
            ),
            "passwords": (
                done["password.issue"] + done["password.reissue"],
                (await conn.execute(passwords)).scalar_one(),
            ),
        }
        for row in await conn.execute(select(hold.c.id, hold.c.version)):
            facts[f"changes of hold {row.id}"] = (changed[row.id] + other.moved[row.id], row.version - 1)
        ledger.looks_lost = max(0, ledger.looks - (await conn.execute(looked)).scalar_one())
    if ledger.looks_lost and not server_fell:
        findings.append(f"{ledger.looks_lost} looks without a record")
    return findings + [
        f"{name}: {recorded} on record, {there} there"
        for name, (recorded, there) in facts.items()
        if recorded != there
    ]


async def _count(conn: Any, table: Any) -> int:
    return int((await conn.execute(select(func.count()).select_from(table))).scalar_one())


async def _sum(conn: Any, column: Any) -> int:
    return int((await conn.execute(select(func.coalesce(func.sum(column), 0)))).scalar_one())
