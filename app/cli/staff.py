"""`madoguchi staff add|change|disable|enable|list|password`: who may sign in."""

import argparse
import json
import sys
import unicodedata
from typing import TYPE_CHECKING

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, database_of, wait_for
from services.rules.secret import Secret
from services.rules.vocabulary import Role

if TYPE_CHECKING:
    from services.contract.masters import Masters
    from services.own_schema.staff.staff_accounts import StaffAccount


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("staff", help="add, change, disable, enable or list staff, or set a password")
    actions = group.add_subparsers(metavar="ACTION", required=True)

    add = actions.add_parser("add", parents=[common], help="open an account")
    add.add_argument("id", metavar="ID", help="what is typed to sign in")
    add.add_argument("--role", required=True, choices=[role.value for role in Role], help="what they may do")
    add.add_argument("--name", required=True, help="as colleagues read it")
    add.add_argument("--branch", required=True, help="the branch's code or name")
    add_password_stdin(add)
    add.set_defaults(run=_add)

    change = actions.add_parser(
        "change", parents=[common], help="give an account another role, name or branch; open desks are told"
    )
    change.add_argument("id", metavar="ID")
    change.add_argument("--role", choices=[role.value for role in Role], help="what they may do from now on")
    change.add_argument("--name", help="as colleagues read it")
    change.add_argument("--branch", help="the branch's code or name")
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


def add_password_stdin(parser: argparse.ArgumentParser) -> None:
    """Add `--password-stdin`."""
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input, not from the keyboard",
    )


def _add(arguments: argparse.Namespace) -> int:
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
    if arguments.role is arguments.name is arguments.branch is None:
        complain("nothing to change: name --role, --name or --branch")
        return 2
    url = database_of(arguments)

    async def work() -> None:
        from services.own_schema.library import open_library

        async with open_library(url) as library:
            at = arguments.branch
            await library.staff.change(
                arguments.id,
                role=None if arguments.role is None else Role(arguments.role),
                name=arguments.name,
                branch_id=None if at is None else library.masters.current.branch_by_code(at).id,
            )

    wait_for(work())
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
    if arguments.json:
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
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
