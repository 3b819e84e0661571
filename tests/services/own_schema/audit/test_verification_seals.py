"""Whatever is done to the seals of the records, or behind them, is found, and each place named."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from services.own_schema.audit.hash_chain import ChainFault
from services.own_schema.audit.seals import following, read_heads
from services.own_schema.audit.verification import Finding, verify
from services.own_schema.database.act_records import ActRecord
from services.own_schema.database.tables import act, chain_seal
from tests.helpers.chains import Book, numbered
from tests.helpers.patrons import NOW


async def sealed(book: Book, times: int = 1) -> None:
    for _ in range(times):
        assert await book.library.sealing().seal() is not None
        await book.write(1)


@pytest.mark.parametrize(("kept", "seal"), [(5, 2), (4, 1), (0, 1)])
async def test_records_cut_off_the_end_are_found_by_the_seals(book: Book, kept: int, seal: int) -> None:
    await sealed(book, 2)  # seals over 5 and 6 records, and a seventh that isn't sealed
    await book.change(delete(act).where(act.c.staff_id == "clerk", act.c.sequence > kept))
    assert await book.only_finding() == Finding("clerk", ChainFault.CUT_OFF, kept + 1, seal=seal)


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
    assert await book.findings() == (
        book.at_fault(ChainFault.NOT_AS_SEALED, 5, seal=1),
        book.at_fault(ChainFault.NOT_AS_SEALED, 6, seal=2),
    )


async def test_a_chain_that_grew_again_is_held_against_every_seal(book: Book) -> None:
    await sealed(book)
    await book.change(delete(act).where(act.c.staff_id == "clerk", act.c.sequence >= 5))
    await book.write(2)
    assert await book.library.sealing().seal() is not None
    rows = await book.rows()
    finding = await book.only_finding()
    assert finding == Finding("clerk", ChainFault.NOT_AS_SEALED, 5, rows[4]["id"], rows[4]["at"], 1)


async def seals(book: Book) -> list[dict[str, Any]]:
    return sorted(await book.town.all_rows(chain_seal), key=lambda row: row["sequence"])


@pytest.mark.parametrize(
    "changed",
    [{"hash": "0" * 64}, {"heads": {}}],
    ids=str,
)
async def test_a_changed_seal_is_found(book: Book, changed: dict[str, Any]) -> None:
    await sealed(book, 3)
    await book.change(update(chain_seal).where(chain_seal.c.sequence == 2).values(**changed))
    finding = await book.only_finding()
    assert (finding.login, finding.fault, finding.sequence) == (None, ChainFault.ALTERED, 2)


async def test_a_seal_of_another_time_is_found(book: Book) -> None:
    await sealed(book, 2)
    await book.change(update(chain_seal).where(chain_seal.c.sequence == 1).values(at=NOW - timedelta(days=9)))
    assert await book.only_finding() == Finding(None, ChainFault.ALTERED, 1, at=NOW - timedelta(days=9))


async def test_a_removed_seal_is_found(book: Book) -> None:
    await sealed(book, 3)
    kept = await seals(book)
    await book.change(delete(chain_seal).where(chain_seal.c.sequence == 2))
    assert await book.only_finding() == Finding(None, ChainFault.MISSING, 2, at=kept[2]["at"], through=2)


async def test_every_gap_among_the_seals_is_told_and_the_last_one_checked(book: Book) -> None:
    await sealed(book, 7)
    kept = await seals(book)
    await book.change(
        delete(chain_seal).where(chain_seal.c.sequence.in_([1, 2, 4])),
        update(chain_seal).where(chain_seal.c.sequence == 7).values(at=NOW - timedelta(days=9)),
    )
    assert await book.findings() == (
        Finding(None, ChainFault.MISSING, 1, at=kept[2]["at"], through=2),
        Finding(None, ChainFault.MISSING, 4, at=kept[4]["at"], through=4),
        Finding(None, ChainFault.ALTERED, 7, at=NOW - timedelta(days=9)),
    )
    assert (await verify(book.db)).last_seal == (6, kept[5]["hash"])


async def test_a_seal_slipped_in_is_found(book: Book) -> None:
    await sealed(book)
    (only,) = await seals(book)
    await book.change(insert(chain_seal).values(**{**only, "sequence": 0}))
    assert await book.only_finding() == Finding(None, ChainFault.SLIPPED_IN, 0, at=only["at"])


async def test_heads_that_never_were_are_found_though_the_seal_holds(book: Book) -> None:
    heads = {"clerk": (5, "f" * 64), "nobody": (1, "e" * 64)}
    forged = following(None, NOW, heads)
    await book.change(
        insert(chain_seal).values(
            sequence=1, at=NOW, heads={k: list(v) for k, v in heads.items()}, hash=forged.hash
        )
    )
    assert (await verify(book.db)).findings == (
        book.at_fault(ChainFault.NOT_AS_SEALED, 5, seal=1),
        Finding("nobody", ChainFault.CUT_OFF, 1, seal=1),
    )


async def test_a_seal_noted_elsewhere_must_be_there(book: Book) -> None:
    await sealed(book, 2)
    first, second = await seals(book)
    both = [(1, first["hash"]), (2, second["hash"])]
    assert (await verify(book.db, both)).findings == ()
    for noted in ((2, first["hash"]), (3, second["hash"])):
        gone = (Finding(None, ChainFault.NOT_AS_NOTED, noted[0]),)
        assert (await verify(book.db, [noted])).findings == gone
        assert (await verify(book.db, [*both, noted])).findings == gone
        assert (await verify(book.db, [noted, *both])).findings == gone


async def test_a_noted_seal_is_looked_for_beside_other_faults(book: Book) -> None:
    await sealed(book, 3)
    noted = (3, (await seals(book))[2]["hash"])
    await book.change(delete(chain_seal).where(chain_seal.c.sequence != 2))
    findings = (await verify(book.db, [noted])).findings
    assert [(it.fault, it.sequence) for it in findings] == [
        (ChainFault.MISSING, 1),
        (ChainFault.NOT_AS_NOTED, 3),
    ]


async def test_seals_behind_a_broken_one_still_count(book: Book) -> None:
    await sealed(book, 3)
    await book.change(
        update(chain_seal).where(chain_seal.c.sequence == 2).values(heads={}),
        delete(act).where(act.c.staff_id == "clerk", act.c.sequence > 6),
    )
    assert await book.findings() == (
        Finding(None, ChainFault.ALTERED, 2, at=(await seals(book))[1]["at"]),
        Finding("clerk", ChainFault.CUT_OFF, 7, seal=3),
    )


async def test_a_seal_right_behind_a_missing_one_counts(book: Book) -> None:
    await sealed(book, 2)
    await book.change(
        delete(chain_seal).where(chain_seal.c.sequence == 1),
        delete(act).where(act.c.staff_id == "clerk", act.c.sequence > 5),
    )
    (second,) = await seals(book)
    verified = await verify(book.db)
    assert verified.findings == (
        Finding(None, ChainFault.MISSING, 1, at=second["at"], through=1),
        Finding("clerk", ChainFault.CUT_OFF, 6, seal=2),
    )
    assert verified.last_seal == (2, second["hash"])


async def test_seals_before_a_broken_one_still_count(book: Book) -> None:
    await sealed(book, 2)
    await book.change(
        update(chain_seal).where(chain_seal.c.sequence == 2).values(heads={}),
        delete(act).where(act.c.staff_id == "other"),
    )
    assert (await verify(book.db)).findings == (
        Finding(None, ChainFault.ALTERED, 2, at=(await seals(book))[1]["at"]),
        Finding("other", ChainFault.CUT_OFF, 1, seal=1),
    )


def test_heads_are_read_as_they_were_written() -> None:
    assert read_heads({"a": [1, "f"]}) == {"a": (1, "f")}
    for wrong in (
        {"a": [1]},
        {"a": ["1", "f"]},
        {"a": [True, "f"]},
        {"a": [1.0, "f"]},
        {"a": [1, 2]},
        {"a": "1f"},
        5,
    ):
        with pytest.raises((TypeError, ValueError)):
            read_heads(wrong)
