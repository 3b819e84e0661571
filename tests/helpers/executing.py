"""A group of logins that may call functions, and nothing else: as it is once the tables are closed."""

from typing import Final

from tests.helpers.city import City

MASTERS: Final = (
    "branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label, circulation_rule,"
    " wording, masters_version, clock_offset"
)
_OPEN: Final = f"alembic_version, {MASTERS}"
"""What is still read from the tables: the revision, the library's own values, and what moves its clock in tests."""


async def close_tables(city: City, group: str) -> None:
    """Take every right from a group but to call functions, and to read the library's own values."""
    admin = await city.connect()
    try:
        await admin.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM madoguchi_{group}")
        await admin.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM madoguchi_{group}")
        await admin.execute(f"GRANT SELECT ON {_OPEN} TO madoguchi_{group}")
        left = await admin.fetch(
            "SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
            " AND (has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
            " OR has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE'))",
            city.names[group],
        )
        assert {row["relname"] for row in left} == set(_OPEN.split(", "))
    finally:
        await admin.close()
