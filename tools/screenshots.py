"""Draws the project's pictures from the running program: `make screenshots`.

Every picture is the real window on the demo library at a fixed moment, drawn without a screen at 1366×768.

    python -m tools.screenshots [FOLDER]
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from app import demo
from app.composition import Looks, OpenDesk, build_desk, dress
from app.door import LibraryDoor
from app.settings import Settings
from services.actor import StaffMember
from services.clock import TOKYO
from services.demo.opening import demo_library
from services.library import Library, open_library
from services.rules.identity import CallerFacts
from services.rules.vocabulary import Role
from viewmodels.desk import Place
from viewmodels.sign_in import SignInViewModel
from views.sign_in import SignInWindow
from views.tokens import Scheme

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
FOLDER = Path("docs/images")
PAGES = ("inquiry", "password", "email", "reference", "registration", "records")


@dataclass(frozen=True, slots=True)
class Studio:
    """What every picture is taken with."""

    app: QApplication
    looks: Looks
    library: Library
    folder: Path

    async def take(self, widget: QWidget, name: str) -> None:
        """Let everything be painted, then keep the picture."""
        for _ in range(5):
            await asyncio.sleep(0.02)
        path = self.folder / f"{name}-{self.looks.theme.tokens.scheme.value}.png"
        widget.grab().save(str(path))
        print(path)

    def desk_for(self, role: Role) -> OpenDesk:
        """Sit down at a desk as somebody of a role."""
        desk = build_desk(
            self.library,
            staff=StaffMember(role.value, "見本", role),
            place=Place(1, "中央図書館", "2番窓口"),
            settings=Settings(),
            looks=self.looks,
            report_bug=_fail,
        )
        desk.window.resize(1366, 768)
        desk.window.show()
        return desk


def _fail(error: Exception) -> str:
    raise error


async def sign_in(studio: Studio) -> None:
    """Show the sign-in of the demo."""
    door = LibraryDoor(demo.demo_opener(NOW))
    model = SignInViewModel(door, on_signed_in=lambda _: None, report_bug=_fail, demo_staff=demo.STAFF)
    window = SignInWindow(model, theme=studio.looks.theme, icons=studio.looks.icons)
    window.show()
    await studio.take(window, "sign-in")
    window.let_close()
    await model.aclose()
    await door.aclose()


async def patrons(studio: Studio) -> None:
    """Show the empty desk, and telling patrons on the first page."""
    desk = studio.desk_for(Role.SUPERVISOR)
    await studio.take(desk.window, "empty")
    for card, name in (
        ("100000001", "desk"),
        ("100000003", "expires-soon"),
        ("100000006", "suspended"),
        ("100000013", "latin-name"),
        ("100000014", "variant-name"),
        ("100000017", "full"),
        ("100000021", "suspended-twice"),
    ):
        desk.desk.scanned(card)
        await desk.desk.look_up.settled()
        await studio.take(desk.window, name)
    desk.desk.scanned("100000022")
    await desk.desk.look_up.settled()
    await studio.take(desk.window, "retired-card")
    await _leave(desk)


async def pages(studio: Studio) -> None:
    """Show every page of one patron."""
    desk = studio.desk_for(Role.COUNTER)
    desk.desk.scanned("100000006")
    await desk.desk.look_up.settled()
    for row, name in enumerate(PAGES):
        desk.window.menu.setCurrentRow(row)
        await desk.records.load.settled()
        await studio.take(desk.window, f"page-{name}")
    await _leave(desk)


async def password(studio: Studio) -> None:
    """Show the issue of a password, from the card to the slip."""
    desk = studio.desk_for(Role.COUNTER)
    desk.desk.scanned("100000024")
    await desk.desk.look_up.settled()
    desk.passwords.open()
    dialog, model = desk.window.password_dialogs.current, desk.passwords.dialog.value
    assert dialog is not None
    assert model is not None
    await studio.take(dialog, "password-ask")
    model.issue.start()
    await model.issue.settled()
    await studio.take(dialog, "password-issued")
    model.reveal(shown=not model.revealed.value)
    await studio.take(dialog, "password-hidden")
    model.close()
    await _leave(desk)


async def phone(studio: Studio) -> None:
    """Show what the phone channel gets before the caller is identified, and after."""
    desk = studio.desk_for(Role.PHONE)
    await studio.take(desk.window, "phone-empty")
    desk.identity.start_finding()
    await studio.take(desk.window, "phone-find")
    desk.desk.typed("100000001")
    await desk.desk.look_up.settled()
    await studio.take(desk.window, "phone")
    desk.identity.confirm.start(CallerFacts(kana="サトウ ハナコ"))
    await desk.identity.confirm.settled()
    await studio.take(desk.window, "phone-missed")
    desk.identity.confirm.start(CallerFacts(kana="サトウ ヨウコ"))
    await desk.identity.confirm.settled()
    await studio.take(desk.window, "phone-identified")
    await _leave(desk)


async def _leave(desk: OpenDesk) -> None:
    await desk.aclose()
    desk.window.let_close()
    desk.window.deleteLater()


SCENES: tuple[Callable[[Studio], Awaitable[None]], ...] = (sign_in, patrons, pages, password, phone)


async def take_all(app: QApplication, folder: Path) -> None:
    """Take every picture in both themes."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = dress(app, Settings())
    async with demo_library(NOW) as url, open_library(url) as library:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            looks.theme.apply(scheme)
            for scene in SCENES:
                await scene(Studio(app, looks, library, folder))
    app.removeEventFilter(looks.scans)


def main() -> int:
    """Take the pictures into the named folder, or docs/images."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["madoguchi"])
    app.setQuitOnLastWindowClosed(False)
    asyncio.run(take_all(app, folder), loop_factory=lambda: QEventLoop(app))
    return 0


if __name__ == "__main__":
    sys.exit(main())
