"""Whatever is done to the records of acts or to their seals is found, and its first place named."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update

from services.actor import Actor, StaffMember
from services.acts.orders import Order
from services.database.audit import ActRecord
from services.database.engine import Database
from services.database.tables import act, chain_seal
from services.library import Library
from services.rules.vocabulary import Channel, Role
from services.sealing import following, read_heads
from services.verifying import Fault, Finding, verify
from tests.helpers.chains import record
from tests.helpers.patrons import NOW, Town

CLERK = Actor(StaffMember("clerk", "窓口", Role.COUNTER), 1, "2番窓口", Channel.COUNTER)
OTHER = Actor(StaffMember("other", "電話", Role.PHONE), 2, "電話室", Channel.PHONE)
DETAILS = {"new_day": date(2026, 12, 8), "limit": 1, "by_hand": False, "note": None, "code": "川口"}


class Book:
    """Five records of one login and two of another, who acted in between."""

    def __init__(self, library: Library, town: Town) -> None:
        self.library = library
        self.db: Database = library.db
        self.town = town
        self.records: list[ActRecord] = []
        self.patron_id = 0

    async def write(self, count: int = 5) -> None:
        self.patron_id = self.patron_id or await self.town.patron()
        for number in range(count):
            await self._note(CLERK)
            if number in {1, 3}:
                await self._note(OTHER)

    async def _note(self, actor: Actor) -> None:
        order = Order(actor=actor, patron_id=self.patron_id)
        made = await record(self.db, order, subject="loan", subject_id=17, details=DETAILS)
        if actor is CLERK:
            self.records.append(made)

    async def change(self, *statements: Any) -> None:
        async with self.db.transaction() as conn:
            if (
                self.db.dialect == "postgresql"
            ):  # whoever tampers there has to put the guards out of force first
                await conn.execute(text("SET LOCAL session_replication_role = replica"))
            for statement in statements:
                await conn.execute(statement)

    async def rows(self) -> list[dict[str, Any]]:
        rows = [row for row in await self.town.acts() if row["staff_id"] == "clerk"]
        return sorted(rows, key=lambda row: row["sequence"])

    async def only_finding(self) -> Finding:
        (finding,) = (await verify(self.db)).findings
        return finding

    def at_fault(self, fault: Fault, sequence: int, shown: int | None = None, **more: Any) -> Finding:
        """Give the finding that names a number, and the record that stands there."""
        record_ = self.records[(shown or sequence) - 1]
        return Finding("clerk", fault, sequence, record_.id, record_.at, **more)


@pytest.fixture
async def book(library: Library, town: Town) -> Book:
    made = Book(library, town)
    await made.write()
    return made


def numbered(sequence: int) -> Any:
    return (act.c.staff_id == "clerk") & (act.c.sequence == sequence)


async def test_what_holds_is_counted(book: Book) -> None:
    verified = await verify(book.db)
    assert (verified.logins, verified.acts, verified.seals, verified.last_seal) == (2, 7, 0, None)
    assert verified.findings == ()
    seal = await book.library.sealing.seal()
    assert seal is not None
    verified = await verify(book.db)
    assert (verified.seals, verified.last_seal, verified.findings) == (1, (1, seal.hash), ())


async def test_an_empty_library_holds(library: Library) -> None:
    assert (await verify(library.db)).findings == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"branch_id": 3},
        {"workstation": "3番窓口"},
        {"channel": Channel.PHONE},
        {"patron_id": None},
        {"verb": "hold.cancel"},
        {"subject": None},
        {"subject_id": 18},
        {"outcome": "refused"},
        {"details": {}},
        {"details": {"new_day": "2026-12-09", "limit": 1, "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": "1", "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": True, "by_hand": False, "note": None, "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": 1, "by_hand": False, "note": "null", "code": "川口"}},
        {"details": {"new_day": "2026-12-08", "limit": 1.0, "by_hand": False, "note": None, "code": "川口"}},
        {"details": ["new_day"]},
        {"details": None},
        {"hash": "0" * 64},
    ],
    ids=str,
)
async def test_any_changed_field_is_found(book: Book, changed: dict[str, Any]) -> None:
    values = {
        name: text("'null'") if value is None and name == "details" else value
        for name, value in changed.items()
    }
    await book.change(update(act).where(numbered(2)).values(**values))
    assert await book.only_finding() == book.at_fault(Fault.ALTERED, 2)


async def test_a_changed_time_or_id_is_found(book: Book) -> None:
    at, other_id = NOW + timedelta(days=1), "00000000-0000-0000-0000-000000000000"
    await book.change(update(act).where(numbered(2)).values(at=at))
    assert await book.only_finding() == Finding("clerk", Fault.ALTERED, 2, book.records[1].id, at)
    await book.change(update(act).where(numbered(2)).values(at=book.records[1].at, id=other_id))
    assert await book.only_finding() == Finding("clerk", Fault.ALTERED, 2, other_id, book.records[1].at)


async def test_details_in_another_order_are_the_same(book: Book) -> None:
    turned = {"code": "川口", "note": None, "by_hand": False, "limit": 1, "new_day": "2026-12-08"}
    await book.change(update(act).where(numbered(2)).values(details=turned))
    assert (await verify(book.db)).findings == ()


async def test_a_changed_number_leaves_its_own_out(book: Book) -> None:
    await book.change(update(act).where(numbered(2)).values(sequence=9))
    assert await book.only_finding() == book.at_fault(Fault.MISSING, 2, shown=3)


async def test_a_removed_record_is_found(book: Book) -> None:
    await book.change(delete(act).where(numbered(3)))
    assert await book.only_finding() == book.at_fault(Fault.MISSING, 3, shown=4)


async def test_a_removed_record_is_found_though_the_rest_moved_up(book: Book) -> None:
    moved = [update(act).where(numbered(number)).values(sequence=number - 1) for number in (4, 5)]
    await book.change(delete(act).where(numbered(3)), *moved)
    assert await book.only_finding() == book.at_fault(Fault.ALTERED, 3, shown=4)


async def test_a_record_slipped_in_is_found_though_its_own_hash_fits(book: Book) -> None:
    rows = await book.rows()
    slipped = {**rows[1], "id": "00000000-0000-0000-0000-000000000000", "sequence": 3}
    slipped["hash"] = ActRecord(
        **{name: value for name, value in slipped.items() if name != "hash"}
    ).hash_after(rows[1]["hash"])
    moved = [update(act).where(numbered(number)).values(sequence=number + 1) for number in (5, 4, 3)]
    await book.change(*moved, insert(act).values(**slipped))
    assert await book.only_finding() == book.at_fault(Fault.ALTERED, 4, shown=3)


async def test_a_record_before_the_first_is_found(book: Book) -> None:
    rows = await book.rows()
    await book.change(insert(act).values(**{**rows[0], "id": "slipped-in", "sequence": 0}))
    assert await book.only_finding() == Finding("clerk", Fault.SLIPPED_IN, 0, "slipped-in", rows[0]["at"])


async def test_swapped_records_are_found(book: Book) -> None:
    await book.change(
        update(act).where(numbered(2)).values(sequence=99),
        update(act).where(numbered(3)).values(sequence=2),
        update(act).where(numbered(99)).values(sequence=3),
    )
    assert await book.only_finding() == book.at_fault(Fault.ALTERED, 2, shown=3)


async def test_a_record_handed_to_another_login_is_found_in_both(book: Book) -> None:
    await book.change(update(act).where(numbered(3)).values(staff_id="other"))
    verified = await verify(book.db)
    assert verified.findings == (
        book.at_fault(Fault.MISSING, 3, shown=4),
        Finding("other", Fault.ALTERED, 3, book.records[2].id, book.records[2].at),
    )


async def test_each_broken_chain_is_told_once(book: Book) -> None:
    await book.change(update(act).where(act.c.sequence == 2).values(outcome="else"))
    findings = (await verify(book.db)).findings
    assert [(it.login, it.sequence) for it in findings] == [("clerk", 2), ("other", 2)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "gestern"), ("details", "{"), ("sequence", "zwei"), ("channel", "fax"), ("workstation", b"\x00")],
)
async def test_what_cannot_be_read_any_more_is_found(
    sqlite_url: str, column: str, value: str | bytes
) -> None:
    db = Database.open(sqlite_url)
    town = await Town.found(db)
    patron_id = await town.patron()
    made = [await record(db, Order(actor=CLERK, patron_id=patron_id)) for _ in range(2)]
    async with db.transaction() as conn:
        await conn.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        await conn.exec_driver_sql(f"UPDATE act SET {column} = ? WHERE sequence = 2", (value,))
    (finding,) = (await verify(db)).findings
    assert (finding.login, finding.fault, finding.sequence, finding.act_id) == (
        "clerk",
        Fault.ALTERED,
        2,
        made[1].id,
    )
    await db.dispose()


async def sealed(book: Book, times: int = 1) -> None:
    for _ in range(times):
        assert await book.library.sealing.seal() is not None
        await book.write(1)


@pytest.mark.parametrize(("kept", "seal"), [(5, 2), (4, 1), (0, 1)])
async def test_records_cut_off_the_end_are_found_by_the_seals(book: Book, kept: int, seal: int) -> None:
    await sealed(book, 2)  # seals over 5 and 6 records, and a seventh that isn't sealed
    await book.change(delete(act).where(act.c.staff_id == "clerk", act.c.sequence > kept))
    assert await book.only_finding() == Finding("clerk", Fault.CUT_OFF, kept + 1, seal=seal)


async def test_what_no_seal_has_seen_can_be_cut_off_unseen(book: Book) -> None:
    await sealed(book)
    await book.change(delete(act).where(numbered(6)))
    assert (await verify(book.db)).findings == ()


async def test_a_chain_made_anew_is_found_by_the_seals(book: Book) -> None:
    await sealed(book, 2)
    rows = await book.rows()
    hash_ = rows[2]["hash"]
    statements = []
    for row in rows[3:]:
        anew = {**row, "outcome": "else"}
        anew.pop("hash")
        hash_ = ActRecord(**anew).hash_after(hash_)
        statements.append(update(act).where(act.c.id == row["id"]).values(outcome="else", hash=hash_))
    await book.change(*statements)
    assert await book.only_finding() == book.at_fault(Fault.NOT_AS_SEALED, 5, seal=1)


async def test_a_chain_that_grew_again_is_held_against_every_seal(book: Book) -> None:
    await sealed(book)
    await book.change(delete(act).where(act.c.staff_id == "clerk", act.c.sequence >= 5))
    await book.write(2)
    assert await book.library.sealing.seal() is not None
    rows = await book.rows()
    finding = await book.only_finding()
    assert finding == Finding("clerk", Fault.NOT_AS_SEALED, 5, rows[4]["id"], rows[4]["at"], 1)


async def seals(book: Book) -> list[dict[str, Any]]:
    return sorted(await book.town.all_rows(chain_seal), key=lambda row: row["sequence"])


@pytest.mark.parametrize(
    "changed",
    [{"hash": "0" * 64}, {"heads": {}}, {"heads": [1]}, {"heads": {"clerk": 5}}],
    ids=str,
)
async def test_a_changed_seal_is_found(book: Book, changed: dict[str, Any]) -> None:
    await sealed(book, 3)
    await book.change(update(chain_seal).where(chain_seal.c.sequence == 2).values(**changed))
    finding = await book.only_finding()
    assert (finding.login, finding.fault, finding.sequence) == (None, Fault.ALTERED, 2)


async def test_a_seal_of_another_time_is_found(book: Book) -> None:
    await sealed(book, 2)
    await book.change(update(chain_seal).where(chain_seal.c.sequence == 1).values(at=NOW - timedelta(days=9)))
    assert await book.only_finding() == Finding(None, Fault.ALTERED, 1, at=NOW - timedelta(days=9))


async def test_a_removed_seal_is_found(book: Book) -> None:
    await sealed(book, 3)
    kept = await seals(book)
    await book.change(delete(chain_seal).where(chain_seal.c.sequence == 2))
    assert await book.only_finding() == Finding(None, Fault.MISSING, 2, at=kept[2]["at"])


async def test_a_seal_slipped_in_is_found(book: Book) -> None:
    await sealed(book)
    (only,) = await seals(book)
    await book.change(insert(chain_seal).values(**{**only, "sequence": 0}))
    assert await book.only_finding() == Finding(None, Fault.SLIPPED_IN, 0, at=only["at"])


async def test_heads_that_never_were_are_found_though_the_seal_holds(book: Book) -> None:
    heads = {"clerk": (5, "f" * 64), "nobody": (1, "e" * 64)}
    forged = following(None, NOW, heads)
    await book.change(
        insert(chain_seal).values(
            sequence=1, at=NOW, heads={k: list(v) for k, v in heads.items()}, hash=forged.hash
        )
    )
    assert (await verify(book.db)).findings == (
        book.at_fault(Fault.NOT_AS_SEALED, 5, seal=1),
        Finding("nobody", Fault.CUT_OFF, 1, seal=1),
    )


async def test_a_seal_noted_elsewhere_must_be_there(book: Book) -> None:
    await sealed(book, 2)
    first, second = await seals(book)
    assert (await verify(book.db, (1, first["hash"]))).findings == ()
    for noted in ((2, first["hash"]), (3, second["hash"])):
        assert (await verify(book.db, noted)).findings == (Finding(None, Fault.NOT_AS_NOTED, noted[0]),)


async def test_seals_before_a_broken_one_still_count(book: Book) -> None:
    await sealed(book, 2)
    await book.change(
        update(chain_seal).where(chain_seal.c.sequence == 2).values(heads={}),
        delete(act).where(act.c.staff_id == "other"),
    )
    assert (await verify(book.db)).findings == (
        Finding(None, Fault.ALTERED, 2, at=(await seals(book))[1]["at"]),
        Finding("other", Fault.CUT_OFF, 1, seal=1),
    )


async def test_a_long_chain_is_read_in_parts(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.verifying._AT_ONCE", 2)
    verified = await verify(book.db)
    assert (verified.acts, verified.findings) == (7, ())


def test_heads_are_read_as_they_were_written() -> None:
    assert read_heads({"a": [1, "f"]}) == {"a": (1, "f")}
    with pytest.raises((TypeError, ValueError)):
        read_heads({"a": [1]})
