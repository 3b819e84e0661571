"""What docs/security.md says that a stolen login can and can't do, tried line by line.

Of the first table each login does what its cell says, leaves the record that it says, and is refused every way to what
it can't. Of the second, whose lines take servers of their own, each names the tests that try it.
"""

import ast
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import asyncpg
import pytest

from services.own_schema.database.tables import access_log, act
from services.rules.people.identity import CallerFacts
from services.rules.secret import Secret
from services.rules.vocabulary import Channel
from tests.helpers.city import City
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import MAY
from tests.services.own_schema.schema.postgresql import portal_scene, test_searches
from tests.services.own_schema.schema.postgresql.calling import Connect
from tests.services.own_schema.schema.postgresql.checks_scene import IDENTIFY
from tests.services.own_schema.schema.postgresql.trying_passwords_scene import LOOK, TRY
from tools.drawing import ROOT

LOGINS: Final = {
    "counter": "counter",
    "supervisor": "supervisor",
    "telephone": "phone",
    "worker": "worker",
    "portal": "portal",
    "circulation system": "circulation",
}
"""The columns, and as whom their logins are known here."""
CARD = "123456789"


@dataclass(frozen=True)
class Thief:
    """A stolen login, and the patron whom it is after."""

    city: City
    conn: asyncpg.Connection
    who: str
    own: portal_scene.Own
    right: str

    @property
    def name(self) -> str:
        return self.city.names[self.who]

    async def sends(self, script: str) -> None:
        """Send SQL, with what it is about in braces."""
        other = self.city.names["other"]
        await self.conn.execute(
            script.format(me=self.name, other=other, patron=self.own.patron_id, right=self.right)
        )

    async def records(self) -> int:
        """Count what stands on record in its name."""
        rows = [*await self.city.town.all_rows(access_log), *await self.city.town.all_rows(act)]
        return sum(row["staff_id"] == self.name for row in rows)


type Way = str | Callable[[Thief], Awaitable[None]]


@dataclass(frozen=True)
class Line:
    """How a line of the table is tried.

    Attributes:
        ways: to it, of each login that can.
        refused: what is refused to every login that can't, beside the others' ways.
    """

    ways: Mapping[str, Way] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


async def look(thief: Thief) -> None:
    row = await thief.conn.fetchrow(LOOK, CARD, thief.name, 1)
    assert row is not None
    assert row["record"] is not None


AGAIN = "CALL madoguchi_look(NULL, $1, true, $2, $3, 'w', 'read_again', NULL, NULL, NULL)"


async def check(thief: Thief) -> None:
    await thief.conn.fetchrow(AGAIN, thief.own.patron_id, thief.name, 1)
    row = await thief.conn.fetchrow(
        IDENTIFY, thief.own.patron_id, "カワグチハナコ", None, "0480000001", thief.name, 1, "w"
    )
    assert row is not None
    assert row["everything"] is not None


async def search(thief: Thief) -> None:
    assert await thief.conn.fetchval(test_searches.SEARCH, *test_searches.NAMES, thief.name, 1)


async def try_password(thief: Thief) -> None:
    await look(thief)
    assert await thief.conn.fetchval(TRY, thief.own.patron_id, 1, thief.right)


async def log_in(thief: Thief) -> None:
    await portal_scene.logged_in(thief.conn, CARD, thief.right)


async def change_password(thief: Thief) -> None:
    another = thief.city.hasher.hash_now(Secret("Kingyo2027"))
    await thief.conn.execute(portal_scene.CHANGE, thief.own.token, another)


async def import_masters(thief: Thief) -> None:
    made = {"id": "0199aaaa-masters", "branch": 1, "workstation": "w"}
    holiday = {"change": "public_holiday_inserted", "day": "2030-02-02", "name": "休み"}
    mark = await thief.conn.fetchval("SELECT mark FROM madoguchi_masters_to_import()")
    values = (thief.name, json.dumps(made), json.dumps([holiday]), mark)
    call = "SELECT came FROM madoguchi_import_masters($1, $2::jsonb, $3::jsonb, $4)"
    assert await thief.conn.fetchval(call, *values) == "done"


async def issue(thief: Thief) -> None:
    await _do(thief, "password.issue")


async def act_of_its_own(thief: Thief) -> None:
    await _do(thief, next(it.verb for it in EVERY_ACT if MAY[it.verb, thief.who] != "-"))


async def _do(thief: Thief, verb: str) -> None:
    (staged_act, *_) = (it for it in EVERY_ACT if it.verb == verb)
    staged = await staged_act.staged(thief.city.town, thief.city.library)
    on_phone = thief.who == "phone"
    actor = thief.city.actor(thief.who, Channel.PHONE if on_phone else Channel.COUNTER)
    async with thief.city.open(thief.who) as library:
        await library.backend.look_ups.by_card(staged.card, actor)
        if on_phone:
            await library.backend.identity.check(staged.patron_id, CallerFacts(birth_date="S55.4.2"), actor)
        await staged_act.done(library, staged_act.ordered(staged, actor))


