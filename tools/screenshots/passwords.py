"""Pictures of what is done about passwords."""

from PySide6.QtWidgets import QLineEdit

from app.desk.composition import OpenDesk
from services.contract.act_requests import ChangeOwnPassword
from services.contract.errors import SignInFailed
from services.own_schema.demo.hashes import PATRON_PASSWORD
from services.rules.secret import Secret
from tools.screenshots.studio import Studio, dialog, go_to, no_dialog, press, said, scan
from viewmodels.sign_in.own_password import OwnPasswordForm
from views.sign_in.own_password_dialog import OwnPasswordDialog


async def issue(studio: Studio, desk: OpenDesk) -> None:
    """Show the issue of a password, from the card to the slip, closed unseen, and the next card over it, read twice."""
    desk.passwords.open()
    shown, model = desk.window.password_dialogs.current, desk.passwords.dialog.value
    assert shown is not None
    assert model is not None
    await studio.take(shown, "password-ask")
    model.issue.start()
    await model.issue.settled()
    await studio.take(shown, "password-hidden")
    press(shown, "閉じる")
    undelivered = await dialog("まだ渡していません")
    await studio.take(undelivered, "password-undelivered")
    undelivered.reject()
    model.reveal(shown=True)
    await studio.take(shown, "password-issued")
    for _ in range(2):
        desk.desk.scanned("100000003")
    await studio.take(shown, "password-card-waits")
    model.close()


async def use(studio: Studio, desk: OpenDesk) -> None:
    """Show the page of a locked password, a change that is refused, and a check."""
    page = desk.window.password
    go_to(desk, page)
    await studio.take(desk.window, "password-locked")
    page.unlock_button.click()
    unlock = await dialog("ロック解除")
    await studio.take(unlock, "password-unlock")
    unlock.reject()
    await no_dialog()
    page.disable_button.click()
    disable = await dialog("パスワードの利用停止")
    await studio.take(disable, "password-disable")
    disable.reject()
    await no_dialog()
    await scan(desk, "100000001")
    go_to(desk, page)
    page.change_button.click()
    change = await dialog("パスワード変更")
    for field, text in zip(
        change.findChildren(QLineEdit), (PATRON_PASSWORD, "kawaguchi", "kawaguti"), strict=True
    ):
        field.setText(text)
    press(change, "変更")
    await said(desk, "※英字のみ")
    await studio.take(change, "password-change")
    change.reject()
    await no_dialog()
    page.check_button.click()
    check = await dialog("パスワード確認")
    for field in check.findChildren(QLineEdit):
        field.setText("mistyped1")
    press(check, "確認する")
    await said(desk, "パスワードが違います。")
    await studio.take(check, "password-check")
    check.reject()
    await no_dialog()


async def own(studio: Studio, desk: OpenDesk) -> None:
    """Show the change of one's own password, with what is wrong beside each field."""

    async def refuse(_order: ChangeOwnPassword) -> None:
        raise SignInFailed(tries_left=4)

    form = OwnPasswordForm(desk.desk, refuse, shortest=8, on_closed=lambda _: None, report_bug=repr)
    shown = OwnPasswordDialog(form, theme=studio.looks.theme, parent=desk.window)
    shown.open()
    old, new, again = shown.findChildren(QLineEdit)
    for field, text in ((old, "kawaguchi"), (new, "kingyo"), (again, "kingyou")):
        field.setText(text)
    form.send.start(Secret(old.text()), Secret(new.text()), Secret(again.text()))
    await form.send.settled()
    await studio.take(shown, "own-password")
    shown.hide()
    shown.deleteLater()
