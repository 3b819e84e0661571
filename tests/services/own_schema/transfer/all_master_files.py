"""The library's own masters in files: out, checked, and back as one act."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from services.contract.actor import StaffMember
from services.contract.errors import FolderNotEmpty, FolderUnreadable, NotPermitted
from services.contract.file_faults import Cause, FileFault
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import circulation_rule, closing_rule, masters_version, mobile_stop
from services.own_schema.library import Library
from services.own_schema.masters.masters_store import load_masters
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.master_files import (
    MastersRead,
    check_masters,
    export_masters,
    import_masters,
)
from services.own_schema.transfer.master_tables import MASTERS
from services.rules.vocabulary import BranchKind, Role
from tests.helpers.patrons import Town

CHIEF = StaffMember("chief", "責任者", Role.SUPERVISOR)

type Rows = list[dict[str, str]]
type Change = Callable[[Rows], Rows]


class Desk:
    """A library and a folder with its masters' files."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library = library
        self.folder = folder

    def edit(self, name: str, change: Change) -> None:
        """Change a file as a spreadsheet would."""
        path = self.folder / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = change(list(reader))
            names = list(reader.fieldnames or ())
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)

    async def check(self) -> MastersRead:
        return await check_masters(self.library.db, self.folder)

    async def bring(self, member: StaffMember = CHIEF) -> MastersRead:
        return await import_masters(self.library.db, self.folder, member, 1)

    async def told(self) -> list[FileFault]:
        """Check and import, which tell the same."""
        checked, brought = await self.check(), await self.bring()
        assert checked.faults.kept == brought.faults.kept
        return list(checked.faults)

    async def version(self) -> int:
        async with self.library.db.reading() as conn:
            return int((await conn.execute(select(masters_version.c.version))).scalar_one())


@pytest.fixture
async def desk(library: Library, tmp_path: Path) -> Desk:
    made = Desk(library, tmp_path / "masters")
    await export_masters(library.db, made.folder)
    return made


def changed(where: dict[str, str], **values: str) -> Change:
    """Change the rows that have these values."""

    def change(rows: Rows) -> Rows:
        assert any(where.items() <= row.items() for row in rows)
        return [row | values if where.items() <= row.items() else row for row in rows]

    return change


def added(**values: str) -> Change:
    return lambda rows: [*rows, values]


def without(**values: str) -> Change:
    return lambda rows: [row for row in rows if not values.items() <= row.items()]


async def test_every_master_has_a_file_that_changes_nothing(desk: Desk, town: Town) -> None:
    assert sorted(path.name for path in desk.folder.iterdir()) == sorted(f"{it.name}.csv" for it in MASTERS)
    done = await desk.bring()

    assert done.faults.kept == ()
    assert not done.changes
    assert sum(count.unchanged for count in done.counts.values()) > 400
    assert await desk.version() == 1
    assert await town.acts() == []


async def test_files_are_marked_for_spreadsheets(desk: Desk) -> None:
    for path in desk.folder.iterdir():
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")


async def test_an_import_is_one_act_and_raises_the_version(desk: Desk, town: Town) -> None:
    desk.edit("circulation_rule", changed({"name": "loan_days"}, value="21"))
    desk.edit("closed_day", added(branch="chuo", day="2026/12/1", open="FALSE", special="TRUE", note="整理"))
    done = await desk.bring()

    assert done.counts["circulation_rule"].changed == 1
    assert done.counts["closed_day"] == RowCounts(1, 0, 0)
    assert await desk.version() == 2
    (record,) = await town.acts()
    assert (record["staff_id"], record["patron_id"], record["verb"]) == ("chief", None, "masters.import")
    assert record["details"] == {"circulation_rule_changed": 1, "closed_day_inserted": 1}
    assert (await verify(desk.library.db)).findings == ()
    async with desk.library.db.reading() as conn:
        masters = await load_masters(conn)
    assert masters.policy.loan_days == 21
    assert not masters.calendar(1).is_open(date(2026, 12, 1))


