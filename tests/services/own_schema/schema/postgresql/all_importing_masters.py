"""A supervisor's import of masters goes by functions: written as before, and bounded for a stolen login."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.contract.act_requests import new_act_id
from services.contract.errors import OutcomeUnknown
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import masters_version
from services.own_schema.library import open_library
from services.own_schema.masters.master_statements import REMOVABLE, WRITTEN, row_statements
from services.own_schema.masters.master_writing import _given  # the statements that SQLite runs
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.master_files import export_masters, import_masters
from services.own_schema.transfer.master_tables import MASTERS
from tests.helpers.city import City
from tests.helpers.patrons import Town
from tests.helpers.proxy import Way, proxied
from tests.helpers.unfit_cells import GOOD
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, Connect, not_granted, refused
from tests.services.own_schema.transfer.all_master_files import CHIEF, Desk, added, changed, without

FACTS = "SELECT masters, mark FROM madoguchi_masters_to_import()"
IMPORT = "SELECT came, masters, mark FROM madoguchi_import_masters($1, $2::jsonb, $3::jsonb, $4)"
HOLIDAY = {"change": "public_holiday_inserted", "day": "2030-02-02", "name": "休み"}
NO_SUCH = "a change is one of those that there are"
COULD_NOT = "madoguchi: the call could not be carried out"


def edit(desk: Desk) -> None:
    """Do something of every kind to every table."""
    desk.edit("branch", changed({"code": "chuo"}, name="中央新館"))
    desk.edit("branch", added(code="new", name="新館", short_name="新", kind="mobile", position="11"))
    desk.edit("mobile_stop", added(code="n1", branch="new", name="停留所", position="1", active="true"))
    desk.edit("closing_rule", without(branch="chuo", when="3 fri"))
    yearly = {"branch": "new", "kind": "yearly", "valid_from": "2026-01-01", "when": "12/29 - 1/4"}
    desk.edit("closing_rule", added(**yearly))
    desk.edit("closed_day", added(branch="new", day="2026/12/1", open="FALSE", special="TRUE", note="整理"))
    desk.edit("public_holiday", changed({"name": "元日"}, name="正月"))
    desk.edit("material_type", changed({"code": "book"}, name="ほん"))
    desk.edit("code_label", changed({"code": "by_patron"}, label="本人"))
    desk.edit("circulation_rule", changed({"name": "loan_limits"}, value="language=3 book=10 av=5"))
    desk.edit("circulation_rule", changed({"name": "initial_password_days"}, value=""))
    desk.edit("wording", added(name="slip.ja.title", valid_from="2027-04-01", text="新しい題"))


async def rows_of(town: Town) -> dict[str, list[str]]:
    """Read all rows of all masters, whatever order they come in."""
    return {
        it.name: sorted(str(sorted(row.items())) for row in await town.all_rows(it))
        for it in (*WRITTEN, masters_version)
    }


def test_rows_go_from_tables_that_nothing_refers_to_alone() -> None:
    assert {table_format.table for table_format in MASTERS} == set(WRITTEN)
    referred = {key.column.table for table in WRITTEN for key in table.foreign_keys}
    assert not referred & set(REMOVABLE)
    assert {table_format.name for table_format in MASTERS if table_format.whole} == {
        it.name for it in REMOVABLE
    }
    kinds = set(row_statements(_given))
    assert kinds == {f"{it.name}_{what}" for it in WRITTEN for what in ("inserted", "changed")} | {
        f"{it.name}_removed" for it in REMOVABLE
    }


async def test_rows_and_record_are_those_of_a_file(
    city: City, sqlite_url: str, cheap_hasher: PasswordHasher, tmp_path: Path
) -> None:
    async with (
        city.open("supervisor") as own,
        open_library(sqlite_url, hasher=cheap_hasher) as in_file,
    ):
        in_town = await Town.found(in_file.db)
        made = []
        for library, who, town in (
            (own, city.actor("supervisor").staff, city.town),
            (in_file, CHIEF, in_town),
        ):
            desk = Desk(library, tmp_path / who.id)
            await export_masters(library.db, desk.folder)
            edit(desk)
            done = await import_masters(library.db, desk.folder, who, 1)
            assert not done.faults
            assert not (await import_masters(library.db, desk.folder, who, 1)).changes
            (record,) = await town.acts()
            its_own = {"id", "at", "staff_id", "hash"}
            made.append(
                (done.counts, await rows_of(town), {n: v for n, v in record.items() if n not in its_own})
            )
    assert made[0] == made[1]
    assert made[0][0]["closing_rule"] == RowCounts(1, 0, 28, 1)
    assert made[0][2]["details"]["circulation_rule_changed"] == 2
    assert (await verify(city.library.db)).findings == ()


@dataclass(frozen=True)
class Thief:
    """A supervisor's stolen login that calls as it likes, and what it has to leave as it is."""

    city: City
    conn: asyncpg.Connection
    before: dict[str, list[str]]

    async def mark(self) -> str:
        return str(await self.conn.fetchval(FACTS, column=1))

    async def came(self, *values: object) -> str:
        return str(await self.conn.fetchval(IMPORT, *values))

    async def values(self, changes: object, **others: Any) -> tuple[Any, ...]:
        made = {"id": new_act_id(), "branch": 1, "workstation": "w", **others.pop("made", {})}
        by = others.pop("by", self.city.names["supervisor"])
        seen = others.pop("seen", None) or await self.mark()
        return by, json.dumps(made), None if changes is None else json.dumps(changes), seen

    async def call(self, changes: object, **others: Any) -> asyncpg.Record:
        row = await self.conn.fetchrow(IMPORT, *await self.values(changes, **others))
        assert row is not None
        return row

    async def refused(self, changes: object, **others: Any) -> str:
        with pytest.raises(asyncpg.PostgresError) as caught:
            await self.call(changes, **others)
        assert (caught.value.detail, caught.value.hint) == (None, None)
        assert await self.is_as_before()
        return str(caught.value.message)

    async def is_as_before(self) -> bool:
        return await rows_of(self.city.town) == self.before and await self.city.town.acts() == []


