"""Commands on a city's library: what an administrator does to logins, and what nobody else may."""

import asyncio
import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.errors import ServiceError, SystemLoginRefused
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.revision import REVISION
from services.own_schema.sign_in_postgresql import entered
from services.rules.secret import Secret
from tests.app.cli.conftest import Outcome, Run
from tests.helpers.administrators import administrators_database
from tests.helpers.apart import run_apart
from tests.helpers.city import PASSWORD, City, founded
from tests.helpers.postgres import Server

NEW = "a-new-long-password"
DONE = "up to date, with its roles and guards in force\n"
MAY_NOT = "madoguchi: このログインではできません。管理者のログインで実行してください。\n"
NO_SUPERVISOR = "madoguchi: このログインではできません。責任者の職員IDで実行してください。\n"


@pytest.fixture
async def at(city: City, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[City]:
    """A city whose administrator's address the environment names; logins that a test makes are dropped."""
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", city.url)
    before = await logins(city)
    yield city
    admin = await city.connect()
    for name in await logins(city) - before:
        await admin.execute(f"REVOKE ALL ON DATABASE {make_url(city.url).database} FROM {name}")
        await admin.execute(f"DROP ROLE {name}")
    await admin.close()


async def logins(city: City) -> set[str]:
    admin = await city.connect()
    rows = await admin.fetch("SELECT rolname FROM pg_roles WHERE rolcanlogin")
    await admin.close()
    return {row["rolname"] for row in rows}


def pipe(monkeypatch: pytest.MonkeyPatch, text: str = NEW) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


def name_in(city: City, who: str) -> str:
    """Give a new login a name that no other test's has."""
    return f"{who}_{city.names['counter'].partition('_')[2]}"


def signs_in(city: City, staff_id: str, password: str) -> str:
    async def attempt() -> str:
        try:
            async with entered(city.url, staff_id, Secret(password)) as came_in:
                return f"{came_in.member.name} {came_in.member.role.value}"
        except ServiceError as error:
            return type(error).__name__

    return run_apart(attempt())


def test_staff_are_opened_given_a_password_listed_and_closed(
    run: Run, at: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    aoki = name_in(at, "aoki")
    pipe(monkeypatch)
    add = ("staff", "add", aoki, "--role", "supervisor", "--name", "青木", "--branch", "中央図書館")
    assert run(*add, "--password-stdin").code == 0
    assert signs_in(at, aoki, NEW) == "青木 supervisor"

    pipe(monkeypatch, "another-long-one")
    assert run("staff", "password", aoki, "--password-stdin").code == 0
    assert signs_in(at, aoki, NEW) == "SignInFailed"
    assert signs_in(at, aoki, "another-long-one") == "青木 supervisor"

    assert run("staff", "disable", aoki).code == 0
    assert signs_in(at, aoki, "another-long-one") == "StaffDisabled"
    pipe(monkeypatch)
    assert "madoguchi staff enable" in run("staff", "password", aoki, "--password-stdin").err
    listed = {it["id"]: it for it in json.loads(run("staff", "list", "--json").out)}
    assert (listed[aoki]["disabled"], listed[at.names["counter"]]["disabled"]) == (True, False)
    assert f"{aoki}  " in run("staff", "list").out

    assert run("staff", "change", aoki, "--role", "phone", "--name", "青木 二") == Outcome(0, "", "")
    assert run("staff", "enable", aoki) == Outcome(0, "", "")
    assert signs_in(at, aoki, "another-long-one") == "青木 二 phone"
    assert run("staff", "change", aoki, "--role", "counter") == Outcome(0, "", "")
    assert signs_in(at, aoki, "another-long-one") == "青木 二 counter"
    assert run("audit", "verify").code == 0


def test_a_taken_id_and_an_unknown_one_are_told(run: Run, at: City, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch)
    add = ("staff", "add", "postgres", "--role", "counter", "--name", "n", "--branch", "chuo")
    assert "はもう使われています。" in run(*add, "--password-stdin").err
    assert "職員ID「nobody」はありません。" in run("staff", "disable", "nobody").err


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker", "portal", "circulation"])
def test_staff_and_services_open_and_close_nobody(
    run: Run, at: City, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", at.url_of(who))
    mine, other = name_in(at, "mine"), at.names["other"]
    for words in (
        ("staff", "add", mine, "--role", "supervisor", "--name", "n", "--branch", "chuo", "--password-stdin"),
        ("staff", "password", other, "--password-stdin"),
        ("staff", "disable", other),
        ("staff", "enable", other),
        ("staff", "change", other, "--role", "supervisor"),
        ("staff", "list"),
        ("db", "login", mine, "--group", "worker", "--password-stdin"),
        ("db", "login", at.names["portal"], "--disable"),
    ):
        pipe(monkeypatch)
        outcome = run(*words)
        assert (outcome.code, outcome.out, outcome.err) == (1, "", MAY_NOT), words
    assert signs_in(at, other, PASSWORD) == "窓口 係 counter"


async def test_an_upgrade_tells_who_is_connected_and_wants_to_be_told_again(
    run: Run, postgres: Server, cheap_hasher: PasswordHasher
) -> None:
    with postgres.library_to_break() as url:

        async def upgrade(*words: str) -> Outcome:
            return await asyncio.to_thread(run, "db", "upgrade", *words, "--database", url)

        assert await upgrade() == Outcome(0, DONE, "")
        async with founded(url, cheap_hasher) as city:
            portal = await city.connect("portal")
            async with city.open("counter"):
                told, done = await upgrade(), await upgrade("--now")
            await portal.close()
        assert (
            told.code,
            told.err.startswith("madoguchi: these are connected, and nothing was changed"),
        ) == (1, True)
        first, second = told.out.splitlines()
        assert first.startswith(f"{city.names['counter']}: madoguchi {REVISION}, 1 open since 20")
        assert second.startswith(f"{city.names['portal']}: says no name, 1 open since 20")
        assert (done.code, done.out.splitlines(keepends=True)[-1], done.err) == (0, DONE, "")
        assert await upgrade() == Outcome(0, DONE, "")


async def test_who_is_no_superuser_is_told_what_one_has_to_run(run: Run, at: City, postgres: Server) -> None:
    superuser = await at.connect()
    async with administrators_database(postgres, superuser) as url:

        async def db(command: str, at: str) -> Outcome:
            return await asyncio.to_thread(run, "db", command, "--database", at)

        for command in ("init", "upgrade"):
            outcome = await db(command, url)
            assert outcome.code == 0
            assert outcome.err.startswith("madoguchi: every login may still call ")
            assert outcome.err.endswith(": madoguchi db upgrade\n")
        of_superuser = make_url(at.url).set(database=make_url(url).database)
        assert await db("upgrade", of_superuser.render_as_string(hide_password=False)) == Outcome(0, DONE, "")
        assert await db("upgrade", url) == Outcome(0, DONE, "")
    await superuser.close()


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "EUC_JP"])
def test_a_database_that_keeps_no_unicode_is_refused_with_what_to_do(
    run: Run, postgres: Server, encoding: str
) -> None:
    with postgres.empty_database(f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0") as url:
        outcome = run("db", "init", "--database", url)
        assert run_apart(kept(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) == []
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"madoguchi: このデータベースの文字コードは {encoding} で、使えません。"
        "CREATE DATABASE の ENCODING 'UTF8' TEMPLATE template0 で、別のデータベースを作ってください。\n"
    )


@pytest.mark.parametrize("command", ["import", "export"])
def test_whole_tables_are_the_owners_to_bring_in_and_out(
    run: Run, at: City, tmp_path: Path, command: str
) -> None:
    """The circulation system writes its own columns only, and reads no question's text: files have them all."""
    folder = tmp_path / "files"
    folder.mkdir()
    if command == "import":
        (folder / "bib_record.tsv").write_text("id\ttitle\tmaterial_type\n1\t坊っちゃん\tbook\n")
    outcome = run(command, str(folder), "--database", at.url_of("circulation"))
    assert (outcome.code, outcome.err) == (1, MAY_NOT)
    assert run_apart(kept(at.url, "SELECT id FROM bib_record")) == []
    assert [it.name for it in folder.iterdir()] == (["bib_record.tsv"] if command == "import" else [])


def test_the_circulation_system_gets_a_login(run: Run, at: City, monkeypatch: pytest.MonkeyPatch) -> None:
    ils = name_in(at, "ils")
    pipe(monkeypatch)
    assert run("db", "login", ils, "--group", "circulation", "--password-stdin").out == "made\n"
    url = make_url(at.url).set(username=ils, password=NEW).render_as_string(hide_password=False)
    assert run_apart(kept(url, "SELECT id FROM loan")) == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        run_apart(kept(url, "SELECT id FROM act"))
    assert run("db", "login", ils, "--disable").code == 0
    assert not opens(url)


def test_an_address_with_a_wrong_password_is_told(run: Run, at: City) -> None:
    wrong = make_url(at.url_of("counter")).set(password="wrong").render_as_string(hide_password=False)
    outcome = run("staff", "list", "--database", wrong)

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("madoguchi: 図書館のシステムがこのログインを受け付けません。")


def test_a_password_file_keeps_the_password_out_of_the_address(
    run: Run, at: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make_url(at.url)
    plain = address._replace(password=None).render_as_string(hide_password=False)
    file = tmp_path / "pgpass"
    file.write_text(f"{address.host}:{address.port}:*:{address.username}:{address.password}\n")
    file.chmod(0o600)
    assert run("staff", "list", "--database", plain).code == 1

    monkeypatch.setenv("PGPASSFILE", str(file))
    outcome = run("staff", "list", "--database", plain)
    assert (outcome.code, outcome.err) == (0, "")
    assert at.names["supervisor"] in outcome.out


def test_services_get_a_login_a_new_password_and_their_end(
    run: Run, at: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = name_in(at, "night")

    def url(password: str) -> str:
        return make_url(at.url).set(username=night, password=password).render_as_string(hide_password=False)

    pipe(monkeypatch)
    outcome = run("db", "login", night, "--group", "worker", "--password-stdin")
    assert (outcome.code, outcome.out, outcome.err) == (0, "made\n", "")
    assert run("worker", "--once", "--database", url(NEW)).code == 0

    pipe(monkeypatch, "another-long-one")
    assert run("db", "login", night, "--group", "worker", "--password-stdin").out == "new password\n"
    assert opens(url("another-long-one"))
    assert not opens(url(NEW))

    pipe(monkeypatch)
    assert run("db", "login", night, "--group", "portal", "--password-stdin").code == 1
    assert run("db", "login", night, "--disable").code == 0
    assert not opens(url("another-long-one"))
    assert run("db", "login", night, "--disable").err == (
        f"madoguchi: no login of the worker's, the patrons' page's or the circulation system's: {night}\n"
    )


def opens(url: str) -> bool:
    async def attempt() -> bool:
        try:
            async with open_library(url):
                return True
        except SystemLoginRefused:
            return False

    return run_apart(attempt())


@pytest.mark.parametrize("who", ["counter", "supervisor"])
def test_a_staff_members_login_becomes_no_services(
    run: Run, at: City, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch)
    name = at.names[who]
    assert run("db", "login", name, "--group", "worker", "--password-stdin").code == 1
    assert run("db", "login", name, "--disable").code == 1
    assert signs_in(at, name, PASSWORD) == f"窓口 係 {who}"


@pytest.mark.parametrize("words", [("--group", "worker", "--password-stdin"), ("--disable",)])
def test_a_file_has_no_logins(run: Run, url: str, words: tuple[str, ...]) -> None:
    outcome = run("db", "login", "night", *words)
    assert (outcome.code, outcome.err) == (
        2,
        "madoguchi: a library in a file has no logins: db login is for PostgreSQL\n",
    )


def test_what_comes_next_is_told(run: Run, postgres: Server) -> None:
    with postgres.empty_database() as empty:
        outcome = run("db", "init", "--database", empty)
        again = run("db", "init", "--database", empty)
        assert run("db", "check", "--database", empty).out == "ok\n"
        assert "guards in force" in run("db", "upgrade", "--database", empty).out

    assert outcome.out.splitlines()[0] == "ready"
    assert "madoguchi staff add" in outcome.out
    assert "madoguchi db login" in outcome.out
    assert (again.code, again.out) == (1, "")


def test_masters_are_brought_in_under_the_supervisors_own_login(
    run: Run, at: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "masters"
    assert run("master", "export", str(folder)).code == 0
    branches = folder / "branch.csv"
    branches.write_bytes(branches.read_bytes().replace("中央図書館,中央".encode(), "中央新館,中央".encode()))
    rules = folder / "circulation_rule.csv"
    rules.write_bytes(rules.read_bytes() + b"loan_days,2027/4/1,21,\r\n")
    words_of_ours = folder / "wording.csv"
    words_of_ours.write_bytes(words_of_ours.read_bytes() + "slip.ja.title,2027/4/1,新しい題\r\n".encode())

    words = ("master", "import", str(folder), "--password-stdin", "--as")
    pipe(monkeypatch, PASSWORD)
    clerk = run(*words, at.names["counter"])
    assert (clerk.code, clerk.err) == (1, NO_SUPERVISOR)
    pipe(monkeypatch, "something-else")
    guess = run(*words, at.names["supervisor"])
    assert (guess.code, guess.out) == (1, "")
    assert guess.err.startswith("madoguchi: 職員IDかパスワードが違います。")

    pipe(monkeypatch, PASSWORD)
    outcome = run(*words, at.names["supervisor"])
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "branch: inserted 0, changed 1, unchanged 9"
    assert outcome.out.splitlines()[-1] == "wording: inserted 1, changed 0, unchanged 0"
    (act,) = run_apart(kept(at.url, "SELECT staff_id, verb, patron_id FROM act"))
    assert (act["staff_id"], act["verb"], act["patron_id"]) == (
        at.names["supervisor"],
        "masters.import",
        None,
    )
    assert run("audit", "verify").code == 0


def test_a_demo_on_a_server_opens_no_login_that_everybody_knows(run: Run, postgres: Server) -> None:
    with postgres.empty_database() as empty:
        before = run_apart(kept(empty, "SELECT rolname FROM pg_roles WHERE rolcanlogin"))
        outcome = run("demo-data", "--patrons", "120", "--database", empty)
        assert (outcome.code, outcome.err) == (0, "")
        assert "madoguchi staff add" in outcome.out
        assert run_apart(kept(empty, "SELECT id FROM staff")) == []
        assert len(run_apart(kept(empty, "SELECT id FROM patron"))) == 120
        assert run_apart(kept(empty, "SELECT rolname FROM pg_roles WHERE rolcanlogin")) == before


async def kept(url: str, query: str) -> list[asyncpg.Record]:
    conn = await asyncpg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    )
    try:
        return list(await conn.fetch(query))
    finally:
        await conn.close()
