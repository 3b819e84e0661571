"""What isn't shown isn't there for assistive technology: the whole tree is walked, from all windows of the program."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from tests.helpers import snapshots
from tests.helpers.accessible import children, named, nodes
from tests.helpers.windows import active
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.settings.test_settings_form import Scene as SettingsScene
from tests.views.counter import Counter
from tests.views.help.all_help import Checks, the
from tests.views.privacy.privacy_scene import PERSON, TITLE, Guarded
from viewmodels.help.about import ProgramVersion
from viewmodels.help.diagnosis import DiagnosisModel
from viewmodels.help.tour import Tour
from viewmodels.screen_guard import ScreenState
from views.help.about_window import AboutWindow
from views.help.diagnosis_window import DiagnosisWindow
from views.help.help_menu import HelpMenu
from views.help.tour_strip import connect_tour
from views.manual.manual import Manual
from views.manual.manual_window import HelpWindow
from views.settings.settings_opener import connect_settings
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.side_window import SideWindow

TABLE, LIST = QAccessible.Role.Table, QAccessible.Role.List
SECRETS = (
    PERSON.name,
    str(PERSON.kana),
    TITLE,
    CARD_A,
    "20000001-1",
    snapshots.everyday().questions[0].question,
)


class Scene(Guarded):
    """The counter's window with all that can be opened beside it."""

    def __init__(self, counter: Counter, theme: Theme, icons: Icons) -> None:
        super().__init__(counter, theme, icons)
        window, desk = counter.window, counter.bench.desk
        self.tour = Tour(desk, counter.passwords, lambda: None, "")
        connect_tour(window, self.tour, theme)
        self.help = HelpMenu(
            window,
            desk,
            theme=theme,
            manual=Manual.find(),
            about=ProgramVersion("1.2.3", "0001", "4f2a90c1b7d3"),
            diagnosis=DiagnosisModel(Checks().examine, lambda _error: "4F2A"),
        )
        self.settings = SettingsScene()
        connect_settings(
            window, window.top_bar.settings_button, self.settings.desk, theme=theme, scans=counter.scans
        )

    @property
    def app(self) -> QApplication:
        return self.counter.app

    def secrets(self) -> list[str]:
        """List what can be read of the patron. To read the whole tree takes long: it is read once."""
        readable = self.readable()
        return [it for it in SECRETS if it in readable]

    async def settled(self) -> None:
        """Let the content hider do what it leaves for the next turn."""
        for _ in range(5):
            await asyncio.sleep(0)

    async def open_before(self, what: str) -> None:
        """Open something beside the desk, and close it again unless it may stay."""
        beside: dict[str, tuple[Callable[[], object], type[QWidget]]] = {
            "help": (lambda: self.help.open_at("start.md"), HelpWindow),
            "diagnosis": (self.help.diagnose, DiagnosisWindow),
            "about": (self.help.tell_about, AboutWindow),
        }
        match what:
            case "tour":
                self.tour.start()
            case "settings":
                self.settings.desk.open.start()
                await self.settings.desk.open.settled()
                form = self.settings.desk.form.value
                assert form is not None
                form.close()
            case _:
                do, kind = beside[what.removeprefix("open ")]
                do()
                await active(the(kind))
                if not what.startswith("open "):
                    QTest.keyClick(the(kind), Qt.Key.Key_Escape)
                    await active(self.counter.window)


