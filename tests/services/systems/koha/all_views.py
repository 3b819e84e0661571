"""The views on Koha's tables: what they say of every hostile patron, what they let out, and how they are read."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator

from services.systems.koha.demo.hostile import HOSTILE, LETTERS, MANY_HOLDS, SPELLED_CARD, key_of
from services.systems.koha.demo.library import FIRST_CARD
from tests.helpers.mariadb import Koha, MariaDb, administrator, ran, today

SCHEMAS = Path(__file__).parents[4] / "resources" / "contract"
CONST = {"const", "ref", "eq_ref"}


def in_days(days: int) -> str:
    """Write the day that is so many days from today."""
    return (today() + timedelta(days=days)).isoformat()


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))


async def record_of(koha: Koha, name: str) -> dict[str, Any]:
    async with koha.opened() as views:
        row = await views.by_key(str(key_of(name)))
    assert row is not None
    record: dict[str, Any] = json.loads(row.text)
    return record


@pytest.mark.parametrize("name", HOSTILE)
async def test_each_hostile_patron_is_a_record_by_the_contract(hostile_koha: Koha, name: str) -> None:
    record = await record_of(hostile_koha, name)

    assert [f"{it.json_path}: {it.validator}" for it in validator("record").iter_errors(record)] == []


async def test_the_masters_are_by_the_contract(hostile_koha: Koha) -> None:
    async with hostile_koha.opened() as views:
        masters = json.loads(await views.masters())

    assert [it.json_path for it in validator("masters").iter_errors(masters)] == []
    assert masters["system"] == "Koha 25.05"
    assert {it["key"] for it in masters["branches"]} == {"CHUO", "EKIMAE", "HIGASHI", "NISHI"}
    assert {"branch": "CHUO", "weekday": 1} in masters["closed_weekdays"]
    assert {"branch": "CHUO", "day": in_days(9), "open": 0} in masters["closed_days"]
    assert {"branch": "CHUO", "month": 1, "day": 1} in masters["closed_yearly"]


ROWS: Mapping[str, tuple[int, int, int, int, int]] = {
    "nothing": (3, 4, 1, 2, 1),
    "zero_days": (1, 2, 0, 2, 1),
    "unknown_codes": (1, 1, 1, 2, 1),
    "letters": (1, 1, 1, 2, 3),
    "far_days": (1, 1, 0, 1, 1),
    "long_texts": (1, 1, 0, 0, 1),
    "many_holds": (0, MANY_HOLDS, 0, 0, 0),
}


@pytest.mark.parametrize("name", ROWS)
async def test_no_panel_is_empty_that_has_rows(hostile_koha: Koha, name: str) -> None:
    record = await record_of(hostile_koha, name)

    panels = ("loans", "holds", "cancelled_holds", "requests", "restrictions")
    assert tuple(len(record[it]) for it in panels) == ROWS[name]


async def test_texts_come_as_they_are(hostile_koha: Koha) -> None:
    record = await record_of(hostile_koha, "letters")

    assert record["patron"]["name"] == f"{LETTERS} {LETTERS}"
    assert record["patron"]["kana"] == LETTERS
    assert record["loans"][0]["title"] == LETTERS


async def test_a_text_that_is_too_long_ends_in_a_mark(hostile_koha: Koha) -> None:
    record = await record_of(hostile_koha, "long_texts")

    title = record["loans"][0]["title"]
    assert (len(title), title[-2:]) == (1000, "長…")


async def test_a_day_that_no_calendar_has_is_none(hostile_koha: Koha) -> None:
    half, zero = await record_of(hostile_koha, "half_days"), await record_of(hostile_koha, "zero_days")

    assert [half["patron"][it] for it in ("birth_date", "expires_on", "registered_on")] == [None] * 3
    assert (half["loans"][0]["due_on"], half["holds"][0]["placed_on"]) == (None, None)
    assert (zero["loans"][0]["due_on"], zero["restrictions"][0]["until"]) == (None, None)


async def test_what_koha_can_say_is_said(hostile_koha: Koha) -> None:
    record = await record_of(hostile_koha, "every_state")

    assert record["password"] == {"must_change": 1, "locked": 1}
    assert record["card"] == {"number": "900000011", "lost": 1}
    restrictions = {it["type"]: it for it in record["restrictions"]}
    stops = {
        name: (it["stops_loans"], it["stops_holds"], it["stops_renewals"])
        for name, it in restrictions.items()
    }
    assert stops == {
        "borrowers.lost": (1, 1, 0),
        "borrowers.gonenoaddress": (1, 1, 0),
        "OVERDUES": (1, 1, 1),
        "SUSPENSION": (1, 1, 1),
    }
    overdues = restrictions["OVERDUES"]  # Koha lets in again on the day it names
    assert (overdues["until"], overdues["note"]) == (in_days(2), "督促3回")
    assert restrictions["SUSPENSION"]["until"] == in_days(-1)
    loans = {it["title"]: it for it in record["loans"]}
    assert loans["館内"]["verdict"] == {"renewable": 0, "reasons": ["onsite_checkout"]}
    assert loans["自動"]["verdict"] == {"renewable": 0, "reasons": ["auto_renew"]}
    assert loans["延滞"]["verdict"] is None  # OverduesBlockRenewing is off
    assert (loans["予約待ちあり"]["waiting"], loans["予約待ちあり"]["renewed_on"]) == (1, in_days(0))
    assert loans["相互貸借"]["interlibrary"]
    holds = {it["title"]: it for it in record["holds"]}
    states = {title: (it["status"], it["preparing"], it["paused"]) for title, it in holds.items()}
    assert states == {
        "待ち": ("waiting", 0, 0),
        "中断": ("waiting", 0, 1),
        "取置": ("ready", 0, 0),
        "移送": ("in_transit", 0, 0),
        "準備": ("in_transit", 1, 0),
    }
    assert holds["中断"]["paused_until"] == in_days(29)  # Koha resumes it a day later
    assert (holds["待ち"]["place"], holds["待ち"]["queue"], holds["取置"]["place"]) == (1, 1, None)
    assert (holds["取置"]["shelf_until"], holds["待ち"]["wait_until"]) == (in_days(5), in_days(90))
    assert {it["contact"] for it in holds.values()} == {"mail"}
    assert [it["reason"] for it in record["cancelled_holds"]] == ["NOT_COLLECTED"]
    assert sorted(it["key"][0] for it in record["requests"]) == ["i", "s"]


@pytest.mark.parametrize(
    ("view", "condition"),
    [
        ("counter_record", "card_number = _utf8mb4 X'313030303030303031'"),
        ("counter_record", "record_key = _utf8mb4 X'31'"),
        ("counter_mark", "record_key = _utf8mb4 X'31'"),
    ],
)
@pytest.mark.parametrize("patron", ["100000001", "900000011"])
async def test_every_table_is_read_by_a_key(
    hostile_koha: Koha, view: str, condition: str, patron: str
) -> None:
    key = "1" if patron == "100000001" else patron
    wanted = condition.replace("313030303030303031", patron.encode().hex()).replace(
        "X'31'", f"X'{key.encode().hex()}'"
    )
    async with administrator(hostile_koha.server, hostile_koha.views) as connection:
        plan = await ran(connection, f"EXPLAIN SELECT * FROM {view} WHERE {wanted}")

    ways = {row[3] for row in plan if row[3] is not None}
    assert ways <= CONST
    assert not {row[1] for row in plan} & {"DERIVED", "MATERIALIZED", "UNION"}
    assert len(plan) > 10


async def test_no_password_hash_comes_out(hostile_koha: Koha) -> None:
    async with hostile_koha.opened() as views:
        rows = [await views.by_key(key) for key in await views.sample(1000)]
        texts = [row.text for row in rows if row is not None] + [await views.masters()]

    assert len(texts) > 40
    assert not [text for text in texts if "$2a$" in text or "yyyyy" in text]


async def test_the_login_reads_the_views_and_nothing_else(hostile_koha: Koha) -> None:
    from asyncmy import connect, errors

    from tests.helpers.mariadb import PASSWORD

    connection = await connect(
        user=hostile_koha.login, password=PASSWORD.reveal(), unix_socket=str(hostile_koha.server.socket)
    )
    try:
        databases = {row[0] for row in await ran(connection, "SHOW DATABASES")}
        for statement in (
            f"SELECT password FROM {hostile_koha.database}.borrowers",
            f"SHOW CREATE VIEW {hostile_koha.views}.counter_record",
            f"DELETE FROM {hostile_koha.views}.counter_record",
            f"UPDATE {hostile_koha.views}.counter_record SET card_number = 'x'",
            f"CREATE TABLE {hostile_koha.views}.x (x int)",
            f"EXPLAIN SELECT * FROM {hostile_koha.views}.counter_record",
        ):
            with pytest.raises(errors.Error) as refused:
                await ran(connection, statement)
            assert refused.value.args[0] in {1044, 1142, 1345}, statement
    finally:
        connection.close()

    assert databases == {"information_schema", hostile_koha.views}


@pytest.mark.parametrize("spelled", [SPELLED_CARD, "KARD-7", "Kard-7 ", "Ｋａｒｄ-7", "kàrd-7", "ＫÀＲＤ-7 "])
async def test_kohas_collation_finds_other_spellings_and_the_row_tells_its_own(
    hostile_koha: Koha, spelled: str
) -> None:
    async with hostile_koha.opened() as views:
        rows = await views.cards(spelled)

    assert [it.card_number for it in rows] == [SPELLED_CARD]


@pytest.mark.parametrize(
    "typed",
    ["Kard‐7", "nobody", "", "' OR 1=1 -- ", "\\' OR 1=1 -- ", '"', "%s", "%", "\0", "\udc80", "😀" * 50],
)
async def test_what_no_card_has_finds_nobody(hostile_koha: Koha, typed: str) -> None:
    async with hostile_koha.opened() as views:
        assert await views.cards(typed) == []
        assert await views.by_key(typed) is None
        assert await views.mark(typed) is None


@pytest.mark.parametrize("key", ["1 ", "1abc", "01", "1.0", "１"])
async def test_a_key_is_the_same_only_if_it_is_the_same(hostile_koha: Koha, key: str) -> None:
    """A number's column takes each of these for 1."""
    async with hostile_koha.opened() as views:
        assert await views.by_key(key) is None
        assert await views.mark(key) is None


