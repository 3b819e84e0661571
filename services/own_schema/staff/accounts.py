"""Staff accounts: as they are listed, opened and changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.own_schema.database.act_records import StoredDetail
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be opened.

    Attributes:
        id: as `services.contract.staff_ids.clean_staff_id` gives it.
    """

    id: str
    name: str
    role: Role
    branch_id: int
    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """How an account is to be; a None leaves the value.

    Attributes:
        disabled: it is switched off, or on again.
    """

    id: str
    name: str | None = None
    role: Role | None = None
    branch_id: int | None = None
    disabled: bool | None = None

    def changes(self, row: Row[Any]) -> dict[str, Any]:
        """Tell which columns of its row get another value; `disabled` is asked apart."""
        said = {"name": self.name, "role": self.role, "branch_id": self.branch_id}
        return {it: value for it, value in said.items() if value is not None and value != getattr(row, it)}

    def turns_off(self, row: Row[Any]) -> bool:
        """Tell whether a working account is switched off."""
        return self.disabled is True and row.disabled_at is None

    def turns_on(self, row: Row[Any]) -> bool:
        """Tell whether an account that is switched off is switched on."""
        return self.disabled is False and row.disabled_at is not None

    def needs_login(self, row: Row[Any]) -> bool:
        """Tell whether the account's login has to be there: to follow the role."""
        return "role" in self.changes(row) and row.disabled_at is None and not self.turns_off(row)

    def is_done(self, row: Row[Any]) -> bool:
        """Tell whether the account is so already."""
        return not (self.changes(row) or self.turns_off(row) or self.turns_on(row))

    def details(self, row: Row[Any]) -> dict[str, StoredDetail]:
        """Say for the record what is changed: codes and numbers, and of a name only that it changed."""
        wanted = self.changes(row)
        details: dict[str, StoredDetail] = {}
        if "role" in wanted:
            details |= {"role": wanted["role"].value, "role_before": Role(row.role).value}
        if "branch_id" in wanted:
            details |= {"branch": wanted["branch_id"], "branch_before": row.branch_id}
        if "name" in wanted:
            details["name_changed"] = True
        return details


@dataclass(frozen=True, slots=True)
class KnownAccounts:
    """The accounts that are there, and the logins that the server has.

    Attributes:
        rows: every account, by id.
        logins: those of the ids that are asked about; None in a file, which has none.
    """

    rows: Mapping[str, Row[Any]]
    logins: frozenset[str] | None


type MayGoOn = Callable[[KnownAccounts], bool]
"""Looks at what is there, and tells whether anything may be changed."""
