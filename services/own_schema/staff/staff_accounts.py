"""Staff accounts: the sign-in, its locks after wrong tries, and the accounts' changes."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import StaffMember
from services.contract.errors import (
    PasswordUnfit,
    StaffDisabled,
    StaffExists,
    StaffNameEmpty,
    StaffSwitchedOff,
    StaffUnknown,
    SystemLoginRefused,
)
from services.contract.staff_ids import clean_staff_id
from services.own_schema.database.act_records import StoredDetail
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import staff
from services.own_schema.database.tables.types import server_now
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.staff.account_records import AccountVerb, record_account
from services.rules.passwords.attempt_limits import is_locked
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret
from services.rules.vocabulary import Role


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """One account, as `madoguchi staff list` shows it.

    Attributes:
        branch_id: the branch the person works at by default.
    """

    id: str
    name: str
    role: Role
    branch_id: int
    disabled: bool
    locked_until: datetime | None


class StaffDirectory(ABC):
    """The staff accounts of one library."""

    def __init__(self, db: Database, masters: MastersStore, hasher: PasswordHasher) -> None:
        self._db = db
        self._masters = masters
        self._hasher = hasher

    @abstractmethod
    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password.

        Wrong passwords are counted; the count starts anew after a right one or after a lock. While locked, the
        password isn't looked at. An unknown id takes as long as a known one.

        Raises:
            SignInFailed: the id is unknown or the password wrong.
            StaffLocked: too many wrong passwords.
            StaffDisabled: the password is right and the account switched off.
        """

    @abstractmethod
    async def change_own(self, request: ChangeOwnPassword) -> None:
        """Change the password of the signed-in account, with a record of it.

        The old one is checked, and counted when it is wrong, as at the sign-in; not before the new one is fit.

        Raises:
            PasswordUnfit: the new password can't be kept.
            SignInFailed: the old one is wrong, or was replaced since.
            StaffLocked, StaffDisabled: as `sign_in`.
            OutcomeUnknown: the connection broke while committing.
        """

    async def add(self, staff_id: str, *, name: str, role: Role, branch_id: int, password: Secret) -> None:
        """Open an account.

        Raises:
            StaffIdUnfit: the id can't be used to sign in.
            StaffNameEmpty: there is no name.
            PasswordUnfit: the password is too short.
            StaffExists: the id is taken.
        """
        staff_id = clean_staff_id(staff_id)
        name = name.strip()
        if not name:
            raise StaffNameEmpty
        kept = await self._kept(password)
        values = {"id": staff_id, "name": name, "role": role, "branch_id": branch_id}
        try:
            async with self._db.transaction() as conn:
                await self._open(conn, values, kept)
        except IntegrityError:
            if await self._read(staff_id) is not None:
                raise StaffExists(staff_id) from None
            raise

    async def set_password(self, staff_id: str, password: Secret) -> None:
        """Give an account a new password; a lock ends with it.

        Raises:
            PasswordUnfit: the password is too short.
            StaffUnknown: no account has the id.
            StaffSwitchedOff: the account is disabled.
            StaffLoginGone: the server has lost the login.
        """
        kept = await self._kept(password)
        async with self._db.transaction() as conn:
            if (await _locked(conn, staff_id)).disabled_at is not None:
                raise StaffSwitchedOff(staff_id)
            await self._set_kept(conn, staff_id, kept)

    async def disable(self, staff_id: str) -> None:
        """Switch an account off; its records stay. Open desks under it end.

        Raises:
            StaffUnknown: no account has the id.
        """
        async with self._db.transaction() as conn:
            branch_id = (await _locked(conn, staff_id)).branch_id
            await self._put_out(conn, staff_id)
            await record_account(conn, AccountVerb.DISABLE, staff_id, branch_id, {})
        await self._end_connections(staff_id)

    async def enable(self, staff_id: str) -> None:
        """Switch an account on again, with its role and password as they were.

        Raises:
            StaffUnknown: no account has the id.
        """
        async with self._db.transaction() as conn:
            row = await _locked(conn, staff_id)
            await self._let_in(conn, staff_id, row.role)
            await record_account(
                conn, AccountVerb.ENABLE, staff_id, row.branch_id, {"role": Role(row.role).value}
            )

    async def change(
        self,
        staff_id: str,
        *,
        role: Role | None = None,
        name: str | None = None,
        branch_id: int | None = None,
    ) -> None:
        """Change an account's role, name or branch; a None leaves the value.

        Open desks under it are notified, and end when the role changed.

        Raises:
            StaffUnknown: no account has the id.
            StaffNameEmpty: the name is empty.
            StaffLoginGone: the server has lost the login, which has to follow the role.
        """
        if name is not None and not (name := name.strip()):
            raise StaffNameEmpty
        said = {"role": role, "name": name, "branch_id": branch_id}
        async with self._db.transaction() as conn:
            row = await _locked(conn, staff_id)
            wanted = {column: value for column, value in said.items() if value is not None}
            changed = {column for column, value in wanted.items() if value != getattr(row, column)}
            await write(conn, staff_id, **wanted)
            if role is not None and row.disabled_at is None:
                await self._follow_role(conn, staff_id, role)
            details = _details(row, wanted, changed)
            at = wanted.get("branch_id", row.branch_id)
            await record_account(conn, AccountVerb.CHANGE, staff_id, at, details)
        if changed & {"role", "name"} and row.disabled_at is None:
            await self._end_connections(staff_id)

    async def list_all(self) -> tuple[StaffAccount, ...]:
        """List every account by id."""
        statement = select(staff, server_now().label("now")).order_by(staff.c.id)
        async with self._db.reading() as conn:
            rows = (await conn.execute(statement)).all()
        return tuple(
            StaffAccount(
                id=row.id,
                name=row.name,
                role=row.role,
                branch_id=row.branch_id,
                disabled=row.disabled_at is not None,
                locked_until=row.locked_until if is_locked(row.locked_until, row.now) else None,
            )
            for row in rows
        )

    async def again(self, member: StaffMember) -> StaffMember:
        """Read the signed-in account anew.

        Raises:
            StaffDisabled: the account is switched off, or gone.
        """
        row = await self._db.run_to_end(self._read(member.id))
        if row is None or row.disabled_at is not None:
            raise StaffDisabled
        return StaffMember(row.id, row.name, row.role)

    async def default_branch(self, member: StaffMember) -> int:
        """Tell the branch that a person works at by default.

        Raises:
            StaffUnknown: the account is gone.
        """
        wanted = select(staff.c.branch_id).where(staff.c.id == member.id)
        async with self._db.reading() as conn:
            found: int | None = (await conn.execute(wanted)).scalar_one_or_none()
        if found is None:
            raise StaffUnknown(member.id)
        return found

    async def refusal(self) -> SystemLoginRefused:
        """Wait until the server refuses this login; tell how it refused."""
        return await self._db.refusal()

    async def _read(self, staff_id: str) -> Row[Any] | None:
        async with self._db.reading() as conn:
            return await find(conn, staff_id)

    @abstractmethod
    async def _kept(self, password: Secret) -> str:
        """Make what is kept of a password."""

    @abstractmethod
    async def _open(self, conn: AsyncConnection, values: dict[str, Any], kept: str) -> None:
        """Write an account, with its password."""

    @abstractmethod
    async def _set_kept(self, conn: AsyncConnection, staff_id: str, kept: str) -> None:
        """Give an account another password; a lock ends with it."""

    @abstractmethod
    async def _put_out(self, conn: AsyncConnection, staff_id: str) -> None:
        """Close an account's login."""

    @abstractmethod
    async def _let_in(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        """Open an account's login again."""

    @abstractmethod
    async def _follow_role(self, conn: AsyncConnection, staff_id: str, role: Role) -> None:
        """Give a login the rights of its role."""

    @abstractmethod
    async def _end_connections(self, staff_id: str) -> None:
        """Notify open desks of an account of a committed change."""

    @property
    def shortest_password(self) -> int:
        """How many characters the library's policy wants of a staff password."""
        return self._masters.current.policy.staff_password_min_length

    def fit_password(self, password: Secret) -> Secret:
        """Give a password in the form it is kept and checked in.

        Raises:
            PasswordUnfit: it is too short.
        """
        return fit_password(password, self.shortest_password)


async def find(conn: AsyncConnection, staff_id: str) -> Row[Any] | None:
    """Read an account, with the time."""
    statement = select(staff, server_now().label("now")).where(staff.c.id == staff_id)
    return (await conn.execute(statement)).one_or_none()


async def lock(conn: AsyncConnection, staff_id: str) -> None:
    """Lock the accounts against other changes until the transaction ends."""
    await conn.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update())


async def _locked(conn: AsyncConnection, staff_id: str) -> Row[Any]:
    """Read an account that is going to be changed; raises StaffUnknown."""
    await lock(conn, staff_id)
    row = await find(conn, staff_id)
    if row is None:
        raise StaffUnknown(staff_id)
    return row


def _details(row: Row[Any], wanted: Mapping[str, Any], changed: Collection[str]) -> dict[str, StoredDetail]:
    """Say what of an account is changed: codes and numbers, and of a name only that it changed."""
    details: dict[str, StoredDetail] = {}
    if "role" in changed:
        details |= {"role": wanted["role"].value, "role_before": Role(row.role).value}
    if "branch_id" in changed:
        details |= {"branch": wanted["branch_id"], "branch_before": row.branch_id}
    if "name" in changed:
        details["name_changed"] = True
    return details


async def write(conn: AsyncConnection, staff_id: str, **values: Any) -> None:
    """Change an account."""
    await conn.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def fit_password(password: Secret, shortest: int) -> Secret:
    """Give a password in the form it is kept and checked in.

    Raises:
        PasswordUnfit: it has fewer than `shortest` characters.
    """
    normal = normal_password(password)
    if len(normal.reveal()) < shortest:
        raise PasswordUnfit(shortest)
    return normal
