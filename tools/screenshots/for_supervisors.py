"""Pictures of what only supervisors do."""

from PySide6.QtCore import QItemSelectionModel

from app.desk.composition import OpenDesk
from services.rules.circulation.open_days import DayKind
from services.rules.vocabulary import ContactMethod, ContactResult
from tools.screenshots.beside import window_beside
from tools.screenshots.searching import searched
from tools.screenshots.studio import Studio, dialog, go_to, leave, press, scan, until
from views.open_days.open_days_dialog import OpenDaysDialog
from views.panels.offering import there
from views.suspensions.contact_dialog import ContactDialog
from views.today.figures_window import FiguresWindow
from views.today.tiles import TileKind
from views.today.today_page import TodayPage


async def suspensions(studio: Studio, desk: OpenDesk) -> None:
    """Show what is suspended and why, and the questions before one more and before lifting."""
    page = desk.window.registration
    go_to(desk, page)
    await studio.take(desk.window, "suspensions")
    press(page, "貸出禁止")
    more = await dialog("貸出禁止")
    await studio.take(more, "suspend")
    await leave(more, "貸出禁止にしない")
    page.suspensions.cards[0].lift.click()
    lift = await dialog("貸出禁止の解除")
    await studio.take(lift, "lift")
    await leave(lift, "解除しない")
    await scan(desk, "100000006")
    go_to(desk, page)
    await studio.take(desk.window, "suspensions-open")
    page.suspensions.cards[0].lift.click()
    stuck = await dialog("貸出禁止の解除")
    await studio.take(stuck, "lift-refused")
    await leave(stuck, "閉じる")


async def reports(studio: Studio, desk: OpenDesk) -> None:
    """Show what waits, and the record of a report."""
    await _counted(desk)
    await studio.take(desk.window, "supervisor-empty")
    page_of(desk).tiles.tiles[TileKind.REPORTS].click()
    await until(lambda: bool(page_of(desk).reports.rows))
    await studio.take(desk.window, "reports-waiting")
    await scan(desk, "100000006")
    page = desk.window.registration
    go_to(desk, page)
    press(page, "申し出の記録")
    take = await dialog("申し出の記録")
    await studio.take(take, "report")
    await leave(take, "記録しない")


async def figures(studio: Studio, desk: OpenDesk) -> None:
    """Show a fiscal year's figures, of all branches and of the desk's own, and one line of every branch."""
    assert desk.today is not None
    page_of(desk).heading.figures_button.click()
    window = window_beside(FiguresWindow)
    await until(window.file_button.isEnabled)
    await studio.take(window, "figures-branch")
    window.branch.setCurrentIndex(0)
    await studio.take(window, "figures")
    window.branch.setCurrentIndex(window.branch.count() - 1)
    await studio.take(window, "figures-each")
    window.close()


async def open_days(studio: Studio, desk: OpenDesk) -> None:
    """Show a month of the branch, as it is and with days that are to change."""
    await _counted(desk)
    there(page_of(desk).heading.open_days_button).click()
    sheet = await dialog("臨時休館")
    assert isinstance(sheet, OpenDaysDialog)
    await until(lambda: bool(sheet.grid.days))
    await studio.take(sheet, "open-days-begun")
    sheet.later.click()
    await until(lambda: bool(sheet.grid.days))
    days = sheet.grid.month.settable
    for chosen, kind in ((days[7:9], DayKind.CLOSED), (days[14:18], DayKind.SPECIAL)):
        sheet.grid.clearSelection()
        for day in chosen:
            place = sheet.grid.month.place_of(day)
            sheet.grid.selectionModel().select(place, QItemSelectionModel.SelectionFlag.Select)
        sheet.kinds[kind].click()
    await studio.take(sheet, "open-days")
    sheet.leave()


