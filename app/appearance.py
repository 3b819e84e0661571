"""What every window is drawn with and speaks."""

import sys
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from app.settings.settings_files import Settings, ThemeChoice
from views.desk.focus_keeper import KeptKeyboard
from views.language.screen_language import ScreenLanguage
from views.scanning.native_key_times import clock_step_ms
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme, load_fonts
from views.style.tokens import Scheme
from views.widgets.accessible_tree import tell_what_is_shown
from views.widgets.clipboard import MarkedClipboard, marks

_SCHEMES = {ThemeChoice.LIGHT: Scheme.LIGHT, ThemeChoice.DARK: Scheme.DARK}


@dataclass(frozen=True, slots=True)
class Looks:
    """What every window is drawn with and speaks, and who hears its keys.

    Attributes:
        theme, icons: what windows are drawn with.
        language: what they speak.
        scans: takes scans out of the keys.
        keyboard: sees that one of the windows has it.
        clipboard: keeps what is copied out of others' histories.
    """

    theme: Theme
    icons: Icons
    language: ScreenLanguage
    scans: ScanFilter
    keyboard: KeptKeyboard
    clipboard: MarkedClipboard


def update(looks: Looks, settings: Settings) -> None:
    """Let what is open follow changed settings; a text's size holds for what is opened from now on."""
    looks.theme.choose(
        _SCHEMES.get(settings.theme), more_contrast=settings.theme is ThemeChoice.HIGH_CONTRAST
    )
    looks.scans.set_limits(settings.scan_key_ms, settings.scan_ending_ms)


def apply(app: QApplication, settings: Settings) -> Looks:
    """Give the application its language, its fonts, its theme, its icon and its ear for scanners."""
    language = ScreenLanguage(app, settings.language, glosses=settings.glosses)
    tell_what_is_shown()
    load_fonts()
    theme = Theme(
        app,
        _SCHEMES.get(settings.theme),
        settings.text_percent / 100,
        more_contrast=settings.theme is ThemeChoice.HIGH_CONTRAST,
    )
    icons = Icons(theme)
    scans = ScanFilter(
        settings.scan_key_ms, settings.scan_ending_ms, parent=app, clock_ms=clock_step_ms(sys.platform)
    )
    scans.listen(app)
    app.setApplicationName("madoguchi")
    app.setDesktopFileName("madoguchi")
    app.setWindowIcon(icons.icon("scan-line", "accent", 64))
    clipboard = MarkedClipboard(
        app.clipboard(), marks(), parent=app, is_told_late=app.platformName() == "windows"
    )
    clipboard.listen(app)
    return Looks(theme, icons, language, scans, KeptKeyboard(app), clipboard)


def remove(app: QApplication, looks: Looks) -> None:
    """Let go of the application again."""
    looks.keyboard.stop()
    looks.clipboard.stop(app)
    looks.scans.stop(app)
    looks.language.fall_silent()
