"""Pictures of what only supervisors do."""

from app.desk.composition import OpenDesk
from services.rules.vocabulary import ContactMethod, ContactResult, Role
from tools.screenshots.studio import Studio, dialog, get_up, go_to, no_dialog, press, scan, until
from views.suspensions.contact_dialog import ContactDialog
from views.today.tiles import TileKind
from views.today.today_page import TodayPage


async def suspensions(studio: Studio) -> None:
    """Show what is suspended and why, and the questions before one more and before lifting."""
    desk = await studio.sit_down(Role.SUPERVISOR)
    await scan(desk, "100000007")
    page = desk.window.registration
    go_to(desk, page)
    await studio.take(desk.window, "suspensions")
    press(page, "貸出禁止")
    more = await dialog("貸出禁止")
    await studio.take(more, "suspend")
    press(more, "しない")
    await no_dialog()
    page.suspensions.cards[0].lift.click()
    lift = await dialog("貸出禁止の解除")
    await studio.take(lift, "lift")
    press(lift, "解除しない")
    await no_dialog()
    await scan(desk, "100000006")
    go_to(desk, page)
    await studio.take(desk.window, "suspensions-open")
    page.suspensions.cards[0].lift.click()
    stuck = await dialog("貸出禁止の解除")
    await studio.take(stuck, "lift-refused")
    press(stuck, "閉じる")
    await no_dialog()
    await get_up(desk)


async def reports(studio: Studio) -> None:
    """Show what waits, and the record of a report."""
    desk = await studio.sit_down(Role.SUPERVISOR)
    await studio.take(desk.window, "supervisor-empty")
    page_of(desk).tiles.tiles[TileKind.REPORTS].click()
    waiting = await dialog("申し出の一覧")
    await studio.take(waiting, "reports-waiting")
    press(waiting, "閉じる")
    await no_dialog()
    await scan(desk, "100000006")
    page = desk.window.registration
    go_to(desk, page)
    press(page, "申し出の記録")
    take = await dialog("申し出の記録")
    await studio.take(take, "report")
    press(take, "記録しない")
    await no_dialog()
    await get_up(desk)


async def contacts(studio: Studio) -> None:
    """Show how staff tried to reach patrons, and the record of an attempt, about a suspension and a ready hold."""
    desk = await studio.sit_down(Role.COUNTER)
    await scan(desk, "100000010")
    page = desk.window.registration
    go_to(desk, page)
    await studio.take(desk.window, "contacts")
    page.suspensions.cards[0].record.click()
    attempt = await dialog("連絡を記録")
    assert isinstance(attempt, ContactDialog)
    await studio.take(attempt, "contact-begun")
    attempt.results.setCurrentIndex(attempt.results.findData(ContactResult.NO_ANSWER))
    await studio.take(attempt, "contact")
    press(attempt, "記録しない")
    await no_dialog()
    await scan(desk, "100000017")
    go_to(desk, desk.window.inquiry)
    holds = desk.window.inquiry.holds
    by_phone = [row.contact is ContactMethod.PHONE and row.contacts is not None for row in holds.model.rows]
    holds.table.go_to(by_phone.index(True))
    await studio.take(desk.window, "contact-hold")
    await get_up(desk)


_FEW = 3
"""A branch with few suspensions, of all kinds."""


def page_of(desk: OpenDesk) -> TodayPage:
    """Give the page of what waits."""
    page = desk.window.today
    assert page is not None
    return page


async def today(studio: Studio) -> None:
    """Show what waits, the list with some of it ticked, and the questions before lifting and before a file."""
    desk = await studio.sit_down(Role.SUPERVISOR)
    assert desk.today is not None
    page, model = page_of(desk), desk.today.model
    await until(lambda: model.counts.value is not None)
    await studio.take(desk.window, "today")
    page.tiles.tiles[TileKind.SUSPENDED].click()
    await until(lambda: model.listed.value is not None)
    listed = model.listed.value
    assert listed is not None
    ready = [entry.id for entry in listed.entries if entry.ready]
    for key in ready[:2]:
        model.tick(key)
    page.ready.table.go_to(0)
    await studio.take(desk.window, "today-list")
    page.bar.lift_button.click()
    lift = await dialog("一覧からの解除")
    await studio.take(lift, "today-lift")
    press(lift, "解除しない")
    await no_dialog()
    page.bar.file_button.click()
    save = await dialog("一覧を CSV に保存")
    await studio.take(save, "today-file")
    press(save, "保存しない")
    await no_dialog()
    desk.desk.toggle_titles()
    await studio.take(desk.window, "today-masked")
    desk.desk.toggle_titles()
    page.bar.branch.setCurrentIndex(page.bar.branch.findData(_FEW))
    await until(lambda: model.listed.value is not None and model.listed.value.wanted.branch_id == _FEW)
    page.ready.table.go_to(0)
    await studio.take(desk.window, "today-branch")
    await get_up(desk)


async def replacement(studio: Studio) -> None:
    """Show 代替カードの登録 with the new card read."""
    desk = await studio.sit_down(Role.SUPERVISOR)
    await scan(desk, "100000005")
    page = desk.window.registration
    go_to(desk, page)
    press(page, "代替カードの登録")
    replace = await dialog("代替カードの登録")
    desk.desk.scanned("199999999")
    await studio.take(replace, "card-replacement")
    press(replace, "登録しない")
    await no_dialog()
    await get_up(desk)


SCENES = (suspensions, reports, contacts, today, replacement)
