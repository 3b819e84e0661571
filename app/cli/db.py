"""`madoguchi db init|upgrade|check`: the library's database."""

import argparse
import json

from app.cli.running import Commands, add_database, database_of, wait_for


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


def _init(arguments: argparse.Namespace) -> int:
    from services.database import schema

    wait_for(schema.init(database_of(arguments)))
    print("ready")
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    from services.database import schema

    wait_for(schema.upgrade(database_of(arguments)))
    print("up to date")
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
