"""The settings window under real keys, clicks and scans."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.contract.errors import PrinterFault, PrinterUnavailable, SettingsNotWritable
from services.slips.content import SlipKind
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.settings.test_settings_form import HELD, PAPER, PRINTER, Scene
from tests.views.ear import ASSERTIVE, Ear
from viewmodels.desk.desk_state import DeskLocation
from viewmodels.settings.settings import Settings, Workstation
from viewmodels.settings.settings_form import BRANCH, HIDE, LOCK, NAME
from views.dialogs.discard_dialog import DiscardDialog
from views.manual.f1_help import page_of
from views.manual.manual import SETTINGS, at
from views.scanning.scan_filter import ScanFilter
from views.settings.settings_dialog import SettingsDialog
from views.settings.settings_opener import connect_settings
from views.style.theme import Theme


class Opened:
    """The window over one that has a button and a key for it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, theme: Theme, scene: Scene) -> None:
        self.scene = scene
        self.scans = ScanFilter()
        qapp.installEventFilter(self.scans)
        self.window = QWidget()
        self.button = QPushButton("設定", self.window)
        qtbot.addWidget(self.window)
        self.dialogs = connect_settings(self.window, self.button, scene.desk, theme=theme, scans=self.scans)
        self.window.show()

    @property
    def dialog(self) -> SettingsDialog:
        dialog = self.dialogs.current
        assert isinstance(dialog, SettingsDialog)
        return dialog

    async def open(self) -> SettingsDialog:
        self.window.activateWindow()
        async with asyncio.timeout(HOPELESS):
            while QApplication.activeWindow() is not self.window:  # noqa: ASYNC110 - Qt tells nobody
                await asyncio.sleep(0)
        QTest.keyClick(self.window, Qt.Key.Key_F10)
        await self.scene.desk.open.settled()
        return self.dialog

    async def save(self) -> None:
        form = self.scene.desk.form.value
        assert form is not None
        QTest.mouseClick(self.dialog.yes, Qt.MouseButton.LeftButton)
        await form.save.settled()

    async def print_sample(self) -> str:
        form = self.scene.desk.form.value
        assert form is not None
        self.dialog.menu.setCurrentRow(1)
        sample = self.dialog.printing.samples[SlipKind.PASSWORD]
        QTest.mouseClick(sample.button, Qt.MouseButton.LeftButton)
        await form.print_sample.settled()
        return sample.said

    def scan(self, text: str, gap: int) -> None:
        Keyboard(self.dialog.windowHandle()).type(text, gap)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
async def opened(qtbot: QtBot, qapp: QApplication, theme: Theme, scene: Scene) -> AsyncIterator[Opened]:
    made = Opened(qtbot, qapp, theme, scene)
    yield made
    await scene.desk.aclose()
    qapp.removeEventFilter(made.scans)


async def test_the_button_keeps_the_keyboard_while_they_are_open(opened: Opened) -> None:
    opened.button.setFocus()
    beside = QPushButton("ロック", opened.window)
    beside.show()
    await opened.open()
    assert opened.window.focusWidget() is opened.button


async def test_the_button_and_f10_open_it(opened: Opened) -> None:
    QTest.mouseClick(opened.button, Qt.MouseButton.LeftButton)
    await opened.scene.desk.open.settled()
    first = opened.dialog
    assert first.isVisible()
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert opened.dialogs.current is None
    again = await opened.open()
    assert again.isVisible()
    assert page_of(again) == at(SETTINGS, "館と窓口")


@pytest.mark.parametrize(
    ("scene", "told"),
    [
        (Scene(), ""),
        (
            Scene(
                Workstation(HELD, strange=("mail.hots",)),
                unreadable=("circulation_rule (loan_days 2000-01-01)",),
            ),
            (
                "管理者の設定に、この版が知らない項目があります(効いていません): mail.hots\n"
                "図書館の決めた値に、読めないものがあります(プログラムの値を使うか、ないものとしています): "
                "circulation_rule (loan_days 2000-01-01)"
            ),
        ),
        (
            Scene(unreadable=("a", "b", "c", "d", "e", "f")),
            "図書館の決めた値に、読めないものがあります(プログラムの値を使うか、ないものとしています): a、b、c、d、e…",
        ),
    ],
    ids=["nothing", "both", "many"],
)
async def test_what_has_no_effect_and_what_cannot_be_read_stands_above_the_pages(
    opened: Opened, told: str
) -> None:
    assert (await opened.open()).told == told


async def test_f1_opens_the_manual_at_the_page_that_is_open(opened: Opened) -> None:
    dialog = await opened.open()
    told = []
    for row in range(dialog.menu.count()):
        dialog.menu.setCurrentRow(row)
        page = page_of(dialog)
        assert page is not None
        told.append((dialog.menu.item(row).text(), *page.split("#")))
    assert told == [
        (title, SETTINGS, title) for title in ("館と窓口", "印刷", "表示", "読み取り", "のぞき見を防ぐ")
    ]


