"""What opens the settings, at the sign-in too, where a program's start doesn't wait for their window to be loaded."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from viewmodels.settings_form import SettingsDesk, SettingsForm
from views.binding import bind_command
from views.scanner import ScanFilter
from views.sheet_dialogs import SheetDialogs
from views.theme import Theme


def tie_settings(
    window: QWidget,
    button: QAbstractButton,
    settings: SettingsDesk,
    *,
    theme: Theme,
    scans: ScanFilter,
) -> SheetDialogs[SettingsForm]:
    """Open the settings from a window, with a button of it and with F10."""

    def make(form: SettingsForm) -> QDialog:
        from views.settings_dialog import SettingsDialog

        return SettingsDialog(form, theme=theme, scans=scans, parent=window)

    bind_command(settings.open, button)
    QShortcut(QKeySequence(Qt.Key.Key_F10), window).activated.connect(settings.open.start)
    return SheetDialogs(settings.form, make, window)
