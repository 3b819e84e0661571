"""`madoguchi ils password|branches`: the way to a library system beside this library."""

import argparse
from typing import TYPE_CHECKING

from app.cli.running import Commands, add_database, complain, database_of, settings_of, wait_for
from app.cli.staff import add_password_stdin, print_table, read_password

if TYPE_CHECKING:
    from app.beside_system import SystemPlace


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("ils", help="the way to the library system that the settings name")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    password = actions.add_parser(
        "password", parents=[common], help="keep the password for reading it in this user's keyring"
    )
    add_password_stdin(password)
    password.set_defaults(run=_password)
    branches = actions.add_parser(
        "branches",
        parents=[common],
        help="read its branches into this library, and list them for `staff add`",
    )
    add_database(branches)
    branches.set_defaults(run=_branches)


def _password(arguments: argparse.Namespace) -> int:
    from app.settings.system_keyring import keep_password

    place = _place(arguments)
    if place is None:
        return 2
    password = read_password(arguments, twice=False)
    if password is None:
        return 2
    keep_password(place.address, password)
    return 0


def _branches(arguments: argparse.Namespace) -> int:
    place = _place(arguments)
    if place is None:
        return 2
    url = database_of(arguments)

    async def work() -> list[tuple[str, ...]]:
        from app.beside_system import opened_source, standing_beside
        from services.own_schema.library import open_library

        async with open_library(url) as library, opened_source(place) as source:
            beside = await standing_beside(library, source)
            return [(it.code, it.name) for it in beside.backend.masters.current.branches.values()]

    print_table(wait_for(work()))
    return 0


def _place(arguments: argparse.Namespace) -> "SystemPlace | None":
    from app.beside_system import system_place

    settings = settings_of(arguments)
    if settings.names_system:
        return system_place(settings)
    complain("the settings name no library system: [ils] kind and views")
    return None