async def test_a_rule_from_a_later_day_stands_beside_the_old_one(desk: Desk) -> None:
    desk.edit("circulation_rule", added(name="loan_days", valid_from="2027/4/1", value="21"))
    await desk.bring()

    async with desk.library.db.reading() as conn:
        assert (await load_masters(conn, date(2027, 3, 31))).policy.loan_days == 14
        assert (await load_masters(conn, date(2027, 4, 1))).policy.loan_days == 21


async def test_a_new_branch_with_its_calendar_comes_in_at_once(desk: Desk) -> None:
    desk.edit("branch", added(code="new", name="新館", short_name="新", kind="mobile", position="11"))
    desk.edit("mobile_stop", added(code="s1", branch="new", name="停留所", position="1", active="true"))
    desk.edit("closing_rule", added(branch="new", kind="weekly", valid_from="2026-01-01", when="MON moves"))
    done = await desk.bring()

    assert done.faults.kept == ()
    async with desk.library.db.reading() as conn:
        masters = await load_masters(conn)
    branch = masters.branch_by_code("new")
    assert branch.kind is BranchKind.MOBILE
    assert [stop.branch_id for stop in masters.stops.values()] == [branch.id]
    assert not masters.calendar(branch.id).is_open(date(2026, 12, 7))


async def test_a_closing_rule_that_is_gone_ends_and_its_like_stay(desk: Desk, town: Town) -> None:
    chuo = {"branch": "chuo", "kind": "nth_weekday", "valid_from": "2000-01-01"}
    desk.edit("closing_rule", added(**chuo, when="1 tue"))
    await desk.bring()
    desk.edit("closing_rule", without(branch="chuo", when="3 fri"))
    done = await desk.bring()

    assert done.counts["closing_rule"] == RowCounts(0, 0, 29, 1)
    rows = [row for row in await town.all_rows(closing_rule) if row["kind"] == "nth_weekday"]
    assert [row["details"] for row in rows] == [{"n": 1, "weekday": "tue"}]


async def test_what_loans_and_holds_name_stays(desk: Desk, town: Town) -> None:
    for name in ("branch", "material_type", "code_label"):
        desk.edit(name, lambda rows: rows[:1])
    done = await desk.bring()

    assert not done.changes
    async with desk.library.db.reading() as conn:
        assert len((await load_masters(conn)).branches) == 10


async def test_a_rule_that_this_program_does_not_know_is_left_alone(desk: Desk, town: Town) -> None:
    async with desk.library.db.transaction() as conn:
        newer = {"name": "of_a_newer_version", "valid_from": date(2026, 1, 1), "value": {"a": [1]}}
        await conn.execute(insert(circulation_rule).values(newer))
    done = await desk.bring()

    assert not done.changes
    rows = {row["name"]: row["value"] for row in await town.all_rows(circulation_rule)}
    assert rows["of_a_newer_version"] == {"a": [1]}


async def test_a_check_tells_what_would_be_changed_and_changes_nothing(desk: Desk, town: Town) -> None:
    desk.edit("branch", changed({"code": "chuo"}, name="中央新館"))
    done = await desk.check()

    assert done.counts["branch"] == RowCounts(0, 1, 9)
    assert await desk.version() == 1
    assert await town.acts() == []


