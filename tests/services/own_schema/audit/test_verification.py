"""Whatever is done to the records of acts or to their seals is found, and each place named."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from services.own_schema.audit.hash_chain import ChainFault
from services.own_schema.audit.verification import Finding, verify
from services.own_schema.database.act_records import ActRecord
from services.own_schema.database.tables import act
from services.own_schema.library import Library
from services.rules.vocabulary import Channel
from tests.helpers.chains import Book, numbered
from tests.helpers.patrons import NOW


async def test_what_holds_is_counted(book: Book) -> None:
    verified = await verify(book.db)
    assert (verified.logins, verified.acts, verified.seals, verified.last_seal) == (2, 7, 0, None)
    assert verified.findings == ()
    seal = await book.library.sealing().seal()
    assert seal is not None
    verified = await verify(book.db)
    assert (verified.seals, verified.last_seal, verified.findings) == (1, (1, seal.hash), ())


async def test_an_empty_library_holds(library: Library) -> None:
    assert (await verify(library.db)).findings == ()


ALTERATIONS: tuple[dict[str, Any], ...] = (
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
    {"hash": "0" * 64},
)


async def test_any_changed_field_is_found(book: Book) -> None:
    whole = (await book.rows())[1]
    for changed in ALTERATIONS:
        await book.change(update(act).where(numbered(2)).values(**changed))
        assert await book.only_finding() == book.at_fault(ChainFault.ALTERED, 2), changed
        await book.change(update(act).where(numbered(2)).values({name: whole[name] for name in changed}))
        assert await book.findings() == (), changed


async def test_a_changed_time_or_id_is_found(book: Book) -> None:
    at, other_id = NOW + timedelta(days=1), "00000000-0000-0000-0000-000000000000"
    await book.change(update(act).where(numbered(2)).values(at=at))
    assert await book.only_finding() == Finding("clerk", ChainFault.ALTERED, 2, book.records[1].id, at)
    await book.change(update(act).where(numbered(2)).values(at=book.records[1].at, id=other_id))
    assert await book.only_finding() == Finding("clerk", ChainFault.ALTERED, 2, other_id, book.records[1].at)


async def test_details_in_another_order_are_the_same(book: Book) -> None:
    turned = {"code": "川口", "note": None, "by_hand": False, "limit": 1, "new_day": "2026-12-08"}
    await book.change(update(act).where(numbered(2)).values(details=turned))
    assert (await verify(book.db)).findings == ()


async def test_a_changed_number_leaves_its_own_out(book: Book) -> None:
    await book.change(update(act).where(numbered(2)).values(sequence=9))
    assert await book.findings() == (
        book.at_fault(ChainFault.MISSING, 2, shown=3, through=2),
        book.at_fault(ChainFault.MISSING, 6, shown=2, through=8),
    )


async def test_a_removed_record_is_found(book: Book) -> None:
    await book.change(delete(act).where(numbered(3)))
    assert await book.only_finding() == book.at_fault(ChainFault.MISSING, 3, shown=4, through=3)


async def test_a_removed_record_is_found_though_the_rest_moved_up(book: Book) -> None:
    moved = [update(act).where(numbered(number)).values(sequence=number - 1) for number in (4, 5)]
    await book.change(delete(act).where(numbered(3)), *moved)
    assert await book.findings() == (
        book.at_fault(ChainFault.ALTERED, 3, shown=4),
        book.at_fault(ChainFault.UNPROVEN, 4, shown=5),
    )


async def test_a_record_slipped_in_is_found_though_its_own_hash_fits(book: Book) -> None:
    rows = await book.rows()
    slipped = {**rows[1], "id": "00000000-0000-0000-0000-000000000000", "sequence": 3}
    slipped["hash"] = ActRecord(
        **{name: value for name, value in slipped.items() if name != "hash"}
    ).hash_after(rows[1]["hash"])
    moved = [update(act).where(numbered(number)).values(sequence=number + 1) for number in (5, 4, 3)]
    await book.change(*moved, insert(act).values(**slipped))
    assert await book.findings() == (
        book.at_fault(ChainFault.ALTERED, 4, shown=3),
        book.at_fault(ChainFault.UNPROVEN, 5, shown=4),
        book.at_fault(ChainFault.UNPROVEN, 6, shown=5),
    )


async def test_a_record_before_the_first_is_found(book: Book) -> None:
    rows = await book.rows()
    await book.change(insert(act).values(**{**rows[0], "id": "slipped-in", "sequence": 0}))
    assert await book.only_finding() == Finding(
        "clerk", ChainFault.SLIPPED_IN, 0, "slipped-in", rows[0]["at"]
    )


async def test_swapped_records_are_found(book: Book) -> None:
    await book.change(
        update(act).where(numbered(2)).values(sequence=99),
        update(act).where(numbered(3)).values(sequence=2),
        update(act).where(numbered(99)).values(sequence=3),
    )
    assert await book.findings() == (
        book.at_fault(ChainFault.ALTERED, 2, shown=3),
        book.at_fault(ChainFault.UNPROVEN, 3, shown=2),
        book.at_fault(ChainFault.UNPROVEN, 4),
    )


async def test_a_record_handed_to_another_login_is_found_in_both(book: Book) -> None:
    await book.change(update(act).where(numbered(3)).values(staff_id="other"))
    verified = await verify(book.db)
    assert verified.findings == (
        book.at_fault(ChainFault.MISSING, 3, shown=4, through=3),
        Finding("other", ChainFault.ALTERED, 3, book.records[2].id, book.records[2].at),
    )


async def test_every_fault_of_a_chain_is_told_and_what_lies_between_holds(book: Book) -> None:
    await book.change(update(act).where(act.c.sequence.in_([2, 4])).values(outcome="else"))
    verified = await verify(book.db)
    assert [(it.login, it.sequence) for it in verified.findings] == [("clerk", 2), ("clerk", 4), ("other", 2)]
    assert {it.fault for it in verified.findings} == {ChainFault.ALTERED}
    assert verified.broken == 2


async def test_a_record_behind_an_altered_one_is_still_checked(book: Book) -> None:
    await book.change(update(act).where(numbered(2) | numbered(3)).values(outcome="else"))
    assert await book.findings() == (
        book.at_fault(ChainFault.ALTERED, 2),
        book.at_fault(ChainFault.UNPROVEN, 3),
    )


async def test_a_record_behind_missing_ones_is_followed_on(book: Book) -> None:
    await book.change(
        delete(act).where(numbered(2) | numbered(3)), update(act).where(numbered(5)).values(subject_id=18)
    )
    assert await book.findings() == (
        book.at_fault(ChainFault.MISSING, 2, shown=4, through=3),
        book.at_fault(ChainFault.UNPROVEN, 5),
    )


async def test_a_long_chain_is_read_in_parts(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.own_schema.audit.verification._AT_ONCE", 2)
    verified = await verify(book.db)
    assert (verified.acts, verified.findings) == (7, ())
