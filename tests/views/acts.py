"""A patron's lists with acts behind their buttons, on fakes below and the real dialogs in front."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget

from services.contract.masters import Branch, CodeLabel, Masters, MobileStop
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind
from tests.helpers.snapshots import TODAY, days, snapshot
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import BareCounter, Counter
from viewmodels.circulation import CirculationViewModel
from viewmodels.desk.act_commands import ActCommands
from views.circulation.circulation_dialogs import CirculationDialogs
from views.circulation.inquiry_page import InquiryPage
from views.desk.wiring import connect_circulation
from views.dialogs.decision_dialog import DecisionDialog
from views.style.theme import Theme

LABELS = (("by_patron", "利用者取消"), ("by_staff", "窓口取消"), ("item_unavailable", "資料都合"))
MASTERS = Masters(
    version=1,
    day=TODAY,
    policy=Policy(),
    branches={
        2: Branch(2, "maekawa", "前川図書館", "前川", BranchKind.LIBRARY),
        3: Branch(3, "totsuka", "戸塚図書館", "戸塚", BranchKind.LIBRARY),
        9: Branch(9, "aozora", "移動図書館あおぞら号", "あおぞら号", BranchKind.MOBILE),
    },
    stops={7: MobileStop(7, 9, "s7", "見本停留所", active=True)},
    material_types={},
    labels={
        ("cancel_reason", code): CodeLabel("cancel_reason", code, label, ends=False) for code, label in LABELS
    },
    calendars={3: BranchCalendar(overrides={days(2): DayOverride(open=False)})},
    wording={},
)


class Acts:
    """A counter whose lists act."""

    counter: BareCounter

    def __init__(self, counter: BareCounter, inquiry: InquiryPage, theme: Theme) -> None:
        self.counter = counter
        self.inquiry = inquiry
        self.fake = counter.acts
        self.fake.after = snapshot()
        self.acting = ActCommands(counter.bench.desk, self.fake, counter.bench.bugs)
        self.circulation = CirculationViewModel(
            self.acting,
            CirculationDialogs(counter.window, theme, lambda: TODAY),
            masters=lambda: MASTERS,
            report_bug=counter.bench.bugs,
        )
        connect_circulation(inquiry, self.circulation)

    async def open(self, patron: PatronSnapshot) -> None:
        self.counter.bench.look_ups.answer(CARD_A, replace(patron, card_number=CARD_A))
        await self.counter.scan(CARD_A)

    async def enter(self, table: QTableView, row: int, column: int = 0, part: int = 0) -> DecisionDialog:
        """Press Enter on a cell's button and give the question that opens."""
        table.setFocus()
        table.setCurrentIndex(table.model().index(row, column))
        for _ in range(part):
            QTest.keyClick(table, Qt.Key.Key_Right)
        QTest.keyClick(table, Qt.Key.Key_Return)
        return await self.dialog()

    async def dialog(self, after: DecisionDialog | None = None) -> DecisionDialog:
        for _ in range(50):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, DecisionDialog) and found is not after:
                return found
        msg = "no question opened"
        raise AssertionError(msg)

    async def aclose(self) -> None:
        """Leave every question that is still open, and end."""
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, DecisionDialog):
                    widget.reject()
            await asyncio.sleep(0)
        await self.acting.aclose()

    async def settled(self) -> None:
        await self.acting.settled()

    async def say_yes(self) -> None:
        """Say yes to whatever is asked or told, until the act has ended."""
        for _ in range(50):
            await asyncio.sleep(0)
            asked = QApplication.activeModalWidget()
            if isinstance(asked, DecisionDialog):
                asked.yes.click()
        await self.settled()

    async def answer(self, button: QAbstractButton) -> None:
        """Press a button with Enter, as the keyboard does, and wait for what follows."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        await self.settled()


class WholeActs(Acts):
    """The same within the desk's window."""

    counter: Counter


def read(widget: QWidget) -> str:
    """Everything that can be read in a window."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join((*labels, *buttons))
