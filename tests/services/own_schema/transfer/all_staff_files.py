"""Many accounts from one file: all of it or nothing, every fault by its line, each change on record."""

import asyncio
import csv
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.contract.errors import FileThere, NotPermitted, OutcomeUnknown, ServiceError, StaffDisabled
from services.contract.file_faults import Cause
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import act
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.sign_in_postgresql import entered
from services.own_schema.staff.account_records import record_account
from services.own_schema.staff.accounts import KnownAccounts
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.importing import Imported
from services.own_schema.transfer.staff_files import add_staff, change_staff, write_accounts
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import PASSWORD, City, founded
from tests.helpers.platforms import posix

GROUP = "SELECT string_agg(roleid::regrole::text, ' ') FROM pg_auth_members WHERE member = to_regrole($1)"


class Office:
    """One library whose staff are two clerks, 「青木」 and 「石井」, alike on both databases."""

    def __init__(self, library: Library, folder: Path, city: City | None) -> None:
        self.library = library
        self.folder = folder
        self.city = city
        self._mark = secrets.token_hex(3)

    def id(self, name: str) -> str:
        """Name an account as no other test does: logins are the server's."""
        return f"{name}_{self._mark}"

    async def found(self) -> None:
        for name, shown in (("aoki", "青木"), ("ishii", "石井")):
            await self.library.staff.add(
                self.id(name), name=shown, role=Role.COUNTER, branch_id=1, password=Secret(PASSWORD)
            )

    def file(self, *lines: str, encoding: str = "utf-8") -> Path:
        """Write a file; `@aoki` stands for the account's id."""
        path = self.folder / "april.csv"
        text = "".join(f"{line}\n" for line in lines)
        for name in ("aoki", "ishii", "ueno", "endo", "oka"):
            text = text.replace(f"@{name}", self.id(name))
        path.write_bytes(text.encode(encoding))
        return path

    async def change(self, *lines: str, dry_run: bool = False) -> Imported:
        staff, masters = self.library.staff, self.library.masters.current
        return await change_staff(staff, masters, self.file(*lines), dry_run=dry_run)

    async def add(self, *lines: str, dry_run: bool = False) -> Imported:
        staff, masters = self.library.staff, self.library.masters.current
        passwords = None if dry_run else self.passwords
        return await add_staff(staff, masters, self.file(*lines), passwords, dry_run=dry_run)

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.csv"

    async def accounts(self) -> dict[str, tuple[str, Role, int, bool]]:
        """Give name, role, branch and whether it is off, by the id's beginning."""
        listed = await self.library.staff.list_all()
        own = [it for it in listed if it.id.endswith(self._mark)]
        return {it.id.partition("_")[0]: (it.name, it.role, it.branch_id, it.disabled) for it in own}

    async def groups(self, names: Iterable[str]) -> dict[str, str | None]:
        """Give the groups of accounts' logins on the server."""
        assert self.city is not None
        admin = await self.city.connect()
        found = {name: await admin.fetchval(GROUP, self.id(name)) for name in names}
        await admin.close()
        return found

    async def signs_in(self, name: str, password: str) -> Role | type[ServiceError]:
        try:
            if self.city is None:
                return (await self.library.staff.sign_in(self.id(name), Secret(password))).role
            async with entered(self.city.url, self.id(name), Secret(password)) as came_in:
                return came_in.member.role
        except ServiceError as error:
            return type(error)

    async def recorded(self) -> list[tuple[str, dict[str, Any]]]:
        """Give verb and details of each record since the founding; the chain holds."""
        wanted = select(act.c.verb, act.c.details).order_by(act.c.staff_id, act.c.sequence)
        async with self.library.db.reading() as conn:
            rows = (await conn.execute(wanted)).all()
        assert (await verify(self.library.db)).findings == ()
        return [(row.verb, dict(row.details)) for row in rows[2:]]

    async def close(self) -> None:
        if self.city is None:
            return
        admin = await self.city.connect()
        for name in await admin.fetch("SELECT rolname FROM pg_roles WHERE rolname LIKE $1", f"%{self._mark}"):
            await admin.execute(f"DROP OWNED BY {name[0]}; DROP ROLE {name[0]}")
        await admin.close()


