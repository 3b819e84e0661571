"""What is wrong with a file is told by line, column and cause, whatever it is."""

from collections.abc import Mapping

import pytest

from services.contract.file_faults import Cause, FileFault, FileFaults
from tests.services.own_schema.transfer.conftest import EVERYDAY, Folder, all_rows, varied

_TITLE = "id\ttitle\tauthor\tpublisher\tyear\tmaterial_type\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", (0, "", Cause.NO_HEADER)),
        (b"\n\n", (0, "", Cause.NO_HEADER)),
        ("id\t題名\n", (1, "題名", Cause.COLUMN_UNKNOWN)),
        ("id\ttitle\tid\n", (1, "id", Cause.COLUMN_TWICE)),
        ("title\n門\n", (1, "id", Cause.COLUMN_MISSING)),
        (f"{_TITLE}1\t門\t\t\t\n", (2, "", Cause.CELL_COUNT)),
        (f"{_TITLE}1\t門\t\t\t\tbook\t\n", (2, "", Cause.CELL_COUNT)),
        (f'{_TITLE}1\t"門"の\t\t\t\tbook\n', (2, "", Cause.QUOTING)),
        (f'{_TITLE}1\t"門\t\t\t\tbook\n2\tx\n', (2, "", Cause.QUOTING)),
        (_TITLE.encode() + "1\t門\t\t\t\tbook\n".encode("cp932"), (2, "title", Cause.NOT_UTF8)),
        ((_TITLE + "1\t門\t\t\t\tbook\n").encode("utf-16"), (1, "", Cause.NOT_UTF8)),
        (f"{_TITLE}1\t門\0\t\t\t\tbook\n", (2, "title", Cause.CONTROL_CHARACTER)),
        (f'{_TITLE}1\t"門\nの"\t\t\t\tbook\n', (2, "title", Cause.CONTROL_CHARACTER)),
        (f"{_TITLE}1\0\t門\t\t\t\tbook\n", (2, "id", Cause.CONTROL_CHARACTER)),
        (f"{_TITLE}\t門\t\t\t\tbook\n", (2, "id", Cause.EMPTY)),
        (f"{_TITLE}1\t　\t\t\t\tbook\n", (2, "title", Cause.EMPTY)),
        (f"{_TITLE}1\t{'門' * 301}\t\t\t\tbook\n", (2, "title", Cause.TOO_LONG)),
        (f"{_TITLE}一\t門\t\t\t\tbook\n", (2, "id", Cause.NOT_A_NUMBER)),
        (f"{_TITLE}1.0\t門\t\t\t\tbook\n", (2, "id", Cause.NOT_A_NUMBER)),
        (f"{_TITLE}0\t門\t\t\t\tbook\n", (2, "id", Cause.OUT_OF_RANGE)),
        (f"{_TITLE}{2**63 - 1}\t門\t\t\t\tbook\n", (2, "id", Cause.OUT_OF_RANGE)),
        (f"{_TITLE}1\t門\t\t\t99999\tbook\n", (2, "year", Cause.OUT_OF_RANGE)),
        (f"{_TITLE}1\t門\t\t\t\tstone\n", (2, "material_type", Cause.UNKNOWN)),
        (f"{_TITLE}1\t門\t\t\t\tbook\n1\tこころ\t\t\t\tbook\n", (3, "id", Cause.TWICE)),
    ],
)
async def test_what_is_wrong_with_a_file_or_a_line(
    sqlite_folder: Folder, content: str | bytes, told: tuple[int, str, Cause]
) -> None:
    """Told before the database is asked anything, so alike on both."""
    sqlite_folder.put("bib_record.tsv", content)

    assert await sqlite_folder.told() == [("bib_record.tsv", *told)]
    assert (await all_rows(sqlite_folder.url, "bib_record"))["bib_record"] == []


