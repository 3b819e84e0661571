"""Pictures of 自分の仕事 on the empty desk, at the counter and by phone."""

from PySide6.QtWidgets import QRadioButton

from app.desk.composition import OpenDesk
from tools.screenshots.studio import Studio, dialog, go_to, leave, no_dialog, press, said, scan, until
from views.today.own_work_page import OwnWorkPage


def page_of(desk: OpenDesk) -> OwnWorkPage:
    """Give the page of a clerk's own work."""
    page = desk.window.empty.own_work
    assert page is not None
    return page


async def _open(desk: OpenDesk) -> None:
    desk.window.empty.own_button.click()
    assert desk.own_work is not None
    listed = desk.own_work.listed
    await until(lambda: listed.value is not None)
    await until(lambda: page_of(desk).isVisible())


async def at_the_counter(studio: Studio, desk: OpenDesk) -> None:
    """Show the list of a clerk who has recorded reports, with names and without."""
    for card in ("100000006", "100000003"):
        await scan(desk, card)
        page = desk.window.registration
        go_to(desk, page)
        press(page, "申し出の記録")
        take = await dialog("申し出の記録")
        take.findChildren(QRadioButton)[-1].setChecked(True)
        await leave(take, "記録する")
        await said(desk, "責任者が対応します。")
    desk.desk.close_patron.start()
    await desk.desk.close_patron.settled()
    await no_dialog()
    await studio.take(desk.window, "own-work-closed")
    await _open(desk)
    await studio.take(desk.window, "own-work")
    desk.desk.toggle_titles()
    await studio.take(desk.window, "own-work-masked")
    desk.desk.toggle_titles()


async def own_acts(studio: Studio, desk: OpenDesk) -> None:
    """Show the list of a clerk's own acts."""
    assert desk.act_list is not None
    listed = desk.act_list.model.listed
    await scan(desk, "100000006")
    desk.desk.close_patron.start()
    await desk.desk.close_patron.settled()
    desk.window.empty.acts_button.click()
    await until(lambda: listed.value is not None)
    await studio.take(desk.window, "acts-own")


async def by_phone(studio: Studio, desk: OpenDesk) -> None:
    """Show the list at the phone, which names no patron, and the check of a caller that a row leads to."""
    await _open(desk)
    await studio.take(desk.window, "own-work-phone")
    panel = page_of(desk).panel
    assert panel is not None
    panel.table.do_current_act()
    await desk.desk.look_up.settled()
    await studio.take(desk.window, "own-work-caller")
