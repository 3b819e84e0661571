"""Pictures of the acts on loans, holds, addresses and questions."""

from PySide6.QtWidgets import QCheckBox, QComboBox

from app.desk.composition import OpenDesk
from tools.screenshots.studio import Studio, dialog, do, go_to, leave, press, said, scan
from viewmodels.desk.patron_chips import ChipKind
from views.panels.row_actions import RowAction


async def renewals(studio: Studio, desk: OpenDesk) -> None:
    """Show 貸出更新確認 for one loan, and for all that can be renewed."""
    inquiry = desk.window.inquiry
    do(inquiry.loans, RowAction.RENEW)
    one = await dialog("貸出更新確認")
    await studio.take(one, "renewal")
    await leave(one, "更新しない")
    press(inquiry, "まとめて更新")
    several = await dialog("貸出更新確認")
    await studio.take(several, "renewal-several")
    press(several, "更新する")
    await said(desk, "に更新しました。")
    await studio.take(inquiry.loans, "renewed")


async def holds(studio: Studio, desk: OpenDesk) -> None:
    """Show the change of a hold, the ready ones alone, a cancellation and its way back, and 窓口取消."""
    inquiry = desk.window.inquiry
    do(inquiry.holds, RowAction.CHANGE_HOLD)
    change = await dialog("予約変更確認")
    branches = change.findChildren(QComboBox)[0]
    branches.setCurrentText("移動図書館あおぞら号")
    await studio.take(change, "hold-change")
    await leave(change, "更新しない")
    await scan(desk, "100000001")
    await studio.take(inquiry.holds, "holds")
    ready = desk.window.header.line.chips.buttons[ChipKind.READY]
    ready.click()
    await studio.take(desk.window, "holds-ready")
    ready.click()
    do(inquiry.holds, RowAction.CANCEL_HOLD)
    cancel = await dialog("予約解除確認")
    await studio.take(cancel, "hold-cancel")
    press(cancel, "解除する")
    await said(desk, "の予約を取り消しました。")
    for picture in (True, False):  # the one in transit, and the one on the shelf
        do(inquiry.holds, RowAction.STAFF_CANCEL_HOLD)
        staff = await dialog("窓口取消")
        if picture:
            await studio.take(staff, "hold-staff-cancel")
        press(staff, "取り消す")
        goes = await dialog("資料の行き先")
        await leave(goes, "閉じる")
    await studio.take(inquiry.cancelled_holds, "cancelled-holds")
    for back in ("を予約待ちに戻しました。", "を「ご用意できました」に戻しました。"):
        do(inquiry.cancelled_holds, RowAction.UNDO_CANCEL)
        await said(desk, back)
    await studio.take(desk.window, "hold-restored")


async def email(studio: Studio, desk: OpenDesk) -> None:
    """Show an address that is refused, and one that can't be deleted yet."""
    page = desk.window.email
    go_to(desk, page)
    page.field.setText("yoko..sato@example")
    press(page, "変更")
    await said(desk, "形式に誤りがあります。")
    await studio.take(desk.window, "email-malformed")
    page.field.setText("")
    press(page, "変更")
    delete = await dialog("メールアドレスの削除")
    await studio.take(delete, "email-delete")
    await leave(delete, "削除しない")


async def reference(studio: Studio, desk: OpenDesk) -> None:
    """Show a question's form with faults, a card that comes between, and 内容確認."""
    page = desk.window.reference
    go_to(desk, page)
    press(page, "申し込む")
    await said(desk, "質問内容を入力してください。")
    await studio.take(desk.window, "reference-faults")
    page.question.setPlainText("荒川にあった渡し場の、明治時代の場所が分かる地図を見たい。")
    for _ in range(2):
        desk.desk.scanned("100000003")
        between = await dialog("入力の途中です")
    await studio.take(between, "discard-input")
    await leave(between, "入力に戻る")
    press(page, "申し込む")
    confirm = await dialog("内容確認")
    await studio.take(confirm, "reference-confirm")
    press(confirm, "送信")
    await said(desk, "質問を受け付けました")
    await studio.take(desk.window, "reference-received")


async def registration(studio: Studio, desk: OpenDesk) -> None:
    """Show 登録更新, カード紛失の届出 with what follows it, and what was recorded of all that."""
    page = desk.window.registration
    go_to(desk, page)
    press(page, "登録更新")
    renew = await dialog("登録更新")
    await studio.take(renew, "registration-renewal")
    await leave(renew, "更新しない")
    await scan(desk, "100000001")
    go_to(desk, page)
    press(page, "カード紛失の届出")
    lost = await dialog("カード紛失の届出")
    await studio.take(lost, "card-lost")
    for tick in lost.findChildren(QCheckBox)[:2]:
        tick.setChecked(True)
    press(lost, "届出を受け付ける")
    told = await dialog("届出を受け付けました")
    await studio.take(told, "card-lost-told")
    await leave(told, "閉じる")
    go_to(desk, desk.window.records)
    await said(desk, "あなたが行った操作です。")
    await studio.take(desk.window, "records")
