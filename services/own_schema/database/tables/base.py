"""The one MetaData, with names for every constraint so that migrations and errors can speak of them."""

from sqlalchemy import Column, MetaData
from sqlalchemy import Identity as SqlIdentity
from sqlalchemy.types import BigInteger, Integer

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = BigInteger().with_variant(Integer, "sqlite")


def id_column() -> Column[int]:
    """Make the surrogate key of a table (SQLite's rowid, PostgreSQL's identity), which names one row for ever.

    The table says `sqlite_autoincrement=True`: without it SQLite gives the id of a deleted row again, and a screen or a
    record that names that row names another one.
    """
    return Column("id", BigId, SqlIdentity(), primary_key=True)


def version_column() -> Column[int]:
    """Make the row version that an act compares with what the clerk saw."""
    return Column("version", Integer, nullable=False, server_default="1", default=1)
