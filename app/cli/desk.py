"""`madoguchi desk`: the window, on the library's database or on the demo's."""

import argparse
import os
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from app.cli.moments import moment
from app.cli.running import Commands, add_database, complain, complain_of, database_of, folders_of
from services.rules.vocabulary import SystemKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.library_access import Door
    from app.lifecycle import DeskOptions, ExamineLibrary
    from app.settings.folders import Folders
    from app.settings.settings_files import Settings
    from services.contract.diagnosis import Diagnosis
    from services.own_schema.database.engine import Database

_OFF_SCREEN = frozenset({"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = "open the desk (what is done when no command is named)"
    parser = commands.add_parser("desk", parents=[common], help=help_text, description=help_text)
    parser.add_argument("--demo", action="store_true", help="on an invented library that is gone afterwards")
    parser.add_argument(
        "--as",
        dest="enter_as",
        metavar="WHO",
        help="demo only: be counter, phone or supervisor without signing in",
    )
    parser.add_argument(
        "--now", type=moment, metavar="TIME", help="demo only: the library's time, as in 2026-11-24T10:00"
    )
    parser.add_argument(
        "--ils",
        choices=[kind.value for kind in SystemKind],
        help="demo only: on a system of this kind, which is made for it and gone afterwards",
    )
    add_database(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    wrong = _wrong_usage(arguments)
    if wrong:
        complain(wrong)
        return 2
    if sys.platform == "linux" and not _OFF_SCREEN & os.environ.keys():
        complain("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set")
        return 1
    from app.support.qt_loading import load_qt
    from app.support.run_marker import RunMarker

    load_qt()

    from app.lifecycle import run_trouble
    from services.contract.errors import (
        PolicyUntrusted,
        SettingsUnreadable,
        SystemAddressBad,
        SystemAddressHoldsPassword,
        SystemBesideServer,
    )

    folders = folders_of(arguments)
    this_run = RunMarker(folders.state / "runs", folders.log)
    try:
        return open_desk(options_of(arguments, this_run.broken_off), this_run.end)
    except (
        SettingsUnreadable,
        PolicyUntrusted,
        SystemAddressBad,
        SystemAddressHoldsPassword,
        SystemBesideServer,
    ) as error:
        trouble = error
        complain_of(trouble)  # a desk opened by its icon has no terminal
        return _run_until_closed(lambda app: run_trouble(app, trouble), this_run.end)
    finally:
        this_run.end()


def _wrong_usage(arguments: argparse.Namespace) -> str:
    if not arguments.demo:
        of_demo = {"--as": arguments.enter_as, "--ils": arguments.ils, "--now": arguments.now}
        given = next((option for option, value in of_demo.items() if value), None)
        return "" if given is None else _("%s goes with --demo only") % given
    if arguments.database:
        return "--demo makes its own database: leave --database out"
    if arguments.ils and arguments.now:
        return "--ils goes by the computer's time: leave --now out"
    if arguments.enter_as:
        from app.demo import find_staff

        return "" if find_staff(arguments.enter_as) else _("nobody in the demo is %s") % arguments.enter_as
    return ""


def options_of(arguments: argparse.Namespace, broken_off: str | None = None) -> "DeskOptions":
    """Tell what desk the command line wants.

    Args:
        arguments: the command's.
        broken_off: the reference of a run before that did not end in order, which is told at the desk.

    Raises:
        SettingsUnreadable, PolicyUntrusted: what the workstation wants can't be told.
        SystemAddressBad, SystemAddressHoldsPassword, SystemBesideServer: it wants what can't be.
    """
    from app.desk.help_and_tour import Asides
    from app.library_access import LibraryDoor
    from app.lifecycle import DeskOptions
    from app.settings.settings_files import load_settings
    from app.support.seen_marks import Seen

    folders = folders_of(arguments)
    settings = load_settings(folders.settings_file, folders.policy)
    asides = Asides(broken_off=broken_off, tour_seen=Seen(folders.state / "tour-seen"))
    if arguments.demo:
        from app import demo
        from app.lifecycle import Demo

        asides = replace(asides, tour_card=demo.TOUR_CARD)
        who = demo.find_staff(arguments.enter_as) if arguments.enter_as else None
        return DeskOptions(
            settings,
            folders.settings_file,
            LibraryDoor(demo.demo_beside_opener() if arguments.ils else demo.demo_opener(arguments.now)),
            demo=Demo(demo.STAFF, who, demo.WORKSTATION),
            asides=asides,
            policy=folders.policy,
            diagnose=_diagnosing(folders),
        )
    door = _door(database_of(arguments, at_desk=True), folders, settings)
    return DeskOptions(
        settings,
        folders.settings_file,
        door,
        asides=asides,
        policy=folders.policy,
        diagnose=_diagnosing(folders),
    )


def _diagnosing(folders: "Folders") -> "ExamineLibrary":
    async def examine(db: "Database") -> "tuple[Diagnosis, ...]":
        from app.diagnosis import diagnose

        return await diagnose(folders, os.environ, db=db)

    return examine


def _door(url: str, folders: "Folders", settings: "Settings") -> "Door":
    from app.library_access import LibraryDoor, ServerDoor, database_opener
    from app.settings.settings_files import is_on_server

    if settings.names_system:
        from app.beside_system import beside_opener, system_place
        from services.contract.errors import SystemBesideServer

        if is_on_server(url):
            raise SystemBesideServer
        return LibraryDoor(beside_opener(database_opener(url), system_place(settings)))
    if is_on_server(url):
        from app.sign_in_attempts import WrongTries

        return ServerDoor(url, WrongTries(folders.state / "sign-in.json"))
    return LibraryDoor(database_opener(url))


def open_desk(options: "DeskOptions", end_run: Callable[[], None]) -> int:
    """Open a desk and run it until it is closed; answers the exit code.

    Args:
        options: what desk.
        end_run: notes that the run ended in order, also when the session ends and takes the program with it.
    """
    from app.lifecycle import run_desk

    return _run_until_closed(lambda app: run_desk(app, options), end_run)


def _run_until_closed(
    life: "Callable[[QApplication], Coroutine[Any, Any, int]]", end_run: Callable[[], None]
) -> int:
    import asyncio

    from PySide6.QtWidgets import QApplication

    from app.signals import end_with_session
    from app.support.desk_loop import DeskLoop
    from views.style.theme import ARGUMENTS

    app = QApplication.instance() or QApplication(list(ARGUMENTS))
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    end_with_session(app, end_run)
    return asyncio.run(life(app), loop_factory=lambda: DeskLoop(app))
