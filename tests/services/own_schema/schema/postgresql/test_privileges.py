"""What each login may touch, by the catalog."""

from typing import Any

import pytest

from tests.helpers.city import City

RELATIONS = """
    SELECT n.nspname || '.' || relname AS name, array_remove(ARRAY[
        CASE WHEN has_any_column_privilege($1, c.oid, 'SELECT') THEN 'SELECT' END,
        CASE WHEN has_any_column_privilege($1, c.oid, 'INSERT') THEN 'INSERT' END,
        CASE WHEN has_any_column_privilege($1, c.oid, 'UPDATE') THEN 'UPDATE' END,
        CASE WHEN has_any_column_privilege($1, c.oid, 'REFERENCES') THEN 'REFERENCES' END,
        CASE WHEN has_table_privilege($1, c.oid, 'DELETE') THEN 'DELETE' END,
        CASE WHEN has_table_privilege($1, c.oid, 'TRUNCATE') THEN 'TRUNCATE' END,
        CASE WHEN has_table_privilege($1, c.oid, 'TRIGGER') THEN 'TRIGGER' END], NULL) AS privileges
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
SEQUENCES = """
    SELECT relname FROM pg_class
    WHERE CASE relkind WHEN 'S' THEN has_sequence_privilege($1, oid, 'USAGE, SELECT, UPDATE') ELSE false END
"""
SCHEMAS = """
    SELECT nspname AS name, has_schema_privilege($1, oid, 'CREATE') AS makes,
           has_schema_privilege($1, oid, 'USAGE') AS uses
    FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
"""
COLUMNS = """
    SELECT relname || '.' || attname AS name
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
      AND has_column_privilege($1, attrelid, attnum, '{privilege}')
"""
WRITES = ["SELECT", "INSERT", "UPDATE"]
READ_BY_CIRCULATION = (
    "alembic_version",
    "branch",
    "mobile_stop",
    "closing_rule",
    "closed_day",
    "public_holiday",
    "material_type",
    "code_label",
    "circulation_rule",
    "masters_version",
    "clock_offset",
)
CHANGED_BY_CIRCULATION = {
    "bib_record": ("title", "author", "publisher", "year", "material_type_id"),
    "item": ("number", "bib_record_id", "branch_id", "interlibrary", "shelf_mark"),
    "patron": (
        *("name", "kana", "alias", "romaji", "birth_date", "phone", "postal_code", "address", "email"),
        *("branch_id", "registered_on", "expires_on", "address_changed_on", "phone_changed_on"),
    ),
    "card": ("status",),
    "suspension": ("lifted_at", "lifted_by", "override_code"),
    "loan": ("due_on", "renewals", "renewed_on", "returned_on"),
    "hold": (
        *("status", "item_id", "branch_id", "mobile_stop_id", "contact", "wait_until"),
        *("shelf_until", "shelf_place", "shelf_extensions"),
    ),
    "purchase_request": ("title", "status", "received_on", "branch_id"),
    "reference_question": ("status",),
}
"""As the contract says them: what else a row has stays as it was inserted."""
INSERTED_BY_CIRCULATION = {
    "bib_record": CHANGED_BY_CIRCULATION["bib_record"],
    "item": CHANGED_BY_CIRCULATION["item"],
    "patron": (*CHANGED_BY_CIRCULATION["patron"], "search_key", "kana_key"),
    "card": ("number", "patron_id", "status", "issued_on"),
    "suspension": ("patron_id", "reason", "note_code", "with_consent", "started_at", "started_by"),
    "loan": ("item_id", "patron_id", "branch_id", "loaned_on", "due_on"),
    "hold": (
        *("patron_id", "bib_record_id", "status", "placed_at"),
        *("branch_id", "mobile_stop_id", "contact", "wait_until"),
    ),
    "hold_cancellation": (
        *("patron_id", "bib_record_id", "reason", "cancelled_at", "placed_at", "branch_id", "mobile_stop_id"),
        *(
            "contact",
            "wait_until",
            "freed_item_id",
            "status",
            "shelf_until",
            "shelf_place",
            "shelf_extensions",
        ),
    ),
    "purchase_request": ("patron_id", "title", "status", "received_on", "branch_id"),
}
"""No key and no version: those are the database's."""
HIDDEN_FROM_CIRCULATION = {
    "patron": ("search_key", "kana_order", "kana_key", "phone_digits", "phone_end", "keys_of", "system_key"),
    "reference_question": ("name", "email", "phone", "question"),
}
"""What it may not read of the tables that it reads."""
LOGINS = ("counter", "phone", "supervisor", "worker", "portal")


