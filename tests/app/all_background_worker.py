"""The worker in the demo's desk: it clears and sends while the desk is open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo import STAFF, WORKSTATION, demo_opener
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor
from app.lifecycle import Demo, DeskOptions, run_desk
from app.settings.settings_files import Settings
from services.acts.contact import ResendNotice
from services.own_schema.database.tables import hold_cancellation, outgoing_mail
from services.own_schema.library import Library
from services.rules.vocabulary import MailSecurity
from tests.helpers.patrons import NOW, Town, clerk, days_ago
from tests.helpers.waiting import HOPELESS
from tests.services.own_schema.mail.post import SENDER, Postbox, post_office, serving


@dataclass
class DemoTown:
    """The demo library with one patron more, whose hold is over and who gets a mail.

    Attributes:
        ready: set while the library is open.
    """

    ready: asyncio.Future[Town] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    patron_id: int = 0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Library]:
        """Open it, as `desk --demo` does."""
        async with demo_opener(NOW)() as library:
            town = await Town.found(library.db)
            self.patron_id = await town.patron("999999999")
            await town.hold(self.patron_id, wait_until=days_ago(1))
            await library.backend.acts.perform(ResendNotice(actor=clerk(), patron_id=self.patron_id))
            self.ready.set_result(town)
            yield library

    async def has_ended(self) -> list[str]:
        """Tell why the patron's holds have ended."""
        rows = await (await self.ready).all_rows(hold_cancellation)
        return [row["reason"] for row in rows if row["patron_id"] == self.patron_id]

    async def mail(self) -> list[str]:
        """Tell how it stands with the patron's mail."""
        rows = await (await self.ready).all_rows(outgoing_mail)
        return [row["status"] for row in rows if row["patron_id"] == self.patron_id]


@asynccontextmanager
async def open_demo(
    app: QApplication, town: DemoTown, settings: Settings, tmp_path: Path
) -> AsyncIterator[None]:
    """Keep the demo's desk open while the block runs, and close it as a clerk does."""
    opened: asyncio.Future[OpenDesk] = asyncio.get_running_loop().create_future()
    demo = Demo(STAFF, STAFF[0], WORKSTATION)
    options = DeskOptions(
        settings, tmp_path / "settings.toml", LibraryDoor(town.opened), demo, opened.set_result
    )
    running = asyncio.create_task(run_desk(app, options))
    async with asyncio.timeout(HOPELESS):
        desk = await opened
        yield
        assert desk.window.isVisible()
        desk.window.close()
        assert await running == 0


async def until(what: Callable[[], Awaitable[list[str]]], wanted: list[str]) -> None:
    async with asyncio.timeout(HOPELESS):
        while await what() != wanted:
            pass


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


async def test_the_demo_clears_and_sends_while_its_desk_is_open(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    box, town = Postbox(), DemoTown()
    async with serving(post_office(box)) as server:
        settings = Settings(
            mail_host=server.host, mail_port=server.port, mail_security=MailSecurity.NONE, mail_from=SENDER
        )
        async with open_demo(qapp, town, settings, tmp_path):
            await until(town.mail, ["sent"])
            await until(town.has_ended, ["wait_time_over"])
    assert [mail["To"] for mail in box.taken if mail["To"] == "hanako@example.jp"] == ["hanako@example.jp"]


async def test_without_a_mail_server_the_demo_only_clears(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    town = DemoTown()
    async with open_demo(qapp, town, Settings(), tmp_path):
        await until(town.has_ended, ["wait_time_over"])
        assert await town.mail() == ["waiting"]
