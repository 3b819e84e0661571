"""`madoguchi db init|upgrade|check|backup|restore|login`: the library's database."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, database_of, wait_for
from app.cli.staff import add_password_stdin, read_password
from app.settings.settings_files import is_on_server

if TYPE_CHECKING:
    from services.own_schema.database.search_key_rows import KeyProgress

_ON_SERVER = """\
db backup and db restore are for a library in a file; on PostgreSQL the server is backed up: pg_basebackup and an
archive of its WAL bring back any moment, under a login with REPLICATION; pg_dump and pg_restore one database, under an
administrator's (docs/operations.md)"""
_CONNECTED = (
    "these are connected, and nothing was changed: close them first, or upgrade with --now. A program of another"
    " revision is then told so at its next look or act, and does nothing more"
)
_OPEN = (
    "every login may still call %d functions of PostgreSQL's that can stop the server; a superuser takes them away by"
    " running this once, with their own name in this same address: madoguchi db upgrade"
)
_NEXT = """\
what comes next, with this same address:
  madoguchi staff add ID --role supervisor --name NAME --branch BRANCH   a login for each of the staff
  madoguchi db login ID --group worker                                   one for madoguchi worker
and in the settings of each counter: [database] url without a login, and ca_file where the server needs one"""


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("db", help="make, upgrade or check the database")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    for name, run, login, help_text in (
        ("init", _init, Login.ADMINISTRATOR, "make a library in an empty database"),
        ("upgrade", _upgrade, Login.ADMINISTRATOR, "bring the tables up to this program's version"),
        ("check", _check, Login.ANY, "tell whether the database is this program's"),
    ):
        parser = actions.add_parser(name, parents=[common], help=help_text, description=help_text)
        add_database(parser)
        parser.set_defaults(run=run)
        takes(parser, login)
        if name == "check":
            parser.add_argument("--json", action="store_true", help="answer as JSON")
        if name == "upgrade":
            parser.add_argument("--now", action="store_true", help="also while desks are connected")
    _add_copying(actions, common)
    _add_login(actions, common)


def _add_copying(actions: Commands, common: argparse.ArgumentParser) -> None:
    help_text = "write a library in a file into a new file, verified, while desks work"
    backup = actions.add_parser("backup", parents=[common], help=help_text, description=help_text)
    backup.add_argument("file", metavar="FILE", type=Path, help="the file to make; nothing is overwritten")
    add_database(backup)
    backup.set_defaults(run=_backup)
    help_text = (
        "put a backup in the place of a library in a file, which no desk may have open; that file is kept"
    )
    restore = actions.add_parser("restore", parents=[common], help=help_text, description=help_text)
    restore.add_argument("file", metavar="FILE", type=Path, help="the backup; it stays as it is")
    altered = "restore it although audit verify finds its records of acts altered"
    restore.add_argument("--altered-records", action="store_true", help=altered)
    add_database(restore)
    restore.set_defaults(run=_restore)


def _add_login(actions: Commands, common: argparse.ArgumentParser) -> None:
    help_text = (
        "PostgreSQL: give the worker, the patrons' page or the circulation system a login, or a new password"
    )
    parser = actions.add_parser("login", parents=[common], help=help_text, description=help_text)
    parser.add_argument("id", metavar="ID")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--group", choices=["worker", "portal", "circulation"], help="what it may do in the database"
    )
    what.add_argument("--disable", action="store_true", help="switch it off and end its connections")
    add_password_stdin(parser)
    add_database(parser)
    parser.set_defaults(run=_login)
    takes(parser, Login.ADMINISTRATOR)


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
        from services.own_schema.library import open_library
        from services.own_schema.staff.service_accounts import Service, ServiceLogins

        async with open_library(url) as library:
            logins = ServiceLogins(library.db, library.masters)
            return await logins.give(arguments.id, Service(arguments.group), password)

    print("made" if wait_for(work()) else "new password")
    return 0