_ROWS: list[tuple[str, Mapping[str, str], str, Cause]] = [
    ("item", {"interlibrary": "yes"}, "interlibrary", Cause.NOT_A_FLAG),
    ("item", {"branch": "moon"}, "branch", Cause.UNKNOWN),
    ("item", {"bib_record": "404"}, "bib_record", Cause.UNKNOWN),
    ("item", {"number": "0000000000001"}, "number", Cause.TOO_LONG),
    *(
        ("patron", {name: said}, name, Cause.CONTROL_CHARACTER)
        for name, said in (
            ("name", "\u202e花子"),
            ("name", "花\u200b子"),
            ("alias", "花\u2028子"),
            ("address", "川口市\x851-1"),
            ("email", "hanako@example.jp\u2029"),
        )
    ),
    ("patron", {"name": "\u3164"}, "name", Cause.CONTROL_CHARACTER),
    ("patron", {"name": "\u200d"}, "name", Cause.EMPTY),
    ("patron", {"email": "h" * 244 + "@example.jp"}, "email", Cause.TOO_LONG),
    ("reference_question", {"question": "\u200b"}, "question", Cause.EMPTY),
    ("reference_question", {"question": "問" * 4001}, "question", Cause.TOO_LONG),
    ("patron", {"birth_date": "1980-13-01"}, "birth_date", Cause.NOT_A_DAY),
    ("patron", {"birth_date": "昭和55年4月2日"}, "birth_date", Cause.NOT_A_DAY),
    ("patron", {"birth_date": "2026-02-29"}, "birth_date", Cause.NOT_A_DAY),
    ("patron", {"expires_on": "2024-06-10"}, "registered_on expires_on", Cause.NOT_TOGETHER),
    ("patron", {"kana": "\ufdfa" * 60}, "name kana alias romaji phone", Cause.TOO_LONG),
    ("card", {"number": "1234567x"}, "number", Cause.NOT_A_CARD_NUMBER),
    ("card", {"status": "gone"}, "status", Cause.NOT_A_CODE),
    ("card", {"status": "retired"}, "status replaced_by", Cause.NOT_TOGETHER),
    ("card", {"replaced_by": "987654321"}, "status replaced_by", Cause.NOT_TOGETHER),
    (
        "card",
        {"number": "987654321", "status": "retired", "replaced_by": "987654321"},
        "number replaced_by",
        Cause.NOT_TOGETHER,
    ),
    ("card", {"status": "retired", "replaced_by": "987654322"}, "replaced_by", Cause.UNKNOWN),
    ("card", {"patron": "404"}, "patron", Cause.UNKNOWN),
    ("suspension", {"started_at": "yesterday"}, "started_at", Cause.NOT_A_MOMENT),
    ("suspension", {"started_at": "2026-10-01T25:00"}, "started_at", Cause.NOT_A_MOMENT),
    ("suspension", {"started_at": "0001-01-01T00:00+14:00"}, "started_at", Cause.NOT_A_MOMENT),
    ("suspension", {"started_at": "0001-01-02T08:59"}, "started_at", Cause.NOT_A_MOMENT),
    ("suspension", {"started_at": "9999-12-31T12:00"}, "started_at", Cause.NOT_A_MOMENT),
    ("suspension", {"lifted_by": "ils"}, "lifted_at lifted_by", Cause.NOT_TOGETHER),
    ("suspension", {"reason": "card_lost"}, "reason with_consent", Cause.NOT_TOGETHER),
    ("suspension", {"note_code": "whatever"}, "note_code", Cause.NOT_A_CODE),
    ("loan", {"item": "999"}, "item", Cause.UNKNOWN),
    ("loan", {"due_on": "2026-11-09"}, "loaned_on due_on", Cause.NOT_TOGETHER),
    ("loan", {"renewals": "1"}, "renewals renewed_on", Cause.NOT_TOGETHER),
    ("hold", {"status": "in_transit"}, "status item", Cause.NOT_TOGETHER),
    ("hold", {"shelf_until": "2026-12-01"}, "status shelf_until", Cause.NOT_TOGETHER),
    ("hold", {"mobile_stop": "nowhere"}, "mobile_stop", Cause.UNKNOWN),
    ("hold_cancellation", {"reason": "whim"}, "reason", Cause.NOT_A_CODE),
    ("hold_cancellation", {"freed_item": "999"}, "freed_item", Cause.UNKNOWN),
    ("purchase_request", {"received_on": ""}, "received_on", Cause.EMPTY),
    ("reference_question", {"status": "told", "question": "何"}, "status told_at", Cause.NOT_TOGETHER),
]