@pytest.fixture
async def office(
    dialect: str, database_url: str, tmp_path: Path, cheap_hasher: PasswordHasher
) -> AsyncIterator[Office]:
    if dialect == "postgresql":
        async with founded(database_url, cheap_hasher) as city:
            made = Office(city.library, tmp_path, city)
            await made.found()
            yield made
            await made.close()
        return
    async with open_library(database_url, hasher=cheap_hasher) as library:
        made = Office(library, tmp_path, None)
        await made.found()
        yield made


@pytest.fixture
async def on_server(city: City, tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(city.library, tmp_path, city)
    await made.found()
    yield made
    await made.close()


def told(done: Imported) -> list[tuple[int, str, Cause]]:
    return [(it.line, it.column, it.cause) for it in done.faults]


async def test_april_is_one_file(office: Office) -> None:
    lines = ("id,name,role,branch,disabled", "@aoki,青木 新,supervisor,,", "@ishii,,,maekawa,true")
    tried = await office.change(*lines, dry_run=True)
    assert await office.accounts() == {
        "aoki": ("青木", Role.COUNTER, 1, False),
        "ishii": ("石井", Role.COUNTER, 1, False),
    }
    done = await office.change(*lines)
    assert tried.counts == done.counts == {"staff": RowCounts(inserted=0, changed=2, unchanged=0)}
    branch = office.library.masters.current.branch_by_code("maekawa").id
    assert await office.accounts() == {
        "aoki": ("青木 新", Role.SUPERVISOR, 1, False),
        "ishii": ("石井", Role.COUNTER, branch, True),
    }
    aoki, ishii = office.id("aoki"), office.id("ishii")
    raised = {"staff": aoki, "role": "supervisor", "role_before": "counter", "name_changed": True}
    assert await office.recorded() == [
        ("staff.change", raised),
        ("staff.change", {"staff": ishii, "branch": branch, "branch_before": 1}),
        ("staff.disable", {"staff": ishii}),
    ]
    assert await office.signs_in("aoki", PASSWORD) is Role.SUPERVISOR
    assert await office.signs_in("ishii", PASSWORD) is StaffDisabled
    assert (await office.change(*lines)).counts == {"staff": RowCounts(inserted=0, changed=0, unchanged=2)}
    assert len(await office.recorded()) == 3


async def test_who_comes_back_has_the_role_of_the_file(office: Office) -> None:
    await office.library.staff.disable(office.id("aoki"))
    await office.change("id,role,disabled", "@aoki,phone,false")
    assert await office.signs_in("aoki", PASSWORD) is Role.PHONE
    assert [it[0] for it in await office.recorded()] == ["staff.disable", "staff.change", "staff.enable"]


async def test_every_fault_is_told_by_its_line_and_nothing_is_changed(office: Office) -> None:
    lines = (
        "id,name,role,branch,disabled",
        "@aoki,青木 新,,,",  # the one good line
        "@aoki,,phone,,",
        "@ueno,,phone,,",
        "a b,,phone,,",
        "@ishii,,boss,月面,maybe",
        ",,phone,,",
        "@ishii,,phone",
        f"@ishii,{'長' * 65},,,",
    )
    expected = [
        (3, "id", Cause.TWICE),
        (5, "id", Cause.STAFF_ID_UNFIT),
        (6, "role", Cause.NOT_A_CODE),
        (6, "branch", Cause.UNKNOWN),
        (6, "disabled", Cause.NOT_A_FLAG),
        (7, "id", Cause.EMPTY),
        (8, "", Cause.CELL_COUNT),
        (9, "name", Cause.TOO_LONG),
        (4, "id", Cause.STAFF_UNKNOWN),
    ]
    before = await office.accounts()
    for dry_run in (True, False):
        done = await office.change(*lines, dry_run=dry_run)
        assert (told(done), done.counts) == (expected, {})
    assert (await office.accounts(), await office.recorded()) == (before, [])


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", []), ("utf-8-sig", []), ("cp932", [(2, "name", Cause.NOT_UTF8)])],
)
async def test_utf8_with_and_without_a_mark_is_read_and_another_encoding_is_told(
    office: Office, encoding: str, expected: list[tuple[int, str, Cause]]
) -> None:
    path = office.file("id,name", "@aoki,青木 新", "@ishii,石井 新", encoding=encoding)
    done = await change_staff(office.library.staff, office.library.masters.current, path)
    assert told(done) == expected
    assert (await office.accounts())["ishii"][0] == ("石井" if expected else "石井 新")