@pytest.mark.parametrize("role", [Role.COUNTER, Role.PHONE])
async def test_only_supervisors_change_masters(desk: Desk, role: Role) -> None:
    desk.edit("branch", changed({"code": "chuo"}, name="中央新館"))
    with pytest.raises(NotPermitted):
        await desk.bring(StaffMember("clerk", "窓口", role))
    assert (await desk.check()).counts["branch"].changed == 1


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)  # nothing of it is the database's
@pytest.mark.parametrize(
    ("name", "change", "column", "cause"),
    [
        ("branch", changed({"code": "chuo"}, kind="castle"), "kind", Cause.NOT_A_CODE),
        ("branch", changed({"code": "chuo"}, position="first"), "position", Cause.NOT_A_NUMBER),
        ("branch", changed({"code": "chuo"}, name=""), "name", Cause.EMPTY),
        ("branch", changed({"code": "chuo"}, short_name="館" * 33), "short_name", Cause.TOO_LONG),
        ("branch", changed({"code": "maekawa"}, code="chuo"), "code", Cause.TWICE),
        ("material_type", changed({"code": "book"}, loan_class="stone"), "loan_class", Cause.NOT_A_CODE),
        ("code_label", changed({"code": "by_patron"}, kind="colour"), "kind", Cause.NOT_A_CODE),
        ("code_label", changed({"code": "by_patron"}, ends="maybe"), "ends", Cause.NOT_A_FLAG),
        (
            "mobile_stop",
            added(code="s1", branch="chuo", name="x", position="1", active="1"),
            "branch",
            Cause.STOP_NOT_MOBILE,
        ),
        (
            "mobile_stop",
            added(code="s1", branch="moon", name="x", position="1", active="1"),
            "branch",
            Cause.UNKNOWN,
        ),
        (
            "closed_day",
            added(branch="chuo", day="2026/12/1", open="1", special="1", note=""),
            "open special",
            Cause.NOT_TOGETHER,
        ),
        (
            "closed_day",
            added(branch="chuo", day="12月1日", open="0", special="1", note=""),
            "day",
            Cause.NOT_A_DAY,
        ),
        (
            "closed_day",
            added(branch="chuo", day="3000/1/1", open="0", special="1", note=""),
            "day",
            Cause.DAY_TOO_FAR,
        ),
        ("public_holiday", changed({"name": "元日"}, day="1899-12-31"), "day", Cause.DAY_TOO_FAR),
        ("public_holiday", changed({"name": "元日"}, day="infinity"), "day", Cause.NOT_A_DAY),
        (
            "circulation_rule",
            changed({"name": "loan_days"}, valid_from="10000-01-01"),
            "valid_from",
            Cause.NOT_A_DAY,
        ),
        (
            "circulation_rule",
            changed({"name": "loan_days"}, value="1" + "0" * 5000),
            "value",
            Cause.NOT_A_NUMBER,
        ),
        ("circulation_rule", changed({"name": "loan_days"}, value="１４"), "value", Cause.NOT_A_NUMBER),
        (
            "circulation_rule",
            changed({"name": "library_name"}, value="\u202e図書館"),
            "value",
            Cause.CONTROL_CHARACTER,
        ),
        (
            "closing_rule",
            changed({"branch": "chuo", "kind": "nth_weekday"}, when="6 fri"),
            "when",
            Cause.CLOSING_WHEN,
        ),
        (
            "closing_rule",
            changed({"branch": "chuo", "kind": "nth_weekday"}, kind="daily"),
            "kind",
            Cause.NOT_A_CODE,
        ),
        ("circulation_rule", changed({"name": "loan_days"}, value="0"), "value", Cause.OUT_OF_RANGE),
        ("circulation_rule", changed({"name": "loan_days"}, name="lone_days"), "name", Cause.RULE_UNKNOWN),
        ("public_holiday", changed({"name": "元日"}, day="2026-02-30"), "day", Cause.NOT_A_DAY),
    ],
)
async def test_every_fault_is_told_and_nothing_is_changed(
    desk: Desk, name: str, change: Change, column: str, cause: Cause
) -> None:
    desk.edit("circulation_rule", changed({"name": "renewal_days"}, value="7"))
    desk.edit(name, change)
    told = await desk.told()

    assert {(fault.file, fault.column, fault.cause) for fault in told} == {(f"{name}.csv", column, cause)}
    assert all(fault.line > 1 for fault in told)
    assert await desk.version() == 1


async def test_faults_of_files_and_headers(desk: Desk) -> None:
    (desk.folder / "holidays.csv").write_bytes(b"day,name\n")
    (desk.folder / "branch.csv").write_bytes(b"code,name\nchuo,x\n")
    (desk.folder / "closed_day.csv").write_bytes(b"branch,day,open,special,note\nchuo,2026-12-01\n")
    told = await desk.told()

    assert [(fault.file, fault.line, fault.column, fault.cause) for fault in told] == [
        ("holidays.csv", 0, "", Cause.TABLE_UNKNOWN),
        ("branch.csv", 1, "short_name", Cause.COLUMN_MISSING),
        ("branch.csv", 1, "kind", Cause.COLUMN_MISSING),
        ("branch.csv", 1, "position", Cause.COLUMN_MISSING),
        ("closed_day.csv", 2, "", Cause.CELL_COUNT),
    ]


