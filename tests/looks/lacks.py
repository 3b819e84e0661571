"""Shows what a desk is on a system that doesn't know everything, to somebody who looks for faults; prints as the audit.

python -m tests.looks.lacks --percent 100 --percent 200 --language en

Each value that may be missing is taken away, together with no other of its kind, then all are: every page is looked at
with everything that opens when what is on it is pressed. Then scenes are played without any of the values on which
they don't depend.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, cast

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTableView, QWidget

from app.desk.composition import OpenDesk
from services.acts.as_offered import EVERYTHING
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.contract.recorded_acts import PatronRecords, RecordRow
from services.contract.snapshot import PatronSnapshot, SuspensionRow
from services.rules.decision import refused_by_system
from services.rules.vocabulary import Channel, Role
from tests.helpers.other_system import LackingRecords, lacking, other_system
from tests.helpers.snapshots import NOW
from tests.helpers.unknown_values import CARD, VALUES, Value, rounds, taken
from tests.helpers.whole_patron import OF_A_PATRON, whole
from tests.looks.audit import Auditor, tell
from tests.looks.faults import Fault
from tests.looks.unknowns import read_in
from tools.screenshots import at_desk, for_supervisors, own_work, passwords, searching
from tools.screenshots.looks import add_options, chosen
from tools.screenshots.playing import play
from tools.screenshots.scenes import AtDesk, Scene
from tools.screenshots.studio import Studio, get_up, no_dialog
from viewmodels.core.notes import Done
from views.panels.list_panel import ListPanel
from views.panels.page import Page

_ACTS: Final = (
    RecordRow(
        id=1,
        at=NOW,
        staff_id="clerk",
        staff_name="見本",
        branch="前川",
        workstation="2番窓口",
        channel=Channel.COUNTER,
        verb="renew_loan",
        subject="loan",
        subject_id=1,
        outcome="done",
        details={},
    ),
)
_SLOW: Final = ("keys", "rings", "inks", "marks", "bars")
"""What walks and photographs a window, and is the same without a value."""
_OPENS: Final = 3
"""Questions one after another at most, each of which is left."""


_SHOWN: Final = OF_A_PATRON | {it for it in VALUES if it.kind is RecordRow}


class Answers:
    """Answers of a system that doesn't know some values, and refuses all that it is asked to do."""

    def __init__(self) -> None:
        self.unknown = frozenset[Value]()

    @property
    def snapshot(self) -> PatronSnapshot:
        """The patron, as far as anything is known."""
        return taken(whole(), self.unknown)

    async def by_card(self, *_: object) -> PatronSnapshot:
        """Answer the patron whatever is asked."""
        return self.snapshot

    by_patron = again = refresh = by_card

    async def perform(self, _request: ActRequest[Any]) -> Any:
        """Refuse."""
        raise ActRefused(refused_by_system("E-17"))

    async def of_patron(self, patron_id: int, _actor: object) -> PatronRecords:
        """Answer an act."""
        return taken(PatronRecords(patron_id, _ACTS, 1, of_everybody=True), self.unknown)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A scene on a system that doesn't know some values."""

    scene: Scene
    unknown: frozenset[Value]

    async def play(self, studio: Studio) -> None:
        """Play it."""
        library = studio.library
        backend, records = lacking(library.backend, library.records, EVERYTHING, self.unknown)
        await self.scene.play(replace(studio, library=replace(library, backend=backend, records=records)))


class Walk:
    """Somebody who looks at each page of a desk, and presses whatever can be pressed."""

    async def play(self, studio: Studio) -> None:
        """Walk through all that is known, through it without a value of each kind, and without any."""
        answers, library = Answers(), studio.library
        kept = library.records
        records = LackingRecords(answers, kept.today, kept.approvals, kept.slip_hand_overs)
        backend = other_system(library.backend, look_ups=answers, acts=answers)
        studio = replace(studio, library=replace(library, backend=backend, records=records))
        desk = await studio.sit_down(Role.SUPERVISOR)
        for unknown in (frozenset[Value](), *rounds(_SHOWN), frozenset(VALUES)):
            answers.unknown = unknown
            name = "everything" if len(unknown) == len(VALUES) else " ".join(sorted(map(str, unknown)))
            await _Round(studio, desk, answers, f"without {name or 'nothing'}").walk()
        await get_up(desk)


@dataclass(frozen=True, slots=True)
class _Round:
    studio: Studio
    desk: OpenDesk
    answers: Answers
    name: str

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
        next(it for it in self._buttons(page) if it.text() == text).click()

    def _press_row(self, panel: ListPanel[Any], row: int, column: int, part: int) -> None:
        panel.table.setCurrentIndex(panel.model.index(row, column))
        panel.table.choose_part(part)
        panel.table.do_current_act()

    async def _press(self, name: str, press: Callable[[], None]) -> None:
        """Press something, look at what opens, and leave that."""
        await self.studio.at_rest()
        before = self._state()
        press()
        await self.studio.at_rest()
        if (menu := QApplication.activePopupWidget()) is not None:
            await self._look(self.desk.window, name)
            menu.close()
            return
        opened = QApplication.activeModalWidget()
        if opened is None:
            if self._state() == before:
                cast("Auditor", self.studio.lens).faults.add(
                    Fault("effects", self.name, f"「{name}」 does nothing")
                )
            await self._look(self.desk.window, name)
        for _ in range(_OPENS):
            if not isinstance(opened, QDialog):
                break
            await self._look(opened, name)
            opened.reject()
            await self.studio.at_rest()
            opened = QApplication.activeModalWidget()
        await no_dialog()
        await self._settled()

    async def _settled(self) -> None:
        """Wait for what an act that was refused leads to: the patron is read again, and questions go."""
        for command in (self.desk.acting, self.desk.desk.read_again, self.desk.desk.look_up):
            await command.settled()

    def _state(self) -> tuple[object, ...]:
        window, focused = self.desk.window, self.desk.window.focusWidget()
        row = focused.currentIndex().row() if isinstance(focused, QTableView) else None
        return read_in(window), self.desk.desk.note.value, focused, row, window.menu.currentRow()


_BEGUN: Final = CARD | {Value(SuspensionRow, name) for name in ("reason", "facts", "lift", "contacts")}
"""Without which no act of some scenes can be begun."""
_KNOWN_LITTLE: Final = frozenset(VALUES) - _BEGUN
SCENES: Final[Sequence[Scene]] = (
    Walk(),
    Lacking(AtDesk(at_desk.patrons, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(at_desk.pages, Role.COUNTER, "100000006"), frozenset(VALUES)),
    Lacking(AtDesk(at_desk.phone, Role.PHONE), frozenset(VALUES)),
    Lacking(AtDesk(passwords.issue, Role.COUNTER, "100000024"), _KNOWN_LITTLE),
    Lacking(AtDesk(for_supervisors.reports, Role.SUPERVISOR), frozenset(VALUES)),
    Lacking(AtDesk(for_supervisors.today, Role.SUPERVISOR), frozenset(VALUES)),
    Lacking(AtDesk(searching.search, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(searching.in_field, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(searching.namesake, Role.COUNTER, "100000016"), frozenset(VALUES)),
    Lacking(AtDesk(own_work.at_the_counter, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(own_work.by_phone, Role.PHONE), frozenset(VALUES)),
)


def main() -> int:
    """Look, and print what was found by each look's options."""
    parser = argparse.ArgumentParser(prog="python -m tests.looks.lacks")
    add_options(parser)
    auditors = {look: Auditor(*_SLOW) for look in chosen(parser.parse_args())}
    play(tuple(auditors.items()), SCENES)
    tell(auditors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
