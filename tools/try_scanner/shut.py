"""Cards read where no patron may be seen: on a hidden screen, and at the lock and the sign-in."""

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QApplication, QComboBox
from shiboken6 import isValid

from app.demo import STAFF
from tools.screenshots.studio import do
from tools.try_scanner.clerk import Clerk, words_in
from tools.try_scanner.in_dialogs import leave_popup, opened
from tools.try_scanner.inputs import (
    can_be_typed_into,
    clear,
    difference,
    holds_digits_of,
    places_of,
    state_of,
)
from tools.try_scanner.reader import BadlySentError, soon
from viewmodels.screen_guard import ScreenState
from viewmodels.settings.settings import Language
from views.panels.row_actions import RowAction
from views.settings.first_start_window import FirstStartWindow
from views.settings.settings_dialog import SettingsDialog
from views.sign_in.sign_in_window import SignInWindow

OVER_A_QUESTION, IN_SETTINGS, REFUSED_FIRST = 0.3, 0.15, 0.2
_TOLD = "カードを読み取りましたが、開いていません。"
_LONG = 60.0


async def cover(clerk: Clerk) -> None:
    """Hide the screen, read cards, show it again: everything is as it was, and no patron was seen."""
    where = "hidden screen"
    await clerk.open(clerk.on_loan)
    over_a_question = clerk.by_chance(OVER_A_QUESTION)
    if over_a_question:
        do(clerk.window.inquiry.loans, RowAction.RENEW)
        await opened(clerk, where)
    privacy = clerk.open_desk.privacy
    content_hider = privacy.screen.content_hider
    await clerk.reader.press("F11")
    await soon(lambda: content_hider.is_hidden)
    await clerk.in_front(clerk.window)
    opened_before = len(clerk.opened)
    for _ in range(clerk.rng.randint(2, 6)):
        clerk.rng.choice((content_hider.cover.show_button, content_hider.cover.lock_button)).setFocus()
        number = clerk.rng.choice((clerk.on_loan, clerk.other_card()))
        await clerk.read(number, where)
        await clerk.want(lambda: _TOLD in words_in(clerk.window), "lost: the cover tells nothing", where)
        hidden = privacy.guard.screen.value is ScreenState.HIDDEN and content_hider.is_hidden
        clerk.must_be(hidden, "leaked: a reading showed the screen", where)
        clerk.must_be(len(clerk.opened) == opened_before, "leaked: a card was opened", where)
        clerk.must_be(not _is_readable(number), "leaked: a number can be read", where)
    await clerk.reader.press("F11")
    await soon(lambda: not content_hider.is_hidden)
    front = QApplication.activeModalWidget()
    clerk.must_be((front is not None) == over_a_question, "misplaced: a dialog came or went", where)
    clerk.must_be(clerk.card_shown == clerk.on_loan, "lost: the open patron is gone", where)
    clerk.must_be(clerk.desk.waiting_scan.value is None, "doubled: an ignored card waits", where)
    await clerk.close_dialogs()


async def read_at_sign_in(clerk: Clerk, window: SignInWindow, cards: int) -> None:
    """Read cards with the keyboard anywhere in the sign-in."""
    where = "sign-in"
    desks = len(clerk.desks)
    for _ in range(cards):
        place = clerk.rng.choice(places_of(window))
        place.setFocus()
        if can_be_typed_into(place):
            await clerk.type_into(place, where)  # type: ignore[arg-type]
        if clerk.by_chance(REFUSED_FIRST):
            window.password.clear()
            window.button.click()
            await soon(lambda: _TOLD not in window.trouble.text)
        number, before = clerk.rng.choice(clerk.cards), state_of(window)
        await clerk.read(number, where)
        await clerk.want(lambda: _TOLD in window.trouble.text, f"lost: told {window.trouble.text!r}", where)
        after = state_of(window)
        clerk.must_be(after == before, f"misplaced: {difference(before, after)}", where)
        leaked = holds_digits_of((held for _, held in after), number) or _is_readable(number)
        clerk.must_be(not leaked, "leaked: a number can be read", where)
        running = window._model.sign_in.running.value  # noqa: SLF001 - what mustn't have begun
        clerk.must_be(not running and len(clerk.desks) == desks, "misplaced: a reading signed in", where)
    if clerk.by_chance(IN_SETTINGS):
        await _settings_over(clerk, window)


