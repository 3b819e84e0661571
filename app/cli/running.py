"""Running one command: its settings, its log, and what is said when it fails."""

import argparse
import asyncio
import os
import sys
from collections.abc import Coroutine
from gettext import gettext
from typing import TYPE_CHECKING, Any

from app.cli.logins import refusal
from app.settings.folders import Folders, user_folders
from services.contract.errors import NotPermitted, ServiceError
from views.language.line_breaks import run_on

if TYPE_CHECKING:
    from app.settings.settings_files import Settings


def run(arguments: argparse.Namespace) -> int:
    """Run a command with its log open; answers the exit code."""
    from app.support.logging_setup import set_up_logging, tear_down_logging

    log = set_up_logging(folders_of(arguments).log)
    try:
        code: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except NotPermitted:
        complain_of(_not_permitted(arguments))
        return 1
    except ServiceError as error:
        complain_of(error)
        return 1
    except (KeyboardInterrupt, EOFError):
        return 1
    except BrokenPipeError:  # the reader of the output closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:  # noqa: BLE001 - a bug ends here, under its reference
        from app.support.bug_log import log_bug
        from views.text.messages import unexpected

        said = unexpected(log_bug(error))
        complain(run_on(said.what, said.next))
        return 1
    else:
        return code
    finally:
        tear_down_logging(log)


def _not_permitted(arguments: argparse.Namespace) -> ServiceError:
    from app.settings.settings_files import is_on_server

    on_server = hasattr(arguments, "database") and is_on_server(database_of(arguments))
    return refusal(arguments, on_server=on_server)


def complain(text: str) -> None:
    """Say one line on standard error, where there is one; a text that stays the same in the terminal's language."""
    if sys.stderr is not None:
        print(f"madoguchi: {' '.join(gettext(text).split())}", file=sys.stderr)


def complain_of(error: ServiceError) -> None:
    """Say one line about what people can do something about."""
    from views.text.messages import sentence

    said = sentence(error)
    complain(run_on(said.what, said.next))


def folders_of(arguments: argparse.Namespace) -> Folders:
    """Find the user's folders as the command line wants them."""
    return user_folders(os.environ, arguments.settings)


def settings_of(arguments: argparse.Namespace, *, at_desk: bool = False) -> "Settings":
    """Read the settings that hold for a command; a file that it is given has to be there.

    Args:
        arguments: the command's.
        at_desk: the file needn't be there, and the policy's database goes before its own.
    """
    from app.settings.settings_files import load_settings

    folders = folders_of(arguments)
    given = arguments.settings is not None and not at_desk
    return load_settings(folders.settings_file, folders.policy, given=given)


def database_of(arguments: argparse.Namespace, *, at_desk: bool = False) -> str:
    """Choose the command's database; the settings file is read only when it may have a say.

    Args:
        arguments: the command's.
        at_desk: the policy's database goes before that of a file that the command names.
    """
    from app.settings.settings_files import (
        DATABASE_VARIABLE,
        Settings,
        database_url,
        is_on_server,
    )

    folders = folders_of(arguments)
    decided = arguments.database or os.environ.get(DATABASE_VARIABLE)
    if decided and not is_on_server(decided):
        return database_url(Settings(), folders, os.environ, arguments.database)
    return database_url(settings_of(arguments, at_desk=at_desk), folders, os.environ, arguments.database)


def wait_for[T](work: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine to its end."""
    return asyncio.run(work)


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add `--database`."""
    parser.add_argument(
        "--database", metavar="URL", help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )


type Commands = "argparse._SubParsersAction[Any]"  # noqa: SLF001
"""Where a group adds its commands; argparse has no public name for it."""
