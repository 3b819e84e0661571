"""`madoguchi koha script`: prints the SQL that lets a desk read Koha."""

import argparse
import secrets
from collections.abc import Callable
from gettext import gettext as _

from app.cli.running import Commands, complain
from app.cli.staff import add_password_stdin, read_password
from services.rules.secret import Secret

_PASSWORD_BYTES = 24


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("koha", help="reading Koha")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    help_text = (
        "print SQL for Koha's administrator: views beside Koha's database, and a login that reads these alone"
    )
    script = actions.add_parser("script", parents=[common], help=help_text, description=help_text)
    option: Callable[..., argparse.Action] = script.add_argument
    option("--koha-database", required=True, metavar="NAME", help="Koha's own database, as in koha_library")
    option(
        "--database", default="madoguchi_views", metavar="NAME", help="a database for the views (%(default)s)"
    )
    option(
        "--login",
        dest="views_login",
        default="madoguchi",
        metavar="NAME",
        help="the login for reading them (%(default)s)",
    )
    option(
        "--host",
        default="localhost",
        metavar="HOST",
        help="the desk's computer, as MariaDB has it (%(default)s)",
    )
    option(
        "--kana", default="KANA", metavar="CODE", help="the patron attribute with a name's kana (%(default)s)"
    )
    option("--romaji", default="ROMAJI", metavar="CODE", help="the one with its Latin letters (%(default)s)")
    add_password_stdin(script)
    script.set_defaults(run=_script)


def _script(arguments: argparse.Namespace) -> int:
    from services.systems.koha.script import ScriptNames, koha_script

    names = ScriptNames(
        arguments.koha_database,
        arguments.database,
        arguments.views_login,
        arguments.host,
        arguments.kana,
        arguments.romaji,
    )
    faulty = names.faulty()
    if faulty is not None:
        complain(_("--%s isn't a name that can be used here") % faulty.replace("_", "-"))
        return 2
    made = Secret(secrets.token_urlsafe(_PASSWORD_BYTES))
    password = read_password(arguments) if arguments.password_stdin else made
    if password is None:
        return 2
    print(koha_script(names, password), end="")
    if password is made:
        complain(
            f"the login's password, which the script doesn't hold (madoguchi ils password): {made.reveal()}"
        )
    return 0
