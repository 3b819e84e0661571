"""What may stand on the command line."""

import argparse
import os
import sys
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any, NoReturn

from app.cli import desk
from app.cli.language import HelpInLanguage, choose_language

_ASKED_OF_ALL = frozenset({"-h", "--help", "--version"})
_EPILOG = """\
The database is --database, else MADOGUCHI_DATABASE_URL, else the settings file's, else a file of this user's.
Exit codes: 0 fine, 1 refused or failed, 2 wrong usage,
3 the worker stopped because the database's clock is weeks past the newest record."""


class OneLineParser(argparse.ArgumentParser):
    """Tells a wrong usage in one line, as every other error is told, and its help in the terminal's language."""

    def __init__(self, **options: Any) -> None:
        """Make a parser; `options` are argparse's."""
        super().__init__(formatter_class=HelpInLanguage, **options)

    def error(self, message: str) -> NoReturn:
        """Leave with code 2."""
        message = " ".join(message.split())
        where = _("see %s --help") % self.prog
        print(f"{self.prog}: {message} ({where})", file=sys.stderr)
        sys.exit(2)


class _Version(argparse.Action):
    """Prints what the program tells of itself, and ends."""

    def __call__(self, *_: object) -> NoReturn:
        """Leave with code 0."""
        from app.support.about import in_lines

        print(in_lines())
        sys.exit(0)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `desk` is what is meant when no command is named.

    Returns:
        The arguments, with the command's function as `run`.

    Raises:
        SystemExit: help or version were asked for (0), or the usage is wrong (2).
    """
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in _ASKED_OF_ALL):
        words.insert(0, "desk")
    choose_language(os.environ, (sys.stdout, sys.stderr))
    parser = build_parser(words[0])
    for place, word in enumerate(words, start=1):
        if not _is_text(word):  # which isn't repeated: it may hold a password
            parser.error(_("argument %d is no text in this system's encoding") % place)
    return parser.parse_args(words)


def _is_text(word: str) -> bool:
    try:
        return b"\0" not in word.encode()
    except UnicodeEncodeError:  # bytes that Python could not decode
        return False


def build_parser(wanted: str = "") -> argparse.ArgumentParser:
    """Put the commands together; for the desk, which is waited for, only its own."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--settings", type=Path, metavar="FILE", help="settings file to use instead of this user's"
    )
    parser = OneLineParser(
        prog="madoguchi",
        description="The library counter's desktop.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="name version, revision and licences")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=OneLineParser)
    desk.add_to(commands, common)
    if wanted != "desk":
        from app.cli import (
            audit,
            contract,
            db,
            demo_data,
            doctor,
            figures,
            ils,
            koha,
            master,
            slip,
            staff,
            transfer,
            worker,
        )

        for group in (
            db,
            demo_data,
            staff,
            ils,
            koha,
            slip,
            worker,
            audit,
            transfer,
            master,
            contract,
            figures,
            doctor,
        ):
            group.add_to(commands, common)
    return parser