@pytest.fixture
async def scene(counter: Counter, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    for left in QApplication.topLevelWidgets():  # by tests before: what can be read is all there is
        if left.parent() is None and left is not counter.window:
            left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    made = Scene(counter, theme, icons)
    yield made
    if isValid(made.help):
        made.help.close_all()
    made.privacy.end()


OPENED = ("help", "diagnosis", "about", "settings", "tour", "open help", "open diagnosis")


def hide(scene: Scene, way: str) -> None:
    match way:
        case "idle":
            scene.clock.pass_by(minutes=3)
            scene.privacy.watch.look()
        case "F12":
            scene.key(Qt.Key.Key_F12)
        case _:
            scene.key(Qt.Key.Key_F11)
    assert scene.guard.screen.value is (ScreenState.LOCKED if way == "F12" else ScreenState.HIDDEN)


WAYS = ("F11", "idle", "F12")


@pytest.mark.parametrize(
    ("before", "way"),
    list(product(OPENED, WAYS)),
)
async def test_what_was_opened_before_keeps_nothing_in_the_tree(scene: Scene, before: str, way: str) -> None:
    await scene.open()
    await scene.open_before(before)
    shown = scene.readable()
    assert [it for it in SECRETS[:3] if it not in shown] == []
    hide(scene, way)

    assert scene.secrets() == []
    assert named(scene.app, TABLE) == []
    await scene.settled()
    assert scene.secrets() == []


async def test_what_was_found_before_answers_nothing_behind_the_cover(scene: Scene, listening: None) -> None:
    await scene.open()
    found = [QAccessible.uniqueId(it) for it in nodes(scene.app) if it.text(QAccessible.Text.Name) in SECRETS]
    assert len(found) > 1
    scene.key(Qt.Key.Key_F11)
    assert [QAccessible.accessibleInterface(it) for it in found] == [None] * len(found)
    scene.key(Qt.Key.Key_F11)
    assert PERSON.name in scene.readable()


@pytest.mark.parametrize("before", ["help", "diagnosis"])
async def test_it_comes_back_whole(scene: Scene, before: str) -> None:
    await scene.open()
    await scene.open_before(before)
    seen, lists = scene.counter.words(), named(scene.app, TABLE)
    scene.key(Qt.Key.Key_F11)
    await scene.settled()
    scene.key(Qt.Key.Key_F11)

    assert scene.counter.words() == seen
    assert named(scene.app, TABLE) == lists


async def test_a_window_beside_the_desk_makes_no_other_part_of_it_a_window_of_the_system(
    scene: Scene,
) -> None:
    """Qt makes one of each sibling of a widget whose handle somebody asked for, and lists it by itself from then on."""
    await scene.open()
    await scene.open_before("help")
    parts = scene.counter.window.findChildren(QWidget)
    assert [it for it in parts if not it.isWindow() and it.internalWinId()] == []


@pytest.mark.qt_log_ignore("does not support setParent", extend=True)  # the offscreen platform
async def test_the_content_has_no_handle_behind_the_cover_whoever_gave_it_one(scene: Scene) -> None:
    await scene.open()
    scene.counter.window.area.winId()
    scene.key(Qt.Key.Key_F11)
    assert scene.counter.window.area.windowHandle() is None
    assert scene.counter.window.area not in {node.object() for node in nodes(scene.app)}
    scene.key(Qt.Key.Key_F11)
    assert PERSON.name in scene.readable()


@pytest.mark.parametrize("what", ["help", "diagnosis", "about"])
async def test_a_closed_window_holds_nothing_in_the_tree_and_opens_again(scene: Scene, what: str) -> None:
    def held() -> int:
        asides = [it for it in nodes(scene.app) if isinstance(it.object(), SideWindow)]
        return sum(it.childCount() for it in asides)

    await scene.open_before(what)
    assert held() == 0
    await scene.open_before(f"open {what}")
    assert held() > 0


async def test_an_empty_desk_has_neither_pages_nor_their_list(scene: Scene) -> None:
    def patrons_parts() -> list[str]:
        return [*named(scene.app, LIST), *named(scene.app, TABLE)]

    titles = {page.accessibleName() for page in scene.counter.window.pages}
    assert patrons_parts() == []
    assert not titles & set(scene.readable().split("\n"))
    await scene.open()
    assert "ページ" in named(scene.app, LIST)
    assert "貸出一覧" in named(scene.app, TABLE)
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    assert patrons_parts() == []


async def test_only_the_page_on_screen_is_in_the_tree(scene: Scene) -> None:
    await scene.open()
    window = scene.counter.window
    for place, page in enumerate(window.pages):
        window.menu.setCurrentRow(place)
        held = {node.object() for node in nodes(scene.app)}
        assert [it for it in window.pages if it in held] == [page]


async def test_a_list_without_rows_is_not_in_the_tree(scene: Scene) -> None:
    few = replace(snapshots.everyday(card_number=CARD_A), holds=())
    scene.counter.bench.look_ups.answer(CARD_A, few)
    await scene.counter.scan(CARD_A)
    empty = [it for it in scene.counter.window.inquiry.lists if not it.rows]
    lists = [it for it in scene.counter.window.inquiry.lists if it.rows]
    assert lists
    assert empty
    assert named(scene.app, TABLE) == [it.table.accessibleName() for it in lists]
    assert not {it.table for it in empty} & {node.object() for node in nodes(scene.app)}


async def test_each_part_knows_its_place_among_what_is_shown(scene: Scene) -> None:
    await scene.open()
    for node in nodes(scene.app):
        for place, child in enumerate(children(node)):
            if isinstance(child.object(), QWidget):
                assert node.indexOfChild(child) == place
    body = scene.counter.window.empty.parentWidget()
    assert isinstance(body, QStackedWidget)
    patron = body.currentWidget()
    assert patron is not None
    hidden = QAccessible.queryAccessibleInterface(patron)
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    around = QAccessible.queryAccessibleInterface(body)
    assert body.currentWidget() is scene.counter.window.empty
    assert around.indexOfChild(hidden) == -1
    assert around.child(around.childCount()) is None
    assert around.child(-1) is None
