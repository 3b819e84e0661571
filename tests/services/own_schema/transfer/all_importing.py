"""Files into tables: what is written, what is left alone, and that it is all or nothing."""

import asyncio
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from services.contract.errors import FolderUnreadable, SchemaMismatch
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import card, reference_question
from services.own_schema.schema import upgrade
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.importing import import_folder
from services.rules.people.registration import derived
from tests.services.own_schema.transfer.conftest import EVERYDAY, Folder, all_rows, varied

KILLED = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Windows kills by whatever number that it doesn't know, and that is the code then."""

ROOT = Path(__file__).parents[4]


async def test_every_table_comes_in(folder: Folder) -> None:
    folder.write(EVERYDAY)
    done = await folder.brought()

    assert done.counts == {name: RowCounts(len(rows), 0, 0) for name, rows in EVERYDAY.items()}
    found = await all_rows(folder.url)
    assert {name: len(rows) for name, rows in found.items()} == {
        name: len(rows) for name, rows in EVERYDAY.items()
    }
    (loan,) = found["loan"]
    assert (loan["id"], loan["renewals"], loan["version"]) == (5, 0, 1)
    assert loan["item_id"] == found["item"][0]["id"]
    assert loan["due_on"] == date(2026, 11, 24)
    assert found["hold"][0]["placed_at"] == datetime(2026, 11, 20, tzinfo=UTC)
    assert found["hold_cancellation"][0]["freed_item_id"] == found["item"][1]["id"]
    assert found["reference_question"][0]["question"] == "川口の鋳物は\nいつからか"
    assert found["bib_record"][1]["author"] == ""
    assert found["bib_record"][1]["year"] is None


async def test_a_patron_is_found_by_what_every_writer_derives(folder: Folder) -> None:
    folder.write({"patron": EVERYDAY["patron"]})
    await folder.brought()

    (row,) = (await all_rows(folder.url, "patron"))["patron"]
    keys = derived(
        name="髙橋 花子",
        kana="たかはし ハナコ",
        alias=None,
        romaji="Takahashi Hanako",
        phone="048-000-0001",
    )
    assert (row["search_key"], row["kana_key"], row["phone_digits"]) == (
        keys.search_key,
        keys.kana_key,
        keys.phone_digits,
    )


async def test_names_and_texts_of_a_real_register_come_in(folder: Folder) -> None:
    """Rare kanji, forms of them, those of the library's own (外字), half-width kana, joined letters, odd addresses."""
    texts = {
        "name": "𠮷野 葛\U000e0100城\ue000\ufffd",
        "kana": "ﾖｼﾉ ｶﾂﾗｷﾞ",
        "alias": "Nguyễn Thị O'Neill क\u200dष",
        "romaji": "",
        "phone": "０４８－０００－０００１",
        "address": "川口市朝日１丁目２－３　" + "コーポ" * 60,
        "email": '"hanako..y+k"@docomo.ne.jp',
    }
    question = "。で終わる問い。\n\n二行目\t\u200bと\u202a引用\u202c"
    folder.write(
        {
            "patron": [varied("patron", **texts), *EVERYDAY["patron"][1:]],
            "reference_question": [varied("reference_question", question=question, email="h.@docomo.ne.jp")],
            "bib_record": [varied("bib_record", title="題\u200e：\u2028副題"), *EVERYDAY["bib_record"][1:]],
        }
    )
    await folder.brought()
    found = await all_rows(folder.url)
    assert {name: found["patron"][0][name] for name in texts} == texts
    assert found["reference_question"][0]["question"] == question
    assert found["bib_record"][0]["title"] == "題\u200e：\u2028副題"


async def test_a_second_run_changes_nothing(filled: Folder) -> None:
    before = await all_rows(filled.url)
    filled.write(EVERYDAY)
    done = await filled.brought()

    assert done.counts == {name: RowCounts(0, 0, len(rows)) for name, rows in EVERYDAY.items()}
    assert await all_rows(filled.url) == before


