"""`madoguchi staff add|change|disable|enable|list|password`: who may sign in, one by one or from a file."""

import argparse
import json
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.language import columns_of
from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, database_of, wait_for
from app.cli.transfer import answer, table_file, warn_of_formulas
from services.rules.secret import Secret
from services.rules.vocabulary import Role

if TYPE_CHECKING:
    from services.contract.masters import Masters
    from services.own_schema.staff.accounts import StaffAccount
    from services.own_schema.transfer.importing import Imported


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("staff", help="add, change, disable, enable or list staff, or set a password")
    actions = group.add_subparsers(metavar="ACTION", required=True)

    add = actions.add_parser("add", parents=[common], help="open an account, or all those of a file")
    add.add_argument("id", metavar="ID", nargs="?", help="what is typed to sign in")
    _add_values(add)
    add_password_stdin(add)
    _add_file(add, "a CSV or TSV file: id, name, role, branch")
    add.add_argument(
        "--passwords",
        type=Path,
        metavar="FILE",
        help="with --from: the file to make for the initial passwords; nothing is overwritten",
    )
    add.set_defaults(run=_add)

    change = actions.add_parser(
        "change",
        parents=[common],
        help="give an account another role, name or branch, or all those of a file; open desks are told",
    )
    change.add_argument("id", metavar="ID", nargs="?")
    _add_values(change)
    _add_file(change, "a CSV or TSV file: id, and what changes of name, role, branch, disabled")
    change.set_defaults(run=_change)

    disable = actions.add_parser("disable", parents=[common], help="switch an account off; its records stay")
    disable.add_argument("id", metavar="ID")
    disable.set_defaults(run=_disable)

    enable = actions.add_parser(
        "enable", parents=[common], help="switch an account on again, with its role and password of before"
    )
    enable.add_argument("id", metavar="ID")
    enable.set_defaults(run=_enable)

    listing = actions.add_parser("list", parents=[common], help="list the accounts")
    listing.add_argument("--json", action="store_true", help="answer as JSON")
    listing.add_argument(
        "--output", type=Path, metavar="FILE", help="write them as CSV, as `staff change --from` reads it"
    )
    listing.set_defaults(run=_list)

    password = actions.add_parser(
        "password", parents=[common], help="set a new password; a lock ends with it"
    )
    password.add_argument("id", metavar="ID")
    add_password_stdin(password)
    password.set_defaults(run=_password)

    for parser in (add, change, disable, enable, listing, password):
        add_database(parser)
        takes(parser, Login.ADMINISTRATOR)


