"""Staff accounts on PostgreSQL: each is a login role of the server, which checks the password itself."""

from typing import override

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from services.actor import StaffMember
from services.database.engine import Database
from services.database.postgresql import logins
from services.database.tables import staff
from services.errors import SignInFailed, StaffDisabled, StaffExists, StaffNameEmpty, StaffUnknown
from services.masters import MastersStore
from services.password_hashing import PasswordHasher
from services.rules.vocabulary import Role
from services.secret import Secret
from services.staff import StaffDirectory
from services.staff_ids import clean_staff_id


class StaffLogins(StaffDirectory):
    """The staff accounts of one library on PostgreSQL.

    Opening, changing and disabling need an administrator's login (CREATEROLE); who signed in is who is connected.
    """

    def __init__(self, db: Database, masters: MastersStore, hasher: PasswordHasher) -> None:
        super().__init__(db, masters, hasher)
        self._server = db

    @override
    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Take the one whose login opened this library; the server checked the password when it connected.

        Raises:
            SignInFailed: it is somebody else's.
            StaffUnknown, StaffDisabled: as `myself`.
        """
        member = await self.myself()
        if member.id != staff_id:
            raise SignInFailed(None)
        return member

    async def myself(self) -> StaffMember:
        """Tell whose login this connection is.

        Raises:
            StaffUnknown: the login is no staff member's of this library.
            StaffDisabled: the account is switched off.
        """
        mine = select(staff.c.id, staff.c.name, staff.c.role, staff.c.disabled_at).where(
            staff.c.id == text("session_user")
        )
        async with self._server.reading() as conn:
            row = (await conn.execute(mine)).one_or_none()
        if row is None:
            raise StaffUnknown("")
        if row.disabled_at is not None:
            raise StaffDisabled
        return StaffMember(row.id, row.name, row.role)

    @override
    async def add(self, staff_id: str, *, name: str, role: Role, branch_id: int, password: Secret) -> None:
        staff_id = clean_staff_id(staff_id)
        name = name.strip()
        if not name:
            raise StaffNameEmpty
        kept = self._verifier(password)
        values = {"id": staff_id, "name": name, "role": role, "branch_id": branch_id}
        try:
            async with self._server.transaction() as conn:
                await conn.execute(insert(staff).values(values))
                await logins.make_login(conn, staff_id, logins.GROUPS[role], kept)
        except IntegrityError:
            raise StaffExists(staff_id) from None

    @override
    async def set_password(self, staff_id: str, password: Secret) -> None:
        kept = self._verifier(password)
        async with self._server.transaction() as conn:
            if await conn.scalar(select(staff.c.id).where(staff.c.id == staff_id)) is None:
                raise StaffUnknown(staff_id)
            await logins.change_verifier(conn, staff_id, kept)

    @override
    async def disable(self, staff_id: str) -> None:
        async with self._server.transaction() as conn:
            if await conn.scalar(select(staff.c.id).where(staff.c.id == staff_id)) is None:
                raise StaffUnknown(staff_id)
            await logins.put_out(conn, staff_id)

    def _verifier(self, password: Secret) -> str:
        fit = self.fit_password(password)
        return logins.verifier(fit, self.shortest_password)
