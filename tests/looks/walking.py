"""Walks through each page of a desk on a system that doesn't know everything, and presses whatever can be pressed.

Each question is looked at and answered, and what comes of it is looked at, too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, cast

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from app.desk.composition import OpenDesk
from app.settings.settings_files import Settings
from services.acts.holds import StaffCancelHold
from services.acts.item_handover import ItemRoute
from services.acts.loans import RenewLoan
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.errors import ActRefused
from services.contract.recorded_acts import PatronRecords, RecordRow
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import refused_by_system
from services.rules.vocabulary import ContactMethod, Role
from tests.helpers.other_system import LackingRecords, other_system
from tests.helpers.snapshots import days
from tests.helpers.unknown_values import VALUES, Value, rounds, taken
from tests.helpers.whole_patron import OF_A_PATRON, whole
from tests.looks.audit import Auditor
from tests.looks.faults import Fault, window_in_front
from tests.looks.unknowns import faults_in_unknowns, read_in
from tests.viewmodels.act_history_fakes import ROW
from tests.viewmodels.fakes import USUAL
from tools.screenshots.studio import Studio, get_up, until
from viewmodels.core.notes import Done
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.registration.lost_card_dialogs import ReplacementDialog

_ROUTES: Final = (
    ItemRoute(),
    ItemRoute(branch_id=2),
    ItemRoute(branch_id=2, shelf_until=days(7)),
    ItemRoute(branch_id=2, shelf_until=days(7), contact=ContactMethod.PHONE),
)
_NEW_CARD: Final = "200000099"
_OPENS: Final = 6
"""Questions and results one after another at most."""
_SHOWN: Final = OF_A_PATRON | {it for it in VALUES if it.kind is RecordRow}


class Answers:
    """Answers of a system that doesn't know some values; of loans it renews each other one."""

    def __init__(self) -> None:
        self.unknown = frozenset[Value]()
        self._times = 0

    @property
    def snapshot(self) -> PatronSnapshot:
        """The patron, as far as anything is known."""
        return taken(whole(), self.unknown)

    async def by_card(self, *_: object) -> PatronSnapshot:
        """Answer the patron whatever is asked."""
        return self.snapshot

    by_patron = again = refresh = by_card

    async def perform(self, request: ActRequest[Any]) -> Any:
        """Do it, each time with another one of the results that it may have."""
        self._times += 1
        if isinstance(request, RenewLoan) and request.loan_id % 2:
            raise ActRefused(refused_by_system(f"E-{request.loan_id}"))
        if isinstance(request, StaffCancelHold):
            result: Any = _ROUTES[self._times % len(_ROUTES)]
        else:
            usual = USUAL.get(type(request))
            result = None if usual is None else usual(request)
        if self.unknown and getattr(result, "expires_on", None) is not None:
            result = replace(result, expires_on=None)
        return ActResult(result, self.snapshot, repeated=False)

    async def of_patron(self, patron_id: int, _actor: object, **_wanted: object) -> PatronRecords:
        """Answer an act."""
        return taken(PatronRecords(patron_id, (ROW,), 1, of_everybody=True), self.unknown)


class Walk:
    """Somebody who looks at each page of a desk, and presses whatever can be pressed."""

    async def play(self, studio: Studio) -> None:
        """Walk through all that is known, through it without a value of each kind, and without any."""
        answers, library = Answers(), studio.library
        kept = library.records
        records = LackingRecords(answers, kept.act_lists, kept.today, kept.approvals, kept.slip_hand_overs)
        backend = other_system(library.backend, look_ups=answers, acts=answers)
        studio = replace(studio, library=replace(library, backend=backend, records=records))
        desk, seen = await studio.sit_down(Role.SUPERVISOR), set[_Seen]()
        desk.privacy.follow(
            Settings(idle_hide_minutes=0, idle_lock_minutes=0)
        )  # a slow machine takes minutes
        for unknown in (frozenset[Value](), *rounds(_SHOWN), frozenset(VALUES)):
            answers.unknown = unknown
            name = "everything" if len(unknown) == len(VALUES) else " ".join(sorted(map(str, unknown)))
            await _Round(studio, desk, answers, f"without {name or 'nothing'}", seen).walk()
        await get_up(desk)