def _disable(url: str, name: str) -> int:
    async def work() -> bool:
        from services.own_schema.library import open_library
        from services.own_schema.staff.service_accounts import ServiceLogins

        async with open_library(url) as library:
            return await ServiceLogins(library.db, library.masters).disable(name)

    if wait_for(work()):
        return 0
    complain(f"no login of the worker's, the patrons' page's or the circulation system's: {name}")
    return 1


def _init(arguments: argparse.Namespace) -> int:
    from services.own_schema.schema import upgrade

    url = database_of(arguments)
    wait_for(upgrade.init(url))
    print("ready")
    if is_on_server(url):
        print(_NEXT)
        _tell_open(url)
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    from services.own_schema.schema import upgrade
    from services.own_schema.schema.connected import connected
    from services.rules.clock import to_tokyo

    url = database_of(arguments)
    others = wait_for(connected(url))
    for other in others:
        since = "" if other.since is None else to_tokyo(other.since).strftime(" since %Y-%m-%d %H:%M")
        print(f"{other.login}: {other.program or 'says no name'}, {other.connections} open{since}")
    if others and not arguments.now:
        complain(_CONNECTED)
        return 1
    with _progress() as made:
        wait_for(upgrade.upgrade(url, made))
    if not is_on_server(url):
        print("up to date")
        return 0
    print("up to date, with its roles and guards in force")
    _tell_open(url)
    return 0


def _tell_open(url: str) -> None:
    """Say what a superuser has to run, where the administrator is none."""
    from services.own_schema.schema.everybodys import open_to_everybody
    from services.own_schema.schema.upgrade import opened

    async def work() -> int:
        async with opened(url) as db:
            return await open_to_everybody(db)

    count = wait_for(work())
    if count:
        complain(_OPEN % count)


@contextmanager
def _progress() -> Iterator["KeyProgress"]:
    """Show on standard error, if it is a terminal, how many patrons have the keys of their names."""
    from tqdm import tqdm

    with tqdm(
        desc="names", unit=" patrons", unit_scale=True, file=sys.stderr, disable=None, leave=False
    ) as bar:

        def made(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield made


def _backup(arguments: argparse.Namespace) -> int:
    from services.own_schema.backup.backup import back_up

    url = database_of(arguments)
    if is_on_server(url):
        complain(_ON_SERVER)
        return 2
    wait_for(back_up(url, arguments.file.absolute()))
    print(f"saved and verified: {arguments.file}")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from services.own_schema.backup.restore import restore

    url = database_of(arguments)
    if is_on_server(url):
        complain(_ON_SERVER)
        return 2
    now = datetime.now().astimezone()
    with _progress() as made:
        restored = wait_for(
            restore(
                url,
                arguments.file.absolute(),
                now,
                altered_records=arguments.altered_records,
                keys_made=made,
            )
        )
    print(f"restored: {arguments.file}")
    if restored.kept is not None:
        print(f"the library of before is kept: {restored.kept}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from services.contract.errors import (
        DatabaseDamaged,
        DatabaseMixed,
        RowsDangling,
        SchemaForeign,
        SchemaMismatch,
    )
    from services.own_schema.revision import REVISION
    from services.own_schema.schema import upgrade

    try:
        wait_for(upgrade.check(database_of(arguments)))
    except SchemaMismatch as error:
        if not arguments.json:
            raise
        print(json.dumps({"ok": False, "found": error.found, "wanted": error.wanted}))
        return 1
    except (DatabaseDamaged, DatabaseMixed, RowsDangling) as error:
        if not arguments.json:
            raise
        print(json.dumps({"ok": False, "code": type(error).__name__, "wanted": REVISION}))
        return 1
    except SchemaForeign as error:
        if not arguments.json:
            raise
        print(json.dumps({"ok": False, "code": "SchemaForeign", "things": error.things, "wanted": REVISION}))
        return 1
    answer = {"ok": True, "found": REVISION, "wanted": REVISION}
    print(json.dumps(answer) if arguments.json else "ok")
    return 0