async def act_list(studio: Studio, desk: OpenDesk) -> None:
    """Show what was done today, who looked, a card's end hidden, a day that is none, and the question before a file."""
    assert desk.act_list is not None
    model, page = desk.act_list.model, desk.window.body.act_list
    assert page is not None
    for card in ("100000007", "100000012", "100000003"):
        await scan(desk, card)
    model.come.start()
    await until(lambda: model.listed.value is not None)
    await studio.take(desk.window, "acts")
    page.filters.looks.click()
    await until(lambda: model.listed.value is not None and model.listed.value.wanted.looks)
    page.go_to_start()
    await studio.take(desk.window, "acts-looks")
    desk.desk.toggle_titles()
    await studio.take(desk.window, "acts-masked")
    desk.desk.toggle_titles()
    model.type_day("13/1")
    await studio.take(desk.window, "acts-day")
    page.file_button.click()
    save = await dialog("一覧を CSV に保存")
    await studio.take(save, "acts-file")
    await leave(save, "保存しない")


async def contacts(studio: Studio, desk: OpenDesk) -> None:
    """Show how staff tried to reach patrons, and the record of an attempt, about a suspension and a ready hold."""
    page = desk.window.registration
    go_to(desk, page)
    await studio.take(desk.window, "contacts")
    page.suspensions.cards[0].record.click()
    attempt = await dialog("連絡を記録")
    assert isinstance(attempt, ContactDialog)
    await studio.take(attempt, "contact-begun")
    attempt.results.setCurrentIndex(attempt.results.findData(ContactResult.NO_ANSWER))
    await studio.take(attempt, "contact")
    await leave(attempt, "記録しない")
    await scan(desk, "100000017")
    go_to(desk, desk.window.inquiry)
    holds = desk.window.inquiry.holds
    by_phone = [row.contact is ContactMethod.PHONE and row.contacts is not None for row in holds.model.rows]
    holds.table.go_to(by_phone.index(True))
    await studio.take(desk.window, "contact-hold")


_FEW = 5
"""A branch with few suspensions, one of them ready."""


def page_of(desk: OpenDesk) -> TodayPage:
    """Give the page of what waits."""
    page = desk.window.today
    assert page is not None
    return page


async def _counted(desk: OpenDesk) -> None:
    """Wait until what waits is counted."""
    assert desk.today is not None
    counts = desk.today.model.counts
    await until(lambda: counts.value is not None)


async def much_read(studio: Studio, desk: OpenDesk) -> None:
    """Show the page that names logins which read much of people."""
    assert desk.today is not None
    async with searched(studio, "counter", 85, 29), searched(studio, "phone", 90, 0):
        desk.today.model.changed()
        await until(lambda: "phone" in page_of(desk).busy.text)
        await studio.take(desk.window, "today-much")


async def today(studio: Studio, desk: OpenDesk) -> None:
    """Show what waits, its lists with some of it ticked, and the questions before lifting and before a file."""
    assert desk.today is not None
    page, model = page_of(desk), desk.today.model
    await _counted(desk)
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
    await leave(lift, "解除しない")
    page.bar.file_button.click()
    save = await dialog("一覧を CSV に保存")
    await studio.take(save, "today-file")
    await leave(save, "保存しない")
    desk.desk.toggle_titles()
    await studio.take(desk.window, "today-masked")
    desk.desk.toggle_titles()
    page.tiles.tiles[TileKind.CONTACTS].click()
    await until(lambda: model.listed.value is not None and model.listed.value.wanted.late_only)
    await studio.take(desk.window, "today-late")
    page.tiles.tiles[TileKind.SUSPENDED].click()
    page.bar.branch.setCurrentIndex(page.bar.branch.findData(_FEW))
    await until(lambda: model.listed.value is not None and model.listed.value.wanted.branch_id == _FEW)
    page.ready.table.go_to(0)
    await studio.take(desk.window, "today-branch")


async def replacement(studio: Studio, desk: OpenDesk) -> None:
    """Show 代替カードの登録 with the new card read."""
    page = desk.window.registration
    go_to(desk, page)
    press(page, "代替カードの登録")
    replace = await dialog("代替カードの登録")
    desk.desk.scanned("199999999")
    await studio.take(replace, "card-replacement")
    await leave(replace, "登録しない")