@pytest.fixture
async def thief(city: City, connect: Connect) -> Thief:
    return Thief(city, await connect("supervisor"), await rows_of(city.town))


async def test_who_is_no_supervisor_may_not_call(city: City, thief: Thief, connect: Connect) -> None:
    values = await thief.values([HOLIDAY])
    for who in ("counter", "phone", "worker", "portal"):
        conn = await connect(who)
        await not_granted(conn, FACTS)
        await not_granted(conn, IMPORT, *values)
        await not_granted(conn, IMPORT, city.names[who], *values[1:])
    assert await thief.is_as_before()


async def test_an_import_is_done_once_and_by_who_calls(city: City, thief: Thief) -> None:
    other = city.names["counter"]
    for by in (other, None):
        assert (
            await thief.refused([HOLIDAY], by=by) == "madoguchi: a record stands in the name of who makes it"
        )
    wanted = await thief.values([HOLIDAY])
    assert await thief.came(*wanted) == "done"
    for _ in range(2):
        assert [tuple(row) for row in await thief.conn.fetch(IMPORT, *wanted)] == [("repeated", None, None)]
    (record,) = await city.town.acts()
    assert record["details"] == {"public_holiday_inserted": 1}
    assert (record["branch_id"], record["workstation"], record["channel"]) == (1, "w", "counter")
    assert len((await rows_of(city.town))["public_holiday"]) == len(thief.before["public_holiday"]) + 1
    assert (await verify(city.library.db)).findings == ()