async def _settings_over(clerk: Clerk, window: SignInWindow) -> None:
    where = "settings at the sign-in"
    window.settings_button.click()
    dialog = await opened(clerk, where)
    if not isinstance(dialog, SettingsDialog):
        return
    for _ in range(3):
        dialog.menu.setCurrentRow(clerk.rng.choice((1, 2, 4)))
        await clerk.take_place(dialog, where)
        number, before = clerk.rng.choice(clerk.cards), state_of(dialog)
        await clerk.read(number, where)
        told = await soon(lambda: _TOLD in dialog.scans.said and dialog.scans.is_shown())
        clerk.must_be(told, "lost: nothing told in the settings", where)
        after = state_of(dialog)
        clerk.must_be(after == before, f"misplaced: {difference(before, after)}", where)
        await leave_popup()
    await clerk.close_dialogs()
    await clerk.in_front(window)


async def sign_in_window() -> SignInWindow | None:
    """Wait for the sign-in."""

    def found() -> SignInWindow | None:
        windows = (it for it in QApplication.topLevelWidgets() if isinstance(it, SignInWindow))
        return next((it for it in windows if it.isVisible()), None)

    await soon(lambda: found() is not None, _LONG)
    return found()


async def enter(
    clerk: Clerk,
    window: SignInWindow,
    staff_id: str,
    *,
    press: Callable[[], Awaitable[None]] | None = None,
    opens: str | None = None,
) -> None:
    """Sign in, by the button or by what is pressed; no patron may be open then but one whose card is read during it."""
    desks = len(clerk.desks)
    japanese = window.languages.buttons[Language.JAPANESE]
    if not japanese.isChecked():  # keys that were sent too slowly press what a clerk's would
        japanese.click()
        await soon(lambda: not isValid(window) or not window.isVisible())
        window = await sign_in_window() or window
        await clerk.in_front(window)
    await soon(lambda: not isValid(window) or window.button.isEnabled())  # what such keys began is over
    if isValid(window):  # they sign no account in
        await _fill_in(window, staff_id, press)
    await soon(lambda: len(clerk.desks) > desks or first_start_window() is not None, _LONG)
    first = first_start_window()
    if first is not None:
        await at_first_start(clerk, first)
    if not await soon(lambda: len(clerk.desks) > desks, _LONG):
        clerk.fault(f"lost: nobody was let in: {window.trouble.text!r}", "sign-in")
        return
    await asyncio.sleep(0)
    await clerk.in_front(QApplication.activeModalWidget() or clerk.window)
    clerk.must_be(clerk.card_shown in {None, opens}, "leaked: a card read at the lock is open", "sign-in")


async def _fill_in(window: SignInWindow, staff_id: str, press: Callable[[], Awaitable[None]] | None) -> None:
    clear(window.staff_id)
    window.staff_id.setText(staff_id)
    window.password.setText(next(it for it in STAFF if it.id == staff_id).password)
    if press is None:
        window.button.click()
    else:
        await press()


async def at_first_start(clerk: Clerk, window: FirstStartWindow) -> None:
    """Read cards where a workstation is asked for its branch and name: told each time; then answer."""
    await clerk.in_front(window)
    try:
        for _ in range(10):
            await _read_at_first_start(clerk, window)
    except BadlySentError:
        clerk.count.badly_sent += 1
    if isValid(window) and window.isVisible():
        window.branch.setCurrentIndex(0)
        window.workstation.setText("2番窓口")
        window.button.click()


async def _read_at_first_start(clerk: Clerk, window: FirstStartWindow) -> None:
    where = "first start"
    await clerk.take_place(window, where)
    number, before = clerk.rng.choice(clerk.cards), state_of(window)
    await clerk.read(number, where)
    await clerk.want(lambda: _TOLD in window.trouble.text, "lost: not told", where)
    clerk.must_be(state_of(window) == before, "misplaced: a field changed", where)
    await leave_popup()
    if clerk.by_chance(REFUSED_FIRST):
        clear(window.workstation)
        window.button.click()
        await soon(lambda: _TOLD not in window.trouble.text)


def first_start_window() -> FirstStartWindow | None:
    """Find the question for branch and name."""
    windows = (it for it in QApplication.topLevelWidgets() if isinstance(it, FirstStartWindow))
    return next((it for it in windows if it.isVisible()), None)


def _is_readable(number: str) -> bool:
    """Tell whether a card's number, or a list with it, is in any window that can be seen."""
    seen = [it for it in QApplication.topLevelWidgets() if it.isVisible()]
    texts = [words_in(window) for window in seen]
    boxes = [
        box.currentText() for window in seen for box in window.findChildren(QComboBox) if box.isVisible()
    ]
    return any(number in text or f"{number[:-1]}-{number[-1]}" in text for text in (*texts, *boxes))
