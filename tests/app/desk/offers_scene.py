"""A desk on a library system that lacks something, as the program puts it together, and what can be seen of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete, select

from app.appearance import apply, remove
from app.desk.composition import OpenDesk
from app.settings.settings_files import Settings
from services.contract.offers import Offers
from services.own_schema.database.tables import bib_record, hold, hold_cancellation
from services.own_schema.library import Library
from services.rules.vocabulary import Channel, ContactMethod, HoldStatus, Role, SuspensionReason
from tests.app.sitting import sitting
from tests.helpers.accessible import everything_readable
from tests.helpers.other_system import lacking
from tests.helpers.patrons import CARD, Town, at, clerk, days_ago, in_days
from tests.helpers.unknown_values import Value
from tests.helpers.waiting import until
from tests.helpers.windows import active
from views.desk.desk_window import DeskWindow
from views.panels.page import Page
from views.panels.panel_table import PanelTable
from views.widgets.labels import WrappedLabel

SUSPENDED = "100000048"
"""The card of somebody who may borrow nothing."""
NO = Qt.KeyboardModifier.NoModifier
_RESTORABLE = "三四郎"
TURNS = 5
"""Turns of the loop in which what a key does without waiting is done."""


async def fill(town: Town) -> None:
    """Have a patron with something on each list, and one with suspensions."""
    patron_id = await town.patron()
    for title in ("坊っちゃん", "それから"):
        await town.loan(patron_id, title, loaned_on=days_ago(12), due_on=in_days(2))
    await town.hold(patron_id)
    ready = await town.hold(
        patron_id, "道草", status=HoldStatus.READY, shelf_until=in_days(3), contact=ContactMethod.PHONE
    )
    await town.attempt(patron_id, hold_id=ready)
    await cancel_one(town, patron_id)
    await town.request(patron_id)
    await town.question(patron_id)
    await town.report(patron_id)
    await town.password(patron_id)
    other = await town.patron(SUSPENDED, name="鳩ヶ谷 太郎", kana="ハトガヤ タロウ")
    overdue = await town.suspend(other, SuspensionReason.LONG_OVERDUE)
    await town.attempt(other, suspension_id=overdue)
    await town.suspend(
        other,
        SuspensionReason.CONTACT_WANTED,
        started_at=at(days_ago(90)),
        lifted_at=at(days_ago(60)),
        lifted_by="supervisor",
    )
    await town.report(other)


async def cancel_one(town: Town, patron_id: int) -> None:
    """Have a hold that was cancelled today, of a title with a copy, and none that was restored."""
    async with town.db.transaction() as conn:
        of_title = select(bib_record.c.id).where(bib_record.c.title == _RESTORABLE)
        await conn.execute(delete(hold).where(hold.c.bib_record_id.in_(of_title)))
        await conn.execute(delete(hold_cancellation))
    titles = [row["id"] for row in await town.all_rows(bib_record) if row["title"] == _RESTORABLE]
    title = titles[0] if titles else await town.title(_RESTORABLE)
    if not titles:
        await town.item(title)
    await town.cancelled(patron_id, cancelled_at=at(days_ago(0)), bib_record_id=title)


@dataclass
class Scene:
    """One desk."""

    desk: OpenDesk
    role: Role

    @property
    def window(self) -> DeskWindow:
        return self.desk.window

    @property
    def offers(self) -> Offers:
        return self.desk.desk.offers

    @property
    def is_at_counter(self) -> bool:
        return self.desk.desk.channel.value is Channel.COUNTER

    async def turn(self) -> None:
        """Let everything come that is about to."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        desk = self.desk.desk
        await desk.look_up.settled()
        await desk.close_patron.settled()
        await desk.read_again.settled()
        await desk.switch_channel.settled()
        if self.desk.records is not None:
            await self.desk.records.load.settled()
        if self.desk.today is not None:
            await self.desk.today.model.open_list.settled()
        if self.desk.own_work is not None:
            await self.desk.own_work.open_list.settled()
            await self.desk.own_work.come_back.settled()
        printing = self.desk.due_slips.model.print_slip.running
        await until(
            lambda: not (desk.busy.value or printing.value) or QApplication.activeModalWidget() is not None
        )
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def open(self, card: str = CARD) -> None:
        """Open a patron at the first page."""
        await self.leave()
        if self.desk.desk.patron_id is not None:
            self.desk.desk.close_patron.start()
            await self.turn()
        self.desk.desk.scanned(card)
        await self.turn()

    async def begin(self) -> None:
        """Have the patron open at the first page, and the keyboard where it begins there."""
        await self.leave()
        if self.desk.desk.snapshot is None:
            await self.open()
        self.window.menu.setCurrentRow(0)
        self.window.inquiry.begin()

    async def leave(self) -> None:
        """Close every question, menu and window over the desk's."""
        app = QApplication
        while (over := app.activePopupWidget() or app.activeModalWidget()) is not None:
            over.close()
            await self.turn()
        for other in app.topLevelWidgets():
            if other.isVisible() and other is not self.window:
                other.close()
        self.desk.desk.note.set(None)
        await active(self.window)

    async def go(self, page: Page) -> None:
        """Turn to a page, as Alt and its number do."""
        place = self.window.pages.index(page)
        await self.press(Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.AltModifier)

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        await self.turn()

    async def changes(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> bool:
        """Press a key; tell whether anything is otherwise than before."""
        before = self.seen()
        await self.press(key, modifier)
        return self.seen() != before

    async def does(self, press: Callable[[], object]) -> bool:
        """Do something; tell whether anything is otherwise than before."""
        before = self.seen()
        press()
        await self.turn()
        return self.seen() != before

    def seen(self) -> tuple[object, ...]:
        """Tell what there is to be seen, and where the keyboard is."""
        app, window = QApplication, self.window
        focused, desk = app.focusWidget(), self.desk.desk
        cell = focused.currentIndex() if isinstance(focused, PanelTable) else None
        return (
            tuple(id(it) for it in app.topLevelWidgets() if it.isVisible()),
            id(window.body.currentWidget()),
            None if focused is None else id(focused),
            None if cell is None else (cell.row(), cell.column()),
            window.menu.currentRow(),
            window.top_bar.card_field.text(),
            desk.titles_masked.value,
            desk.ready_filter.on.value,
            desk.channel.value,
            None if self.desk.identity is None else self.desk.identity.finding.value,
            repr(desk.note.value),
            self.told_on_page(),
        )

    def told_on_page(self) -> tuple[str, ...]:
        """Give the sentences of the page that is open: why what stands in its form isn't sent, for one."""
        page = self.window.body.page
        labels = () if page is None else page.findChildren(WrappedLabel)
        return tuple(it.text() for it in labels if it.isVisible())

    def heard(self) -> str:
        """Give all that a screen reader can come to, shown or not."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return everything_readable(app)


@asynccontextmanager
async def open_scene(
    app: QApplication,
    library: Library,
    offers: Offers,
    role: Role,
    unknown: frozenset[Value] = frozenset(),
) -> AsyncIterator[Scene]:
    """Sit down at a desk on a system that offers no more than this, and doesn't know some values."""
    looks = apply(app, Settings())
    backend, records = lacking(library.backend, library.records, offers, unknown)
    try:
        async with sitting(library, looks, clerk(role).staff, backend=backend, records=records) as opened:
            scene = Scene(opened, role)
            await scene.turn()
            try:
                yield scene
            finally:
                await scene.leave()
    finally:
        remove(app, looks)
