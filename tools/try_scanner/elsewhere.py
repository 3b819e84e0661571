"""Cards read where the keyboard seldom is: menus, the tour, the empty desk, the banner, help over a question, lists."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from services.contract.errors import SystemUnreachable
from services.rules.vocabulary import Role
from tools.screenshots.studio import do, go_to
from tools.try_scanner.clerk import Clerk
from tools.try_scanner.in_dialogs import leave_popup, opened
from tools.try_scanner.inputs import TextField, holds_digits_of, places_of, state_of
from tools.try_scanner.reader import soon
from views.bars.connection_banner import ConnectionBanner
from views.dialogs.decision_dialog import DecisionDialog
from views.help.tour_strip import TourStrip
from views.panels.row_actions import RowAction
from views.text.messages import waiting_scan
from views.today.tiles import TileKind


async def context_menu(clerk: Clerk) -> None:
    """Read a card while a field's own menu is down: it opens, and nothing in the menu is chosen."""
    where = "a field's menu"
    window = clerk.window
    places: list[tuple[QWidget, TextField]] = [
        (window.inquiry, window.top_bar.card_field),
        (window.reference, window.reference.name),
        (window.reference, window.reference.question),
        (window.email, window.email.field),
    ]
    page, field = clerk.rng.choice(places)
    go_to(clerk.open_desk, page)
    field.setFocus()
    await clerk.reader.press("Menu")
    if not await soon(lambda: QApplication.activePopupWidget() is not None):
        clerk.fault("lost: no menu came down", where)
        return
    number = clerk.other_card()
    await clerk.read(number, where)
    await leave_popup()
    await clerk.must_open(number, where)
    clerk.must_be(not clerk.desk.unsaved_input.there, "misplaced: something was pasted or removed", where)
    leaked = holds_digits_of((held for _, held in state_of(page)), number)
    clerk.must_be(not leaked, "misplaced: a card in a form", where)


async def tour(clerk: Clerk) -> None:
    """Read cards with the keyboard on the tour's button: each opens, and the tour goes on."""
    where = "the tour's button"
    (strip,) = clerk.window.findChildren(TourStrip)
    strip.tour.start()
    await soon(strip.isVisible)
    for _ in range(clerk.rng.randint(1, 3)):
        strip.leave_button.setFocus()
        number = clerk.other_card()
        await clerk.read(number, where)
        await clerk.must_open(number, where)
        clerk.must_be(strip.isVisible(), "misplaced: a reading ended the tour", where)
    strip.tour.leave()


async def empty_desk(clerk: Clerk) -> None:
    """Read a card without an open patron, with the keyboard anywhere: it opens, and no button is pressed."""
    where = "empty desk"
    window = clerk.window
    await clerk.reader.press("Escape")
    await soon(lambda: clerk.desk.answer.value is None and window.nobody.isVisible())
    told = clerk.by_chance(0.3)
    if told:
        clerk.desk.connection_error.set(SystemUnreachable())
    place = clerk.rng.choice(places_of(window.findChildren(ConnectionBanner)[0] if told else window))
    place.setFocus()
    windows, number = _windows(), clerk.other_card()
    where = "the banner's button" if told else where
    await clerk.read(number, where)
    await clerk.must_open(number, where)
    clerk.must_be(_windows() == windows, "misplaced: a window opened", where)
    clerk.must_be(clerk.number_shown == number, "misplaced: card field", where)


async def help_over_question(clerk: Clerk) -> None:
    """Read cards in the manual that was opened over a question: they wait, and the question says so."""
    where = "help over a question"
    if clerk.card_shown != clerk.on_loan:
        await clerk.clean()
    do(clerk.window.inquiry.loans, RowAction.RENEW)
    box = await opened(clerk, where)
    if not isinstance(box, DecisionDialog):
        return
    before = _windows()
    await clerk.reader.press("F1")
    if not await clerk.want(lambda: bool(_windows() - before), "lost: no help came", where):
        return
    (window,) = _windows() - before
    await clerk.in_front(window)
    number = ""
    for _ in range(clerk.rng.randint(1, 3)):
        await clerk.take_place(window, where, letters=0.0)
        number, held = clerk.other_card(), state_of(window)
        await clerk.read(number, where)
        told = waiting_scan(number)
        await clerk.want(lambda told=told: told in box.scans.said, "lost: not told", where)  # type: ignore[misc]
        stays = QApplication.activeModalWidget() is box and state_of(window) == held
        clerk.must_be(stays, "misplaced: help or question changed", where)
        waits, note = clerk.desk.waiting_scan.value, clerk.desk.note.value
        clerk.must_be(waits == number, f"lost: it doesn't wait: {waits}, {note}, {box.scans.said!r}", where)
    clerk.open_desk.asides.help.close_all()
    await clerk.in_front(box)
    await clerk.close_dialogs(number, where)
    await clerk.must_open(number, where)


async def waiting_reports(clerk: Clerk) -> None:
    """Read a card with the keyboard on a row of the list of reports: the card opens, and no row."""
    where = "list of reports"
    if clerk.desk.staff.role is not Role.SUPERVISOR:
        return
    await clerk.reader.press("Escape")
    page = clerk.window.today
    if page is None or not await soon(page.isVisible):
        return
    page.tiles.tiles[TileKind.REPORTS].click()
    if not await soon(lambda: bool(page.reports.rows)):
        return
    page.reports.focus_table()
    number = clerk.rng.choice(clerk.cards)
    await clerk.read(number, where)
    await clerk.must_open(number, where)


async def masked(clerk: Clerk) -> None:
    """Read a card with the titles masked, from the button that shows them: the titles of the next are masked, too."""
    where = "the button of titles"
    hidden = clerk.desk.titles_masked
    await clerk.reader.press("F8")
    if not await clerk.want(lambda: hidden.value, "lost: F8 masks nothing", where):
        return
    clerk.window.mask_button.setFocus()
    number = clerk.other_card()
    await clerk.read(number, where)
    await clerk.must_open(number, where)
    clerk.must_be(hidden.value, "misplaced: a reading showed the titles", where)


def _windows() -> set[QWidget]:
    return {it for it in QApplication.topLevelWidgets() if it.isVisible() and not isinstance(it, QPushButton)}