type _Seen = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Round:
    """One walk.

    Attributes:
        seen: the windows that were looked at already, by all that is read in them.
    """

    studio: Studio
    desk: OpenDesk
    answers: Answers
    name: str
    seen: set[_Seen]

    async def walk(self) -> None:
        window = self.desk.window
        for place, page in enumerate(window.pages):
            self._begin(place)
            await self._look(window, page.accessibleName())
            for name, press in self._presses(page):
                self._begin(place)
                await self._press(name, press)

    def _begin(self, place: int) -> None:
        self.desk.desk.open_found(self.answers.snapshot, Done.IDENTIFIED)
        self.desk.window.menu.setCurrentRow(place)

    async def _look(self, widget: QWidget, name: str) -> None:
        """Look at the window in front, unless one that reads the same was looked at."""
        await self.studio.at_rest()
        front = window_in_front(widget)
        known = type(front).__name__, read_in(front)
        if known not in self.seen:
            self.seen.add(known)
            await self.studio.take(widget, f"{self.name}: {name}")

    def _presses(self, page: Page) -> Iterator[tuple[str, Callable[[], None]]]:
        for button in self._buttons(page):
            yield button.text(), partial(self._press_button, page, button.text())
        kinds = set[tuple[object, ...]]()
        for panel in page.findChildren(ListPanel):
            for row in range(len(panel.rows)):
                for column, cell in enumerate(panel.model.cells(row)):
                    for part, action in enumerate(cell.actions):
                        kind = panel, action.verb, getattr(panel.rows[row], "status", None)
                        if kind not in kinds:
                            kinds.add(kind)
                            yield action.full, partial(self._press_row, panel, row, column, part)

    def _buttons(self, page: Page) -> list[QPushButton]:
        found = page.findChildren(QPushButton)
        if page is self.desk.window.pages[0]:
            found += self.desk.window.header.findChildren(QPushButton)
        return [it for it in found if it.isVisible() and it.isEnabled()]

    def _press_button(self, page: Page, text: str) -> None:
        for button in self._buttons(page):
            if button.text() == text:
                button.click()
                return
        raise LookupError(text, [it.text() for it in self._buttons(page)])

    def _press_row(self, panel: ListPanel[Any], row: int, column: int, part: int) -> None:
        panel.table.setCurrentIndex(panel.model.index(row, column))
        panel.table.choose_part(part)
        panel.table.do_current_act()

    async def _press(self, name: str, press: Callable[[], None]) -> None:
        """Press something, look at what opens, answer it, and look at what comes of it."""
        await self.studio.at_rest()
        before = self._state()
        press()
        await self.studio.at_rest()
        await until(lambda: _over() is not None or self._is_back())
        if (menu := QApplication.activePopupWidget()) is not None:
            self._read(menu, name)
            menu.close()
            await self.studio.at_rest()
            QApplication.setActiveWindow(
                self.desk.window
            )  # which the platform without a screen takes for active
            return
        if QApplication.activeModalWidget() is None:
            await self._settled()
            if self._state() == before:
                self._note("effects", name, f"「{name}」 does nothing")
            await self._look(self.desk.window, name)
        else:
            await self._answer_all(name)
            await self._settled()
            self._read(self.desk.window.status_bar, f"{name}, done")

    def _is_back(self) -> bool:
        """Tell whether nothing runs and the window has the keyboard; ask for it if it has not."""
        window = self.desk.window
        if not window.isActiveWindow():
            window.activateWindow()
        return window.isActiveWindow() and not self.desk.desk.busy.value

    def _read(self, part: QWidget, name: str) -> None:
        for what in faults_in_unknowns(part):
            self._note("unknowns", name, what)

    def _note(self, kind: str, name: str, what: str) -> None:
        cast("Auditor", self.studio.lens).faults.add(Fault(kind, f"{self.name}: {name}", what))

    async def _answer_all(self, name: str) -> None:
        """Look at questions and results one after another; one that stays once it was answered is left."""
        answered = set[QWidget]()
        for _ in range(_OPENS):
            opened = QApplication.activeModalWidget()
            if opened is None:
                return
            await self._look(opened, name)
            if isinstance(opened, DecisionDialog) and opened not in answered:
                answered.add(opened)
                await self._answer(opened)
            elif isinstance(opened, QDialog):
                opened.reject()
            await self.studio.at_rest()
        assert QApplication.activeModalWidget() is None, name

    async def _answer(self, asked: DecisionDialog) -> None:
        """Show the card, tick and choose all there is, and go on; leave it where more is wanted."""
        if isinstance(asked, ReplacementDialog):
            self.desk.desk.scanned(_NEW_CARD)
        elif asked.card is not None and (card := self.answers.snapshot.card_number) is not None:
            self.desk.desk.scanned(card)
        for tick in asked.findChildren(QCheckBox):
            tick.setChecked(tick.isChecked() or tick.isEnabled())
        for choice in asked.findChildren(QComboBox):
            if not asked.yes.isEnabled() and choice.currentData() is None and choice.count() > 1:
                choice.setCurrentIndex(1)
        others = [it for it in asked.findChildren(QRadioButton) if it.isEnabled() and not it.isChecked()]
        if others:
            others[0].click()
        await self.studio.at_rest()
        if asked.yes.isEnabled() and asked.yes.isVisible():
            asked.yes.click()
        else:
            asked.reject()
        if (issued := self.desk.passwords.dialog.value) is not None:
            await issued.issue.settled()  # its slip is made in another thread

    async def _settled(self) -> None:
        """Wait for what an act leads to: the patron may be read again, and questions go."""
        await until(lambda: QApplication.activeModalWidget() is None)
        for command in (self.desk.acting, self.desk.desk.read_again, self.desk.desk.look_up):
            await command.settled()

    def _state(self) -> tuple[object, ...]:
        """Tell what there is to be seen, and where the keyboard is."""
        window, focused = self.desk.window, self.desk.window.focusWidget()
        row = focused.currentIndex().row() if isinstance(focused, QTableView) else None
        words = [it.text() for it in window.findChildren(QLabel) if it.isVisible()]
        words += [it.text() for it in window.findChildren(QAbstractButton) if it.isVisible()]
        rows = [(it.isVisible(), it.rows) for it in window.findChildren(ListPanel)]
        return words, rows, self.desk.desk.note.value, focused, row, window.menu.currentRow()


def _over() -> QWidget | None:
    """Give the menu or question over the window."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()
