"""臨時休館 in its sheet: what is seen and heard of the days, mouse and keyboard, what is said before it is saved."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.errors import DaysChanged
from services.rules.circulation.calendar import DayOverride
from services.rules.circulation.open_days import DayKind
from services.rules.vocabulary import Role
from tests.helpers.waiting import until
from tests.helpers.windows import active
from tests.viewmodels.open_days_fakes import DaysInMemory
from tests.views.counter import BareCounter
from viewmodels.open_days import OpenDaysForm, OpenDaysViewModel
from viewmodels.settings.settings import Language
from views.dialogs.discard_dialog import DiscardDialog
from views.dialogs.form_dialog_opener import FormDialogOpener
from views.language.screen_language import ScreenLanguage
from views.open_days import day_words
from views.open_days.open_days_dialog import OpenDaysDialog
from views.style.icons import Icons
from views.style.theme import Theme

OPEN, CLOSED, SPECIAL = DayKind
TUE, WED, THU, MON = (date(2026, 11, day) for day in (24, 25, 26, 30))
HEARD = Qt.ItemDataRole.AccessibleTextRole
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Scene:
    def __init__(self, counter: BareCounter, theme: Theme) -> None:
        self.counter = counter
        self.source = DaysInMemory()
        self.source.dates = {WED: (12, 3)}
        self.model = OpenDaysViewModel(
            counter.bench.desk, self.source, counter.bench.bugs, today=lambda: self.source.today
        )
        self.opener = FormDialogOpener(
            self.model.form,
            lambda form: OpenDaysDialog(self.model, form, lambda _: "中央図書館", theme, counter.window),
            counter.window,
        )

    @property
    def sheet(self) -> OpenDaysDialog:
        assert isinstance(self.opener.current, OpenDaysDialog)
        return self.opener.current

    @property
    def form(self) -> OpenDaysForm:
        assert self.model.form.value is not None
        return self.model.form.value

    async def open(self) -> None:
        self.model.open()
        await self.model.read.settled()
        await active(self.sheet)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, keys)

    def click(self, day: date, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        grid = self.sheet.grid
        place = grid.visualRect(grid.month.place_of(day)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, keys, place)

    def cell(self, day: date, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        return str(self.sheet.grid.month.place_of(day).data(role))

    @property
    def plan(self) -> dict[date, DayKind]:
        return {day: it.wanted for day, it in self.form.plan.value.items()}


@pytest.fixture
async def scene(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    counter = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    await active(counter.window)
    made = Scene(counter, theme)
    await made.open()
    yield made
    await made.model.aclose()
    await counter.aclose()


async def test_a_month_stands_in_weeks_that_begin_on_sundays(scene: Scene) -> None:
    month = scene.sheet.grid.month
    heads = [month.headerData(column, Qt.Orientation.Horizontal) for column in range(7)]
    assert heads == ["日", "月", "火", "水", "木", "金", "土"]
    assert month.place_of(date(2026, 11, 1)).column() == 0
    assert (scene.cell(WED), scene.cell(MON)) == ("25\n開館", "30\n休館")
    assert month.day_at(month.index(5, 6)) is None
    assert scene.sheet.grid.days == [TUE]


async def test_a_day_is_heard_with_what_falls_on_it_and_what_it_is_to_be(scene: Scene) -> None:
    assert scene.cell(WED, HEARD) == "2026/11/25(水) 開館 返却期限日の貸出 12件 取置期限日の予約 3件"
    scene.form.want([WED], CLOSED)
    assert scene.cell(WED) == "25 →\n臨時休館"
    assert "開館 臨時休館に変更 返却期限日の貸出 12件" in scene.cell(WED, HEARD)
    scene.form.want([MON], OPEN)
    assert scene.cell(MON) == "30 →\n臨時開館"


async def test_the_keyboard_goes_from_day_to_day_and_chooses_several(scene: Scene) -> None:
    assert scene.sheet.grid.hasFocus()
    scene.press(Qt.Key.Key_Right)
    scene.press(Qt.Key.Key_Right, SHIFT)
    assert scene.sheet.grid.days == [WED, THU]
    scene.press(Qt.Key.Key_Space)
    assert scene.plan == {WED: CLOSED, THU: CLOSED}
    scene.press(Qt.Key.Key_Space)
    assert scene.plan == {WED: SPECIAL, THU: SPECIAL}
    for _ in range(4):
        scene.press(Qt.Key.Key_Right)
    assert scene.sheet.grid.days == [MON]  # beyond Saturday is Sunday, and beyond the last day nothing


async def test_the_mouse_chooses_days_and_a_button_says_what_they_become(scene: Scene) -> None:
    scene.click(WED)
    scene.click(MON, Qt.KeyboardModifier.ControlModifier)
    scene.sheet.kinds[SPECIAL].click()
    assert scene.plan == {WED: SPECIAL, MON: SPECIAL}
    scene.click(MON)
    scene.sheet.kinds[OPEN].click()
    assert scene.plan == {WED: SPECIAL, MON: OPEN}


async def test_days_that_have_passed_cannot_be_chosen(scene: Scene) -> None:
    scene.click(date(2026, 11, 20))
    assert date(2026, 11, 20) not in scene.sheet.grid.days
    scene.press(Qt.Key.Key_Up)
    assert scene.sheet.grid.days == [TUE]


async def test_it_says_before_it_is_saved_how_many_dates_fall_on_the_days(scene: Scene) -> None:
    assert scene.sheet.told.text == ""
    assert not scene.sheet.yes.isEnabled()
    scene.form.want([WED, THU], CLOSED)
    said = scene.sheet.told.text
    assert scene.sheet.told.is_shown()
    assert "変更する日は2日です。" in said
    assert "返却期限日の貸出は12件、取置期限日の予約は3件あります。" in said
    scene.press(Qt.Key.Key_Return)
    assert scene.sheet.yes.hasFocus()
    scene.press(Qt.Key.Key_Return)
    await scene.model.save.settled()
    assert scene.opener.current is None
    assert set(scene.source.overrides) == {WED, THU}


async def test_another_month_keeps_what_is_planned(scene: Scene) -> None:
    assert (scene.sheet.earlier.isEnabled(), scene.sheet.later.isEnabled()) == (False, True)
    scene.form.want([WED], CLOSED)
    scene.press(Qt.Key.Key_Right, ALT)
    await scene.model.read.settled()
    assert scene.form.month.value == date(2026, 12, 1)
    assert scene.sheet.grid.days == [date(2026, 12, 1)]
    assert scene.sheet.grid.hasFocus()
    assert "変更する日は1日です。" in scene.sheet.told.text
    scene.sheet.earlier.click()
    await scene.model.read.settled()
    assert scene.cell(WED) == "25 →\n臨時休館"


async def test_a_month_that_is_not_there_yet_is_said_to_be_read(scene: Scene) -> None:
    reading, scene.source.gate = scene.sheet.reading, asyncio.Event()
    scene.sheet.later.click()
    await until(reading.isVisible)
    scene.source.gate.set()
    await scene.model.read.settled()
    assert not reading.isVisible()


async def test_in_english_the_branch_has_its_gloss(scene: Scene, qapp: QApplication) -> None:
    language = ScreenLanguage(qapp, Language.ENGLISH)
    assert day_words.month("中央図書館", scene.form) == "中央図書館 · Central Library 2026/11"
    language.fall_silent()


async def test_what_another_desk_changed_is_said_and_shown(scene: Scene) -> None:
    scene.form.want([WED, THU], CLOSED)
    scene.source.overrides[WED] = DayOverride(open=False, special=True)
    scene.sheet.yes.click()
    await scene.model.save.settled()
    assert isinstance(scene.form.trouble.value, DaysChanged)
    assert "ほかの窓口で開館日が変わったため、保存していません。" in scene.sheet.message.text
    assert "特別整理 臨時休館に変更" in scene.cell(WED, HEARD)
    assert scene.plan == {WED: CLOSED, THU: CLOSED}


async def test_what_is_planned_is_asked_about_before_it_is_left(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    scene.press(Qt.Key.Key_Escape)
    question = QApplication.activeModalWidget()
    assert isinstance(question, DiscardDialog)
    question.reject()
    assert scene.plan == {WED: CLOSED}
    scene.form.want([WED], OPEN)
    scene.press(Qt.Key.Key_Escape)
    assert scene.opener.current is None


async def test_what_is_being_saved_is_not_asked_about_and_not_left(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    scene.source.gate = asyncio.Event()
    sheet = scene.sheet
    sheet.yes.click()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    asked = QApplication.activeModalWidget()
    scene.source.gate.set()
    await scene.model.save.settled()
    assert asked is sheet
    assert scene.opener.current is None
    assert set(scene.source.overrides) == {WED}


async def test_the_day_that_has_the_keyboard_stays_in_sight_and_so_do_the_buttons(scene: Scene) -> None:
    scene.counter.window.resize(1366, 300)
    scene.sheet.setFixedHeight(360)
    QApplication.processEvents()
    for _ in range(6):
        scene.press(Qt.Key.Key_Right)
    grid = scene.sheet.grid
    cell = grid.visualRect(grid.month.place_of(MON))
    assert not grid.viewport().visibleRegion().intersected(cell).isEmpty()
    for button in (scene.sheet.later, *scene.sheet.kinds.values()):
        assert button.visibleRegion().boundingRect() == button.rect()