async def test_the_id_of_another_act_is_not_taken(city: City, thief: Thief) -> None:
    admin = await city.connect()
    taken = (
        "INSERT INTO act VALUES ($1, now(), $2, 1, 'w', 'counter', NULL, $3, NULL, NULL, 'done', '{}', 0, '')"
    )
    ids = {who: new_act_id() for who in ("supervisor", "counter")}
    for who, act_id in ids.items():
        await admin.execute(taken, act_id, city.names[who], "own_password.change")
    await admin.close()
    said = []
    for act_id in ids.values():
        with pytest.raises(asyncpg.PostgresError) as caught:
            await thief.call([HOLIDAY], made={"id": act_id})
        said.append((caught.value.sqlstate, caught.value.message, caught.value.detail))
    assert said == [
        ("42501", "madoguchi: an act id belongs to one request", None),
        ("23505", COULD_NOT, None),
    ]
    assert await rows_of(city.town) == thief.before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param([{"change": "act_inserted"}], NO_SUCH, id="another-table"),
        pytest.param([{"change": "staff_changed", "id": "x", "role": "supervisor"}], NO_SUCH, id="staff"),
        pytest.param([{"change": "branch_removed", "id": 1}], NO_SUCH, id="branch-removed"),
        pytest.param([{"change": "mobile_stop_removed", "id": 1}], NO_SUCH, id="stop-removed"),
        pytest.param([{"change": "material_type_removed", "id": 1}], NO_SUCH, id="type-removed"),
        pytest.param(
            [{"change": "code_label_removed", "kind": "x", "code": "x"}], NO_SUCH, id="code-removed"
        ),
        pytest.param([{"change": "masters_version_changed", "version": 1}], NO_SUCH, id="version"),
        pytest.param([{"change": "clock_offset_inserted", "id": 1, "seconds": 1}], NO_SUCH, id="clock"),
        pytest.param([{"change": None}], NO_SUCH, id="null"),
        pytest.param([{}], NO_SUCH, id="nothing"),
        pytest.param([["branch_inserted"]], NO_SUCH, id="a-list"),
        pytest.param(["branch_inserted"], NO_SUCH, id="a-text"),
        pytest.param([HOLIDAY, {"change": "x'; DELETE FROM act; --"}], NO_SUCH, id="sql"),
        pytest.param(None, "an import changes rows, and no more than masters have", id="no-changes"),
        pytest.param([], "an import changes rows, and no more than masters have", id="none"),
        pytest.param(HOLIDAY, "an import changes rows, and no more than masters have", id="an-object"),
        pytest.param([{}] * 200_001, "an import changes rows, and no more than masters have", id="too-many"),
        pytest.param(
            [{"change": "public_holiday_removed", "day": "2030-02-02"}],
            "a change finds its row",
            id="no-row",
        ),
        pytest.param(
            [{**GOOD["branch"], "change": "branch_changed", "id": None}], "a change finds its row", id="no-id"
        ),
    ],
)
async def test_nothing_is_written_but_masters(thief: Thief, changes: object, said: str) -> None:
    assert await thief.refused(changes) == f"madoguchi: {said}"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([{**HOLIDAY, "day": "3000-01-01"}], id="bound"),
        pytest.param([HOLIDAY, {**HOLIDAY, "day": "2030-02-03", "name": "a\nb"}], id="second-row"),
        pytest.param([{**HOLIDAY, "day": "infinity"}], id="infinity"),
        pytest.param([{**HOLIDAY, "day": [1]}], id="list"),
        pytest.param([{**HOLIDAY, "day": {"a": 1}}], id="object"),
        pytest.param([{**HOLIDAY, "name": None}], id="null"),
        pytest.param([{**HOLIDAY, "name": "長" * 65}], id="long"),
        pytest.param([HOLIDAY, HOLIDAY], id="twice"),
        pytest.param(
            [
                {
                    "change": "circulation_rule_changed",
                    "name": "loan_days",
                    "valid_from": "2000-01-01",
                    "value": "[" * 99,
                }
            ],
            id="json",
        ),
        pytest.param([{"change": "branch_changed", "id": "1; DROP TABLE act", "name": "x"}], id="sql"),
        pytest.param([{"change": "branch_changed", "id": 1, "code": "x"}], id="half-a-row"),
        pytest.param(
            [
                {
                    "change": "mobile_stop_inserted",
                    "branch": "moon",
                    "code": "x",
                    "name": "x",
                    "position": 1,
                    "active": True,
                }
            ],
            id="no-branch",
        ),
        pytest.param(
            [
                {
                    "change": "wording_inserted",
                    "name": "slip.ja.title",
                    "valid_from": "2026-01-01",
                    "text": "{no}",
                }
            ],
            id="wording",
        ),
    ],
)
async def test_a_row_that_breaks_a_rule_is_told_without_it(thief: Thief, changes: object) -> None:
    assert await thief.refused(changes) in {COULD_NOT, WITHIN}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        *(({name: None}, WITHIN) for name in ("id", "branch", "workstation")),
        ({"branch": "x"}, WITHIN),
        ({"branch": 999}, "madoguchi: a record says at which branch"),
    ],
)
async def test_a_record_says_where_it_was_made(thief: Thief, made: dict[str, object], said: str) -> None:
    assert await thief.refused([HOLIDAY], made=made) == said


@pytest.mark.parametrize("seen", [None, "", "0" * 64])
async def test_who_has_not_seen_the_masters_gets_them(thief: Thief, seen: str | None) -> None:
    values = (*(await thief.values([HOLIDAY]))[:3], seen)
    (row,) = await thief.conn.fetch(IMPORT, *values)
    assert (row["came"], row["mark"]) == ("again", await thief.mark())
    assert json.loads(row["masters"])["branch"]
    assert await thief.is_as_before()


