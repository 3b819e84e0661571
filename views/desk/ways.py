"""Where the keyboard goes on a page when a chip or the red line leads there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from viewmodels.core.snapshot_diff import Part, RowPlace
from views.panels.page import Page
from views.passwords.password_page import PasswordPage
from views.registration.registration_page import RegistrationPage


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
