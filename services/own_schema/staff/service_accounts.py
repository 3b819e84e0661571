"""Logins of services: the worker, the patrons' page, the circulation system. PostgreSQL only."""

from enum import StrEnum

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import StaffExists
from services.contract.staff_ids import clean_staff_id
from services.own_schema.database.engine import Database
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.staff import login_roles
from services.own_schema.staff.staff_accounts import fit_password
from services.rules.secret import Secret


class Service(StrEnum):
    """The services that have a login of their own."""

    WORKER = "worker"
    PORTAL = "portal"
    CIRCULATION = "circulation"

    @property
    def group(self) -> str:
        """The group role whose grants it has."""
        return f"madoguchi_{self.value}"


class ServiceLogins:
    """The services' logins of one library; an administrator's connection (CREATEROLE) makes and changes them."""

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def give(self, name: str, service: Service, password: Secret) -> bool:
        """Make a service's login, or give it a new password if it is there; open connections of its stay.

        Returns:
            Whether it was made.

        Raises:
            StaffIdUnfit: it can't be a login's name.
            PasswordUnfit: the password is too short.
            StaffExists: another login has the name.
            NotPermitted: the connection is no administrator's.
        """
        name = clean_staff_id(name)
        shortest = self._masters.current.policy.staff_password_min_length
        verifier = login_roles.verifier(fit_password(password, shortest), shortest)
        async with self._db.transaction() as conn:
            found = await _service_of(conn, name)
            if found is None:
                await login_roles.make_login(conn, name, service.group, verifier)
                return True
            if found is not service:
                raise StaffExists(name)
            await login_roles.change_verifier(conn, name, verifier)
            return False

    async def disable(self, name: str) -> bool:
        """Switch a service's login off and end its connections.

        Returns:
            False if no service of this library has the login.

        Raises:
            NotPermitted: the connection is no administrator's.
        """
        async with self._db.transaction() as conn:
            if await _service_of(conn, name) is None:
                return False
            await login_roles.put_out(conn, name)
        async with self._db.transaction() as conn:
            await login_roles.end_connections(conn, name)  # one that was made before the commit
        return True


async def _service_of(conn: AsyncConnection, name: str) -> Service | None:
    """Tell which service of this library a login is, if any."""
    ours = func.has_database_privilege(text("rolname"), func.current_database(), "CONNECT")
    statement = (
        select(*(func.pg_has_role(text("oid"), it.group, "MEMBER").label(it.value) for it in Service))
        .select_from(text("pg_roles"))
        .where(text("rolname = :name AND NOT rolsuper AND rolcanlogin"), ours)
    )
    row = (await conn.execute(statement, {"name": name})).one_or_none()
    return None if row is None else next((it for it in Service if getattr(row, it.value)), None)