BY_DESK: Final[frozenset[Way]] = frozenset({issue, act_of_its_own})
"""Ways that the library's own desk goes, which knows staff alone: what another login sends instead is refused below."""
_ISSUE = (
    """SELECT madoguchi_carry_out({patron}, '{me}', '{{"id": "a", "verb": "password.issue", "channel": "counter"}}',"""
    """ '[{{"change": "SetPassword"}}]', 'x', '{{}}', NULL, NULL, NULL)"""
)
_PASSWORDS = "UPDATE password_credential SET hash = '{right}' WHERE patron_id = {patron}"
_SEARCHES = "SELECT id, name, address FROM patron WHERE name LIKE '川口%'"
_LOCK = "BEGIN; LOCK TABLE hold; ROLLBACK"
TRIED: Final[Mapping[str, Line]] = {
    "touches a table": Line(
        {"circulation": "UPDATE patron SET email = 'neu@example.jp' WHERE id = {patron}"},
        ("SELECT * FROM patron", "INSERT INTO patron (name) VALUES ('x')", "DELETE FROM hold", "TABLE act"),
    ),
    "reads a patron": Line(
        {
            "counter": look,
            "supervisor": look,
            "phone": check,
            "worker": "SELECT * FROM madoguchi_stale_names(100); SELECT * FROM madoguchi_claim_mail()",
            "circulation": "SELECT name, birth_date, address FROM patron",
        },
        (
            "SELECT madoguchi_read_patron({patron}, false, '{me}', 'w')",
            "SELECT madoguchi_whole_patron({patron})",
            "SELECT madoguchi_facts({patron}, '{me}', 'w', 'a', '{{}}', NULL, NULL, NULL)",
        ),
    ),
    "finds patrons by name": Line(
        {"counter": search, "supervisor": search, "circulation": _SEARCHES},
    ),
    "changes what patrons have": Line(
        {
            "counter": act_of_its_own,
            "supervisor": act_of_its_own,
            "phone": act_of_its_own,
            "worker": "SELECT madoguchi_clear('hold_wait_over')",
            "circulation": "UPDATE patron SET phone = '048-000-0009' WHERE id = {patron}",
        },
        (
            _ISSUE,
            "SELECT madoguchi_do_loan_renew('{{}}', '{{}}', '[]', {patron}, '{me}', now(), now()::date, false)",
        ),
    ),
    "gives a patron a password": Line(
        {"counter": issue, "supervisor": issue, "portal": change_password},
        (_PASSWORDS, _ISSUE, "SELECT madoguchi_portal_change_password('x', '{right}')"),
    ),
    "has a password compared": Line(
        {"counter": try_password, "supervisor": try_password, "portal": log_in},
        (
            "SELECT madoguchi_note_password_try({patron}, 1, '{right}')",
            "SELECT madoguchi_password_outcome(1)",
            "SELECT madoguchi_log_in_outcome(1)",
        ),
    ),
    "reads a password's hash, or what a caller said": Line(
        refused=(
            "SELECT hash FROM password_credential",
            "SELECT kana FROM madoguchi.told",
            "SELECT made FROM madoguchi.tried",
            "SELECT told FROM madoguchi.portal_try",
            "SELECT token_hash FROM madoguchi.portal_session",
        )
    ),
    "changes masters": Line(
        {"supervisor": import_masters},
        (
            "UPDATE circulation_rule SET value = '1'",
            "DELETE FROM public_holiday",
            "SELECT madoguchi_import_masters('{me}', '{{}}', '[]', 'x')",
        ),
    ),
    "writes or changes a record but by doing what it tells": Line(
        refused=(
            "INSERT INTO act (id, verb) VALUES ('x', 'y')",
            "UPDATE act SET verb = 'x'",
            "DELETE FROM access_log",
            "UPDATE access_log SET patron_id = NULL",
            "UPDATE identity_check SET outcome = 'passed'",
            "DELETE FROM chain_seal",
            "SELECT madoguchi_act_time(now(), now(), '1 day', now())",
        )
    ),
    "changes accounts, rights or another's password": Line(
        refused=(
            "UPDATE staff SET role = 'supervisor'",
            "SELECT madoguchi_disable('{other}')",
            "SELECT madoguchi_put_in_group('{me}', 'madoguchi_supervisor')",
            "ALTER ROLE {other} PASSWORD 'x'",
            "ALTER ROLE {me} SUPERUSER",
            "GRANT madoguchi_owner TO {me}",
            "GRANT SELECT ON act TO {me}",
            "CREATE ROLE another LOGIN",
        )
    ),
    "locks a whole table": Line({"circulation": _LOCK}, ("BEGIN; LOCK TABLE act; ROLLBACK",)),
}
_FLOOD = "test_a_flood_of_any_login_is_told_in_few_words_and_heard_no_more_for_a_while"
D, P = "tests/services/own_schema/database", "tests/services/own_schema/schema/postgresql"
NAMED: Final = {
    "take every connection": (f"{P}/stopping/all_connections.py::test_nobody_takes_every_connection",),
    "fill the table of locks with locks of its own choice, or messages": (
        f"{P}/stopping/all_locks.py::test_nobody_fills_the_table_with_locks_of_ones_own_choice",
        f"{P}/all_administrator.py::test_what_a_superuser_alone_can_take_from_everybody_is_told_until_one_did",
    ),
    "fill it from another database of the server": (
        "tests/services/own_schema/diagnosis/all_stopping.py::test_databases_where_everybody_may_connect_are_named",
    ),
    "fill it by a few thousand savepoints, in each of which it writes": (
        f"{P}/stopping/all_locks.py::test_who_fills_it_by_savepoints_is_ended_on_the_servers_machine",
    ),
    "keep a patron from others' acts": (
        f"{P}/test_carry_out.py::test_a_call_that_is_left_hanging_keeps_nobody_from_looking",
    ),
    "spoil its own later sign-ins by settings in its role": (
        f"{D}/postgresql/test_role_settings.py::test_what_a_login_set_in_its_role_spoils_no_later_sign_in",
        "tests/services/own_schema/staff/all_login_limits.py::test_what_a_login_set_in_its_own_role_goes",
    ),
    "end connections": (f"{P}/all_stolen_logins.py::test_a_login_ends_its_own_connections_and_no_others",),
    "send notices": (f"{D}/change_feeds/all_change_feed.py::{_FLOOD}",),
    "stop acts by a full queue of notices": (
        f"{P}/stopping/all_notices.py::test_acts_go_on_while_the_queue_is_full_and_when_the_thief_is_gone",
        f"{P}/stopping/all_notices.py::test_worker_and_doctor_tell_who_keeps_it_full",
    ),
    "use up the server's memory, processor and disk by SQL of its own": (
        f"{P}/all_argument_bounds.py::test_two_megabytes_are_refused_before_anything_is_stored",
    ),
}


