"""Cards read in the windows beside the desk: search, help, settings; and on the phone channel."""

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Channel
from tools.screenshots.studio import go_to
from tools.try_scanner.clerk import Clerk, words_in
from tools.try_scanner.in_dialogs import leave_popup, must_stay, must_wait, opened, read_twice
from tools.try_scanner.inputs import can_be_typed_into, holds_digits_of, places_of, state_of, text_of
from tools.try_scanner.reader import soon
from views.panels.offering import there
from views.search_dialog import SearchDialog
from views.settings.settings_dialog import SettingsDialog
from views.text import card_words

NO_CARD, TWICE, IDENTIFIED = 0.3, 0.3, 0.4
_SCANNER_PAGE = 3


async def search(clerk: Clerk) -> None:
    """Read a card during a search: the card is opened; a code that is no card is reported, and the search stays."""
    where = "search"
    await clerk.reader.press("F3")
    dialog = await opened(clerk, where)
    if not isinstance(dialog, SearchDialog):
        return
    field = await clerk.take_place(dialog, where, letters=1.0)
    assert field is not None
    if clerk.by_chance(NO_CARD):
        searching = there(clerk.open_desk.search).search.running
        await soon(lambda: not searching.value)
        before = state_of(dialog)
        no_card = clerk.reader.forms.no_card
        await clerk.read(no_card, "no card, in the search")
        told = card_words.wrong_length(len(no_card))
        await clerk.want(lambda: told in dialog.said.text(), "lost: not told", where)
        must_stay(clerk, dialog, before, no_card, where)
        if not isValid(dialog) or not dialog.isVisible():
            clerk.fault("misplaced: what is no card closed the search", where)
            return
    number = clerk.other_card()
    await clerk.read(number, where)
    await clerk.must_open(number, where)
    await clerk.want(lambda: QApplication.activeModalWidget() is None, "lost: the search stays", where)
    await clerk.in_front(clerk.window)
    clerk.must_be(clerk.number_shown == number, "misplaced: card field", where)


async def settings(clerk: Clerk) -> None:
    """Read cards over the settings: they wait, but for the page where they measure the reader."""
    where = "settings"
    await clerk.reader.press("F10")
    dialog = await opened(clerk, where)
    if not isinstance(dialog, SettingsDialog):
        return
    waits: str | None = None
    for _ in range(clerk.rng.randint(2, 5)):
        page = clerk.rng.randrange(5)
        dialog.menu.setCurrentRow(page)
        await clerk.take_place(dialog, where)
        number = clerk.other_card()
        is_measured = page == _SCANNER_PAGE
        before = () if is_measured else state_of(dialog)
        await clerk.read(number, "settings, the reader's page" if is_measured else where)
        if is_measured:
            said = dialog.scanner.said
            clerk.must_be("ミリ秒" in said, f"lost: not measured: {said!r}", where)
            leaked = holds_digits_of((held for _, held in state_of(dialog)), number)
            clerk.must_be(not leaked, "misplaced: a card in a field", where)
            clerk.must_be(clerk.desk.waiting_scan.value == waits, "doubled: a measured card waits", where)
        else:
            waits = number
            await must_wait(clerk, dialog, number, where)
            must_stay(clerk, dialog, before, number, where)
        await leave_popup()
    if waits is not None and not dialog.scanner.isVisible() and clerk.by_chance(TWICE):
        await read_twice(clerk, dialog, waits, where)
    await clerk.close_dialogs(waits, where)
    if waits is not None:
        await clerk.must_open(waits, where)