async def test_what_a_record_says_of_itself_is_the_databases(city: City, thief: Thief) -> None:
    claims = {
        "verb": "suspension.lift",
        "details": {"x": 1},
        "at": "2000-01-01",
        "staff_id": "x",
        "outcome": "x",
    }
    await thief.conn.execute(";".join(SETTINGS))
    assert (await thief.call([HOLIDAY], made=claims))["came"] == "done"
    (record,) = await city.town.acts()
    assert (record["verb"], record["outcome"], record["staff_id"]) == (
        "masters.import",
        "done",
        city.names["supervisor"],
    )
    assert record["details"] == {"public_holiday_inserted": 1}
    assert (await verify(city.library.db)).findings == ()


async def test_a_transaction_of_ones_own_takes_back_rows_and_record_alike(city: City, thief: Thief) -> None:
    values = await thief.values([HOLIDAY])
    for begin, end in (("BEGIN", "ROLLBACK"), ("BEGIN; SAVEPOINT s", "ROLLBACK TO s; COMMIT")):
        await thief.conn.execute(begin)
        assert await thief.came(*values) == "done"
        await thief.conn.execute(end)
        assert await thief.is_as_before()
    await thief.conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    assert await refused(thief.conn, IMPORT, *values) == "a call wants READ COMMITTED"
    await thief.conn.execute("ROLLBACK")
    await thief.conn.execute("BEGIN; SET CONSTRAINTS ALL IMMEDIATE")
    assert await thief.came(*values) == "done"
    await thief.conn.execute("COMMIT")
    assert len(await city.town.acts()) == 1


async def test_two_imports_at_once_are_made_on_what_is_there(city: City, tmp_path: Path) -> None:
    member = city.actor("supervisor").staff
    async with city.open("supervisor") as library:
        folders = [Desk(library, tmp_path / name) for name in "ab"]
        for place, desk in enumerate(folders):
            await export_masters(library.db, desk.folder)
            for path in desk.folder.iterdir():
                if path.name != "public_holiday.csv":
                    path.unlink()
            desk.edit("public_holiday", added(day=f"2030/2/{place + 1}", name="休み"))
        done = await asyncio.gather(*(import_masters(library.db, desk.folder, member, 1) for desk in folders))
    # Whoever comes second finds the first one's row, which isn't in its own file, and takes it away.
    assert sorted(it.counts["public_holiday"].removed for it in done) == [0, 1]
    assert [it["sequence"] for it in await city.town.acts()] == [1, 2]
    (version,) = await city.town.all_rows(masters_version)
    assert version["version"] == 3


async def test_an_import_takes_two_round_trips_and_a_lost_answer_is_unknown(
    city: City, tmp_path: Path
) -> None:
    member = city.actor("supervisor").staff
    async with (
        proxied(city.url_of("supervisor")) as (proxy, url),
        open_library(url, hasher=city.hasher) as library,
    ):
        desk = Desk(library, tmp_path / "masters")
        await export_masters(library.db, desk.folder)
        turns = []
        for day in range(1, 4):
            desk.edit("public_holiday", added(day=f"2030/2/{day}", name="休み"))
            before = proxy.turns
            await import_masters(library.db, desk.folder, member, 1)
            turns.append(proxy.turns - before)
        assert turns[1:] == [2, 2]  # the first time its statements are prepared
        for way, acts in ((Way.TO_SERVER, 4), (Way.TO_CLIENT, 5)):
            desk.edit("public_holiday", added(day=f"2031/2/{acts}", name="休み"))
            proxy.cut_after(way, 0, turns=2)
            with pytest.raises(OutcomeUnknown):
                await import_masters(library.db, desk.folder, member, 1)
            again = await import_masters(library.db, desk.folder, member, 1)
            assert again.changes is (way is Way.TO_SERVER)
            assert len(await city.town.acts()) == acts
    assert (await verify(city.library.db)).findings == ()


async def test_rules_that_the_database_alone_breaks_are_told_without_the_row(
    city: City, tmp_path: Path
) -> None:
    async with city.open("supervisor") as library:
        desk = Desk(library, tmp_path / "masters")
        await export_masters(library.db, desk.folder)
        desk.edit("circulation_rule", changed({"name": "loan_days"}, value="0"))
        done = await import_masters(library.db, desk.folder, city.actor("supervisor").staff, 1)
    (fault,) = done.faults
    assert (fault.file, fault.column) == ("circulation_rule.csv", "value")
    assert fault.line > 1
    assert await city.town.acts() == []