async def test_only_what_changed_is_changed_and_its_version_rises(filled: Folder) -> None:
    titles = [
        EVERYDAY["bib_record"][0],
        varied("bib_record", 1, title="それから"),
        varied("bib_record", id="3"),
    ]
    filled.write(
        {"bib_record": titles, "patron": [varied("patron", name="鈴木 花子", kana="スズキ ハナコ", phone="")]}
    )
    done = await filled.brought()

    assert done.counts == {"bib_record": RowCounts(1, 1, 1), "patron": RowCounts(0, 1, 0)}
    found = await all_rows(filled.url)
    assert [row["title"] for row in found["bib_record"]] == ["坊っちゃん", "それから", "坊っちゃん"]
    (patron,) = found["patron"]
    assert patron["version"] > 1
    assert (patron["kana_key"], patron["phone"], patron["phone_digits"]) == ("スズキハナコ", None, None)
    assert {row["version"] for row in (*found["loan"], *found["hold"], *found["suspension"])} == {1}


async def test_rows_that_no_file_speaks_of_stay(filled: Folder) -> None:
    filled.write({"loan": [varied("loan", id="6", item="000000002")]})
    await filled.brought()

    assert [row["id"] for row in (await all_rows(filled.url, "loan"))["loan"]] == [5, 6]


async def test_columns_that_a_file_has_not_keep_what_they_have(filled: Folder) -> None:
    filled.put("patron.tsv", "expires_on\tid\tregistered_on\n2030-01-01\t7\t2024-06-11\n")
    done = await filled.brought()

    assert done.counts == {"patron": RowCounts(0, 1, 0)}
    (patron,) = (await all_rows(filled.url, "patron"))["patron"]
    assert (patron["expires_on"], patron["email"], patron["kana_key"]) == (
        date(2030, 1, 1),
        "hanako@example.jp",
        "タカハシハナコ",
    )


async def test_a_new_row_wants_the_columns_that_are_missing(filled: Folder) -> None:
    filled.put("item.tsv", "number\tshelf_mark\n000000001\t914\n000000003\t914\n")
    before = await all_rows(filled.url)

    told = await filled.told()
    assert [(line, column, cause.value) for _, line, column, cause in told] == [
        (3, "bib_record", "new_without"),
        (3, "branch", "new_without"),
        (3, "interlibrary", "new_without"),
    ]
    assert await all_rows(filled.url) == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".TSV"])
async def test_files_as_spreadsheets_write_them(
    folder: Folder, suffix: str, mark: bytes, newline: str
) -> None:
    comma = "," if suffix == ".csv" else "\t"
    lines = [
        ["id", "title", "author", "publisher", "year", "material_type"],
        ["1", '"一, 二と ""題名"""', "", "架空書房", "1906", "book"],
        ["", "", "", "", "", ""],
        [" 2 ", "門", "", "", "", "cd"],
    ]
    text = newline.join(comma.join(cells) for cells in lines) + newline * 2
    folder.put(f"bib_record{suffix}", mark + text.encode())

    await folder.brought()
    rows = (await all_rows(folder.url, "bib_record"))["bib_record"]
    assert [row["title"] for row in rows] == ['一, 二と "題名"', "門"]


async def test_days_as_spreadsheets_write_them(folder: Folder) -> None:
    folder.write({"patron": [varied("patron", birth_date="1980/4/2", registered_on="2024/06/11")]})
    await folder.brought()

    (row,) = (await all_rows(folder.url, "patron"))["patron"]
    assert (row["birth_date"], row["registered_on"]) == (date(1980, 4, 2), date(2024, 6, 11))


async def test_a_copy_comes_back_and_goes_out_again_in_one_file(filled: Folder) -> None:
    out = varied("loan", id="6", loaned_on="2026-11-20", due_on="2026-12-04")
    filled.write({"loan": [out, varied("loan", returned_on="2026-11-20")]})
    done = await filled.brought()

    assert done.counts["loan"] == RowCounts(1, 1, 0)
    rows = (await all_rows(filled.url, "loan"))["loan"]
    assert [(row["id"], row["returned_on"]) for row in rows] == [(5, date(2026, 11, 20)), (6, None)]