async def test_a_file_that_a_spreadsheet_saved_in_shift_jis_is_told_once(desk: Desk) -> None:
    for name in ("branch", "public_holiday"):
        path = desk.folder / f"{name}.csv"
        path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp932"))

    told = await desk.told()
    assert [(it.file, it.line, it.column, it.cause) for it in told] == [
        ("branch.csv", 2, "name", Cause.NOT_UTF8),
        ("public_holiday.csv", 2, "name", Cause.NOT_UTF8),
    ]


async def test_only_the_files_that_are_there_count(desk: Desk, town: Town) -> None:
    for path in desk.folder.iterdir():
        if path.name != "branch.csv":
            path.unlink()
    desk.edit("branch", changed({"code": "chuo"}, name="中央新館"))
    done = await desk.bring()

    assert done.counts == {"branch": RowCounts(0, 1, 9)}
    async with desk.library.db.reading() as conn:
        masters = await load_masters(conn)
    assert masters.branches[1].name == "中央新館"
    assert not masters.calendar(1).is_open(date(2026, 11, 20))


async def test_stops_go_out_as_codes(desk: Desk, town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    await export_masters(desk.library.db, folder)

    text = (folder / "mobile_stop.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "s1,aozora,テスト停留所,1,true"
    assert len(await town.all_rows(mobile_stop)) == 1


async def test_nothing_is_overwritten_and_nothing_read_from_nowhere(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FolderNotEmpty):
        await export_masters(desk.library.db, desk.folder)
    with pytest.raises(FolderUnreadable):
        await check_masters(desk.library.db, tmp_path / "nowhere")


async def test_a_second_import_after_a_first_changes_nothing_more(desk: Desk, town: Town) -> None:
    desk.edit("circulation_rule", changed({"name": "loan_limits"}, value="language=3 book=10 av=5"))
    assert (await desk.bring()).counts["circulation_rule"].changed == 1
    assert not (await desk.bring()).changes
    assert [record["sequence"] for record in await town.acts()] == [1]


async def test_what_cannot_be_read_goes_out_and_a_file_mends_it(library: Library, tmp_path: Path) -> None:
    as_json = "CAST(:value AS json)" if library.db.dialect == "postgresql" else ":value"
    async with library.db.transaction() as conn:
        for name, value in (
            ("loan_days", "1" + "0" * 5000),
            ("renewal_days", '"two weeks"'),
            ("lock_minutes", "[1]"),
        ):
            rule = f"UPDATE circulation_rule SET value = {as_json} WHERE name = '{name}'"
            await conn.execute(text(rule), {"value": value})
        await conn.execute(text("UPDATE closing_rule SET kind = 'sometimes' WHERE id = 1"))
        await conn.execute(text("INSERT INTO wording VALUES ('slip.ja.title', '2026-01-01', '{place}')"))
    desk = Desk(library, tmp_path / "masters")
    await export_masters(library.db, desk.folder)
    assert [(it.file, it.column, it.cause) for it in await desk.told()] == [
        ("closing_rule.csv", "kind", Cause.NOT_A_CODE),
        ("circulation_rule.csv", "value", Cause.NOT_A_NUMBER),
        ("circulation_rule.csv", "value", Cause.NOT_A_NUMBER),
        ("circulation_rule.csv", "value", Cause.NOT_A_NUMBER),
        ("wording.csv", "text", Cause.PLACE_UNKNOWN),
    ]
    for name in ("loan_days", "renewal_days", "lock_minutes"):
        desk.edit("circulation_rule", changed({"name": name}, value="21"))
    desk.edit("closing_rule", without(kind="sometimes"))
    desk.edit("wording", without(name="slip.ja.title"))
    assert not (await desk.bring()).faults
    async with library.db.reading() as conn:
        masters = await load_masters(conn)
    assert masters.unreadable == ()
    policy = masters.policy
    assert (policy.loan_days, policy.renewal_days, policy.lock_minutes) == (21, 21, 21)
