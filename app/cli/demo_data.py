"""`madoguchi demo-data`: fills an empty database with an invented library."""

import argparse
from gettext import gettext as _

from app.cli.logins import Login, takes
from app.cli.moments import moment
from app.cli.running import Commands, complain, wait_for
from app.settings.settings_files import is_on_server


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = "fill an empty database with an invented library, always the same one for a seed and a day"
    parser = commands.add_parser("demo-data", parents=[common], help=help_text, description=help_text)
    parser.add_argument("--patrons", type=_count, required=True, metavar="N", help="how many")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which library (default 1)")
    parser.add_argument(
        "--now", type=moment, metavar="TIME", help="the library's time, as in 2026-11-24T10:00"
    )
    parser.add_argument(
        "--database", required=True, metavar="URL", help="an empty one, or one that isn't there yet"
    )
    parser.set_defaults(run=_run)
    takes(parser, Login.ADMINISTRATOR)


def _run(arguments: argparse.Namespace) -> int:
    from services.own_schema.demo.accounts import DEMO_STAFF
    from services.own_schema.demo.hashes import STAFF_PASSWORD
    from services.own_schema.demo.library import FEWEST_PATRONS, MOST_PATRONS, fill

    if not FEWEST_PATRONS <= arguments.patrons <= MOST_PATRONS:
        complain(_("a demo library has %d to %d patrons") % (FEWEST_PATRONS, MOST_PATRONS))
        return 2
    wait_for(fill(arguments.database, patrons=arguments.patrons, seed=arguments.seed, now=arguments.now))
    if is_on_server(arguments.database):
        print("no staff were made, whose password everybody would know: madoguchi staff add makes them")
    else:
        print(
            f"staff: {', '.join(staff_id for staff_id, _, _ in DEMO_STAFF)}; password of each: {STAFF_PASSWORD}"
        )
    return 0


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        msg = _("not a number of patrons: %s") % text
        raise argparse.ArgumentTypeError(msg)
    return number