def lines_of(head: str) -> dict[str, list[str]]:
    """Read the table that begins with a line: the cells behind the first of each line, by the first."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = page.partition(f"{head}\n")[2].partition("\n\n")[0].splitlines()[1:]
    rows = ([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table)
    return {first: cells for first, *cells in rows}


LIBRARY = lines_of(f"| | {' | '.join(LOGINS)} |")
SERVER = lines_of("| | can it? |")


def test_each_line_is_tried() -> None:
    assert LIBRARY.keys() == TRIED.keys()
    assert SERVER.keys() == NAMED.keys()


@pytest.mark.parametrize("who", LOGINS.values())
@pytest.mark.parametrize("line", LIBRARY)
async def test_a_login_can_do_what_its_cell_says_and_no_other_way(
    city: City, connect: Connect, line: str, who: str
) -> None:
    tried, said = TRIED[line], dict(zip(LOGINS.values(), LIBRARY[line], strict=True))[who]
    own = await portal_scene.made(city, must_change=False)
    thief = Thief(
        city, await connect(who), who, own, (await portal_scene.the_credential(city, own.patron_id))["hash"]
    )
    assert (who in tried.ways) == (said != "no")
    before = await thief.records()
    if who in tried.ways:
        await goes(thief, tried.ways[who])
        if "record" in said and "recorded" not in said:
            assert (await thief.records() > before) == ("without" not in said)
        return
    if who == "phone":
        await check(thief)  # what it is refused isn't refused for want of a look
    for way in {*tried.ways.values(), *tried.refused} - BY_DESK:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await goes(thief, way)
        await thief.conn.execute("ROLLBACK")


async def goes(thief: Thief, way: Way) -> None:
    await (thief.sends(way) if isinstance(way, str) else way(thief))


@pytest.mark.parametrize("line", NAMED)
def test_what_a_line_names_is_there(line: str) -> None:
    assert NAMED[line]
    for test in NAMED[line]:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {
            it.name for it in tree.body if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef)
        }, test


@pytest.mark.parametrize("who", LOGINS.values())
async def test_a_login_ends_its_own_connections_and_no_others(city: City, connect: Connect, who: str) -> None:
    thief, its_own, other = await connect(who), await connect(who), await connect("other")
    end = "SELECT pg_terminate_backend($1)"
    assert await thief.fetchval(end, its_own.get_server_pid())
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await thief.fetchval(end, other.get_server_pid())
    assert await other.fetchval("SELECT 1") == 1