async def test_by_keyboard_from_the_list_of_pages_to_a_saved_change(opened: Opened) -> None:
    dialog = await opened.open()
    form = opened.scene.desk.form.value
    assert form is not None
    assert dialog.focusWidget() is dialog.menu
    QTest.keyClick(dialog.menu, Qt.Key.Key_Down)
    QTest.keyClick(dialog.menu, Qt.Key.Key_Tab)
    printer = dialog.field(PRINTER).editor
    assert dialog.focusWidget() is printer
    QTest.keyClick(printer, Qt.Key.Key_Up)
    QTest.keyClick(printer, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    dialog.yes.setFocus()
    QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
    await form.save.settled()

    assert opened.scene.store.saved == [{PRINTER: "Reception", PAPER: "roll80"}]
    assert opened.dialogs.current is None


async def test_every_field_is_found_by_its_caption(opened: Opened) -> None:
    dialog = await opened.open()
    names = [
        field.editor.accessibleName() for field in dialog.fields
    ]  # Qt's own name of a list is its choice
    assert "" not in names
    assert len(set(names)) == len(names)
    assert names[:3] == ["館", "窓口の名前", "パスワード票: プリンター"]
    assert "返却期限票: 用紙" in names


async def test_a_fault_stands_beside_its_field_which_has_the_keyboard(opened: Opened) -> None:
    dialog = await opened.open()
    name = dialog.field(NAME).editor
    dialog.menu.setCurrentRow(4)
    dialog.field(NAME).show_value("")
    dialog.field(LOCK).show_value("2")
    await opened.save()

    assert (dialog.menu.currentRow(), dialog.focusWidget()) == (0, name)
    assert dialog.field(NAME).fault == "窓口の名前を入力してください。"
    assert "短くできません" in dialog.field(LOCK).fault
    assert name.property("fault") == "true"
    QTest.keyClicks(name, "3")
    assert (dialog.field(NAME).fault, name.property("fault")) == ("", "false")
    await opened.save()
    assert (dialog.menu.currentRow(), dialog.field(LOCK).value) == (4, "2")
    assert opened.scene.store.saved == []


async def test_a_number_outside_its_limits_names_them(opened: Opened) -> None:
    dialog = await opened.open()
    dialog.field(HIDE).show_value("999")
    await opened.save()
    assert dialog.field(HIDE).fault == "0から240までの数字を入力してください。"


async def test_nothing_typed_is_lost_when_saving_fails(opened: Opened) -> None:
    dialog = await opened.open()
    QTest.keyClicks(dialog.field(NAME).editor, "A")
    opened.scene.store.trouble = SettingsNotWritable()
    await opened.save()
    assert "設定ファイルに書き込めません。" in dialog.told
    assert dialog.field(NAME).value == "2番窓口A"

    opened.scene.store.trouble = None
    await opened.save()
    assert opened.scene.store.saved == [{NAME: "2番窓口A"}]


async def test_leaving_asks_before_changes_are_lost(opened: Opened) -> None:
    dialog = await opened.open()
    QTest.keyClicks(dialog.field(NAME).editor, "A")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    box = QApplication.activeModalWidget()
    assert isinstance(box, DiscardDialog)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.field(NAME).value == "2番窓口A"

    QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    box = QApplication.activeModalWidget()
    assert isinstance(box, DiscardDialog)
    QTest.mouseClick(box.yes, Qt.MouseButton.LeftButton)
    assert opened.dialogs.current is None
    assert opened.scene.store.saved == []


async def test_what_the_administrator_decided_is_locked_and_says_so(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    scene = Scene(Workstation(HELD, frozenset({PRINTER, BRANCH}), ("scanner.beep",)))
    opened = Opened(qtbot, qapp, theme, scene)
    dialog = await opened.open()
    for key in (PRINTER, BRANCH):
        assert not dialog.field(key).editor.isEnabled()
        assert dialog.field(key).note == "管理者が決めています"
    assert "scanner.beep" in dialog.told
    dialog.field(PAPER).show_value("a4")
    await opened.save()
    assert scene.store.saved == [{PAPER: "a4"}]
    await scene.desk.aclose()
    qapp.removeEventFilter(opened.scans)


async def test_the_demos_place_is_not_chosen(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    opened = Opened(qtbot, qapp, theme, Scene(place_fixed=True))
    dialog = await opened.open()
    assert not dialog.field(BRANCH).editor.isEnabled()
    assert not dialog.field(NAME).editor.isEnabled()
    dialog.field(HIDE).show_value("4")
    await opened.save()
    assert opened.scene.store.saved == [{HIDE: 4}]
    qapp.removeEventFilter(opened.scans)


@pytest.mark.parametrize("place", [None, DeskLocation(1, "中央図書館", "デモ窓口")])
async def test_the_demos_place_is_shown_and_never_saved(
    qtbot: QtBot, qapp: QApplication, theme: Theme, place: DeskLocation | None
) -> None:
    held = Workstation(Settings())  # of a user who has no workstation of their own
    opened = Opened(qtbot, qapp, theme, Scene(held, place_fixed=True, place=place))
    dialog = await opened.open()
    editors = dialog.field(BRANCH).editor, dialog.field(NAME).editor
    assert isinstance(editors[0], QComboBox)
    assert isinstance(editors[1], QLineEdit)
    shown = [editors[0].currentText(), editors[1].text()]
    assert shown == (2 * ["サインインすると決まります"] if place is None else ["中央図書館", "デモ窓口"])
    assert not dialog.dirty()
    dialog.field(HIDE).show_value("4")
    await opened.save()
    assert opened.scene.store.saved == [{HIDE: 4}]
    qapp.removeEventFilter(opened.scans)


async def test_a_set_printer_that_is_gone_stays_set_and_is_told(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    held = Workstation(HELD)
    scene = Scene(held)
    scene.queues = ()
    opened = Opened(qtbot, qapp, theme, scene)
    dialog = await opened.open()
    assert dialog.field(PRINTER).value == "Slip"
    assert not dialog.dirty()
    await scene.desk.aclose()
    qapp.removeEventFilter(opened.scans)


async def test_the_wheel_over_a_list_changes_nothing(opened: Opened) -> None:
    dialog = await opened.open()
    dialog.menu.setCurrentRow(1)
    editor = dialog.field(PAPER).editor
    wheel = QWheelEvent(
        QPointF(5, 5),
        editor.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, wheel)
    assert dialog.field(PAPER).value == "a6"


async def test_the_sample_is_told_waiting_out_and_stopped(opened: Opened, ear: Ear) -> None:
    dialog = await opened.open()
    sample = dialog.printing.samples[SlipKind.PASSWORD]
    assert sample.said == ""
    form = opened.scene.desk.form.value
    assert form is not None
    assert await opened.print_sample() == "見本はプリンターの順番を待っています。"
    assert sample.cancel.isVisible()
    assert sample.button.isEnabled()
    opened.scene.printer.last_job_out()
    await form.printout.settled()
    assert "見本を印刷しました。" in sample.said
    assert not sample.cancel.isVisible()

    opened.scene.printer.fault = PrinterUnavailable(PrinterFault.STOPPED, "Slip")
    assert "プリンター「Slip」が停止しています。" in await opened.print_sample()
    heard = [text for text, _ in ear.heard]
    assert "見本はプリンターの順番を待っています。" in heard
    assert (heard[-1], ear.heard[-1][1]) == (sample.said, ASSERTIVE)


async def test_a_waiting_sample_is_taken_back(opened: Opened) -> None:
    dialog = await opened.open()
    dialog.menu.setCurrentRow(1)
    form = opened.scene.desk.form.value
    assert form is not None
    await opened.print_sample()
    sample = dialog.printing.samples[SlipKind.PASSWORD]
    sample.cancel.setFocus()
    QTest.keyClick(sample.cancel, Qt.Key.Key_Space)
    await form.printout.cancel.settled()
    assert sample.said == "見本の印刷を取り消しました。"
    assert not sample.cancel.isVisible()
    assert dialog.focusWidget() is sample.button


async def test_a_scan_is_measured_and_told_by_its_times_alone(opened: Opened, ear: Ear) -> None:
    dialog = await opened.open()
    dialog.menu.setCurrentRow(3)
    dialog.scanner.trial.setFocus()
    opened.scan("A123456789B\r", 4)
    assert dialog.scanner.said == (
        "実際のキーの間隔は、ふつう4ミリ秒、最も長いところで4ミリ秒でした(11文字)。35ミリ秒の設定で読み取れます。"
    )
    assert dialog.scanner.trial.text() == ""
    assert not dialog.scanner.adopt.isVisible()
    opened.scan("A123456789B\r", 4)
    assert [text for text, _ in ear.heard] == [dialog.scanner.said] * 2


async def test_a_reader_too_slow_for_the_setting_is_measured_and_its_threshold_adopted(
    opened: Opened,
) -> None:
    dialog = await opened.open()
    dialog.menu.setCurrentRow(3)
    dialog.scanner.trial.setFocus()
    opened.scan("123456789\r", 38)
    assert "この読み取り機には57ミリ秒が合います。" in dialog.scanner.said
    assert dialog.scanner.trial.text() == ""
    QTest.mouseClick(dialog.scanner.adopt, Qt.MouseButton.LeftButton)
    assert dialog.field("scanner.key_ms").value == "57"
    await opened.save()
    assert opened.scene.store.saved == [{"scanner.key_ms": 57}]


async def test_a_scan_on_another_page_ends_in_no_field(opened: Opened) -> None:
    dialog = await opened.open()
    dialog.field(NAME).editor.setFocus()
    opened.scan("A123456789B\r", 4)
    assert dialog.field(NAME).value == "2番窓口"
    assert dialog.isVisible()
    assert dialog.scanner.said == ""
