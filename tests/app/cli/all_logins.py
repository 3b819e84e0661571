"""Every command with the login that it takes and with one that isn't enough."""

import argparse
import io
import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from app.cli.logins import Login
from app.cli.parser import build_parser
from services.contract.act_requests import ActRequest
from services.own_schema.database.tables import metadata
from services.own_schema.password_hashing import PasswordHasher
from tests.app.cli.conftest import FORMULAS, Outcome, Run
from tests.helpers.apart import run_apart
from tests.helpers.chains import record
from tests.helpers.city import PASSWORD, City, founded
from tests.helpers.patrons import CARD
from tests.helpers.postgres import Server

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
TOLD = {
    Login.ADMINISTRATOR: "madoguchi: このログインではできません。管理者のログインで実行してください。\n",
    Login.SUPERVISOR: "madoguchi: このログインではできません。責任者の職員IDで実行してください。\n",
    Login.WORKER: "madoguchi: このログインではできません。自動の作業(worker)か、管理者のログインで実行してください。\n",
}
EVERYBODY = ("counter", "phone", "supervisor", "worker", "portal")


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Walk the commands that do something."""
    groups = [it for it in vars(parser)["_actions"] if isinstance(it.choices, dict)]
    if not groups:
        yield parser
    for group in groups:
        for inner in group.choices.values():
            yield from commands(inner)


def login_of(parser: argparse.ArgumentParser) -> Login | None:
    login = parser.get_default("login")
    assert login is None or isinstance(login, Login)
    return login


LOGINS = {parser.prog.removeprefix("madoguchi "): login_of(parser) for parser in commands(build_parser())}


@pytest.fixture
async def closed(
    postgres: Server, cheap_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[City]:
    """A city with somebody in it, an act and a setting for mail."""
    with postgres.library_to_break() as url:
        async with founded(url, cheap_hasher) as city:
            patron_id = await city.town.patron(CARD)
            await record(city.library.db, ActRequest[None](actor=city.actor("counter"), patron_id=patron_id))
            yield city


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


async def rows(city: City) -> dict[str, list[str]]:
    """Read everything that a command might change, without what a look at the library leaves."""
    admin = await city.connect()
    found = {
        name: [str(tuple(row)) for row in await admin.fetch(f'SELECT * FROM "{name}" ORDER BY 1')]
        for name in sorted(metadata.tables)
    }
    found["logins"] = [
        str(tuple(row))
        for row in await admin.fetch("SELECT rolname, rolcanlogin, rolpassword FROM pg_authid ORDER BY 1")
    ]
    await admin.close()
    return found


def test_every_command_that_opens_a_library_says_which_login_it_takes() -> None:
    without = {name for name, login in LOGINS.items() if login is None}
    # the desk signs everybody in; a slip takes no library; a file has no logins, nor has one beside another system
    of_system = {"koha script", "ils password", "ils branches", "contract check", "contract example"}
    assert without == {"desk", "slip", "db backup", "db restore"} | of_system


@pytest.mark.parametrize("name", sorted(LOGINS))
def test_help_says_so(run: Run, name: str) -> None:
    login = LOGINS[name]
    said = " ".join(run(*name.split(), "--help").out.split())
    if login is None:
        assert "Login on PostgreSQL" not in said
    else:
        assert said.endswith(f"Login on PostgreSQL: {login.value}.")


def test_the_documents_say_so() -> None:
    page = OPERATIONS.read_text(encoding="utf-8")
    table = page[page.index("## Which login each command takes") :].split("\n\n")[2]
    told = {}
    for line in table.splitlines()[2:]:
        names, said = line.split("|")[1:3]
        for name in re.findall(r"`([a-z -]+)`", names):
            told[name] = said.strip()
    assert told == {name: login.value for name, login in LOGINS.items() if login is not None}


def words_of(name: str, city: City, folder: Path) -> tuple[str, ...]:
    """Give a command with what it needs, about nothing that another one of them is about."""
    new = f"new_{city.names['counter'].partition('_')[2]}"
    return {
        "db init": ("db", "init"),
        "db upgrade": ("db", "upgrade"),
        "db check": ("db", "check", "--json"),
        "db login": ("db", "login", new, "--group", "worker", "--password-stdin"),
        "demo-data": ("demo-data", "--patrons", "100"),
        "staff add": (
            *("staff", "add", new, "--role", "supervisor", "--name", "n", "--branch", "chuo"),
            "--password-stdin",
        ),
        "staff password": ("staff", "password", city.names["other"], "--password-stdin"),
        "staff change": ("staff", "change", city.names["other"], "--name", "n"),
        "staff enable": ("staff", "enable", city.names["other"]),
        "staff disable": ("staff", "disable", city.names["other"]),
        "staff list": ("staff", "list"),
        "worker": ("worker", "--once"),
        "audit verify": ("audit", "verify"),
        "audit seal": ("audit", "seal"),
        "import": ("import", str(folder / "tables")),
        "export": ("export", str(folder / "out")),
        "master export": ("master", "export", str(folder / "masters-out")),
        "master check": ("master", "check", str(folder / "masters")),
        "doctor": ("doctor", "--json"),
        "figures": ("figures", "--year", "2026", "--output", "-"),
    }[name]


def prepare(run: Run, city: City, folder: Path) -> None:
    """Make the folders that `import` and `master` read."""
    assert run("export", str(folder / "tables"), "--database", city.url).code == 0
    assert run("master", "export", str(folder / "masters"), "--database", city.url).code == 0
    patrons = folder / "tables" / "patron.tsv"
    patrons.write_text(patrons.read_text(encoding="utf-8").replace("川口", "川上"), encoding="utf-8")
    branches = folder / "masters" / "branch.csv"
    branches.write_bytes(branches.read_bytes().replace("中央図書館,中央".encode(), "中央新館,中央".encode()))


OF_ADMINISTRATORS = tuple(
    name
    for name, login in LOGINS.items()
    if login is Login.ADMINISTRATOR and name not in {"db init", "demo-data"}  # which make a library
)
OF_WORKERS = tuple(name for name, login in LOGINS.items() if login is Login.WORKER)
OF_ANYBODY = tuple(name for name, login in LOGINS.items() if login is Login.ANY)


def test_what_is_an_administrators(
    run: Run, closed: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(run, closed, tmp_path)
    before = run_apart(rows(closed))
    for name in OF_ADMINISTRATORS:
        for who in ("worker",) if name == "figures" else ("supervisor", "worker"):
            pipe(monkeypatch, PASSWORD)
            outcome = run(*words_of(name, closed, tmp_path), "--database", closed.url_of(who))
            assert outcome == Outcome(1, "", TOLD[Login.ADMINISTRATOR]), (name, who)
    assert run_apart(rows(closed)) == before
    assert not (tmp_path / "out").exists()
    for name in OF_ADMINISTRATORS:
        if name in {"db login", "staff add"}:
            continue  # which make logins of the server: tests/app/cli/all_on_postgresql.py
        pipe(monkeypatch, PASSWORD)
        outcome = run(*words_of(name, closed, tmp_path), "--database", closed.url)
        assert (outcome.code, outcome.err) == (0, FORMULAS if name == "export" else ""), name
    assert "川上" in str(run_apart(rows(closed))["patron"])


def test_the_figures_are_a_supervisors_too(run: Run, closed: City) -> None:
    counted = run("figures", "--year", "2026", "--output", "-", "--database", closed.url_of("supervisor"))
    assert counted == run("figures", "--year", "2026", "--output", "-", "--database", closed.url)
    assert counted.code == 0


def test_what_is_the_workers(run: Run, closed: City, tmp_path: Path) -> None:
    before = run_apart(rows(closed))
    for name in OF_WORKERS:
        for who in ("portal", "counter", "phone", "supervisor"):
            outcome = run(*words_of(name, closed, tmp_path), "--database", closed.url_of(who))
            assert outcome == Outcome(1, "", TOLD[Login.WORKER]), (name, who)
    outcome = run("worker", "--database", closed.url_of("supervisor"))  # nor does it go on for ever
    assert outcome == Outcome(1, "", TOLD[Login.WORKER])
    assert run_apart(rows(closed)) == before
    for name in OF_WORKERS:
        for url in (closed.url_of("worker"), closed.url):
            assert run(*words_of(name, closed, tmp_path), "--database", url).code == 0, name
    assert len(run_apart(rows(closed))["chain_seal"]) == 1


def test_what_is_a_supervisors(
    run: Run, closed: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(run, closed, tmp_path)
    before = run_apart(rows(closed))
    words = (
        "master",
        "import",
        str(tmp_path / "masters"),
        "--password-stdin",
        "--database",
        closed.url,
        "--as",
    )
    for who in ("counter", "phone"):
        pipe(monkeypatch, PASSWORD)
        assert run(*words, closed.names[who]) == Outcome(1, "", TOLD[Login.SUPERVISOR]), who
    assert run_apart(rows(closed)) == before
    pipe(monkeypatch, PASSWORD)
    outcome = run(*words, closed.names["supervisor"])
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "branch: inserted 0, changed 1, unchanged 9"
    assert "中央新館" in str(run_apart(rows(closed))["branch"])
    assert run("audit", "verify", "--database", closed.url).code == 0


@pytest.mark.parametrize("who", [*EVERYBODY, None])
def test_what_is_anybodys(run: Run, closed: City, tmp_path: Path, who: str | None) -> None:
    url = closed.url if who is None else closed.url_of(who)
    prepare(run, closed, tmp_path)
    before = run_apart(rows(closed))
    for name in OF_ANYBODY:
        outcome = run(*words_of(name, closed, tmp_path), "--database", url)
        if name == "doctor":
            found = {it["subject"]: it for it in json.loads(outcome.out)["findings"]}
            assert {"login", "guards", "clock", "worker", "seal"} <= found.keys()
            assert not [it for it in found.values() if it["code"][0].isupper()], (
                who
            )  # an error is none of these
        else:
            assert (outcome.code, outcome.err) == (0, FORMULAS if name == "master export" else ""), (
                name,
                who,
            )
    assert run_apart(rows(closed)) == before


def test_an_empty_database_is_an_administrators(run: Run, closed: City, postgres: Server) -> None:
    with postgres.empty_database() as empty:
        place = make_url(empty).database
        stranger = make_url(closed.url_of("supervisor")).set(database=place)
        for words in (("db", "init"), ("demo-data", "--patrons", "100")):
            outcome = run(*words, "--database", stranger.render_as_string(hide_password=False))
            assert outcome == Outcome(1, "", TOLD[Login.ADMINISTRATOR])


def test_a_file_has_no_logins_but_staff(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = ("--role", "counter", "--name", "n", "--branch", "chuo", "--password-stdin")
    pipe(monkeypatch, PASSWORD)
    assert run("staff", "add", "aoki", *add).code == 0
    assert run("master", "export", str(tmp_path / "masters")).code == 0
    pipe(monkeypatch, PASSWORD)
    outcome = run("master", "import", str(tmp_path / "masters"), "--password-stdin", "--as", "aoki")
    assert outcome == Outcome(1, "", TOLD[Login.SUPERVISOR])
