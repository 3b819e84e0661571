"""`madoguchi figures`: the counts of a fiscal year, as a CSV for a spreadsheet."""

import argparse
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, database_of, wait_for

if TYPE_CHECKING:
    from views.today.figure_table import Cells


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = "write how often things were done in a fiscal year, by month and branch, as CSV"
    parser = commands.add_parser("figures", parents=[common], help=help_text, description=help_text)
    parser.add_argument(
        "--year",
        type=_year,
        required=True,
        help="in which the fiscal year begins: 2026 is April 2026 to March 2027",
    )
    parser.add_argument("--branch", metavar="CODE", help="that branch alone, by its code or name")
    parser.add_argument(
        "--output", required=True, metavar="FILE", help="where to write it; - for standard output"
    )
    add_database(parser)
    takes(parser, Login.ADMINISTRATOR)
    parser.set_defaults(run=_run)


def _year(text: str) -> int:
    from services.rules.figures import FIRST_YEAR, LAST_YEAR

    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        msg = _("not a year from %d to %d: %s") % (FIRST_YEAR, LAST_YEAR, text)
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    from services.files.durable import write_new
    from viewmodels.today.safe_csv import csv_file

    written = csv_file(wait_for(_table(database_of(arguments), arguments.year, arguments.branch)))
    if arguments.output == "-":
        sys.stdout.buffer.write(written)
    else:
        write_new(Path(arguments.output), written)
    return 0


async def _table(url: str, year: int, branch: str | None) -> "list[Cells]":
    from services.own_schema.library import open_library
    from services.own_schema.today.figures import read_figures, read_looks
    from views.today.figure_table import figure_table

    async with open_library(url, answer_within=None) as library:
        masters = library.masters.current
        wanted = None if branch is None else masters.branch_by_code(branch).id
        names = {it.id: it.short_name for it in masters.branches.values()}
        found = (await read_figures(library.db, year)).with_looks(await read_looks(library.db, year))
        return list(figure_table(found, names, wanted))
