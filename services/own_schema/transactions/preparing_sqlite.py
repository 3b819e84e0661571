"""Tries passwords in a file: one transaction counts, the next one compares."""

from typing import Any, Final, override

from sqlalchemy import Executable

from services.acts.plan import PasswordTry
from services.own_schema.database.calls import GivenParameters
from services.own_schema.transactions import password_try_statements as statements
from services.own_schema.transactions.preparing import Preparing

_GIVEN: Final = GivenParameters()
_IN_FORCE: Final = statements.in_force(_GIVEN)
_TRIED: Final = statements.tried(_GIVEN)
_COUNTED: Final = statements.counted(_GIVEN)
_FITS: Final = statements.fits(_GIVEN)
_ENDED: Final = statements.ended(_GIVEN)


class PreparingSqlite(Preparing):
    """Prepares acts of a file's library."""

    @property
    @override
    def _in_force_statement(self) -> Executable:
        return _IN_FORCE

    @override
    async def _count_and_compare(self, values: dict[str, Any]) -> PasswordTry | None:
        policy = self._masters.current.policy
        limits = {"most": policy.wrong_logins_to_lock, "lock_minutes": policy.lock_minutes}
        async with self._db.transaction() as conn:
            was = (await conn.execute(_TRIED, values)).one_or_none()
            if was is None:
                return None
            now = (await conn.execute(_COUNTED, values | limits)).one()
        async with self._db.transaction() as conn:
            fits = (await conn.execute(_FITS, values)).scalar_one_or_none() or False
            await conn.execute(_ENDED, values | {"now_locked": now.locked_until})
        return PasswordTry(
            version=values["of_version"],
            fits=fits,
            was=was.wrong_logins,
            was_locked=was.locked_until,
            now=now.wrong_logins,
            now_locked=now.locked_until,
        )
