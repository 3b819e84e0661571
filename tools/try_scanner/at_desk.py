"""Cards read at the desk itself: nowhere in particular, over unsaved input, and over an open question."""

import asyncio

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from tools.screenshots.studio import do, go_to
from tools.try_scanner.clerk import Clerk
from tools.try_scanner.inputs import TextField, can_be_typed_into, places_of, text_of
from tools.try_scanner.reader import soon
from viewmodels.core.notes import Caution, Done
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.discard_dialog import DiscardDialog
from views.panels.row_actions import RowAction
from views.text.messages import waiting_scan

NOBODYS_ITEM = "3999999999"
TYPED_FIRST, TWICE, OVER_THE_QUESTION = 0.3, 0.2, 0.5
"""How often a round has it."""


async def free(clerk: Clerk) -> None:
    """Read cards with the keyboard anywhere but in a form: each opens its patron, and nothing else happens."""
    window = clerk.window
    pages = (window.password, window.registration, window.records, window.email, window.reference)
    places: list[tuple[str, QWidget, QWidget]] = [
        ("card field", window.inquiry, window.top_bar.card_field),
        ("menu", window.inquiry, window.menu),
        ("issue button", window.inquiry, window.header.issue_button),
        *(("list", window.inquiry, panel.table) for panel in window.inquiry.lists if panel.isVisible()),
        *(
            ("button or list of a page", page, widget)
            for page in pages
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy().value and not isinstance(widget, QLineEdit | QPlainTextEdit)
        ),
    ]
    name, page, widget = clerk.rng.choice(places)
    go_to(clerk.open_desk, page)
    await asyncio.sleep(0)
    if widget.isVisible() and widget.isEnabled():
        widget.setFocus()
    if name == "card field" and clerk.by_chance(TYPED_FIRST):
        window.top_bar.card_field.clear()
        await clerk.reader.type("12-3")
        await clerk.want(
            lambda: window.top_bar.card_field.text() == "12-3", "misplaced: typing is missing", name
        )
        clerk.count.typed += 4
    number = ""
    for _ in range(clerk.rng.randint(1, 4)):
        number = clerk.other_card()
        await clerk.read(number, name)
        await clerk.must_open(number, name)
        clerk.must_be(clerk.number_shown == number, "misplaced: card field", name)
        clerk.must_be(QApplication.activeModalWidget() is None, "misplaced: a dialog opened", name)
    if clerk.by_chance(TWICE):
        looks = len(clerk.opened)
        await clerk.read(number, "twice at the free desk")
        told = await soon(lambda: clerk.desk.note.value is Caution.SAME_CARD)
        clerk.must_be(told and len(clerk.opened) == looks, "doubled: read twice, and not told", name)


async def item(clerk: Clerk) -> None:
    """Read items with the keyboard anywhere: the patron stays, and only an item of theirs has its row gone to."""
    where = "item"
    if clerk.card_shown != clerk.on_loan:
        await clerk.clean()
    window, desk = clerk.window, clerk.desk
    for _ in range(clerk.rng.randint(1, 4)):
        go_to(clerk.open_desk, clerk.rng.choice((window.inquiry, window.password, window.records)))
        window.top_bar.card_field.setFocus()
        theirs = {row.item_number: row.id for row in window.inquiry.loans.rows if row.item_number}
        number = clerk.rng.choice((*theirs, NOBODYS_ITEM))
        desk.note.set(None)
        await clerk.read(number, where)
        told = Done.ITEM_IN_LOANS if number in theirs else Caution.ITEM_NOT_THEIRS
        await clerk.want(lambda told=told: desk.note.value is told, "lost: not told", where)  # type: ignore[misc]
        clerk.must_be(clerk.card_shown == clerk.on_loan, "lost: the patron was closed", where)
        clerk.must_be(clerk.number_shown == clerk.on_loan, "misplaced: card field", where)
        if number in theirs:
            row = window.inquiry.loans.table.current_row()
            is_there = row is not None and row.id == theirs[number] and window.inquiry.loans.table.hasFocus()
            clerk.must_be(is_there, "misplaced: not at its row", where)