async def help_window(clerk: Clerk) -> None:
    """Read cards while the help, the program's own window or the help's menu has the keyboard."""
    helping = clerk.open_desk.asides.help
    kind = clerk.rng.choice(("help", "about", "diagnosis", "help menu"))
    before_windows = set(_windows())
    if kind == "help":
        await clerk.reader.press("F1")
    elif kind == "about":
        helping.tell_about()
    elif kind == "diagnosis":
        helping.diagnose()
    else:
        helping.button.click()
    if kind == "help menu":
        await soon(lambda: QApplication.activePopupWidget() is not None)
        window: QWidget = helping.menu
    else:
        await soon(lambda: bool(set(_windows()) - before_windows))
        window = next(iter(set(_windows()) - before_windows), clerk.window)
        await clerk.in_front(window)
    for _ in range(clerk.rng.randint(1, 3)):
        if kind != "help menu":
            await clerk.take_place(window, kind, letters=0.0)
        windows, held, number = set(_windows()), state_of(window), clerk.other_card()
        await clerk.read(number, kind)
        await clerk.must_open(number, kind)
        clerk.must_be(state_of(window) == held, "misplaced: the help moved", kind)
        clerk.must_be(set(_windows()) <= windows, "misplaced: a window opened", kind)
        clerk.must_be("コピーしました" not in words_in(window), "misplaced: a button was pressed", kind)
    await leave_popup()
    helping.close_all()
    await clerk.in_front(clerk.window)


async def phone(clerk: Clerk) -> None:
    """Read cards on the phone channel while facts are typed: number and counts open, and no fact stays."""
    where = "phone"
    await clerk.clean()
    await clerk.reader.press("F9")
    desk, window = clerk.desk, clerk.window
    await soon(lambda: desk.channel.value is Channel.PHONE and desk.answer.value is None)
    if clerk.by_chance(0.5):
        there(clerk.open_desk.identity).start_finding()
    for _ in range(clerk.rng.randint(2, 5)):
        area = window.phone_summary if window.phone_summary.isVisible() else window.empty
        place = await clerk.take_place(area, where)
        if place is not None and can_be_typed_into(place) and clerk.by_chance(NO_CARD):
            typed = "" if desk.answer.value is not None else text_of(place)  # type: ignore[arg-type]
            await clerk.read(clerk.reader.forms.no_card, "no card, by phone")
            await clerk.want(lambda: desk.card_error.value is not None, "lost: not told", where)
            await clerk.want(lambda: desk.answer.value is None, "lost: somebody stays open", where)
            clerk.must_be(text_of(place) == typed, "misplaced: a fact changed", where)  # type: ignore[arg-type]
        number = clerk.other_card()
        await clerk.read(number, where)
        await clerk.must_open(number, where)
        clerk.must_be(
            not isinstance(desk.answer.value, PatronSnapshot), "leaked: nobody was identified", where
        )
        stays = [held for _, held in state_of(window.phone_summary) if held not in {"", None}]
        clerk.must_be(not stays, f"misplaced: {stays} stands in a form", where)
    if clerk.by_chance(TWICE):
        await clerk.read(number, "twice by phone")
    if clerk.by_chance(IDENTIFIED):
        await _behind_an_identified_caller(clerk)
    await clerk.reader.press("F9")
    await soon(lambda: desk.channel.value is Channel.COUNTER)


async def _behind_an_identified_caller(clerk: Clerk) -> None:
    """Identify a caller and read another card from anywhere among what is open now: of that one, no more opens."""
    where = "behind an identified caller"
    desk = clerk.desk
    clerk.window.top_bar.card_field.setFocus()
    number = clerk.rng.choice([it for it in clerk.callers if it != clerk.card_shown])
    await clerk.read(number, where)
    await clerk.must_open(number, where)
    there(clerk.open_desk.identity).confirm.start(clerk.callers[number])
    if not await clerk.want(lambda: desk.snapshot is not None, "lost: nobody is identified", where):
        return
    go_to(clerk.open_desk, clerk.rng.choice((clerk.window.inquiry, clerk.window.records)))
    places = [it for it in places_of(clerk.window) if not can_be_typed_into(it)]
    clerk.rng.choice(places).setFocus()
    number = clerk.other_card()
    await clerk.read(number, where)
    await clerk.must_open(number, where)
    clerk.must_be(desk.snapshot is None, "leaked: the next one was opened whole", where)


def _windows() -> list[QWidget]:
    return [it for it in QApplication.topLevelWidgets() if it.isVisible()]