@pytest.fixture
async def names(city: City) -> dict[str, str]:
    """The logins by role, and what everybody is."""
    return {who: city.names[who] for who in LOGINS} | {"public": "public"}


async def _ask(city: City, question: str, name: str) -> list[Any]:
    admin = await city.connect()
    try:
        return await admin.fetch(question, name)
    finally:
        await admin.close()


@pytest.mark.parametrize("who", [*LOGINS, "public"])
async def test_no_relation_but_the_revision_is_anybodys(city: City, names: dict[str, str], who: str) -> None:
    found = {
        row["name"]: row["privileges"] for row in await _ask(city, RELATIONS, names[who]) if row["privileges"]
    }
    assert found == ({} if who == "public" else {"public.alembic_version": ["SELECT"]})


@pytest.mark.parametrize("who", [*LOGINS, "public"])
async def test_no_sequence_is_anybodys(city: City, names: dict[str, str], who: str) -> None:
    assert await _ask(city, SEQUENCES, names[who]) == []


@pytest.mark.parametrize("who", [*LOGINS, "public"])
async def test_nobody_makes_anything_and_functions_alone_are_named(
    city: City, names: dict[str, str], who: str
) -> None:
    """The right to name what is in `public` is what calling a function there takes."""
    found = await _ask(city, SCHEMAS, names[who])
    assert [row["name"] for row in found if row["makes"]] == []
    assert [row["name"] for row in found if row["uses"]] == ([] if who == "public" else ["public"])


@pytest.mark.parametrize("who", [*LOGINS, "public"])
async def test_nobody_makes_a_table_of_their_own(city: City, names: dict[str, str], who: str) -> None:
    kinds = "SELECT has_database_privilege($1, current_database(), 'CREATE, TEMPORARY') AS may"
    assert [row["may"] for row in await _ask(city, kinds, names[who])] == [False]


async def test_the_circulation_system_has_what_the_contract_says(city: City) -> None:
    """Its columns stand in docs/ils-contract.md, and what it may not do with them in attacks/circulation.sql."""
    login = city.names["circulation"]
    found = {
        row["name"].removeprefix("public."): row["privileges"] for row in await _ask(city, RELATIONS, login)
    }
    assert {name: may for name, may in found.items() if may} == {
        **{name: ["SELECT"] for name in READ_BY_CIRCULATION},
        **{
            name: [*WRITES, "DELETE"] for name in ("bib_record", "item", "patron", "purchase_request", "hold")
        },
        **dict.fromkeys(("card", "suspension", "loan"), WRITES),
        "hold_cancellation": ["SELECT", "INSERT"],
        "reference_question": ["SELECT", "UPDATE"],
    }
    assert await _ask(city, SEQUENCES, login) == []
    assert [row["name"] for row in await _ask(city, SCHEMAS, login) if row["makes"]] == []


async def test_the_circulation_system_reads_the_columns_that_the_contract_says(city: City) -> None:
    question = COLUMNS.format(privilege="SELECT")
    found = {row["name"] for row in await _ask(city, question, city.names["circulation"])}
    tables = {*READ_BY_CIRCULATION, *CHANGED_BY_CIRCULATION, *INSERTED_BY_CIRCULATION}
    hidden = {f"{table}.{name}" for table, names in HIDDEN_FROM_CIRCULATION.items() for name in names}
    every = {row["name"] for row in await _ask(city, COLUMNS.format(privilege="SELECT"), "madoguchi_owner")}
    assert found == {name for name in every if name.partition(".")[0] in tables} - hidden


@pytest.mark.parametrize(
    ("privilege", "columns"), [("UPDATE", CHANGED_BY_CIRCULATION), ("INSERT", INSERTED_BY_CIRCULATION)]
)
async def test_the_circulation_system_writes_the_columns_that_the_contract_says(
    city: City, privilege: str, columns: dict[str, tuple[str, ...]]
) -> None:
    question = COLUMNS.format(privilege=privilege)
    found = {row["name"] for row in await _ask(city, question, city.names["circulation"])}
    assert found == {f"{table}.{name}" for table, names in columns.items() for name in names}


async def test_a_table_that_is_new_is_found(city: City) -> None:
    """The questions above ask the catalog, and no list."""
    admin = await city.connect()
    async with admin.transaction():
        await admin.execute("CREATE TABLE later (id bigint); GRANT UPDATE (id) ON later TO madoguchi_worker")
        found = {row["name"]: row["privileges"] for row in await admin.fetch(RELATIONS, city.names["worker"])}
        assert found["public.later"] == ["UPDATE"]
        await admin.execute("DROP TABLE later")
    await admin.close()
