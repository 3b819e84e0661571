"""Settings that a login left in its own role spoil no later connection of a desk."""

import pytest

from services.contract.snapshot import PatronSnapshot
from services.own_schema.database import connections_postgresql
from services.rules.secret import Secret
from tests.helpers.city import PASSWORD, City
from tests.helpers.patrons import CARD

TRAPS = (
    ("default_transaction_isolation", "'serializable'"),
    ("default_transaction_isolation", "'repeatable read'"),
    ("default_transaction_read_only", "on"),
    ("default_transaction_deferrable", "on"),
    ("statement_timeout", "1"),
    ("transaction_timeout", "1"),
    ("idle_session_timeout", "1"),
    ("idle_in_transaction_session_timeout", "1"),
    ("lock_timeout", "1"),
    ("search_path", "'nowhere'"),
    ("search_path", "''"),
    ("role", "'madoguchi_counter'"),
    ("row_security", "off"),
    ("standard_conforming_strings", "off"),
    ("datestyle", "'SQL, MDY'"),
    ("intervalstyle", "'iso_8601'"),
    ("bytea_output", "'escape'"),
    ("extra_float_digits", "-15"),
    ("transform_null_equals", "on"),
    ("default_tablespace", "'pg_default'"),
    ("temp_tablespaces", "'pg_default'"),
    ("client_min_messages", "'error'"),
    ("xmlbinary", "'hex'"),
    ("plan_cache_mode", "'force_custom_plan'"),
    ("default_toast_compression", "'pglz'"),
    ("synchronous_commit", "off"),
    ("array_nulls", "off"),
    ("local_preload_libraries", "'nowhere'"),
)


async def test_what_a_login_set_in_its_role_spoils_no_later_sign_in(city: City) -> None:
    await city.town.patron(CARD)
    admin = await city.connect()
    for name, value in TRAPS:
        await _set(city, name, value)
        try:
            await _works(city)
        except Exception as error:
            error.add_note(f"{name} = {value}")
            raise
        await admin.execute(f"ALTER ROLE {city.names['counter']} RESET ALL")
    await admin.close()


async def test_a_server_that_knows_no_newer_setting_is_asked_without_it(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections_postgresql, "_SINCE_17", {"no_such_setting": "0"})
    await city.town.patron(CARD)
    await _works(city)


async def _set(city: City, name: str, value: str) -> None:
    conn = await city.connect("counter")
    await conn.execute(f"ALTER ROLE CURRENT_USER SET {name} = {value}")
    await conn.close()


async def _works(city: City) -> None:
    """Sign in, look a patron up and let the server check the password, each on a connection of its kind."""
    async with city.open("counter") as library:
        await library.staff.sign_in(city.names["counter"], Secret(PASSWORD))
        found = await library.backend.look_ups.by_card(CARD, city.actor("counter"))
        assert isinstance(found, PatronSnapshot)
        await library.db.check_password(Secret(PASSWORD))
        listening = await library.db.connect_apart()
        await listening.execute("LISTEN nothing")
        await listening.close()