async def test_a_patron_without_a_card_is_found_by_key(hostile_koha: Koha) -> None:
    async with hostile_koha.opened() as views:
        row = await views.by_key(str(key_of("no_card")))

    assert row is not None
    assert row.card_number is None
    assert json.loads(row.text)["card"] is None


CHANGES = {
    "a name": "UPDATE borrowers SET surname = 'x' WHERE borrowernumber = 1",
    "kana": "UPDATE borrower_attributes SET attribute = 'x' WHERE borrowernumber = 1 AND code = 'KANA'",
    "a card": "UPDATE borrowers SET lost = 1 WHERE borrowernumber = 1",
    "a lock": "UPDATE borrowers SET password = 'x', login_attempts = 9 WHERE borrowernumber = 1",
    "a loan": "UPDATE issues SET date_due = date_due + INTERVAL 1 DAY WHERE borrowernumber = 1 LIMIT 1",
    "a return": "DELETE FROM issues WHERE borrowernumber = 1 LIMIT 1",
    "a title": "UPDATE biblio JOIN items USING (biblionumber) JOIN issues USING (itemnumber) SET title = 'x'"
    " WHERE borrowernumber = 1",
    "a hold": "UPDATE reserves SET found = 'T' WHERE borrowernumber = 1 LIMIT 1",
    "another's hold": "INSERT INTO reserves (borrowernumber, biblionumber, priority)"
    " SELECT 2, biblionumber, 99 FROM reserves WHERE borrowernumber = 1 AND found IS NULL LIMIT 1",
    "a restriction": "INSERT INTO borrower_debarments (borrowernumber, type) VALUES (1, 'MANUAL')",
    "a request": "INSERT INTO suggestions (suggestedby, suggesteddate, title) VALUES (1, CURDATE(), 'x')",
    "a cancellation": "INSERT INTO old_reserves (reserve_id, borrowernumber, cancellationdate)"
    " VALUES (1, 1, CURDATE())",
}


