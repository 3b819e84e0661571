"""The settings window: pages of fields, of which only what differs is saved."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from viewmodels.settings.setting_keys import Value
from viewmodels.settings.settings_form import FieldFault, SettingsForm
from views.dialogs.form_dialog import FormDialog
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SETTINGS, at
from views.scanning.scan_filter import ScanFilter
from views.settings.scanner_page import ScannerPage
from views.settings.settings_pages import AppearancePage, PlacePage, PrintingPage, PrivacyPage
from views.style.theme import Theme
from views.text import settings_words
from views.widgets.binding import bind
from views.widgets.fields.value_fields import ValueField
from views.widgets.page_menu import SideMenu

_HEIGHT = 470
_PLACES = (
    at(SETTINGS, "館と窓口"),
    at(SETTINGS, "印刷"),
    at(SETTINGS, "表示"),
    at(SETTINGS, "読み取り"),
    at(SETTINGS, "のぞき見を防ぐ"),
)
"""What the manual has about each page, in their order."""


class SettingsDialog(FormDialog):
    """Shows what holds on this workstation, and saves what was changed.

    Attributes:
        place, printing, appearance, scanner, privacy: its pages; `pages` are all, in their order.
        menu: their titles.
    """

    def __init__(
        self, form: SettingsForm, *, theme: Theme, scans: ScanFilter, parent: QWidget | None
    ) -> None:
        super().__init__(
            translate("settings", "設定"),
            yes=translate("settings", "保存する"),
            no=translate("settings", "保存しない"),
            patron="",
            scrolls=False,
            theme=theme,
            parent=parent,
        )
        self._form = form
        self.place = PlacePage(form, theme)
        self.printing = PrintingPage(form, theme)
        self.appearance = AppearancePage(form, theme)
        self.scanner = ScannerPage(form, theme, scans)
        self.privacy = PrivacyPage(form, theme)
        self.pages = (self.place, self.printing, self.appearance, self.scanner, self.privacy)
        self.menu = SideMenu(theme)
        self.menu.list_pages(tuple(page.accessibleName() for page in self.pages))
        self._stack = _Stack(QSize(0, round(_HEIGHT * theme.tokens.scale)))
        for page in self.pages:
            self._stack.addWidget(page)
        self.menu.chosen.connect(self._stack.setCurrentIndex)
        self.menu.chosen.connect(self._tell_page)
        self._tell_page(0)
        row = QHBoxLayout()
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(self.menu)
        row.addWidget(self._stack, 1)
        told = []
        if form.workstation.strange:
            told.append(settings_words.strange_keys(form.workstation.strange))
        if form.unreadable:
            told.append(settings_words.unreadable_values(form.unreadable))
        if told:
            self.message.tell("\n".join(told), aloud=False)
        self.body.addLayout(row, 1)
        bind(form.faults, self, self._show_faults)
        bind(form.trouble, self, lambda trouble: self.show_trouble(trouble) if trouble else None)
        bind(form.save.can_execute, self, self.yes.setEnabled)
        self.fit()

    def _tell_page(self, place: int) -> None:
        """Let F1 open the manual at the page that is open."""
        tell_page(self, _PLACES[place])

    @property
    def fields(self) -> tuple[ValueField, ...]:
        """Every field, from the first page to the last."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, key: str) -> ValueField:
        """Give a setting's field."""
        return next(field for field in self.fields if field.key == key)

    @property
    def told(self) -> str:
        """What is told above the buttons."""
        return self.message.text

    def start(self) -> None:
        """Give the keyboard to the list of pages."""
        self.menu.setFocus()

    def typed(self) -> dict[str, Value]:
        """What stands in the fields that can be changed."""
        return {field.key: field.value for field in self.fields if field.editor.isEnabled()}

    def dirty(self) -> bool:
        """Tell whether something was changed and isn't saved."""
        return bool(self._form.changes(self.typed()))

    def go(self) -> None:
        """Save."""
        self._form.save.start(self.typed())

    def leave(self) -> None:
        """Leave everything as it was."""
        self._form.close()

    def _show_faults(self, faults: Mapping[str, FieldFault]) -> None:
        for field in self.fields:
            fault = faults.get(field.key)
            field.refuse("" if fault is None else settings_words.fault(fault, field.key))
        first = next((field for field in self.fields if field.key in faults), None)
        if first is None:
            return
        page = next(place for place, page in enumerate(self.pages) if first in page.fields)
        self.menu.setCurrentRow(page)
        first.editor.setFocus()
        self.pages[page].ensureWidgetVisible(first)


class _Stack(QStackedWidget):
    """Pages that ask for one height, however much stands on them."""

    def __init__(self, wanted: QSize) -> None:
        super().__init__()
        self._wanted = wanted

    def sizeHint(self) -> QSize:
        """Ask for the height wanted."""
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        """Be content with less where the screen is low: the pages scroll."""
        return QSize(0, 0)
