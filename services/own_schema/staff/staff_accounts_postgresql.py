"""Staff accounts on PostgreSQL: each is a login role of the server, which checks the password itself."""

from collections.abc import Iterable
from typing import Any, Final, override

from sqlalchemy import ARRAY, Row, String, bindparam, column, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import StaffMember
from services.contract.errors import (
    PasswordUnfit,
    SignInFailed,
    StaffDisabled,
    StaffUnknown,
    SystemLoginClosed,
    SystemLoginRefused,
)
from services.own_schema.database.act_records import chain_lock
from services.own_schema.database.tables import staff
from services.own_schema.staff import login_roles
from services.own_schema.staff.own_password import note_change
from services.own_schema.staff.staff_accounts import StaffDirectory
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret
from services.rules.vocabulary import Role

_ACCOUNT: Final = (staff.c.id, staff.c.name, staff.c.role, staff.c.branch_id, staff.c.disabled_at)


class StaffDirectoryPostgresql(StaffDirectory):
    """The staff accounts of one library on PostgreSQL.

    Opening, changing and disabling need an administrator's login (CREATEROLE). The signed-in account is the connected
    login.
    """

    @override
    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Take the account whose login opened this library; the server checked the password when it connected.

        Raises:
            SignInFailed: it is another account's.
            StaffUnknown, StaffDisabled: as `myself`.
        """
        member = await self.myself()
        if member.id != staff_id:
            raise SignInFailed(None)
        return member

    @override
    async def change_own(self, request: ChangeOwnPassword) -> None:
        """Give this connection's login another password; the connections made from now on know it.

        Raises:
            PasswordUnfit: the new password can't be kept.
            PasswordChangedJustNow: within the minute before there was another one.
            SignInFailed: the old one is wrong. The server counts nothing; the caller does.
            SystemLoginClosed: the login was closed meanwhile.
            NotPermitted: the login isn't the request's.
            OutcomeUnknown: the connection broke while committing; either password connects the library.
        """
        new = self.fit_password(request.new)
        kept = login_roles.verifier(new, self.shortest_password)
        old = normal_password(request.old)
        try:
            login_roles.verifier(
                old, 0
            )  # a text that can't be prepared is no password, and no driver sends it
            await self._db.check_password(old)
        except SystemLoginClosed:
            raise
        except (SystemLoginRefused, PasswordUnfit, UnicodeEncodeError):
            raise SignInFailed(None) from None
        with self._db.changing_password(new):
            async with self._db.transaction(request.act_id) as conn:
                await conn.execute(select(chain_lock(request.actor.staff.id)))
                await login_roles.change_own_verifier(conn, kept)
                await note_change(conn, request)

    async def myself(self) -> StaffMember:
        """Read the account of this connection's login.

        Raises:
            StaffUnknown: the login is no staff member's of this library.
            StaffDisabled: the account is switched off.
        """
        row = await self._account(None)
        if row is None:
            raise StaffUnknown("")
        if row.disabled_at is not None:
            raise StaffDisabled
        return StaffMember(row.id, row.name, row.role)

    @override
    async def default_branch(self, member: StaffMember) -> int:
        row = await self._account(member.id)
        if row is None:
            raise StaffUnknown(member.id)
        branch: int = row.branch_id
        return branch

    async def _account(self, staff_id: str | None) -> Row[Any] | None:
        """Read an account, or this login's own when none is named. A login reads its own alone."""
        columns = (column(it.name, it.type) for it in _ACCOUNT)
        account = select(func.madoguchi_account(staff_id).table_valued(*columns))
        async with self._db.reading() as conn:
            return (await conn.execute(account)).one_or_none()

    @override
    async def again(self, member: StaffMember) -> StaffMember:
        try:
            return await self.myself()
        except StaffUnknown:
            raise StaffDisabled from None

    @override
    async def _kept(self, password: Secret) -> str:
        return login_roles.verifier(self.fit_password(password), self.shortest_password)

    @override
    async def _open(self, conn: AsyncConnection, values: dict[str, Any], kept: str) -> None:
        await conn.execute(insert(staff).values(values))
        await login_roles.make_login(conn, values["id"], login_roles.GROUPS[values["role"]], kept)

    @override
    async def _lock_all(self, conn: AsyncConnection) -> None:
        await conn.execute(text("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE"))

    @override
    async def _logins(self, conn: AsyncConnection, ids: Iterable[str]) -> frozenset[str]:
        asked = text("SELECT rolname::text FROM pg_roles WHERE rolname = ANY(:ids)")
        typed = asked.bindparams(bindparam("ids", type_=ARRAY(String)))
        return frozenset((await conn.execute(typed, {"ids": [*ids]})).scalars())

    @override
    async def _set_kept(self, conn: AsyncConnection, staff_id: str, kept: str) -> None:
        await login_roles.change_verifier(conn, staff_id, kept)

    @override
    async def _put_out(self, conn: AsyncConnection, staff_id: str) -> None:
        await login_roles.put_out(conn, staff_id)

    @override
    async def _let_in(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        await login_roles.enable(conn, staff_id, login_roles.GROUPS[role])

    @override
    async def _follow_role(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        await login_roles.put_in_group(conn, staff_id, login_roles.GROUPS[role])

    @override
    async def _end_connections(self, staff_id: str) -> None:
        """End the connections made before: a desk connects anew and reads its account, or is refused."""
        async with self._db.transaction() as conn:
            await login_roles.end_connections(conn, staff_id)
