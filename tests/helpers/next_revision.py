"""A program of the next revision, which makes one table anew on SQLite, and adds another."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String, Table

from services.own_schema.database import connections_postgresql
from services.own_schema.database.tables import metadata
from services.own_schema.database.tables.base import id_column
from services.own_schema.schema import upgrade
from services.own_schema.schema.postgresql import guards

NEXT = "0002"
_REVISION = '''\
"""The next revision."""

import sqlalchemy as sa
from alembic import op

from services.own_schema.database.tables.base import BigId

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hold_cancellation", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("remark", sa.String(32), server_default="none", nullable=False))
        table.create_check_constraint(op.f("ck_hold_cancellation_remark"), "remark <> ''")
    op.create_table(
        "notice",
        sa.Column("id", BigId, sa.Identity(), nullable=False),
        sa.Column("text", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sqlite_autoincrement=True,
    )
'''


@contextmanager
def next_program(folder: Path) -> Iterator[None]:
    """Let this process be a program of the next revision, in what `services.own_schema.schema.upgrade` does.

    Args:
        folder: where its revisions may lie.
    """
    with pytest.MonkeyPatch.context() as patch:
        migrations = folder / "migrations"
        if not migrations.exists():
            shutil.copytree(vars(upgrade)["_MIGRATIONS"], migrations)
            (migrations / "versions" / "0002_next.py").write_text(_REVISION, encoding="utf-8")
        patch.setattr(upgrade, "_MIGRATIONS", migrations)
        patch.setattr(upgrade, "REVISION", NEXT)
        patch.setattr(guards, "REVISION", NEXT)
        session = {**connections_postgresql.SESSION, "application_name": f"madoguchi {NEXT}"}
        patch.setattr(connections_postgresql, "SESSION", session)
        patch.setattr(upgrade, "metadata", _tables())
        patch.setattr(
            upgrade, "_own_things", vars(upgrade)["_own_things"].__wrapped__
        )  # this program's are kept
        yield


def _tables() -> MetaData:
    tables = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(tables)
    remark = Column("remark", String(32), server_default="none", nullable=False)
    Table("hold_cancellation", tables, remark, extend_existing=True)
    Table("notice", tables, id_column(), Column("text", String(32)), sqlite_autoincrement=True)
    return tables