def _add_values(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", choices=[role.value for role in Role], help="what they may do from now on")
    parser.add_argument("--name", metavar="NAME", help="as colleagues read it")
    parser.add_argument("--branch", metavar="BRANCH", help="the branch's code or name")


def _add_file(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("--from", dest="file", type=table_file, metavar="FILE", help=help_text)
    parser.add_argument(
        "--dry-run", action="store_true", help="with --from: tell what would be done, and do nothing"
    )
    parser.add_argument("--json", action="store_true", help="with --from: answer as JSON")


def add_password_stdin(parser: argparse.ArgumentParser) -> None:
    """Add `--password-stdin`."""
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input, not from the keyboard",
    )


def _wrong_usage(arguments: argparse.Namespace, wanted: tuple[str, ...]) -> str:
    """Tell why the words don't go together; empty if they do."""
    given = [it for it in ("id", "role", "name", "branch") if getattr(arguments, it) is not None]
    if arguments.file is None:
        if arguments.dry_run or arguments.json:
            return "--dry-run and --json go with --from only"
        missing = [it for it in wanted if it not in given]
        named = ", ".join(_NAMED[it] for it in missing)
        return _("the following arguments are required: %s") % named if missing else ""
    if given:
        return _("--from takes everything from the file: leave %s out") % _NAMED[given[0]]
    return ""


_NAMED = {"id": "ID", "role": "--role", "name": "--name", "branch": "--branch"}


def _add_from_file(arguments: argparse.Namespace) -> int:
    wrong = ""
    if arguments.password_stdin:
        wrong = "--from makes the passwords itself: leave --password-stdin out"
    elif (arguments.passwords is None) is not arguments.dry_run:
        wrong = "--from needs --passwords FILE, or --dry-run"
    if wrong:
        complain(wrong)
        return 2
    url = database_of(arguments)

    async def work() -> "Imported":
        from services.own_schema.library import open_library
        from services.own_schema.transfer.staff_files import add_staff

        async with open_library(url, answer_within=None) as library:
            return await add_staff(
                library.staff,
                library.masters.current,
                arguments.file,
                arguments.passwords,
                dry_run=arguments.dry_run,
            )

    return answer(wait_for(work()), arguments)


def _add(arguments: argparse.Namespace) -> int:
    wrong = _wrong_usage(arguments, ("id", "role", "name", "branch"))
    if not wrong and arguments.file is None and arguments.passwords is not None:
        wrong = "--passwords goes with --from only"
    if wrong:
        complain(wrong)
        return 2
    if arguments.file is not None:
        return _add_from_file(arguments)
    password = read_password(arguments)
    if password is None:
        return 2
    url = database_of(arguments)

    async def work() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            branch = library.masters.current.branch_by_code(arguments.branch)
            await library.staff.add(
                arguments.id,
                name=arguments.name,
                role=Role(arguments.role),
                branch_id=branch.id,
                password=password,
            )

    wait_for(work())
    return 0


def _disable(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)

    async def work() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            await library.staff.disable(arguments.id)

    wait_for(work())
    return 0


def _enable(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)

    async def work() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            await library.staff.enable(arguments.id)

    wait_for(work())
    return 0


def _change(arguments: argparse.Namespace) -> int:
    wrong = _wrong_usage(arguments, ("id",))
    if not wrong and arguments.file is None and arguments.role is arguments.name is arguments.branch is None:
        wrong = "nothing to change: name --role, --name or --branch"
    if wrong:
        complain(wrong)
        return 2
    url = database_of(arguments)

    async def one() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            at = arguments.branch
            await library.staff.change(
                arguments.id,
                role=None if arguments.role is None else Role(arguments.role),
                name=arguments.name,
                branch_id=None if at is None else library.masters.current.branch_by_code(at).id,
            )

    async def many() -> "Imported":
        from services.own_schema.library import open_library
        from services.own_schema.transfer.staff_files import change_staff

        async with open_library(url, answer_within=None) as library:
            return await change_staff(
                library.staff, library.masters.current, arguments.file, dry_run=arguments.dry_run
            )

    if arguments.file is not None:
        return answer(wait_for(many()), arguments)
    wait_for(one())
    return 0


def _password(arguments: argparse.Namespace) -> int:
    password = read_password(arguments)
    if password is None:
        return 2
    url = database_of(arguments)

    async def work() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            await library.staff.set_password(arguments.id, password)

    wait_for(work())
    return 0


def _list(arguments: argparse.Namespace) -> int:
    url = database_of(arguments)

    async def work() -> tuple[tuple["StaffAccount", ...], "Masters"]:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            return await library.staff.list_all(), library.masters.current

    accounts, masters = wait_for(work())
    if arguments.output is not None:
        from services.own_schema.transfer.staff_files import write_accounts

        write_accounts(arguments.output, accounts, masters)
        warn_of_formulas()
    elif arguments.json:
        print(json.dumps([_as_json(account, masters) for account in accounts], indent=2))
    else:
        print_table([_as_line(account, masters) for account in accounts])
    return 0


def read_password(arguments: argparse.Namespace, *, twice: bool = True) -> Secret | None:
    """Read a password from the keyboard, a new one twice, or from standard input; None, told, if there is none."""
    if arguments.password_stdin:
        return _read_standard_input()
    if sys.stdin is None or not sys.stdin.isatty():
        complain("no keyboard to ask for a password: use --password-stdin")
        return None
    from getpass import getpass

    while True:
        first = getpass("パスワード: ")
        if not twice or first == getpass("もう一度: "):
            return Secret(first)
        complain("二つのパスワードが違います。もう一度入力してください。")


def _read_standard_input() -> Secret | None:
    try:
        text = sys.stdin.read()
        text.encode()  # some locales let bytes that are no text through
    except UnicodeError:
        complain("the password on standard input is not text in this terminal's encoding")
        return None
    return Secret(text.removesuffix("\n"))


def _as_json(account: "StaffAccount", masters: "Masters") -> dict[str, object]:
    locked = account.locked_until
    return {
        "id": account.id,
        "name": account.name,
        "role": account.role.value,
        "branch": masters.branches[account.branch_id].code,
        "disabled": account.disabled,
        "locked_until": None if locked is None else locked.isoformat(),
    }


def _as_line(account: "StaffAccount", masters: "Masters") -> tuple[str, ...]:
    from views.language import dates
    from views.text import staff_words

    state = ""
    if account.disabled:
        state = "停止中"
    elif account.locked_until is not None:
        state = f"ロック中({dates.time(account.locked_until)} まで)"
    branch = masters.branches[account.branch_id].name
    return (account.id, staff_words.role(account.role), branch, account.name, state)


def print_table(lines: list[tuple[str, ...]]) -> None:
    """Print lines of cells, each column as wide as its widest cell; nothing without a line."""
    widths = [max(map(columns_of, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell + " " * (width - columns_of(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