@pytest.mark.parametrize("table", dict.fromkeys(table for table, *_ in _ROWS))
async def test_what_is_wrong_with_a_row(folder: Folder, table: str) -> None:
    key = "number" if table in {"item", "card"} else "id"
    cases = [case for case in _ROWS if case[0] == table]
    rows = [
        {**EVERYDAY[table][0], key: f"{987654000 + place}", **changed}
        for place, (_, changed, _, _) in enumerate(cases)
    ]
    folder.write({**EVERYDAY, table: [*rows, *EVERYDAY[table]]})

    told = await folder.told()
    wanted = [(f"{table}.tsv", 2 + place, *case[2:]) for place, case in enumerate(cases)]
    assert sorted(told, key=lambda it: it[1]) == wanted
    assert await all_rows(folder.url) == {name: [] for name in EVERYDAY}


async def test_who_names_a_row_at_fault_is_not_told_as_well(folder: Folder) -> None:
    folder.write({**EVERYDAY, "patron": [varied("patron", birth_date="1980-13-01")]})

    assert await folder.told() == [("patron.tsv", 2, "birth_date", Cause.NOT_A_DAY)]


@pytest.mark.parametrize(
    ("table", "rows", "column", "cause"),
    [
        ("card", [varied("card", number="987654321")], "patron", Cause.TAKEN),
        ("loan", [varied("loan", id="6")], "item", Cause.TAKEN),
        ("hold", [varied("hold", id="10")], "patron bib_record", Cause.TAKEN),
        ("suspension", [varied("suspension", id="4")], "patron reason", Cause.TAKEN),
        ("card", [varied("card", patron="8")], "patron", Cause.OTHER_ROW),
        ("loan", [varied("loan", patron="8")], "patron", Cause.OTHER_ROW),
        ("loan", [varied("loan", item="000000002")], "item", Cause.OTHER_ROW),
        ("hold", [varied("hold", bib_record="1")], "bib_record", Cause.OTHER_ROW),
        ("reference_question", [varied("reference_question", patron="8")], "patron", Cause.OTHER_ROW),
    ],
)
async def test_what_is_wrong_between_a_file_and_the_database(
    filled: Folder, table: str, rows: list[dict[str, str]], column: str, cause: Cause
) -> None:
    filled.write({"patron": [varied("patron", id="8")], table: rows})
    before = await all_rows(filled.url)

    assert await filled.told() == [(f"{table}.tsv", 2, column, cause)]
    assert await all_rows(filled.url) == before


@pytest.mark.parametrize(
    ("table", "changed", "column"),
    [
        ("card", {"number": "987654321"}, "patron"),
        ("loan", {"id": "6"}, "item"),
        ("hold", {"id": "10"}, "patron bib_record"),
        ("suspension", {"id": "4"}, "patron reason"),
    ],
)
async def test_what_is_wrong_between_two_lines(
    folder: Folder, table: str, changed: dict[str, str], column: str
) -> None:
    folder.write({**EVERYDAY, table: [EVERYDAY[table][0], varied(table, **changed)]})
    done = await folder.imported()

    assert done.faults.kept == (FileFault(f"{table}.tsv", 3, column, Cause.TAKEN, "2"),)


async def test_a_row_that_gives_up_what_another_gets_is_no_fault(filled: Folder) -> None:
    """The file's rows are judged by what they will be, not by what they are."""
    filled.write(
        {
            "loan": [
                varied("loan", id="6", loaned_on="2026-11-20"),
                varied("loan", returned_on="2026-11-20"),
            ],
            "hold": [varied("hold", bib_record="2")],
        }
    )
    await filled.brought()


async def test_files_that_are_nobodys(folder: Folder) -> None:
    folder.write({"patron": EVERYDAY["patron"]})
    folder.write({"patron": EVERYDAY["patron"]}, suffix=".csv")
    folder.put("patrons.csv", "id\n")
    folder.put("branch.tsv", "code\n")
    folder.put("staff.tsv", "id\n")
    folder.put("~$patron.csv", "a lock of some spreadsheet")
    (folder.path / "card.tsv").mkdir()

    assert await folder.told() == [
        ("branch.tsv", 0, "", Cause.TABLE_UNKNOWN),
        ("patron.tsv", 0, "", Cause.FILE_TWICE),
        ("patrons.csv", 0, "", Cause.TABLE_UNKNOWN),
        ("staff.tsv", 0, "", Cause.TABLE_UNKNOWN),
    ]


