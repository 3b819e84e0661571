"""`madoguchi staff add|change --from FILE`: many accounts from one file, all of it or nothing.

A file as `services.own_schema.transfer.files` reads it, with the columns `id`, `name`, `role`, `branch` and, of
accounts that are there, `disabled`, whose empty cells leave the value. Nothing in it is a password.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy.types import String, TypeEngine

from services.contract.act_requests import new_act_id
from services.contract.errors import OutcomeUnknown, StaffIdUnfit
from services.contract.file_faults import Cause, FileFault, FileFaults, UnfitError
from services.contract.masters import Masters
from services.contract.staff_ids import clean_staff_id
from services.files.durable import write_new
from services.own_schema.staff.accounts import AccountChange, KnownAccounts, NewAccount, StaffAccount
from services.own_schema.staff.login_roles import can_be_a_login
from services.own_schema.staff.staff_accounts import StaffDirectory
from services.own_schema.transfer.cell_types import (
    FlagFormat,
    MasterCodeFormat,
    TextFormat,
    VocabularyFormat,
    shown,
)
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.file_layout import FileColumn
from services.own_schema.transfer.files import Source, read_rows
from services.own_schema.transfer.importing import Imported
from services.own_schema.transfer.rows import read_cells, read_header
from services.rules.passwords.passwords import generate
from services.rules.vocabulary import Role

_TABLE: Final = "staff"
_LONGEST_NAME: Final = 64
_LISTED: Final = ("id", "name", "role", "branch", "disabled")

type _Lines = Mapping[str, tuple[int, dict[str, Any]]]
"""Line and cells by the account's id."""


@dataclass(frozen=True, slots=True)
class StaffIdFormat:
    """A staff id, as it is typed to sign in."""

    @property
    def type(self) -> TypeEngine[Any]:
        """An id."""
        return String()

    def read(self, text: str) -> str:
        """Bring it to the form it is kept in."""
        try:
            return clean_staff_id(text)
        except StaffIdUnfit:
            raise UnfitError(Cause.STAFF_ID_UNFIT, shown(text)) from None

    def write(self, value: str) -> str:
        """Write it as it is kept."""
        return value


async def change_staff(
    staff: StaffDirectory, masters: Masters, path: Path, *, dry_run: bool = False
) -> Imported:
    """Bring accounts to what a file says of them; those that differ are changed, each with its record.

    Args:
        staff: the library's accounts.
        masters: the library's.
        path: a `.csv` or `.tsv`.
        dry_run: look at everything, and change nothing.

    Raises:
        NotPermitted, SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
    """
    done = Imported()
    lines = _read(path, _columns(masters, of_new=False), {"id"}, done.faults)
    changes = {id_: _change(id_, cells) for id_, (_, cells) in lines.items()}

    def may_go_on(known: KnownAccounts) -> bool:
        for id_, (line, _) in lines.items():
            row = known.rows.get(id_)
            if row is None:
                done.faults.add(FileFault(path.name, line, "id", Cause.STAFF_UNKNOWN, id_))
            elif changes[id_].needs_login(row) and known.logins is not None and id_ not in known.logins:
                done.faults.add(FileFault(path.name, line, "id", Cause.STAFF_LOGIN_GONE, id_))
        if done.faults:
            return False
        same = sum(change.is_done(known.rows[id_]) for id_, change in changes.items())
        done.counts[_TABLE] = RowCounts(inserted=0, changed=len(changes) - same, unchanged=same)
        return True

    if dry_run or done.faults:
        may_go_on(await staff.known(changes))
    else:
        await staff.change_all([*changes.values()], may_go_on)
    return done


async def add_staff(
    staff: StaffDirectory, masters: Masters, path: Path, passwords: Path | None, *, dry_run: bool = False
) -> Imported:
    """Open the accounts of a file, each with its record and an initial password.

    The passwords are on the disk before an account is there: a file that only its owner can read. Where nothing is
    opened it is removed; where that can't be told, since the answer is lost or it was interrupted, it stays.

    Args:
        staff: the library's accounts.
        masters: the library's.
        path: a `.csv` or `.tsv`.
        passwords: the file to make; None in a dry run.
        dry_run: look at everything, and change nothing.

    Raises:
        FileThere, FileNotWritable: the passwords can't be written; nothing was done.
        OutcomeUnknown: the connection broke while committing.
        NotPermitted, SystemUnreachable, SystemBusy, SystemReadOnly: nothing was done.
    """
    done = Imported()
    columns = _columns(masters, of_new=True)
    lines = _read(path, columns, {column.name for column in columns}, done.faults)

    def may_go_on(known: KnownAccounts) -> bool:
        for id_, (line, _) in lines.items():
            if id_ in known.rows or id_ in (known.logins or ()):
                done.faults.add(FileFault(path.name, line, "id", Cause.STAFF_EXISTS, id_))
            elif known.logins is not None and not can_be_a_login(id_):
                done.faults.add(FileFault(path.name, line, "id", Cause.STAFF_ID_UNFIT, id_))
        if done.faults:
            done.counts.clear()  # of the look before
            return False
        done.counts[_TABLE] = RowCounts(inserted=len(lines), changed=0, unchanged=0)
        return True

    if not may_go_on(await staff.known(lines)) or dry_run or not lines:
        return done
    assert passwords is not None
    accounts = _new_accounts(lines, masters, staff.shortest_password)
    with suppress(_FaultyByNowError), _handed_out(passwords, accounts, masters):
        if not await staff.add_all(accounts, may_go_on, new_act_id()):
            raise _FaultyByNowError
    return done


