"""What opens the settings, at the sign-in too, where a program's start doesn't wait for their window to be loaded."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from viewmodels.settings.settings_form import SettingsForm, SettingsViewModel
from views.dialogs.form_dialog_opener import FormDialogOpener
from views.scanning.scan_filter import ScanFilter
from views.style.theme import Theme


def connect_settings(
    window: QWidget,
    button: QAbstractButton,
    settings: SettingsViewModel,
    *,
    area: QWidget | None = None,
    theme: Theme,
    scans: ScanFilter,
) -> FormDialogOpener[SettingsForm]:
    """Open the settings from a window, with a button of it and with F10.

    Args:
        window: what the settings open over.
        button: opens them, too.
        settings: their state.
        area: the part of the window without which F10 does nothing, where that can be covered.
        theme: for their window.
        scans: what measures the reader.
    """

    def make(form: SettingsForm) -> QDialog:
        from views.settings.settings_dialog import SettingsDialog

        return SettingsDialog(form, theme=theme, scans=scans, parent=window)

    # It stays enabled: a button that is not hands the keyboard on to its neighbour, which locks.
    button.clicked.connect(lambda *_: settings.open.start())
    QShortcut(QKeySequence(Qt.Key.Key_F10), area or window).activated.connect(settings.open.start)
    return FormDialogOpener(settings.form, make, window)
