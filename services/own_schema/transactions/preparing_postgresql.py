"""Tries passwords on PostgreSQL: one call counts, commits and compares.

`services/own_schema/schema/postgresql/desk/trying_passwords.sql` has the procedure. It can't be called within a
transaction.
"""

from collections.abc import Mapping
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Column, Executable, Integer, String
from sqlalchemy.types import TypeEngine

from services.acts.plan import PasswordTry
from services.own_schema.database.calls import call
from services.own_schema.database.tables.types import Instant
from services.own_schema.transactions.preparing import Preparing

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "of_patron": BigInteger(),
    "of_version": Integer(),
    "made": String(),
    "for_act": String(),
}
_IN_FORCE: Final = call("SELECT * FROM madoguchi_password_in_force(:of_patron, :for_act)", _TYPES).columns(
    Column("now", Instant),
    Column("recipe", String),
    Column("version", Integer),
    Column("wrong_logins", Integer),
    Column("locked_until", Instant),
    Column("disabled_at", Instant),
    Column("done", Boolean),
)
_TRY: Final = call(
    "CALL madoguchi_try_password(:of_patron, :of_version, :made, NULL, NULL, NULL, NULL, NULL)", _TYPES
).columns(
    Column("fits", Boolean),
    Column("was_counted", Integer),
    Column("was_locked", Instant),
    Column("now_counted", Integer),
    Column("now_locked", Instant),
)


class PreparingPostgresql(Preparing):
    """Prepares acts of a server's library."""

    @property
    @override
    def _in_force_statement(self) -> Executable:
        return _IN_FORCE

    @override
    async def _count_and_compare(self, values: dict[str, Any]) -> PasswordTry | None:
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_TRY, values)).one()
        if row.fits is None:
            return None
        return PasswordTry(
            version=values["of_version"],
            fits=row.fits,
            was=row.was_counted,
            was_locked=row.was_locked,
            now=row.now_counted,
            now_locked=row.now_locked,
        )
