"""Where the keyboard goes: on a page when a chip or the red line leads there, when a patron opens, after an act."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.desk import DeskViewModel
from views.bars.card_field import CardField
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.passwords.password_page import PasswordPage
from views.registration.registration_page import RegistrationPage
from views.widgets.binding import bind, bind_event


class KeyboardPlace(QObject):
    """Knows where the keyboard was when an act began, and where it goes on.

    Digits that are typed in a list or on a page go to the card field, as scans do. So the keyboard stays in the list
    in which something was done, else on the page, and begins in the first list when a patron opens.

    Args:
        desk: says when an act begins and ends.
        window: whose keyboard it is.
        field: has the keyboard while nobody is open.
        page: gives the page that is shown of who is open; None for nobody.
    """

    def __init__(
        self, desk: DeskViewModel, window: QWidget, field: CardField, page: Callable[[], Page | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._field = field
        self._page = page
        self._was_in_list = False
        self._whose: int | None = None
        bind(desk.busy, self, self._note)
        bind_event(desk.goes_on, self, lambda _: self.go_on())
        bind_event(desk.card_field_wanted, self, self.to_field)

    def shown(self, patron_id: int | None) -> None:
        """Begin with a patron who is shown now; with nobody have the keyboard nowhere on their pages.

        Args:
            patron_id: whose pages are shown; None for nobody.
        """
        page, before = self._page(), self._whose
        self._whose = patron_id
        focused = cast("QWidget | None", self._window.focusWidget())
        if page is None:
            if before is not None and not (focused is not None and focused.isVisible()):
                self._field.setFocus()
        elif patron_id != before and not self._field.is_being_typed:
            page.begin()

    def to_field(self, select: bool) -> None:
        """Go to the card field, and select what stands in it, or have it empty."""
        if select:
            self._field.selectAll()
        else:
            self._field.clear()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Begin anew with whoever is shown next."""
        self._whose = None

    def go_on(self) -> None:
        """Stay in the row where something was done, or go to what is there to be done; else to the page itself."""
        page = self._page()
        if page is None:
            self.to_field(True)
        elif self._is_in_list():
            self._show_row()
        elif self._was_in_list:
            page.begin()
        else:
            page.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_row(self) -> None:
        """Have the row in sight in which something was done: it may stand elsewhere in its list now."""
        panel = in_list(cast("QWidget | None", self._window.focusWidget()))
        if panel is not None:
            panel.table.show_current()

    def _note(self, busy: bool) -> None:
        if busy:
            self._was_in_list = self._is_in_list()

    def _is_in_list(self) -> bool:
        focused, page = cast("QWidget | None", self._window.focusWidget()), self._page()
        if page is None or focused is None or not focused.isVisible():
            return False
        return focused is page or (page.isAncestorOf(focused) and in_list(focused) is not None)


def in_list(part: QWidget | None) -> ListPanel[Any] | None:
    """Find the list in which something stands."""
    while part is not None and not isinstance(part, ListPanel):
        part = part.parentWidget()
    return part


def give_keyboard(page: Page, wanted: RowPlace | Part) -> None:
    """Give the keyboard to where a fact about the patron is dealt with, wherever it is now.

    Args:
        page: the page that is shown.
        wanted: a row, or a part of the page; a row that isn't there stands for its part.
    """
    part = wanted.part if isinstance(wanted, RowPlace) else wanted
    lists = page.marked_lists().get(part, ())
    if isinstance(wanted, RowPlace):
        for panel in lists:
            if panel.model.row_of(wanted.row_id) is not None:
                panel.go_to(wanted.row_id)
                return
    if isinstance(page, RegistrationPage):
        if not (isinstance(wanted, RowPlace) and page.go_to_suspension(wanted)):
            page.go_to_part(part)
        return
    if isinstance(page, PasswordPage) and page.go_to_lock():
        return
    if not any(panel.focus_table() for panel in lists):
        _go_to_first(page)


def _go_to_first(page: Page) -> None:
    """Give the keyboard to what has it first on a page; where nothing does, to the page's first part itself."""
    focused = QApplication.focusWidget()
    if focused is not None and page.isAncestorOf(focused):
        focused.clearFocus()  # or the next part would have it, not the first
    page.focus_next_panel()
    focused = QApplication.focusWidget()
    parts = page.parts()
    if parts and (focused is None or not page.isAncestorOf(focused)):
        parts[0].setFocus(Qt.FocusReason.TabFocusReason)