class _FaultyByNowError(Exception):
    """What was there changed between the look and the lock."""


@contextmanager
def _handed_out(path: Path, accounts: Iterable[NewAccount], masters: Masters) -> Iterator[None]:
    """Write the passwords; remove the file where the block fails, unless it can't be told what was done.

    What is interrupted (Ctrl+C) may be committing: SQLite's thread ends that, and a server may have done it.
    """
    rows = ((it.id, it.name, masters.branches[it.branch_id].name, it.password.reveal()) for it in accounts)
    _write(path, [("id", "name", "branch", "password"), *rows])
    try:
        yield
    except OutcomeUnknown:
        raise
    except Exception:
        path.unlink(missing_ok=True)
        raise


def write_accounts(path: Path, accounts: Iterable[StaffAccount], masters: Masters) -> None:
    """Write accounts into a new file that `change_staff` reads, with the mark by which spreadsheets know UTF-8.

    Raises:
        FileThere, FileNotWritable: it can't be written.
    """
    rows = (
        (it.id, it.name, it.role.value, masters.branches[it.branch_id].code, FlagFormat().write(it.disabled))
        for it in accounts
    )
    _write(path, [_LISTED, *rows])


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    write_new(path, text.getvalue().encode("utf-8-sig"))


def _columns(masters: Masters, *, of_new: bool) -> tuple[FileColumn, ...]:
    branches = masters.branches.values()
    known = {it.short_name: it.id for it in branches} | {it.name: it.id for it in branches}
    make = partial(_column, required=of_new)
    columns = (
        _column("id", StaffIdFormat(), required=True),
        make("name", TextFormat(_LONGEST_NAME, blank=False)),
        make("role", VocabularyFormat(Role)),
        make("branch", MasterCodeFormat(known | {it.code: it.id for it in branches})),
    )
    return columns if of_new else (*columns, make("disabled", FlagFormat()))


def _column(name: str, kind: Any, *, required: bool) -> FileColumn:
    return FileColumn(name=name, target=name, kind=kind, required=required)


def _read(path: Path, columns: tuple[FileColumn, ...], wanted: set[str], faults: FileFaults) -> _Lines:
    """Read a file's good lines; what is wrong with the others is noted."""
    source = Source(path, _TABLE)
    rows = read_rows(source, faults)
    there = read_header(rows, source, faults, columns=columns, wanted=wanted)
    if there is None:
        return {}
    lines: dict[str, tuple[int, dict[str, Any]]] = {}
    for line, cells in rows:
        if len(cells) != len(there):
            faults.add(FileFault(source.name, line, "", Cause.CELL_COUNT, str(len(there))))
            continue
        before = faults.count
        read = read_cells(there, cells, _teller(faults, source.name, line))
        values = {column.name: value for column, value in zip(there, read, strict=True)}
        id_ = values["id"]
        if id_ in lines:
            faults.add(FileFault(source.name, line, "id", Cause.TWICE, str(lines[id_][0])))
        elif faults.count == before:
            lines[id_] = (line, values)
    return lines


def _teller(faults: FileFaults, file: str, line: int) -> Callable[[str, Cause, str], None]:
    return lambda column, cause, found: faults.add(FileFault(file, line, column, cause, found))


def _change(id_: str, cells: Mapping[str, Any]) -> AccountChange:
    name, role = cells.get("name"), cells.get("role")
    return AccountChange(
        id=id_,
        name=None if name is None else name.strip(),
        role=None if role is None else Role(role),
        branch_id=cells.get("branch"),
        disabled=cells.get("disabled"),
    )


def _new_accounts(lines: _Lines, masters: Masters, shortest: int) -> list[NewAccount]:
    policy = masters.policy
    length = max(shortest, policy.initial_password_length)
    policy = replace(policy, initial_password_length=length)
    return [
        NewAccount(
            id=id_,
            name=cells["name"].strip(),
            role=Role(cells["role"]),
            branch_id=cells["branch"],
            password=generate(policy),
        )
        for id_, (_, cells) in lines.items()
    ]
