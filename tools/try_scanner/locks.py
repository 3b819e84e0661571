"""Cards read at the lock: over what was left open, by any account, and on the way back to the desk."""

import asyncio
import random

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Role
from tools.screenshots.studio import do
from tools.try_scanner.clerk import Clerk
from tools.try_scanner.in_dialogs import issued_slip, must_stay, must_wait, opened
from tools.try_scanner.inputs import state_of
from tools.try_scanner.reader import soon
from tools.try_scanner.shut import enter, read_at_sign_in, sign_in_window
from viewmodels.core.notes import Caution
from views.panels.row_actions import RowAction
from views.passwords.password_issue_dialog import PasswordDialog
from views.sign_in.sign_in_window import SignInWindow

_LONG, _HANDS = 60.0, 0.3
_AT_ONCE, BY_PHONE = 0.3, 0.2


async def lock(clerk: Clerk) -> None:
    """Lock the desk, read cards at the sign-in, and sign in again: no patron is opened, and no field has a digit."""
    window = await _locked(clerk, "lock")
    if window is None:
        return
    await read_at_sign_in(clerk, window, clerk.rng.randint(10, 20))
    if clerk.by_chance(BY_PHONE):
        await enter(clerk, window, "phone")
        await _by_phone_alone(clerk)
        window = await _locked(clerk, "lock of the phone's desk")
        if window is None:
            return
    if clerk.by_chance(_AT_ONCE):
        await _enter_with_a_card(clerk, window)
    else:
        await enter(clerk, window, _staff(clerk.rng))


async def lock_over_question(clerk: Clerk) -> None:
    """Lock a desk with a question open and a card waiting: no patron is open afterwards, and that is told."""
    where = "lock over a question"
    await clerk.open(clerk.on_loan)
    do(clerk.window.inquiry.loans, RowAction.RENEW)
    box = await opened(clerk, where)
    if box is None:
        return
    number = clerk.other_card()
    await clerk.read(number, where)
    await must_wait(clerk, box, number, where)
    staff = clerk.desk.staff.id
    window = await _locked(clerk, where)
    if window is None:
        return
    await read_at_sign_in(clerk, window, 3)
    await enter(clerk, window, staff)
    told = await soon(lambda: clerk.desk.note.value is Caution.SCAN_LOCKED_OUT)
    clerk.must_be(told, f"lost: not told that it wasn't opened: {clerk.desk.note.value}", where)
    clerk.must_be(QApplication.activeModalWidget() is None, "misplaced: a question is open again", where)


async def lock_over_slip(clerk: Clerk) -> None:
    """Lock a desk with a slip open: the same account finds it again, and cards wait over it; for others it ends."""
    where = "slip after a lock"
    if await issued_slip(clerk) is None:
        return
    staff = clerk.desk.staff.id
    window = await _locked(clerk, where)
    if window is None:
        return
    await read_at_sign_in(clerk, window, 3)
    comes = clerk.rng.choice((staff, staff, "counter" if staff == "supervisor" else "supervisor"))
    await enter(clerk, window, comes)
    if comes != staff:
        told = await soon(lambda: clerk.desk.note.value is Caution.SLIP_NOT_HANDED_OVER)
        clerk.must_be(
            told and QApplication.activeModalWidget() is None, "lost: the slip's end isn't told", where
        )
        return
    dialog = await opened(clerk, where)
    if not isinstance(dialog, PasswordDialog):
        return
    number = ""
    for _ in range(2):
        await clerk.take_place(dialog, where)
        number, before = clerk.other_card(), state_of(dialog)
        await clerk.read(number, where)
        await must_wait(clerk, dialog, number, where)
        must_stay(clerk, dialog, before, number, where)
    await clerk.close_dialogs(number, where)
    await clerk.must_open(number, where)


async def _locked(clerk: Clerk, where: str) -> SignInWindow | None:
    before = clerk.open_desk
    await clerk.reader.press("F12")
    window = await sign_in_window()
    if window is None:
        clerk.fault("lost: it isn't locked", where)
        return None
    await soon(lambda: not isValid(before.window), _LONG)
    await clerk.in_front(window)
    return window


async def _by_phone_alone(clerk: Clerk) -> None:
    """Read cards at a desk of 電話担当: number and counts open, and no more."""
    where = "the phone's own desk"
    for _ in range(clerk.rng.randint(3, 6)):
        await clerk.take_place(clerk.window, where)
        number = clerk.other_card()
        await clerk.read(number, where)
        await clerk.must_open(number, where)
        clerk.must_be(
            not isinstance(clerk.desk.answer.value, PatronSnapshot), "leaked: nobody was identified", where
        )


async def _enter_with_a_card(clerk: Clerk, window: SignInWindow) -> None:
    """Sign in with Enter and read a card right behind it: told at the sign-in, opened at the desk, or dropped by Qt."""
    where = "behind the sign-in's Enter"
    number = clerk.rng.choice(clerk.cards)
    sent: list[str] = []

    async def press() -> None:
        window.password.setFocus()
        await asyncio.sleep(_HANDS)
        sent.append(await clerk.reader.press_and_send("Return", number))

    await enter(clerk, window, _staff(clerk.rng), press=press, opens=number)
    heard = [clerk.reader.forms.read(it) for it in clerk.reader.heard]
    clerk.count.note_moving(whole=heard == [number], torn=bool(heard))
    await soon(lambda: not clerk.desk.look_up.running.value)
    clerk.must_be(clerk.card_shown in {None, number}, "misplaced: another card opened", where)
    told = clerk.window.top_bar.card_field.text()
    clerk.must_be(
        clerk.reader.forms.read(told) == number or not told or bool(heard),
        f"misplaced: {told!r} in the card field",
        where,
    )


def _staff(rng: random.Random) -> str:
    return rng.choice((Role.SUPERVISOR.value,) * 3 + (Role.COUNTER.value,))
