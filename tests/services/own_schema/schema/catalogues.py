"""Reads what Alembic doesn't compare of a database."""

from typing import Any

from sqlalchemy import Connection, inspect, text

from services.own_schema.schema import upgrade


def catalogue(conn: Connection) -> dict[str, Any]:
    """Read what Alembic doesn't compare: checks, partial indexes, keys, by name."""
    if conn.dialect.name == "postgresql":
        statement = text(
            "SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype NOT IN ('n', 't') "
            "UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        )
        rows = {it[0]: it[1] for it in conn.execute(statement)}
    else:
        inspector = inspect(conn)
        rows = {}
        for table in inspector.get_table_names():
            with upgrade.reflecting():
                checks = {it["name"]: it["sqltext"] for it in inspector.get_check_constraints(table)}
                rows |= {f"{table}.{name}": check for name, check in checks.items()}
                keys = (inspector.get_pk_constraint(table), *inspector.get_unique_constraints(table))
                rows |= {f"{table}.{it['name']}": it for it in (*keys, *inspector.get_foreign_keys(table))}
        indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        rows |= {name: " ".join(sql.split()) for name, sql in conn.execute(text(indexes))}
    return {name: it for name, it in rows.items() if "alembic_version" not in name}
