"""Cards read with the keyboard in the fields, lists and ticks of dialogs."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from services.rules.vocabulary import Role
from tools.screenshots.studio import do, go_to, press
from tools.try_scanner.clerk import ON_LOAN, Clerk, words_in
from tools.try_scanner.inputs import InputTexts, difference, holds_digits_of, state_of
from tools.try_scanner.reader import soon
from viewmodels.passwords.password_issue import IssueStage
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.row_actions import RowAction
from views.passwords.password_issue_dialog import PasswordDialog

TWICE = 0.25
_CARD_TYPED = "_NumberField カードの番号"
"""It is there until a card is taken, and there again with what stood in it where a later one is refused."""
_NEW_CARD_TYPED = "AsciiField 新しいカードの番号"
"""It is emptied where a card is taken, so that no two numbers stand there."""
_TAKEN = ("利用カードを読み取りました", "別の人の利用カード", "新しい利用カード ", "もう使われています")


@dataclass(frozen=True, slots=True)
class DialogCase:
    """One kind of dialog.

    Attributes:
        name: for the figures.
        card: of a patron for whom it opens.
        begin: opens it.
        takes: it asks for a card, so that what is read is taken; otherwise the card waits.
        supervisors: only supervisors may begin it.
    """

    name: str
    card: str
    begin: Callable[[Clerk], None]
    takes: bool = False
    supervisors: bool = False


def _registration(title: str) -> Callable[[Clerk], None]:
    def begin(clerk: Clerk) -> None:
        go_to(clerk.open_desk, clerk.window.registration)
        press(clerk.window.registration, title)

    return begin


def _hold(verb: RowAction) -> Callable[[Clerk], None]:
    return lambda clerk: do(clerk.window.inquiry.holds, verb)


def _password_button(name: str) -> Callable[[Clerk], None]:
    def begin(clerk: Clerk) -> None:
        go_to(clerk.open_desk, clerk.window.password)
        getattr(clerk.window.password, name).click()

    return begin


def _delete_address(clerk: Clerk) -> None:
    page = clerk.window.email
    go_to(clerk.open_desk, page)
    page.field.setText("")
    press(page, "変更")


def _ask_question(clerk: Clerk) -> None:
    page = clerk.window.reference
    go_to(clerk.open_desk, page)
    page.question.setPlainText("渡し場")
    press(page, "申し込む")


def _lift(clerk: Clerk) -> None:
    go_to(clerk.open_desk, clerk.window.registration)
    clerk.window.registration.suspensions.cards[0].lift.click()


def _own_password(clerk: Clerk) -> None:
    own = clerk.open_desk.asides.own_password
    assert own is not None
    own.open()


CASES = (
    DialogCase("renewal", ON_LOAN, lambda clerk: do(clerk.window.inquiry.loans, RowAction.RENEW)),
    DialogCase("hold change", "100000012", _hold(RowAction.CHANGE_HOLD)),
    DialogCase("hold cancellation", ON_LOAN, _hold(RowAction.CANCEL_HOLD)),
    DialogCase("staff cancellation", ON_LOAN, _hold(RowAction.STAFF_CANCEL_HOLD)),
    DialogCase("address deletion", "100000017", _delete_address),
    DialogCase("reference question", ON_LOAN, _ask_question),
    DialogCase("registration form", ON_LOAN, _registration("登録更新"), takes=True),
    DialogCase("registration form", "100000003", _registration("登録更新"), takes=True),
    DialogCase("lost card", ON_LOAN, _registration("カード紛失の届出")),
    DialogCase(
        "replacement card", "100000005", _registration("代替カードの登録"), takes=True, supervisors=True
    ),
    DialogCase("suspension", "100000007", _registration("貸出禁止"), supervisors=True),
    DialogCase("suspension's lifting", "100000007", _lift, supervisors=True),
    DialogCase("report", "100000006", _registration("申し出の記録")),
    DialogCase("password change", ON_LOAN, _password_button("change_button"), takes=True),
    DialogCase("password check", ON_LOAN, _password_button("check_button"), takes=True),
    DialogCase("password unlock", "100000018", _password_button("unlock_button"), takes=True),
    DialogCase("password's end", ON_LOAN, _password_button("disable_button")),
    DialogCase("password issue", "100000024", lambda clerk: clerk.open_desk.passwords.open(), takes=True),
    DialogCase("own password", ON_LOAN, _own_password),
)


async def in_dialog(clerk: Clerk) -> None:
    """Read cards in a dialog of any kind: no field changes, nothing is answered, the card is taken or waits."""
    is_supervisor = clerk.desk.staff.role is Role.SUPERVISOR
    case = _of(clerk, clerk.rng.choice([it for it in CASES if is_supervisor or not it.supervisors]))
    await clerk.open(case.card)
    case.begin(clerk)
    dialog = await opened(clerk, case.name)
    if dialog is None:
        return
    number = ""
    for _ in range(clerk.rng.randint(2, 5)):
        await clerk.take_place(dialog, case.name)
        number = clerk.rng.choice((case.card, clerk.other_card())) if case.takes else clerk.other_card()
        before = state_of(dialog)
        await clerk.read(number, case.name)
        if not isValid(dialog) or not dialog.isVisible():
            clerk.fault("misplaced: a reading closed the dialog", case.name)
            return
        if case.takes:
            await clerk.want(lambda: any(it in words_in(dialog) for it in _TAKEN), _untold(dialog), case.name)
        else:
            await must_wait(clerk, dialog, number, case.name)
        must_stay(clerk, dialog, before, number, case.name)
        await leave_popup()
    if isinstance(dialog, PasswordDialog):
        await _over_the_slip(clerk, dialog, case)
        return
    if not case.takes and clerk.by_chance(TWICE):
        await read_twice(clerk, dialog, number, case.name)
    await leave(clerk, None if case.takes else number, case)


async def opened(clerk: Clerk, where: str) -> QDialog | None:
    """Want a dialog, and that it has the keyboard."""
    await soon(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QDialog):
        clerk.fault(f"lost: no dialog opened: {clerk.desk.note.value}", where)
        return None
    await clerk.in_front(dialog)
    return dialog


async def must_wait(clerk: Clerk, dialog: QDialog, number: str, where: str) -> None:
    """Want a card to wait where the clerk looks."""
    assert isinstance(dialog, DecisionDialog | PasswordDialog)
    named = clerk.reader.forms.cards.write(number)
    shown = await soon(lambda: named in dialog.scans.said and dialog.scans.is_shown())
    waits = shown and clerk.desk.waiting_scan.value == number
    clerk.must_be(waits, f"lost: {number} doesn't wait in sight: {dialog.scans.said!r}", where)


async def read_twice(clerk: Clerk, dialog: QDialog, number: str, where: str) -> None:
    """Read the card again that waits: that is told, too."""
    assert isinstance(dialog, DecisionDialog | PasswordDialog)
    await clerk.read(number, "twice in a dialog")
    told = await soon(lambda: "同じカードを続けて読み取りました。" in dialog.scans.said)
    clerk.must_be(told, f"doubled: not told in the dialog: {dialog.scans.said!r}", where)


def must_stay(clerk: Clerk, dialog: QDialog, before: InputTexts, number: str, where: str) -> None:
    """Want everything in a dialog to be as it was, and nothing over it."""
    after = state_of(dialog)
    taken = [_CARD_TYPED] if dict(after).get(_NEW_CARD_TYPED) else [_CARD_TYPED, _NEW_CARD_TYPED]
    moved = _but_for(taken, before) != _but_for(taken, after)
    clerk.must_be(not moved, f"misplaced: {difference(before, after)}", where)
    leaked = [name for name, held in after if holds_digits_of([held], number)]
    clerk.must_be(not leaked, f"misplaced: digits of {number} in {leaked}", where)
    clerk.must_be(QApplication.activeModalWidget() is dialog, "misplaced: another dialog opened", where)


def _but_for(names: Collection[str], state: InputTexts) -> InputTexts:
    return tuple(it for it in state if it[0] not in names)


async def leave(clerk: Clerk, waits: str | None, case: DialogCase) -> None:
    """Leave a dialog without an answer; a card that waited is opened."""
    await clerk.close_dialogs(waits, case.name)
    if waits is not None:
        await clerk.must_open(waits, case.name)


async def issued_slip(clerk: Clerk) -> PasswordDialog | None:
    """Issue a password, so that its slip is open."""
    case = _of(clerk, next(it for it in CASES if it.name == "password issue"))
    await clerk.open(case.card)
    case.begin(clerk)
    dialog = await opened(clerk, case.name)
    assert isinstance(dialog, PasswordDialog)
    return dialog if await _issue(clerk, dialog, case) else None


async def _issue(clerk: Clerk, dialog: PasswordDialog, case: DialogCase) -> bool:
    model = clerk.open_desk.passwords.dialog.value
    assert model is not None
    await clerk.read(case.card, case.name)
    await soon(lambda: model.issue.can_execute.value)
    model.issue.start()
    await model.issue.settled()
    if model.stage.value is not IssueStage.ISSUED:
        clerk.fault(f"lost: no slip: {model.trouble.value}", case.name)
        return False
    await clerk.in_front(dialog)
    return True


async def _over_the_slip(clerk: Clerk, dialog: PasswordDialog, case: DialogCase) -> None:
    """Issue the password, and read cards over the slip: they wait."""
    if not await _issue(clerk, dialog, case):
        return
    number = ""
    for _ in range(clerk.rng.randint(2, 4)):
        await clerk.take_place(dialog, "password slip")
        number, before = clerk.other_card(), state_of(dialog)
        await clerk.read(number, "password slip")
        await must_wait(clerk, dialog, number, "password slip")
        must_stay(clerk, dialog, before, number, "password slip")
    await read_twice(clerk, dialog, number, "password slip")
    await leave(clerk, number, case)


def _of(clerk: Clerk, case: DialogCase) -> DialogCase:
    """Give a case with its card's number as the library has it."""
    return replace(case, card=clerk.reader.forms.number(case.card))


def _untold(dialog: QDialog) -> str:
    return f"lost: nothing told in {type(dialog).__name__}"


async def leave_popup() -> None:
    """Close a list that was let down, and let the window system notice, as between a clerk's keys."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
        await asyncio.sleep(0.1)
