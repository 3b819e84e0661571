"""A group of logins that may call functions, and nothing else: as it is once the tables are closed."""

from tests.helpers.city import City


async def close_tables(city: City, group: str) -> None:
    """Take every right from a group but to call functions, and to read the schema's revision."""
    admin = await city.connect()
    try:
        await admin.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM madoguchi_{group}")
        await admin.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM madoguchi_{group}")
        await admin.execute(f"GRANT SELECT ON alembic_version TO madoguchi_{group}")
        left = await admin.fetch(
            "SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
            " AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
            " OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE'))",
            city.names[group],
        )
        assert [row["relname"] for row in left] == ["alembic_version"]
    finally:
        await admin.close()
