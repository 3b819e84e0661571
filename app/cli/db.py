"""`madoguchi db init|upgrade|check|login`: the library's database."""

import argparse
import json
import sys

from app.cli.running import Commands, add_database, complain, database_of, wait_for
from app.cli.staff import add_password_stdin, read_password
from app.settings import is_on_server

_NEXT = """\
what comes next, with this same address:
  madoguchi staff add ID --role supervisor --name NAME --branch BRANCH   a login for each of the staff
  madoguchi db login ID --group worker                                   one for madoguchi worker
and in the settings of each counter: [database] url without a login, and ca_file where the server needs one"""


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("db", help="make, upgrade or check the database")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    for name, run, help_text in (
        ("init", _init, "make a library in an empty database"),
        ("upgrade", _upgrade, "bring the tables up to this program's version"),
        ("check", _check, "tell whether the database is this program's"),
    ):
        parser = actions.add_parser(name, parents=[common], help=help_text, description=help_text)
        add_database(parser)
        parser.set_defaults(run=run)
        if name == "check":
            parser.add_argument("--json", action="store_true", help="answer as JSON")
    _add_login(actions, common)


def _add_login(actions: Commands, common: argparse.ArgumentParser) -> None:
    help_text = "PostgreSQL: give the worker or the patrons' page a login of its own, or a new password"
    parser = actions.add_parser("login", parents=[common], help=help_text, description=help_text)
    parser.add_argument("id", metavar="ID")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--group", choices=["worker", "portal"], help="what it may do in the database")
    what.add_argument("--disable", action="store_true", help="switch it off and end its connections")
    add_password_stdin(parser)
    add_database(parser)
    parser.set_defaults(run=_login)


def _login(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)
    if not is_on_server(url):
        complain("a library in a file has no logins: db login is for PostgreSQL")
        return 2
    if arguments.disable:
        return _disable(url, arguments.id)
    password = read_password(arguments)
    if password is None:
        return 2

    async def work() -> bool:
        from services.library import open_library
        from services.service_logins import Service, ServiceLogins

        async with open_library(url) as library:
            logins = ServiceLogins(library.db, library.masters)
            return await logins.give(arguments.id, Service(arguments.group), password)

    print("made" if wait_for(work()) else "new password")
    return 0


def _disable(url: str, name: str) -> int:
    async def work() -> bool:
        from services.library import open_library
        from services.service_logins import ServiceLogins

        async with open_library(url) as library:
            return await ServiceLogins(library.db, library.masters).disable(name)

    if wait_for(work()):
        return 0
    complain(f"no login of the worker's or the patrons' page: {name}")
    return 1


def _init(arguments: argparse.Namespace) -> int:
    from services.database import schema

    url = database_of(arguments)
    wait_for(schema.init(url))
    print("ready")
    if is_on_server(url):
        print(_NEXT)
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from services.database import schema

    with tqdm(
        desc="names", unit=" patrons", unit_scale=True, file=sys.stderr, disable=None, leave=False
    ) as bar:

        def made(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        url = database_of(arguments)
        wait_for(schema.upgrade(url, made))
    print("up to date, with its roles and guards in force" if is_on_server(url) else "up to date")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from services.database import schema
    from services.errors import SchemaMismatch

    try:
        wait_for(schema.check(database_of(arguments)))
    except SchemaMismatch as error:
        if not arguments.json:
            raise
        print(json.dumps({"ok": False, "found": error.found, "wanted": error.wanted}))
        return 1
    answer = {"ok": True, "found": schema.REVISION, "wanted": schema.REVISION}
    print(json.dumps(answer) if arguments.json else "ok")
    return 0