async def test_a_return_is_undone_where_another_loan_ends(filled: Folder) -> None:
    """The row that takes the copy stands before the one that gives it up."""
    later = varied("loan", id="6", loaned_on="2026-11-20", due_on="2026-12-04")
    filled.write({"loan": [varied("loan", returned_on="2026-11-20"), later]})
    await filled.brought()
    filled.write({"loan": [varied("loan"), later | {"returned_on": "2026-11-20"}]})
    done = await filled.brought()

    assert done.counts["loan"] == RowCounts(0, 2, 0)
    rows = (await all_rows(filled.url, "loan"))["loan"]
    assert [(row["id"], row["returned_on"]) for row in rows] == [(5, None), (6, date(2026, 11, 20))]


async def test_a_card_is_replaced_in_one_file(filled: Folder) -> None:
    old = varied("card", status="retired", replaced_by="98765432-1")
    filled.write({"card": [varied("card", number="987654321"), old]})
    done = await filled.brought()

    assert done.counts["card"] == RowCounts(1, 1, 0)
    rows = {row["number"]: row for row in (await all_rows(filled.url, "card"))["card"]}
    assert rows["987654321"]["status"].value == "active"
    assert rows["987654321"]["replaced_by_id"] is None
    assert rows["123456789"]["replaced_by_id"] == rows["987654321"]["id"]
    assert (await filled.brought()).counts["card"] == RowCounts(0, 0, 2)


async def test_a_new_card_gets_an_id_that_no_card_had(filled: Folder) -> None:
    filled.write({"patron": [varied("patron", id="8")]})
    ids = []
    for number in ("111111111", "222222222"):
        filled.write({"card": [varied("card", number=number, patron="8")]})
        await filled.brought()
        ids += [row["id"] for row in (await all_rows(filled.url, "card"))["card"] if row["number"] == number]
        async with upgrade.opened(filled.url) as db, db.transaction() as conn:
            await conn.execute(delete(card).where(card.c.number == number))
    assert ids[0] < ids[1]


async def test_a_card_replaced_twice_comes_into_an_empty_library(folder: Folder) -> None:
    cards = [
        varied("card", number="100000001", status="retired", replaced_by="100000002"),
        varied("card", number="100000002", status="retired", replaced_by="100000003"),
        varied("card", number="100000003"),
    ]
    folder.write({"patron": EVERYDAY["patron"], "card": cards})
    await folder.brought()

    rows = sorted((await all_rows(folder.url, "card"))["card"], key=lambda row: row["number"])
    assert [row["replaced_by_id"] for row in rows] == [rows[1]["id"], rows[2]["id"], None]


async def test_a_suspension_ends_and_begins_again_in_one_file(filled: Folder) -> None:
    lifted = varied("suspension", lifted_at="2026-11-01 09:00", lifted_by="ils")
    filled.write({"suspension": [varied("suspension", id="8"), lifted]})
    await filled.brought()

    rows = (await all_rows(filled.url, "suspension"))["suspension"]
    assert [(row["id"], row["lifted_at"]) for row in rows] == [
        (3, datetime(2026, 11, 1, tzinfo=UTC)),
        (8, None),
    ]


async def test_two_holds_exchange_their_copies(filled: Folder) -> None:
    first = varied("hold", id="21", bib_record="1", item="000000001", status="in_transit")
    second = first | {"id": "22", "patron": "8", "item": "000000002"}
    other = varied("patron", id="8")
    filled.write({"patron": [other], "hold": [first, second]})
    await filled.brought()

    filled.write({"hold": [first | {"item": "000000002"}, second | {"item": "000000001"}]})
    assert (await filled.brought()).counts["hold"] == RowCounts(0, 2, 0)

    found = await all_rows(filled.url, "item", "hold")
    one, two = (row["id"] for row in found["item"])
    assert [(row["id"], row["item_id"]) for row in found["hold"]] == [(9, None), (21, two), (22, one)]


async def test_what_is_made_afterwards_gets_a_number_of_its_own(filled: Folder) -> None:
    db = Database.open(filled.url)
    values = {"name": "x", "email": "x@example.jp", "question": "?", "status": "received"}
    async with db.transaction() as conn:
        made = insert(reference_question).values(
            **values, patron_id=7, received_at=datetime(2026, 11, 24, tzinfo=UTC)
        )
        await conn.execute(made)
        ids = (await conn.execute(select(reference_question.c.id))).scalars().all()
    await db.dispose()

    assert sorted(ids) == [6, 7]


