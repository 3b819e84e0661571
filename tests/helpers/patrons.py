"""A small library built row by row: each test says only what matters to it, the rest is everyday.

The server's clock is set to `NOW` (through `clock_offset`), so dates in tests are plain dates.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from math import ceil
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from services.contract.actor import Actor, StaffMember
from services.contract.backend import LookUps
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    access_log,
    act,
    bib_record,
    branch,
    card,
    clock_offset,
    contact_attempt,
    hold,
    hold_cancellation,
    identity_check,
    item,
    loan,
    material_type,
    mobile_stop,
    password_credential,
    patron,
    patron_report,
    purchase_request,
    reference_question,
    staff,
    suspension,
)
from services.rules.clock import TOKYO
from services.rules.decision import Reason, Refused
from services.rules.people.registration import derived
from services.rules.vocabulary import (
    BranchKind,
    CardStatus,
    Channel,
    CheckOutcome,
    ContactMeans,
    ContactMethod,
    ContactResult,
    CredentialKind,
    HoldStatus,
    LoanClass,
    PatronReport,
    Role,
    SuspensionReason,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
TODAY = NOW.date()
CARD = "123456789"


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Tell an instant by the counter's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO)


@dataclass
class Town:
    """Writes patrons and what they have into a test's database.

    Attributes:
        branch_id: an everyday branch; `mobile_id` and `stop_id` are the mobile library and one of its stops.
        book: the material type of everyday titles.
    """

    db: Database
    branch_id: int = 0
    mobile_id: int = 0
    stop_id: int = 0
    book: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    async def found(cls, db: Database) -> "Town":
        """Take the masters that are there, and set the clock."""
        town = await cls.as_it_is(db)
        await town.set_time(NOW)
        return town

    @classmethod
    async def as_it_is(cls, db: Database) -> "Town":
        """Take the masters that are there."""
        town = cls(db)

        def first(table: Table, condition: Any) -> Any:
            return select(table.c.id).where(condition).order_by(table.c.position).limit(1).scalar_subquery()

        mobile = first(branch, branch.c.kind == BranchKind.MOBILE)
        wanted = select(
            first(branch, branch.c.kind == BranchKind.LIBRARY).label("library"),
            mobile.label("mobile"),
            first(mobile_stop, mobile_stop.c.branch_id == mobile).label("stop"),
            first(material_type, material_type.c.loan_class == LoanClass.BOOK).label("book"),
        )
        async with db.autocommit() as conn:
            found = (await conn.execute(wanted)).one()
        town.branch_id, town.mobile_id, town.book = found.library, found.mobile, found.book
        town.stop_id = found.stop or await town.row(
            mobile_stop, branch_id=town.mobile_id, code="s1", name="テスト停留所", position=1, active=True
        )
        return town

    async def set_time(self, moment: datetime) -> None:
        """Move the database server's time to `moment`; it then runs on from there."""
        seconds = ceil((moment - datetime.now(UTC)).total_seconds())
        dialect: Any = postgresql if self.db.file is None else sqlite
        statement = dialect.insert(clock_offset).values(id=1, seconds=seconds)
        async with self.db.autocommit() as conn:
            await conn.execute(
                statement.on_conflict_do_update(
                    index_elements=["id"], set_={"seconds": statement.excluded.seconds}
                )
            )

    async def row(self, table: Table, **values: Any) -> int:
        """Insert one row and tell its id."""
        async with self.db.autocommit() as conn:
            result = await conn.execute(insert(table).values(**values))
            key = result.inserted_primary_key
            assert key is not None
            return int(key[0])

    async def account(self, staff_id: str, name: str) -> None:
        """Register somebody of the staff, as what they did is shown with their name."""
        values = {"id": staff_id, "name": name, "role": Role.COUNTER, "branch_id": self.branch_id}
        async with self.db.autocommit() as conn:
            await conn.execute(insert(staff).values(values))

    async def change(self, table: Table, where: Any, **values: Any) -> None:
        async with self.db.autocommit() as conn:
            await conn.execute(update(table).where(where).values(**values))

    async def how_many(self, table: Table) -> int:
        async with self.db.autocommit() as conn:
            return int((await conn.execute(select(func.count()).select_from(table))).scalar_one())

    async def all_rows(self, table: Table) -> list[dict[str, Any]]:
        async with self.db.autocommit() as conn:
            return [dict(row) for row in (await conn.execute(select(table))).mappings()]

    async def looks(self) -> list[dict[str, Any]]:
        return sorted(await self.all_rows(access_log), key=lambda it: int(it["id"]))

    async def acts(self) -> list[dict[str, Any]]:
        return await self.all_rows(act)

    async def patron(self, number: str = CARD, status: CardStatus = CardStatus.ACTIVE, **changed: Any) -> int:
        """Register a patron with one card."""
        values: dict[str, Any] = {
            "name": "川口 花子",
            "kana": "カワグチ ハナコ",
            "alias": None,
            "romaji": "Kawaguchi Hanako",
            "birth_date": date(1980, 4, 2),
            "phone": "048-000-0001",
            "postal_code": "332-0001",
            "address": "川口市朝日1-1-1",
            "email": "hanako@example.jp",
            "branch_id": self.branch_id,
            "registered_on": date(2024, 6, 11),
            "expires_on": date(2027, 6, 11),
        }
        values |= changed
        keys = derived(
            **(
                {name: values[name] for name in ("name", "kana", "alias", "romaji", "phone")}
                | {"name": values["name"] or ""}
            )
        )
        patron_id = await self.row(patron, **(asdict(keys) | values))
        await self.row(card, number=number, patron_id=patron_id, status=status, issued_on=date(2024, 6, 11))
        return patron_id

    async def replace_card(self, patron_id: int, old: str, new: str) -> None:
        """Retire the card `old` in favour of `new`."""
        async with self.db.transaction() as conn:
            aside = await conn.execute(
                insert(card).values(
                    number=new,
                    patron_id=await self._nobody(conn),
                    status=CardStatus.ACTIVE,
                    issued_on=TODAY,
                )
            )
            key = aside.inserted_primary_key
            assert key is not None
            retired = update(card).where(card.c.number == old)
            await conn.execute(retired.values(status=CardStatus.RETIRED, replaced_by_id=key[0]))
            await conn.execute(update(card).where(card.c.id == key[0]).values(patron_id=patron_id))

    async def _nobody(self, conn: Any) -> int:
        """A patron without a card, for the moment in which two cards would both be in use."""
        result = await conn.execute(
            insert(patron).values(
                name="-",
                kana="-",
                romaji="-",
                search_key="-",
                kana_key="-",
                birth_date=TODAY,
                postal_code="-",
                address="-",
                branch_id=self.branch_id,
                registered_on=TODAY,
                expires_on=TODAY,
            )
        )
        return int(result.inserted_primary_key[0])

    async def title(self, title: str = "坊っちゃん", **changed: Any) -> int:
        values: dict[str, Any] = {
            "author": "夏目 漱石",
            "publisher": "架空書房",
            "material_type_id": self.book,
        }
        return await self.row(bib_record, title=title, **(values | changed))

    async def item(self, bib_record_id: int, **changed: Any) -> int:
        values: dict[str, Any] = {
            "number": f"{next(self.numbers):09d}",
            "bib_record_id": bib_record_id,
            "branch_id": self.branch_id,
            "interlibrary": False,
            "shelf_mark": "913.6",
        }
        return await self.row(item, **(values | changed))

    async def loan(
        self, patron_id: int, title: str = "坊っちゃん", *, bib: int | None = None, **changed: Any
    ) -> int:
        """Lend a copy: a week ago, due in a week."""
        interlibrary = bool(changed.pop("interlibrary", False))
        bib = bib or await self.title(title)
        values: dict[str, Any] = {
            "item_id": await self.item(bib, interlibrary=interlibrary),
            "patron_id": patron_id,
            "branch_id": self.branch_id,
            "loaned_on": days_ago(7),
            "due_on": in_days(7),
        }
        return await self.row(loan, **(values | changed))

    async def hold(
        self, patron_id: int, title: str = "こころ", *, bib: int | None = None, **changed: Any
    ) -> int:
        """Place a hold three days ago; one that left waiting gets a copy, a ready one its shelf-until day."""
        bib = bib or await self.title(title)
        values: dict[str, Any] = {
            "patron_id": patron_id,
            "bib_record_id": bib,
            "status": HoldStatus.WAITING,
            "placed_at": at(days_ago(3)),
            "branch_id": self.branch_id,
            "contact": ContactMethod.NONE,
        } | changed
        if values["status"] is not HoldStatus.WAITING:
            values.setdefault("item_id", await self.item(bib))
        if values["status"] is HoldStatus.READY:
            values.setdefault("shelf_until", in_days(5))
            values.setdefault("shelf_place", "予約棚A")
        return await self.row(hold, **values)

    async def cancelled(self, patron_id: int, title: str = "三四郎", **changed: Any) -> int:
        values: dict[str, Any] = {
            "patron_id": patron_id,
            "bib_record_id": await self.title(title),
            "reason": "by_patron",
            "cancelled_at": at(days_ago(2)),
            "placed_at": at(days_ago(20)),
            "branch_id": self.branch_id,
            "contact": ContactMethod.NONE,
        }
        return await self.row(hold_cancellation, **(values | changed))

    async def request(self, patron_id: int, title: str = "門", **changed: Any) -> int:
        values: dict[str, Any] = {
            "status": "received",
            "received_on": days_ago(10),
            "branch_id": self.branch_id,
        }
        return await self.row(purchase_request, patron_id=patron_id, title=title, **(values | changed))

    async def question(self, patron_id: int, question: str = "川口の鋳物はいつからか", **changed: Any) -> int:
        values: dict[str, Any] = {
            "name": "川口 花子",
            "email": "hanako@example.jp",
            "status": "received",
            "received_at": at(days_ago(4)),
        }
        return await self.row(
            reference_question, patron_id=patron_id, question=question, **(values | changed)
        )

    async def suspend(self, patron_id: int, reason: SuspensionReason, **changed: Any) -> int:
        values: dict[str, Any] = {
            "with_consent": reason is SuspensionReason.CARD_LOST,
            "started_at": at(days_ago(30)),
            "started_by": "supervisor",
        }
        return await self.row(suspension, patron_id=patron_id, reason=reason, **(values | changed))

    async def report(self, patron_id: int, **changed: Any) -> int:
        """Write down that the patron returned what was overdue: by phone, yesterday."""
        values: dict[str, Any] = {
            "kind": PatronReport.RETURNED,
            "reported_at": at(days_ago(1)),
            "reported_by": "staff09",
            "channel": Channel.PHONE,
        }
        return await self.row(patron_report, patron_id=patron_id, **(values | changed))

    async def attempt(self, patron_id: int, **changed: Any) -> int:
        """Write down that a call was made about a suspension or a hold, yesterday, and nobody answered."""
        values: dict[str, Any] = {
            "means": ContactMeans.PHONE,
            "result": ContactResult.NO_ANSWER,
            "tried_at": at(days_ago(1)),
            "tried_by": "staff09",
            "channel": Channel.COUNTER,
        }
        return await self.row(contact_attempt, patron_id=patron_id, **(values | changed))

    async def password(self, patron_id: int, hash_: str = "$argon2id$of-nothing", **changed: Any) -> None:
        """Give the patron a password of their own."""
        values: dict[str, Any] = {
            "kind": CredentialKind.PATRON,
            "must_change": False,
            "issued_at": at(days_ago(100)),
        }
        await self.row(password_credential, patron_id=patron_id, hash=hash_, **(values | changed))

    async def identified(
        self, patron_id: int, actor: Actor | None = None, *, until: datetime = NOW + timedelta(minutes=30)
    ) -> int:
        """Write down that a caller passed the check at somebody's desk: at `clerk()`'s when nobody is named."""
        who = actor or clerk()
        return await self.row(
            identity_check,
            patron_id=patron_id,
            staff_id=who.staff.id,
            branch_id=who.branch_id,
            workstation=who.workstation,
            at=NOW,
            outcome=CheckOutcome.PASSED,
            facts={"card_number": "ok", "kana": "ok"},
            open_until=until,
        )


def clerk(role: Role = Role.COUNTER, channel: Channel = Channel.COUNTER) -> Actor:
    return Actor(StaffMember("staff01", "窓口 太郎", role), 1, "2番窓口", channel)


async def open_card(look_ups: LookUps, number: str = CARD, actor: Actor | None = None) -> PatronSnapshot:
    answer = await look_ups.by_card(number, actor or clerk())
    assert isinstance(answer, PatronSnapshot)
    return answer


def reasons(decision: object) -> tuple[Reason, ...]:
    assert isinstance(decision, Refused)
    return decision.reasons
