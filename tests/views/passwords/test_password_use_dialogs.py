"""A password checked, unlocked and switched off by real keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from services.acts.password_use import CheckPassword, PasswordCheck
from services.rules.decision import Allowed, Reason
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import refused
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import read
from tests.views.counter import Counter
from tests.views.passwords.password_scene import OLD, Scene, scan, scene, type_into
from viewmodels.desk.scan_queue import DOUBLE_SCAN_SECONDS
from views.passwords.password_page import PasswordPage
from views.passwords.password_use_dialogs import (
    DisableDialog,
    UnlockDialog,
)

__all__ = ["scene"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (PasswordCheck(LogInOutcome.OK, 2), "このパスワードでログインできます。"),
        (
            PasswordCheck(LogInOutcome.WRONG, 1),
            "パスワードが違います。間違いには数えていません。あと1回、数えずに確かめられます。",
        ),
        (
            PasswordCheck(LogInOutcome.WRONG, 0),
            "パスワードが違います。間違いには数えていません。次からは、数えます。",
        ),
        (PasswordCheck(LogInOutcome.WRONG, 0, 4), "パスワードが違います。あと4回間違えるとロックします。"),
        (
            PasswordCheck(LogInOutcome.WRONG, 0, 0),
            "パスワードが違います。間違いが続いたため、ロックしました。",
        ),
        (PasswordCheck(LogInOutcome.LOCKED, 1), "ロック中のため、確かめられません(2026/11/24 10:20 まで)。"),
        (
            PasswordCheck(LogInOutcome.NONE_ISSUED, 1),
            "パスワードが発行されていないため、ログインできません。",
        ),
    ],
)
async def test_a_check_says_whether_it_would_log_in(scene: Scene, outcome: PasswordCheck, told: str) -> None:
    locked = replace(snapshots.password(), locked_until=snapshots.NOW.replace(minute=20))
    await scene.open(password=locked)
    scene.acts.outcomes = [outcome]
    dialog = await scene.checking()
    type_into(dialog, OLD)
    await scene.settled()
    (request,) = scene.acts.sent
    assert isinstance(request, CheckPassword)
    assert request.password.reveal() == OLD
    assert dialog.outcome.text == told
    assert dialog.password.field.text() == ""
    locked_now = outcome.until_lock == 0
    assert dialog.focusWidget() is (dialog.no if locked_now else dialog.password.field)
    assert (dialog.password.field.isReadOnly(), dialog.yes.isEnabled()) == (locked_now, not locked_now)
    wanted = "先にロックを解除してください。" if locked_now else ""
    assert (dialog.missing.text, dialog.outcome.is_shown()) == (wanted, True)
    assert dialog.yes.accessibleDescription() == wanted


async def test_a_locked_password_is_refused_before_the_patron_types(scene: Scene) -> None:
    locked = replace(snapshots.snapshot().password_use, check=refused(Reason.PASSWORD_LOCKED))
    await scene.open(password_use=locked)
    page = scene.page
    assert not page.check_button.isEnabled()
    told = "ロック中です。ロックを解除するか、時間が過ぎるまで待ちます。"
    assert page.check_button.accessibleDescription() == told
    assert told in scene.counter.words()


async def test_a_card_that_was_reported_lost_is_told_before_its_password_is_tried(scene: Scene) -> None:
    lost = "紛失の届けがあるカードです。ご本人かどうかを確かめてください。"
    await scene.open()
    dialog = await scene.checking()
    assert lost not in read(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await scene.closed()
    scene.counter.bench.ticks.pass_by(timedelta(seconds=DOUBLE_SCAN_SECONDS))
    await scene.open(patron=replace(snapshots.everyday().patron, card_status=CardStatus.LOST))
    assert lost in read(await scene.checking())


async def test_a_blank_check_is_no_try(scene: Scene) -> None:
    await scene.open()
    dialog = await scene.checking()
    QTest.keyClick(dialog.password.field, Qt.Key.Key_Return)
    await scene.settled()
    assert scene.acts.sent == []
    assert dialog.password.said == "※パスワードを入力してください。"


# ロック解除, 利用停止


async def test_a_lock_is_ended_once_the_card_was_read(scene: Scene) -> None:
    offers = replace(snapshots.everyday().password_use, unlock=Allowed())
    await scene.open(password_use=offers)
    scene.counter.bench.ticks.seconds += 600
    dialog = await scene.press(scene.page.unlock_button, UnlockDialog)
    assert dialog.focusWidget() is dialog.no
    assert "利用カードを読み取ってください。" in read(dialog)
    await scan(dialog, CARD_A)
    assert "利用カードを読み取ってください。" not in read(dialog)
    assert dialog.focusWidget() is dialog.yes
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    await scene.closed()
    assert len(scene.acts.sent) == 1
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
async def test_switching_off_begins_on_leaving_it(scene: Scene, key: Qt.Key) -> None:
    await scene.open()
    dialog = await scene.press(scene.page.disable_button, DisableDialog)
    QTest.keyClick(dialog, key)
    await scene.closed()
    assert scene.acts.sent == []


async def test_switching_off_by_mouse(scene: Scene) -> None:
    await scene.open()
    dialog = await scene.press(scene.page.disable_button, DisableDialog)
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await scene.closed()
    assert len(scene.acts.sent) == 1


# The page


def enabled(page: PasswordPage) -> list[bool]:
    """Tell of each act, in the page's order, whether it is on offer."""
    buttons = page.change_button, page.check_button, page.unlock_button, page.disable_button
    return [button.isEnabled() for button in buttons]


async def test_what_may_not_be_stands_beside_its_button(scene: Scene) -> None:
    await scene.open()
    assert enabled(scene.page) == [True, True, False, True]
    told = [label.text() for label in scene.page.findChildren(QLabel) if label.property("tone") == "muted"]
    assert "ロックされていません。ログインできないときは、パスワード確認で確かめてください。" in told
    nothing = refused(Reason.NO_PASSWORD)
    offers = replace(snapshots.everyday().password_use, change=nothing, disable=nothing)
    scene.page.set_snapshot(snapshots.everyday(password=None, password_use=offers))
    assert not scene.page.change_button.isEnabled()
    scene.page.set_snapshot(None)
    assert not any(enabled(scene.page))
    assert "発行されていません" not in read(scene.page)


async def test_without_acts_the_buttons_are_not_there(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    counter.turn_to(counter.window.password)
    assert not counter.window.password.change_button.isVisible()


async def test_where_the_card_is_wanted_its_number_comes_before_the_password(scene: Scene) -> None:
    scene.policy = Policy(typed_card_accepted=True)
    scene.counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    scene.counter.bench.desk.typed(CARD_A)
    await scene.counter.settled()
    scene.counter.turn_to(scene.page)
    dialog = await scene.checking()
    assert dialog.card is not None
    field = dialog.card.number
    assert field is not None
    assert dialog.focusWidget() is field
    for digit in CARD_A:
        QTest.keyClicks(field, digit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), dialog.password.field.text()) == (CARD_A, "")
    assert dialog.focusWidget() is dialog.password.field
