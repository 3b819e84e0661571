"""`madoguchi master export|check|import`: branches, calendars, rules, codes and wording as files for a spreadsheet."""

import argparse
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, database_of, wait_for
from app.cli.staff import add_password_stdin, read_password
from app.cli.transfer import answer, warn_of_formulas
from app.settings.settings_files import is_on_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from services.contract.actor import StaffMember
    from services.own_schema.library import Library
    from services.own_schema.transfer.master_files import MastersRead
    from services.rules.secret import Secret


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("master", help="write, check or read the library's own masters")
    actions = group.add_subparsers(metavar="ACTION", required=True)

    help_text = "write the masters into a folder, one file each"
    writing = actions.add_parser("export", parents=[common], help=help_text, description=help_text)
    writing.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an empty one")
    writing.set_defaults(run=_export)

    help_text = "tell what is wrong with the files of a folder, and what importing them would change"
    checking = actions.add_parser("check", parents=[common], help=help_text, description=help_text)
    checking.set_defaults(run=_check)

    help_text = "bring the masters up to what the files of a folder say; recorded as a supervisor's act"
    reading = actions.add_parser("import", parents=[common], help=help_text, description=help_text)
    reading.add_argument(
        "--as", dest="staff_id", required=True, metavar="ID", help="the supervisor who does it"
    )
    add_password_stdin(reading)
    reading.set_defaults(run=_import)

    for parser in (checking, reading):
        parser.add_argument("folder", type=Path, metavar="DIR", help="branch.csv, closed_day.csv and so on")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
    for parser in (writing, checking, reading):
        add_database(parser)
        takes(parser, Login.SUPERVISOR if parser is reading else Login.ANY)


def _export(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)

    async def work() -> dict[str, int]:
        from services.own_schema.library import open_library
        from services.own_schema.transfer.master_files import export_masters

        async with open_library(url, on_any_disk=True) as library:
            return await export_masters(library.db, arguments.folder)

    for table, count in wait_for(work()).items():
        print(f"{table}: {count}")
    warn_of_formulas()
    return 0


def _check(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)

    async def work() -> "MastersRead":
        from services.own_schema.library import open_library
        from services.own_schema.transfer.master_files import check_masters

        async with open_library(url) as library:
            return await check_masters(library.db, arguments.folder)

    return answer(wait_for(work()), arguments)


def _import(arguments: argparse.Namespace) -> int:
    password = read_password(arguments, twice=False)
    if password is None:
        return 2
    url = database_of(arguments)

    async def work() -> "MastersRead":
        from services.own_schema.transfer.master_files import import_masters

        async with _signed_in(url, arguments.staff_id, password) as (library, member):
            branch_id = await library.staff.default_branch(member)
            return await import_masters(library.db, arguments.folder, member, branch_id)

    return answer(wait_for(work()), arguments)


@asynccontextmanager
async def _signed_in(
    url: str, staff_id: str, password: "Secret"
) -> "AsyncIterator[tuple[Library, StaffMember]]":
    """Open the library for one of its staff; on PostgreSQL under that account's login, not the address's."""
    from services.contract.staff_ids import clean_staff_id
    from services.own_schema.library import open_library
    from services.own_schema.sign_in_postgresql import entered

    staff_id = clean_staff_id(staff_id)
    if is_on_server(url):
        async with entered(url, staff_id, password, answer_within=None) as came_in:
            yield came_in.library, came_in.member
        return
    async with open_library(url) as library:
        yield library, await library.staff.sign_in(staff_id, password)