async def test_a_failure_on_the_way_leaves_everything_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, records = await office.accounts(), iter(range(9))

    async def record(conn: AsyncConnection, *details: Any) -> None:
        if next(records) % 2:
            raise NotPermitted
        await record_account(conn, *details)

    monkeypatch.setattr("services.own_schema.staff.staff_accounts.record_account", record)
    with pytest.raises(NotPermitted):
        await office.change("id,role", "@aoki,supervisor", "@ishii,supervisor")
    with pytest.raises(NotPermitted):
        await office.add("id,name,role,branch", "@ueno,上野,counter,chuo", "@endo,遠藤,counter,chuo")
    assert (await office.accounts(), await office.recorded()) == (before, [])
    assert not office.passwords.exists()
    if office.city is not None:
        assert await office.groups(["aoki", "ishii", "ueno", "endo"]) == {
            "aoki": "madoguchi_counter",
            "ishii": "madoguchi_counter",
            "ueno": None,
            "endo": None,
        }


async def test_new_people_come_in_with_the_passwords_of_the_file(office: Office) -> None:
    lines = ("id,name,role,branch", "@ueno, 上野 ,counter,前川図書館", "@endo,遠藤,phone,chuo")
    tried = await office.add(*lines, dry_run=True)
    assert not office.passwords.exists()
    done = await office.add(*lines)
    assert tried.counts == done.counts == {"staff": RowCounts(inserted=2, changed=0, unchanged=0)}
    with office.passwords.open(encoding="utf-8-sig", newline="") as file:
        handed_out = list(csv.DictReader(file))
    assert [(it["id"], it["name"], it["branch"]) for it in handed_out] == [
        (office.id("ueno"), "上野", "前川図書館"),
        (office.id("endo"), "遠藤", "中央図書館"),
    ]
    assert handed_out[0]["password"] != handed_out[1]["password"]
    assert await office.signs_in("ueno", handed_out[0]["password"]) is Role.COUNTER
    assert await office.signs_in("endo", handed_out[1]["password"]) is Role.PHONE
    assert await office.recorded() == [
        ("staff.add", {"staff": office.id("ueno"), "role": "counter"}),
        ("staff.add", {"staff": office.id("endo"), "role": "phone"}),
    ]


@posix("files have no modes there")
async def test_the_passwords_are_for_their_owner_alone(office: Office) -> None:
    await office.add("id,name,role,branch", "@ueno,上野,counter,chuo")
    assert office.passwords.stat().st_mode & 0o777 == 0o600