async def test_the_mark_changes_with_all_that_is_shown_and_with_nothing_else(mariadb: MariaDb) -> None:
    async with mariadb.koha(patrons=3) as koha, koha.opened() as views:
        marks = [await views.mark("1"), await views.mark("1")]
        assert marks[0] == marks[1]
        await koha.run("UPDATE borrowers SET surname = 'x' WHERE borrowernumber = 3")
        assert await views.mark("1") == marks[0]
        same = []
        for what, statement in CHANGES.items():
            await koha.run(statement)
            marks.append(await views.mark("1"))
            if marks[-1] == marks[-2]:
                same.append(what)

    assert same == []


async def test_a_patron_who_is_gone_has_neither_row_nor_mark(mariadb: MariaDb) -> None:
    """Merged in Koha: the loans are another's, the patron is deleted."""
    async with mariadb.koha(patrons=2) as koha, koha.opened() as views:
        (before,) = await views.cards(str(FIRST_CARD))
        await koha.run(
            "UPDATE issues SET borrowernumber = 2 WHERE borrowernumber = 1",
            "DELETE FROM reserves WHERE borrowernumber = 1",
            "DELETE FROM borrowers WHERE borrowernumber = 1",
        )
        assert await views.by_key(before.key) is None
        assert await views.mark(before.key) is None
        assert await views.cards(str(FIRST_CARD)) == []
        other = await views.by_key("2")

    assert other is not None
    assert len(json.loads(other.text)["loans"]) == 40


