"""The one field on the desk as the program puts it together: what is searched, recorded, covered and locked away."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.library import Library
from services.rules.people.looks import Purpose
from tests.app.sitting import sitting
from tests.helpers.accessible import everything_readable
from tests.helpers.patrons import CARD, Town
from tests.helpers.waiting import until
from views.bars.card_field import CardField
from views.panels.offering import there

OTHER, NAMES = "100000048", ("川口 花子", "川口 次郎")


@dataclass
class Scene:
    """A clerk's desk, and the library behind it."""

    desk: OpenDesk
    town: Town

    @property
    def field(self) -> CardField:
        return self.desk.window.top_bar.card_field

    @property
    def ids(self) -> list[int]:
        """Who is listed, by their keys."""
        found = self.desk.window.body.found
        return [hit.id for hit in found.panel.rows] if found.isVisible() else []

    async def find(self, text: str) -> None:
        self.field.setFocus()
        self.field.clear()
        self.field.insert(text)
        QTest.keyClick(self.field, Qt.Key.Key_Return)
        await there(self.desk.field_search).search.settled()

    async def searches(self) -> list[object]:
        return [it["listed"] for it in await self.town.looks() if it["purpose"] == Purpose.SEARCH]


@pytest.fixture
async def scene(library: Library, looks: Looks) -> AsyncIterator[Scene]:
    town = await Town.found(library.db)
    await town.patron(CARD)
    await town.patron(OTHER, name=NAMES[1], kana="カワグチ ジロウ", romaji="Kawaguchi Jiro")
    async with sitting(library, looks) as opened:
        yield Scene(opened, town)


@pytest.mark.parametrize("text", ["かわぐ", "川口", "kawaguchi", "-0001", "048-000-0001"])
async def test_each_enter_is_one_record_of_how_many_were_named(scene: Scene, text: str) -> None:
    await scene.find(text)
    assert len(scene.ids) == 2
    bare = text[-1] == "1"
    assert await scene.searches() == [{"kind": Purpose.SEARCH, "bare": bare, "rows": 2}]
    QTest.keyClick(scene.field, Qt.Key.Key_Down)
    QTest.keyClick(scene.desk.window.body.found.panel.table, Qt.Key.Key_Return)
    await until(lambda: scene.desk.desk.snapshot is not None)
    opened = (await scene.town.looks())[-1]
    assert (opened["patron_id"], opened["purpose"]) == (scene.desk.desk.patron_id, Purpose.LOOK_UP)
    assert scene.ids == []


async def test_f11_covers_who_was_found_and_f12_lets_go_of_them(scene: Scene, qapp: QApplication) -> None:
    await scene.find("かわぐ")
    guard = scene.desk.privacy.guard
    assert all(name in everything_readable(qapp) for name in NAMES)
    guard.hide_or_show()
    assert not any(name in everything_readable(qapp) for name in NAMES)
    guard.hide_or_show()
    assert len(scene.ids) == 2
    guard.lock()
    assert scene.desk.window.body.found.panel.rows == ()
    assert there(scene.desk.field_search).hits.value is None
    assert not any(name in everything_readable(qapp) for name in NAMES)


async def test_f12_ends_a_search_that_runs(scene: Scene) -> None:
    scene.field.setFocus()
    there(scene.desk.field_search).entered("かわぐ")
    scene.desk.privacy.guard.lock()
    await there(scene.desk.field_search).search.settled()
    assert there(scene.desk.field_search).hits.value is None
    assert scene.desk.window.body.found.panel.rows == ()