async def test_columns_that_belong_together_come_together(folder: Folder) -> None:
    folder.put("patron.tsv", "id\tkana\texpires_on\n")
    folder.put("card.tsv", "number\tstatus\n")

    assert await folder.told() == [
        ("patron.tsv", 1, "name", Cause.COLUMN_MISSING),
        ("patron.tsv", 1, "alias", Cause.COLUMN_MISSING),
        ("patron.tsv", 1, "romaji", Cause.COLUMN_MISSING),
        ("patron.tsv", 1, "phone", Cause.COLUMN_MISSING),
        ("patron.tsv", 1, "registered_on", Cause.COLUMN_MISSING),
        ("card.tsv", 1, "patron", Cause.COLUMN_MISSING),
        ("card.tsv", 1, "replaced_by", Cause.COLUMN_MISSING),
    ]


async def test_the_first_hundred_are_told_and_all_are_counted(folder: Folder) -> None:
    folder.put("bib_record.tsv", _TITLE + "".join(f"{line}\t\t\t\t\tbook\n" for line in range(2, 252)))
    done = await folder.imported()

    assert done.faults.count == 250
    assert [fault.line for fault in done.faults] == list(range(2, 102))


async def test_a_file_in_another_encoding_is_told_once_and_the_rest_of_it_as_ever(folder: Folder) -> None:
    folder.write({name: EVERYDAY[name] for name in ("bib_record", "item", "card")})
    lines = "1\t門\t夏目\t\t\tbook\n3\tabc\t\t\t\tstone\n2\tこころ\t夏目\t\t\tbook\n"
    folder.put("bib_record.tsv", (_TITLE + lines).encode("cp932"))
    patrons = [{**EVERYDAY["patron"][0], "id": str(number)} for number in range(7, 300)]
    folder.write({"patron": patrons})
    folder.put(
        "patron.tsv", (folder.path / "patron.tsv").read_text("utf-8").replace("髙", "高").encode("cp932")
    )
    done = await folder.imported()

    assert [(it.file, it.line, it.column, it.cause) for it in done.faults] == [
        ("bib_record.tsv", 2, "title", Cause.NOT_UTF8),
        ("bib_record.tsv", 3, "material_type", Cause.UNKNOWN),
        ("patron.tsv", 2, "name", Cause.NOT_UTF8),
    ]
    assert (done.faults.count, done.counts) == (3, {})
    assert await all_rows(folder.url) == {name: [] for name in EVERYDAY}


async def test_lines_are_counted_as_an_editor_counts_them(folder: Folder) -> None:
    folder.put(
        "reference_question.csv",
        ",".join(EVERYDAY["reference_question"][0])
        + '\n\n6,7,花子,h@example.jp,,"一\n二\n三",received,2026-11-20 09:00,\n7,7,花子,,,何,received,2026-11-20,\n',
    )
    folder.write({"patron": EVERYDAY["patron"]})

    assert await folder.told() == [("reference_question.csv", 6, "email", Cause.EMPTY)]


async def test_no_fault_repeats_what_is_a_persons(folder: Folder) -> None:
    secret = "秘密" * 200
    row = dict.fromkeys(EVERYDAY["patron"][0], secret)
    folder.write({"patron": [row | {"birth_date": "1980-01-01"}]})
    found = [fault.found for fault in (await folder.imported()).faults if fault.column in _PERSONAL]

    assert found == ["120", "120", "120", "120", "20", "8", "200", "254"]


_PERSONAL = {"name", "kana", "alias", "romaji", "phone", "postal_code", "address", "email"}


def test_faults_are_kept_up_to_a_limit() -> None:
    faults = FileFaults()
    assert not faults
    for line in range(150):
        faults.add(FileFault("x.tsv", line, "", Cause.QUOTING))

    assert (len(faults.kept), faults.count) == (FileFaults.LIMIT, 150)


def test_another_encoding_is_one_fault_of_each_file_in_copies_too() -> None:
    faults = FileFaults()
    for file, line in [("x.tsv", 2), ("x.tsv", 3), ("y.tsv", 2)]:
        faults.add(FileFault(file, line, "", Cause.NOT_UTF8))
    made = faults.copy()
    made.add(FileFault("y.tsv", 4, "", Cause.NOT_UTF8))
    made.add(FileFault("y.tsv", 4, "", Cause.EMPTY))

    assert [(it.file, it.line) for it in faults] == [("x.tsv", 2), ("y.tsv", 2)]
    assert (faults.count, made.count) == (2, 3)