async def form(clerk: Clerk) -> None:
    """Read cards while something unsaved is typed into a page: the clerk is asked, and the input stays."""
    window = clerk.window
    places: list[tuple[QWidget, TextField]] = [
        (window.reference, window.reference.name),
        (window.reference, window.reference.phone),
        (window.reference, window.reference.email),
        (window.reference, window.reference.question),
        (window.email, window.email.field),
    ]
    page, field = clerk.rng.choice(places)
    go_to(clerk.open_desk, page)
    for _ in range(clerk.rng.randint(1, 3)):
        await clerk.type_into(field, "form")
        typed, shown = text_of(field), clerk.card_shown
        clerk.desk.note.set(None)
        if not await _kept_typing(clerk):
            return
        left = clerk.desk.note.value is Caution.SCAN_LEFT and clerk.card_shown == shown
        clerk.must_be(left, f"lost: not told, note {clerk.desk.note.value}", "form")
        clerk.must_be(text_of(field) == typed, f"misplaced: left {text_of(field)!r} of {typed!r}", "form")
    number = clerk.other_card()
    await clerk.read(number, "form, given up")
    box = await _asked(clerk, number)
    if box is not None:
        box.yes.click()
        await soon(lambda: QApplication.activeModalWidget() is None)
        await clerk.must_open(number, "form, given up")


async def _kept_typing(clerk: Clerk) -> bool:
    """Read a card, and perhaps others over the question that follows, and stay with what is typed."""
    number = clerk.other_card()
    await clerk.read(number, "form")
    box = await _asked(clerk, number)
    if box is None:
        return False
    if clerk.by_chance(OVER_THE_QUESTION):
        later = clerk.rng.choice((number, clerk.other_card()))
        await clerk.read(later, "question about input" if later != number else "twice over that question")
        waits = await soon(lambda: clerk.desk.waiting_scan.value == later)
        clerk.must_be(
            waits and QApplication.activeModalWidget() is box, "lost: the card doesn't wait", "form"
        )
    if not isValid(box) or not box.isVisible():
        clerk.fault("misplaced: a reading answered the question", "form")
        return False
    await clerk.reader.press("Escape")
    await soon(lambda: QApplication.activeModalWidget() is None)
    await clerk.in_front(clerk.window)
    return True


async def _asked(clerk: Clerk, number: str) -> DiscardDialog | None:
    """Want the question about unsaved input, with the card that led to it."""
    await soon(lambda: isinstance(QApplication.activeModalWidget(), DiscardDialog))
    box = QApplication.activeModalWidget()
    if not isinstance(box, DiscardDialog):
        clerk.fault(f"lost: nothing was asked about unsaved input: {clerk.desk.note.value}", "form")
        return None
    await clerk.in_front(box)
    told = clerk.reader.forms.cards.write(number) in box.scans.said and box.scans.is_shown()
    clerk.must_be(told, f"lost: the question says {box.scans.said!r}", "form")
    return box


async def question(clerk: Clerk) -> None:
    """Read cards over an open question: the last one waits in sight, and opens after it."""
    if clerk.card_shown != clerk.on_loan:
        await clerk.clean()
    do(clerk.window.inquiry.loans, RowAction.RENEW)
    await soon(lambda: isinstance(QApplication.activeModalWidget(), DecisionDialog))
    box = QApplication.activeModalWidget()
    assert isinstance(box, DecisionDialog)
    await clerk.in_front(box)
    number = ""
    for _ in range(clerk.rng.randint(1, 4)):
        clerk.rng.choice([it for it in places_of(box) if not can_be_typed_into(it)]).setFocus()
        number = clerk.other_card()
        await clerk.read(number, "question")
        if not isValid(box) or not box.isVisible():
            clerk.fault("misplaced: a reading answered a question", "question")
            return
        shown = await soon(lambda number=number: waiting_scan(number) in box.scans.said)  # type: ignore[misc]
        clerk.must_be(shown and box.scans.is_shown(), "lost: no card waits where it can be seen", "question")
    box.no.click()
    await soon(lambda: QApplication.activeModalWidget() is None)
    await clerk.must_open(number, "question")