async def test_a_dry_run_tells_the_same_and_changes_nothing(filled: Folder) -> None:
    gone = varied("hold_cancellation", id="11", freed_item="")
    filled.write({"hold_cancellation": [gone]})
    await filled.brought()
    before = await all_rows(filled.url)
    filled.write(
        {
            "item": [varied("item", number="000000003"), varied("item", shelf_mark="914")],
            "loan": [varied("loan", due_on="2026-12-01"), varied("loan", id="6", item="000000003")],
            "card": [
                varied("card", status="retired", replaced_by="987654321"),
                varied("card", number="987654321"),
            ],
            "hold_cancellation": [gone | {"freed_item": "000000003"}],
        }
    )
    dry = await filled.imported(dry_run=True)

    assert await all_rows(filled.url) == before
    assert dry.faults.kept == ()
    new_and_changed = dict.fromkeys(("item", "loan", "card"), RowCounts(1, 1, 0))
    assert dry.counts == {**new_and_changed, "hold_cancellation": RowCounts(0, 1, 0)}
    assert (await filled.brought()).counts == dry.counts


async def test_one_bad_file_changes_nothing(filled: Folder) -> None:
    before = await all_rows(filled.url)
    filled.write(
        {
            "bib_record": [varied("bib_record", title="それから")],
            "purchase_request": [varied("purchase_request", status="lost")],
        }
    )
    done = await filled.imported()

    assert done.faults.count == 1
    assert done.counts == {}
    assert await all_rows(filled.url) == before


async def test_what_fails_half_way_changes_nothing(filled: Folder) -> None:
    before = await all_rows(filled.url)
    filled.write({"bib_record": [varied("bib_record", title="それから")], "loan": EVERYDAY["loan"]})

    def fail(what: str, _done: int, _of: int) -> None:
        if what == "write loan":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await import_folder(filled.url, filled.path, progress=fail)
    assert await all_rows(filled.url) == before


async def test_a_program_killed_half_way_changes_nothing(filled: Folder) -> None:
    before = await all_rows(filled.url)
    filled.write({"bib_record": [varied("bib_record", title="それから")], "loan": EVERYDAY["loan"]})
    script = (
        "import asyncio, os, sys\n"
        "from pathlib import Path\n"
        "from services.own_schema.transfer.importing import import_folder\n"
        "def die(what, done, of):\n"
        f"    if what == 'write loan': os.kill(os.getpid(), {KILLED.value})\n"
        "asyncio.run(import_folder(sys.argv[1], Path(sys.argv[2]), progress=die))\n"
    )
    command = [sys.executable, "-c", script, filled.url, str(filled.path)]
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode in {KILLED, -KILLED}, done.stderr
    assert await all_rows(filled.url) == before
    assert (await filled.brought()).counts == {"bib_record": RowCounts(0, 1, 0), "loan": RowCounts(0, 0, 1)}


async def test_progress_comes_to_the_end_of_each_file(folder: Folder) -> None:
    folder.write(EVERYDAY)
    heard: dict[str, tuple[int, int]] = {}

    def told(what: str, done: int, of: int) -> None:
        heard[what] = (done, of)

    await import_folder(folder.url, folder.path, progress=told)
    for name in EVERYDAY:
        size = (folder.path / f"{name}.tsv").stat().st_size
        assert heard[f"read {name}"] == (size, size)
    assert heard["write"] == (len(EVERYDAY), len(EVERYDAY))


async def test_without_files_there_is_nothing_to_do(folder: Folder) -> None:
    folder.put("README.txt", "nothing")
    with pytest.raises(FolderUnreadable):
        await folder.imported()
    with pytest.raises(FolderUnreadable):
        await import_folder(folder.url, folder.path / "missing")


async def test_only_this_versions_library_takes_files(empty_url: str, folder: Folder) -> None:
    db_folder = Path(empty_url.removeprefix("sqlite:///"))
    if empty_url.startswith("sqlite"):
        db_folder.touch()
    folder.write({"patron": EVERYDAY["patron"]})
    with pytest.raises(SchemaMismatch):
        await import_folder(empty_url, folder.path)