async def test_the_script_can_be_run_again(mariadb: MariaDb) -> None:
    from services.systems.koha.demo.library import run_script

    async with mariadb.koha(patrons=1) as koha:
        async with administrator(koha.server) as connection:
            await ran(connection, f"GRANT SELECT ON {koha.database}.borrowers TO {koha.login}@localhost")
            await run_script(connection, koha.script)
            grants = [row[0] for row in await ran(connection, f"SHOW GRANTS FOR {koha.login}@localhost")]
        async with koha.opened() as views:
            assert len(await views.sample(5)) == 1

    assert len(grants) == 4  # to connect, and three views
    assert not [it for it in grants if "borrowers" in it]


async def test_the_rights_that_the_document_names_are_enough_for_the_script(mariadb: MariaDb) -> None:
    """docs/koha.md, step 2; with a right less it fails, and it may be run again by another administrator."""
    from services.systems.koha.demo.library import run_script

    rights = ("CREATE", "DROP", "CREATE VIEW", "SELECT")
    async with mariadb.koha(patrons=1) as koha, administrator(koha.server) as root:
        await ran(root, f"DROP DATABASE {koha.views}", f"DROP USER {koha.login}@localhost")
        for name in ("first", "second"):
            await ran(
                root,
                f"CREATE USER {name}@localhost",
                f"GRANT CREATE USER ON *.* TO {name}@localhost",
                f"GRANT SELECT ON {koha.database}.* TO {name}@localhost",
                f"GRANT {', '.join(rights)} ON {koha.views}.* TO {name}@localhost WITH GRANT OPTION",
            )
        for right in rights:
            await ran(root, f"REVOKE {right} ON {koha.views}.* FROM first@localhost")
            async with administrator(koha.server, login="first") as connection:
                with pytest.raises(Exception, match="denied"):
                    await run_script(connection, koha.script)
            await ran(root, f"GRANT {right} ON {koha.views}.* TO first@localhost")
        for name in ("first", "second"):
            async with administrator(koha.server, login=name) as connection:
                await run_script(connection, koha.script)
        async with koha.opened() as views:
            assert len(await views.sample(5)) == 1
        await ran(root, "DROP USER first@localhost, second@localhost")


async def test_hostile_names_stay_names(mariadb: MariaDb) -> None:
    """The script's views and login work under any name that it takes."""
    from services.systems.koha.demo.library import make_tables, run_script
    from services.systems.koha.script import ScriptNames, koha_script
    from services.systems.mariadb.views import open_views
    from tests.helpers.mariadb import PASSWORD

    names = ScriptNames("ko`ha'; --", "vi`ews';", "lo'gin`", "localhost", "K'ANA", "R`O--")
    async with administrator(mariadb.server) as connection:
        await make_tables(connection, names.koha_database)
        await ran(connection, "INSERT INTO borrowers (cardnumber) VALUES ('1')")
        await run_script(connection, koha_script(names, PASSWORD))
        place = f"mysql://{quote(names.login)}@localhost/{quote(names.database)}?unix_socket={mariadb.server.socket}"
        async with open_views(place, PASSWORD) as views:
            assert [it.key for it in await views.cards("1")] == ["1"]
            assert await views.by_key("1") is not None
        await ran(connection, "DROP DATABASE `ko``ha'; --`", "DROP DATABASE `vi``ews';`")