async def test_passwords_are_as_long_as_the_library_wants(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    masters = office.library.masters.current
    strict = replace(masters, policy=replace(masters.policy, staff_password_min_length=20))
    monkeypatch.setattr(type(office.library.masters), "current", strict)
    await office.add("id,name,role,branch", "@ueno,上野,counter,chuo")
    with office.passwords.open(encoding="utf-8-sig", newline="") as file:
        assert [len(it["password"]) for it in csv.DictReader(file)] == [20]


async def test_what_can_not_be_opened_is_told_by_its_line(office: Office) -> None:
    lines = (
        "id,name,role,branch",
        "@ueno,上野,counter,chuo",
        "@aoki,青木,counter,chuo",
        "@endo, ,counter,chuo",
        "@oka,岡,,",
        "@ueno,上野,counter,chuo",
    )
    expected = [
        (4, "name", Cause.EMPTY),
        (5, "role", Cause.EMPTY),
        (5, "branch", Cause.EMPTY),
        (6, "id", Cause.TWICE),
        (3, "id", Cause.STAFF_EXISTS),
    ]
    for dry_run in (True, False):
        assert told(await office.add(*lines, dry_run=dry_run)) == expected
    assert set(await office.accounts()) == {"aoki", "ishii"}
    assert not office.passwords.exists()


async def test_without_every_column_nobody_is_opened(office: Office) -> None:
    assert told(await office.add("id,name,disabled", "@ueno,上野,")) == [
        (1, "disabled", Cause.COLUMN_UNKNOWN),
        (1, "role", Cause.COLUMN_MISSING),
        (1, "branch", Cause.COLUMN_MISSING),
    ]


async def test_no_file_of_passwords_is_overwritten(office: Office) -> None:
    office.passwords.write_text("mine", encoding="utf-8")
    with pytest.raises(FileThere):
        await office.add("id,name,role,branch", "@ueno,上野,counter,chuo")
    assert office.passwords.read_text(encoding="utf-8") == "mine"
    assert set(await office.accounts()) == {"aoki", "ishii"}


async def test_an_id_that_is_taken_meanwhile_is_told_and_the_passwords_go(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def of_before(_ids: Iterable[str]) -> KnownAccounts:
        return KnownAccounts({}, None)

    monkeypatch.setattr(office.library.staff, "known", of_before)
    done = await office.add("id,name,role,branch", "@ueno,上野,counter,chuo", "@aoki,青木,counter,chuo")
    assert told(done) == [(3, "id", Cause.STAFF_EXISTS)]
    assert done.counts == {}
    assert not office.passwords.exists()
    assert set(await office.accounts()) == {"aoki", "ishii"}


async def test_where_the_answer_is_lost_the_passwords_stay(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> bool:
        raise OutcomeUnknown("x")

    monkeypatch.setattr(office.library.staff, "add_all", lost)
    with pytest.raises(OutcomeUnknown):
        await office.add("id,name,role,branch", "@ueno,上野,counter,chuo")
    assert office.passwords.exists()


async def test_interrupted_while_it_commits_the_passwords_stay(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_all = office.library.staff.add_all

    async def interrupted(*given: Any) -> bool:
        await open_all(*given)
        raise asyncio.CancelledError

    monkeypatch.setattr(office.library.staff, "add_all", interrupted)
    with pytest.raises(asyncio.CancelledError):
        await office.add("id,name,role,branch", "@ueno,上野,counter,chuo")
    with office.passwords.open(encoding="utf-8-sig", newline="") as file:
        (handed_out,) = csv.DictReader(file)
    assert await office.signs_in("ueno", handed_out["password"]) is Role.COUNTER


async def test_a_list_that_was_written_changes_nothing_when_it_is_read(office: Office) -> None:
    staff, masters = office.library.staff, office.library.masters.current
    await staff.disable(office.id("ishii"))
    path = office.folder / "staff.csv"
    accounts = await staff.list_all()
    write_accounts(path, accounts, masters)
    done = await change_staff(staff, masters, path)
    assert done.counts == {"staff": RowCounts(inserted=0, changed=0, unchanged=len(accounts))}
    assert told(done) == []
    with pytest.raises(FileThere):
        write_accounts(path, accounts, masters)


async def test_a_file_that_is_not_there_is_told(office: Office) -> None:
    nowhere = office.folder / "nowhere.csv"
    done = await change_staff(office.library.staff, office.library.masters.current, nowhere)
    assert told(done)[0] == (0, "", Cause.UNREADABLE)
