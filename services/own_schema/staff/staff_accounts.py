"""Staff accounts: the sign-in, its locks after wrong tries, and the accounts' changes."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
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
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import staff
from services.own_schema.database.tables.types import server_now
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.staff.account_records import AccountVerb, record_account
from services.own_schema.staff.accounts import (
    AccountChange,
    KnownAccounts,
    MayGoOn,
    NewAccount,
    StaffAccount,
)
from services.rules.passwords.attempt_limits import is_locked
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret
from services.rules.vocabulary import Role


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
        """Open an account, with a record of it.

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
        account = NewAccount(id=staff_id, name=name, role=role, branch_id=branch_id, password=password)
        kept = await self._kept(password)
        try:
            async with self._db.transaction() as conn:
                await self._add(conn, account, kept)
        except IntegrityError:
            if await self._read(staff_id) is not None:
                raise StaffExists(staff_id) from None
            raise

    async def add_all(self, accounts: Sequence[NewAccount], may_go_on: MayGoOn, act_id: str) -> bool:
        """Open accounts, each with its record: all of them or none.

        Args:
            accounts: no id twice.
            may_go_on: is asked before anything is written.
            act_id: what a lost answer is told by.

        Returns:
            Whether they were opened.

        Raises:
            PasswordUnfit: a password can't be kept.
            OutcomeUnknown: the connection broke while committing.
            NotPermitted, SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
        """
        kept = [await self._kept(it.password) for it in accounts]
        async with self._db.transaction(act_id) as conn:
            if not may_go_on(await self._known(conn, [it.id for it in accounts], to_change=True)):
                return False
            for account, its in zip(accounts, kept, strict=True):
                await self._add(conn, account, its)
        return True

    async def change_all(self, changes: Sequence[AccountChange], may_go_on: MayGoOn) -> bool:
        """Change accounts, each that differs with its record: all of them or none; open desks as `change`.

        Args:
            changes: of accounts that are there, no id twice.
            may_go_on: is asked before anything is written.

        Returns:
            Whether it was done.

        Raises:
            NotPermitted: another administrator gave a group that has to be taken back, or this login may not.
            SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
        """
        async with self._db.transaction() as conn:
            known = await self._known(conn, [it.id for it in changes], to_change=True)
            if not may_go_on(known):
                return False
            heard = [it.id for it in changes if await self._change(conn, known.rows[it.id], it)]
        for staff_id in heard:
            await self._end_connections(staff_id)
        return True

    async def known(self, ids: Iterable[str]) -> KnownAccounts:
        """Read every account, and which of these ids the server has a login of."""
        async with self._db.reading() as conn:
            return await self._known(conn, ids, to_change=False)

    async def _known(self, conn: AsyncConnection, ids: Iterable[str], *, to_change: bool) -> KnownAccounts:
        if to_change:
            await self._lock_all(conn)
        rows = (await conn.execute(select(staff))).all()
        return KnownAccounts({row.id: row for row in rows}, await self._logins(conn, ids))

    async def _add(self, conn: AsyncConnection, account: NewAccount, kept: str) -> None:
        values = {
            "id": account.id,
            "name": account.name,
            "role": account.role,
            "branch_id": account.branch_id,
        }
        await self._open(conn, values, kept)
        details = {"role": account.role.value}
        await record_account(conn, AccountVerb.ADD, account.id, account.branch_id, details)

    async def _change(self, conn: AsyncConnection, row: Row[Any], change: AccountChange) -> bool:
        """Bring an account to what is said of it; tell whether open desks under it have to hear of it."""
        wanted = change.changes(row)
        at = wanted.get("branch_id", row.branch_id)
        if wanted:
            await write(conn, row.id, **wanted)
            if change.needs_login(row):
                await self._follow_role(conn, row.id, wanted["role"])
            await record_account(conn, AccountVerb.CHANGE, row.id, at, change.details(row))
        if change.turns_off(row):
            await self._put_out(conn, row.id)
            await record_account(conn, AccountVerb.DISABLE, row.id, at, {})
        if change.turns_on(row):
            role = Role(wanted.get("role", row.role))
            await self._let_in(conn, row.id, role)
            await record_account(conn, AccountVerb.ENABLE, row.id, at, {"role": role.value})
        return row.disabled_at is None and (
            change.turns_off(row) or not wanted.keys().isdisjoint({"role", "name"})
        )

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
        """Change an account's role, name or branch; a None leaves the value. What is so already is no change.

        Open desks under it are notified, and end when the role changed.

        Raises:
            StaffUnknown: no account has the id.
            StaffNameEmpty: the name is empty.
            StaffLoginGone: the server has lost the login, which has to follow the role.
        """
        if name is not None and not (name := name.strip()):
            raise StaffNameEmpty
        change = AccountChange(id=staff_id, role=role, name=name, branch_id=branch_id)
        async with self._db.transaction() as conn:
            heard = await self._change(conn, await _locked(conn, staff_id), change)
        if heard:
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
    async def _lock_all(self, conn: AsyncConnection) -> None:
        """Lock all accounts against other changes until the transaction ends; no more are opened meanwhile."""

    @abstractmethod
    async def _logins(self, conn: AsyncConnection, ids: Iterable[str]) -> frozenset[str] | None:
        """Tell which of these ids the server has a login of; None in a file."""

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
