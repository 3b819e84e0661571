"""Presses the keys that a desk's help and foot name, and those that they don't, and looks whether anything changes."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from random import Random
from typing import Any, Final

from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from services.acts.as_offered import with_places
from services.contract.offers import Offers, SystemPart
from services.own_schema.database.tables import patron
from services.own_schema.library import Library
from services.rules.vocabulary import HoldStatus, Role
from tests.app.desk.offers_cases import ACTS, NOWHERE
from tests.app.desk.offers_scene import Scene, cancel_one, open_scene
from tests.helpers.patrons import Town
from views.desk.shortcuts import keys_of
from views.panels.list_panel import ListPanel
from views.today.tiles import tiles_of

ALT: Final = Qt.KeyboardModifier.AltModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
F: Final = {f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}
ELSEWHERE: Final = frozenset({"F10", "F11", "F12", "Enter", "Space", "Tab", "Ctrl+A"})
"""Settings, covers and locks aren't the desk's own; what the others do is another matter on each part of it."""


def on_row(panel: ListPanel[Any], *, ready: bool | None = None) -> Callable[[], None]:
    """Give the keyboard to a list's first row, or to the first hold that is ready or isn't."""

    def go() -> None:
        rows = [
            row
            for row in panel.rows
            if ready is None or (getattr(row, "status", None) is HoldStatus.READY) is ready
        ]
        panel.go_to(rows[0].id)

    return go


async def on_rows(scene: Scene, key: Qt.Key, *places: Callable[[], None]) -> bool:
    """Press a letter on one row after the other; tell whether it does anything on any."""
    changed = False
    for place in places:
        await scene.begin()
        place()
        await scene.turn()
        changed |= await scene.changes(key)
        await scene.leave()
    return changed


async def with_patron(
    scene: Scene, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> bool:
    """Press a key where a patron is open."""
    await scene.begin()
    changed = await scene.changes(key, modifier)
    await scene.leave()
    return changed


async def with_nobody(scene: Scene, key: Qt.Key) -> bool:
    """Press a key with nobody open, at the counter and then, if there is one, by phone."""
    await scene.begin()
    await scene.press(Qt.Key.Key_Escape)
    changed = await scene.changes(key)
    await scene.leave()
    if scene.desk.desk.may_switch_channel:
        scene.desk.desk.switch_channel.start()
        await scene.turn()
        changed |= await scene.changes(key)
        scene.desk.desk.switch_channel.start()
        await scene.turn()
    await scene.leave()
    return changed


async def switched(scene: Scene) -> bool:
    """Press F9, and go back."""
    changed = await with_patron(scene, F["F9"])
    if not scene.is_at_counter:
        scene.desk.desk.switch_channel.start()
        await scene.turn()
    return changed


def ways(scene: Scene) -> Mapping[str, Callable[[], Awaitable[bool]]]:
    """Tell how each key is pressed where it should do something."""
    inquiry, letters = scene.window.inquiry, {it: Qt.Key(ord(it)) for it in "RAPEXCKB"}
    loan, waiting, ready = (
        on_row(inquiry.loans),
        on_row(inquiry.holds, ready=False),
        on_row(inquiry.holds, ready=True),
    )
    cancelled = loan
    if scene.offers.has(SystemPart.CANCELLED_HOLDS):
        cancelled = on_row(inquiry.cancelled_holds)
    pressed = partial(with_patron, scene)
    rows = partial(on_rows, scene)
    return {
        "F1": partial(pressed, F["F1"]),
        "F2": partial(pressed, F["F2"]),
        "F3": partial(with_nobody, scene, F["F3"]),
        **{key: partial(pressed, F[key]) for key in ("F4", "F5", "F6", "F7", "F8")},
        "Shift+F6": partial(pressed, F["F6"], SHIFT),
        "F9": partial(switched, scene),
        "Esc": partial(pressed, Qt.Key.Key_Escape),
        "Alt+Home": partial(goes_home, scene),
        "Alt+End": partial(goes_to_act_list, scene),
        "R": partial(rows, letters["R"], loan),
        "A": partial(rows, letters["A"], loan),
        "P": partial(prints, scene, letters["P"], loan),
        "E": partial(rows, letters["E"], waiting),
        "X": partial(rows, letters["X"], ready),
        "C": partial(rows, letters["C"], waiting, ready),
        "K": partial(rows, letters["K"], cancelled),
        "数字": partial(rows, Qt.Key.Key_1, loan),
        "上下の矢印": partial(rows, Qt.Key.Key_Down, loan),
        "左右の矢印": partial(rows, Qt.Key.Key_Right, loan, waiting, ready, cancelled),
        "Ctrl+上下の矢印": lambda: ctrl(scene, Qt.Key.Key_Down, loan),
        "Ctrl+左右の矢印": lambda: ctrl(scene, Qt.Key.Key_Right, loan),
        "Ctrl+Enter": partial(from_question, scene),
        "B": partial(rows, letters["B"], cancelled),  # last, for it asks nothing: the row is gone afterwards
    }


async def ctrl(scene: Scene, key: Qt.Key, place: Callable[[], None]) -> bool:
    """Press an arrow with Ctrl on a row."""
    await scene.begin()
    place()
    return await scene.changes(key, CONTROL)


async def prints(scene: Scene, key: Qt.Key, place: Callable[[], None]) -> bool:
    """Press the letter of the 返却期限票, which is printed while titles are shown; F8 may have hidden them."""
    if scene.desk.desk.titles_masked.value:
        scene.desk.desk.toggle_titles()
    return await on_rows(scene, key, place)


async def from_question(scene: Scene) -> bool:
    """Press Ctrl+Enter in the field of a question; where there is none it is Enter, as on any row."""
    if SystemPart.QUESTIONS not in scene.offers.parts or not scene.window.reference.asks:
        return False
    await scene.begin()
    await scene.go(scene.window.reference)
    question = scene.window.reference.question
    question.setPlainText("渡し場")
    question.setFocus()
    changed = await scene.changes(Qt.Key.Key_Return, CONTROL)
    await scene.leave()
    question.clear()
    return changed


def has_home(scene: Scene) -> bool:
    """Tell whether Alt+Home leads anywhere for who sits here."""
    lists = bool(tiles_of(scene.offers)) if scene.role is Role.SUPERVISOR else False
    return lists or (scene.role is Role.COUNTER and scene.offers.has(SystemPart.OWN_WORK))


async def goes_home(scene: Scene) -> bool:
    """Press Alt+Home; tell whether the patron is closed by it. In a list it is Home where nothing else is meant."""
    await scene.begin()
    await scene.press(Qt.Key.Key_Home, ALT)
    await scene.leave()
    return scene.desk.desk.snapshot is None


async def goes_to_act_list(scene: Scene) -> bool:
    """Press Alt+End; tell whether the patron is closed by it."""
    await scene.begin()
    await scene.press(Qt.Key.Key_End, ALT)
    await scene.leave()
    scene.window.body.leave_act_list()
    return scene.desk.desk.snapshot is None


async def paint_once(scene: Scene) -> None:
    """Paint each page, and from then on nothing of the window: that took as long as all that keys do."""
    await scene.begin()
    for page in scene.window.pages:
        await scene.go(page)
        assert not scene.window.grab().isNull()
    scene.window.setUpdatesEnabled(False)


async def check_help(scene: Scene) -> None:
    """Each key that the help names changes something, and no other does."""
    named = dict(keys_of(scene.offers))
    alt = next(key for key in named if key.startswith("Alt+1"))
    assert alt == f"Alt+1…{len(scene.window.pages)}"
    known = ways(scene)
    assert named.keys() - ELSEWHERE - known.keys() == {alt}
    for key, way in known.items():
        if key == "Alt+Home":
            assert await goes_home(scene) is has_home(scene)
            assert key in named or not has_home(scene)
        elif key == "左右の矢印":
            await way()  # what it chooses among is another matter on each row
        else:
            does = await way()
            if key in named and not does:  # what the key before it began may just have been ending
                does = await way()
            assert does is (key in named), key
    await scene.begin()
    for place in (*range(1, len(scene.window.pages)), 0):
        await scene.press(Qt.Key(Qt.Key.Key_1 + place), ALT)
        assert scene.window.menu.currentRow() == place
    assert not await scene.changes(Qt.Key(Qt.Key.Key_1 + len(scene.window.pages)), ALT)


async def check_foot(scene: Scene) -> None:
    """Each key that the foot names on a page, where the keyboard comes to be, changes something."""
    window = scene.window
    for page in window.pages:
        place = 0
        while True:
            await scene.begin()
            await scene.go(page)
            bar = window.status_bar
            hints = [it for it in (*bar.keys.hints, *bar.end.hints) if it.press is not None]
            if place >= len(hints):
                break
            press = hints[place].press
            assert press is not None
            assert await scene.does(press), hints[place].words
            await scene.leave()
            place += 1


async def check_panels(scene: Scene) -> None:
    """F6 goes through what is left of each page, and comes back to where it began."""
    for page in scene.window.pages:
        await scene.begin()
        await scene.go(page)
        reached = []
        for _ in range(2 * len(page.parts()) + 2):
            await scene.press(F["F6"])
            focused = QApplication.focusWidget()
            part = next(
                (it for it in page.parts() if focused and (it is focused or it.isAncestorOf(focused))), None
            )
            if part is not None:
                assert part.isVisible()
                reached.append(part)
        assert reached or page.next_part() is None
        around = len(set(reached))
        assert reached[:around] == reached[around : 2 * around] or around == 1


type Half = list[bool]

_ALL: Final = (*ACTS, *SystemPart)


def halves() -> st.SearchStrategy[Half]:
    """Take each act and each part, or not."""
    return st.lists(st.booleans(), min_size=len(_ALL), max_size=len(_ALL))


def offers_of(half: Half, seed: int) -> Offers:
    """Make offers of a half; each seed makes others of the same one."""
    chance = Random(seed)
    taken = frozenset(it for it, on in zip(_ALL, half, strict=True) if on is (chance.random() < 1 / 2))
    parts = frozenset(it for it in taken if isinstance(it, SystemPart))
    return Offers(frozenset(it for it in taken if not isinstance(it, SystemPart)), parts)


async def check_half(app: QApplication, library: Library, offers: Offers, role: Role) -> None:
    """The window opens, each key that it names changes something, and it names no other."""
    town = await Town.as_it_is(library.db)
    await cancel_one(town, (await town.all_rows(patron))[0]["id"])
    async with open_scene(app, library, with_places(offers), role) as scene:
        await paint_once(scene)
        await check_help(scene)
        await check_foot(scene)
        heard = scene.heard()
    assert [word for word in NOWHERE if word in heard] == []
