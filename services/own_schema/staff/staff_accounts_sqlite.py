"""Staff accounts in a file: their passwords are hashes in its own table, and wrong tries are counted there."""

from collections.abc import Iterable
from typing import Any, override

from sqlalchemy import Row, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import StaffMember
from services.contract.errors import ServiceError, SignInFailed, StaffDisabled, StaffLocked
from services.own_schema.database.tables import staff
from services.own_schema.database.tables.types import server_now
from services.own_schema.staff.own_password import record_change
from services.own_schema.staff.staff_accounts import StaffDirectory, find, lock, write
from services.rules.passwords.attempt_limits import Tries, TryLimits, after_try, is_locked
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret
from services.rules.vocabulary import Role


class StaffDirectorySqlite(StaffDirectory):
    """The staff accounts of a file."""

    @override
    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        return (await self._checked(staff_id, password))[0]

    @override
    async def change_own(self, request: ChangeOwnPassword) -> None:
        new = self.fit_password(request.new)
        staff_id = request.actor.staff.id
        _, checked = await self._checked(staff_id, request.old)
        hashed = await self._hasher.hash(new)
        async with self._db.transaction(request.act_id) as conn:
            still = (staff.c.id == staff_id) & (staff.c.hash == checked)
            if (await conn.execute(update(staff).where(still).values(hash=hashed))).rowcount == 0:
                raise SignInFailed(None)
            await record_change(conn, request)

    async def _checked(self, staff_id: str, password: Secret) -> tuple[StaffMember, str | None]:
        """Do as `sign_in` says; give the hash that was checked, too."""
        row = await self._db.run_to_end(self._read(staff_id))
        locked = row is not None and is_locked(row.locked_until, row.now)
        stored = None if row is None or locked else row.hash
        right = await self._hasher.verify(stored, normal_password(password))
        if row is None:
            raise SignInFailed(None)
        if locked:
            raise StaffLocked(row.locked_until)
        # Raised here, after the count is committed.
        outcome = await self._db.run_to_end(self._settle(staff_id, row.hash, right=right))
        if isinstance(outcome, ServiceError):
            raise outcome
        return outcome, row.hash

    async def _settle(self, staff_id: str, checked: str | None, *, right: bool) -> StaffMember | ServiceError:
        """Count the try and judge it by the row as it is now: other desks may have tried meanwhile."""
        async with self._db.transaction() as conn:
            await lock(conn, staff_id)
            row = await find(conn, staff_id)
            if row is None or row.hash != checked:
                return SignInFailed(None)  # removed, or given a new password, while this one was checked
            if is_locked(row.locked_until, row.now):
                return StaffLocked(row.locked_until)
            if not right:
                return await self._count_wrong(conn, row)
            if row.wrong_tries or row.locked_until is not None:
                await write(conn, staff_id, wrong_tries=0, locked_until=None)
            if row.disabled_at is not None:
                return StaffDisabled()
            return StaffMember(row.id, row.name, row.role)

    async def _count_wrong(self, conn: AsyncConnection, row: Row[Any]) -> ServiceError:
        limits = TryLimits.of_staff(self._masters.current.policy)
        after = after_try(Tries(row.wrong_tries), row.now, limits)
        await write(conn, row.id, wrong_tries=after.wrong, locked_until=after.locked_until)
        if after.locked_until is None:
            return SignInFailed(limits.tries - after.wrong)
        return StaffLocked(after.locked_until)

    @override
    async def _kept(self, password: Secret) -> str:
        return await self._hasher.hash(self.fit_password(password))

    @override
    async def _open(self, conn: AsyncConnection, values: dict[str, Any], kept: str) -> None:
        await conn.execute(insert(staff).values(values | {"hash": kept}))

    @override
    async def _lock_all(self, conn: AsyncConnection) -> None:
        pass  # the transaction has the file's only write lock

    @override
    async def _logins(self, conn: AsyncConnection, ids: Iterable[str]) -> None:
        return None

    @override
    async def _set_kept(self, conn: AsyncConnection, staff_id: str, kept: str) -> None:
        await write(conn, staff_id, hash=kept, wrong_tries=0, locked_until=None)

    @override
    async def _put_out(self, conn: AsyncConnection, staff_id: str) -> None:
        await write(conn, staff_id, disabled_at=server_now())

    @override
    async def _let_in(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        await write(conn, staff_id, disabled_at=None)

    @override
    async def _follow_role(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        pass  # a file has no logins

    @override
    async def _end_connections(self, staff_id: str) -> None:
        pass  # open desks notice every change of their file
