"""Where 臨時休館 is opened: beside 統計 on the supervisor's empty desk, where the library's own days are set."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.offers import SystemPart
from services.rules.vocabulary import Role
from tests.helpers.windows import active
from tests.viewmodels.open_days_fakes import DaysInMemory
from tests.views.counter import BareCounter
from viewmodels.open_days import OpenDaysViewModel
from views.desk import wiring_lists
from views.open_days.open_days_dialog import OpenDaysDialog
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.today_page import TodayPage


async def test_the_pages_button_opens_the_month_of_the_desks_branch(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    counter = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    await active(counter.window)
    source = DaysInMemory()
    page = TodayPage(theme, counter.window, offers=EVERYTHING)
    model = OpenDaysViewModel(counter.bench.desk, source, counter.bench.bugs, today=lambda: source.today)
    opener = wiring_lists.connect_open_days(
        counter.window, page, model, branch=lambda branch_id: f"{branch_id}番の館", theme=theme
    )
    button = page.heading.open_days_button
    assert button is not None
    button.click()
    await model.read.settled()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, OpenDaysDialog)
    assert sheet.month.text() == "1番の館 2026年11月"
    await model.aclose()
    assert QApplication.activeModalWidget() is None
    assert opener.parent() is counter.window
    await counter.aclose()


def test_nothing_stands_for_it_where_another_system_has_the_days(qtbot: QtBot, theme: Theme) -> None:
    offers = replace(EVERYTHING, parts=EVERYTHING.parts - {SystemPart.OPEN_DAYS})
    page = TodayPage(theme, offers=offers)
    qtbot.addWidget(page)
    assert page.heading.open_days_button is None
