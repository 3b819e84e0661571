"""Dressing the application in light, dark or high contrast, as the system asks.

Widgets never name a colour: they carry properties (`tone`, `surface`, `kind`) that resources/styles/desk.qss styles
from `views.style.tokens`, and what paints itself (the tables) is handed the `Theme`.
"""

import re
from collections.abc import Mapping
from string import Template
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from services.files.resources import resource_bytes, resource_path
from views.style.tokens import Scheme, Tokens

ARGUMENTS: Final = ("madoguchi", "-style", "fusion")
"""What the application is made with: a style that is set later has PySide load all that a style can draw."""
STYLE: Final = "styles/desk.qss"
_ARROW: Final = "styles/arrow-down.png"
_LARGE_ARROW: Final = "styles/arrow-down-large.png"
_CHECK: Final = "styles/check.png"
_LARGE_CHECK: Final = "styles/check-large.png"
"""A style sheet makes a picture smaller than it is and never larger."""
FONT_FILES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "BIZ UDPGothic": ("fonts/BIZUDPGothic-Regular.ttf", "fonts/BIZUDPGothic-Bold.ttf"),
        "JetBrains Mono NL": ("fonts/JetBrainsMonoNL-Regular.ttf", "fonts/JetBrainsMonoNL-Bold.ttf"),
    }
)


def load_fonts() -> None:
    """Register the fonts that come with the program, unless the system or an earlier call has brought them."""
    for family, names in FONT_FILES.items():
        if not QFontDatabase.hasFamily(family):
            for name in names:
                QFontDatabase.addApplicationFont(str(resource_path(name)))


def system_scheme(app: QApplication, *, more_contrast: bool = False) -> Scheme:
    """Tell which appearance the system asks for now, or somebody who wants more contrast whatever it asks for."""
    hints = app.styleHints()
    more = more_contrast or hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
    return scheme_for(hints.colorScheme(), _system_palette(app), more_contrast=more)


def _system_palette(app: QApplication) -> QPalette:
    """Tell the system's own colours, which ours hide."""
    ours = app.palette()
    app.setPalette(QPalette())
    system = app.palette()
    app.setPalette(ours)
    return system


def scheme_for(system: Qt.ColorScheme, standard: QPalette, *, more_contrast: bool) -> Scheme:
    """Choose the appearance that fits the system's.

    Args:
        system: light or dark; a contrast theme of Windows is neither, and its own colours tell which.
        standard: the colours that the system gives.
        more_contrast: it asks for more contrast than usual.
    """
    ink, ground = (standard.color(it) for it in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window))
    dark = system is Qt.ColorScheme.Dark or (
        system is Qt.ColorScheme.Unknown and ground.lightness() < ink.lightness()
    )
    if more_contrast:
        return Scheme.HIGH_CONTRAST_DARK if dark else Scheme.HIGH_CONTRAST_LIGHT
    return Scheme.DARK if dark else Scheme.LIGHT


class Theme(QObject):
    """The appearance in force, and the one that changes it.

    Signals:
        changed: the tokens are others now; what caches colours, fonts or tinted icons takes them anew.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        scheme: Scheme | None = None,
        scale: float = 1.0,
        *,
        more_contrast: bool = False,
    ) -> None:
        """Style the application.

        Args:
            app: what is styled, and this object's owner; made with `ARGUMENTS`.
            scheme: an appearance to keep; None follows the system, also while the program runs.
            scale: 1.0 for 100 %.
            more_contrast: whatever else is followed, high contrast is wanted.
        """
        super().__init__(app)
        self._app = app
        self._scale = scale
        self._more_contrast = more_contrast
        self._follows = scheme is None
        self._tokens = Tokens.of(scheme or system_scheme(app, more_contrast=more_contrast), scale)
        load_fonts()
        self._restyle()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        """The tokens in force."""
        return self._tokens

    def choose(self, scheme: Scheme | None, *, more_contrast: bool = False) -> None:
        """Keep another appearance from now on, or follow the system; see `__init__`."""
        self._follows = scheme is None
        self._more_contrast = more_contrast
        if scheme is None:
            self.follow_system()
        else:
            self.apply(scheme)

    def rescale(self, scale: float) -> None:
        """Give what is opened from now on another size; what is open keeps the lengths it was laid out with."""
        if scale == self._scale:
            return
        self._scale = scale
        self._tokens = Tokens.of(self._tokens.scheme, scale)
        self._restyle()
        self.changed.emit()

    def follow_system(self) -> None:
        """Take the appearance the system asks for now."""
        self.apply(system_scheme(self._app, more_contrast=self._more_contrast))

    def apply(self, scheme: Scheme) -> None:
        """Change the appearance of everything that is open."""
        if scheme is self._tokens.scheme:
            return
        self._tokens = Tokens.of(scheme, self._scale)
        self._restyle()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._follows:
            self.follow_system()

    def _restyle(self) -> None:
        tokens = self._tokens
        self._app.setPalette(palette(tokens))
        # the arrow's grey stands out on light and dark ground alike
        arrow = resource_path(_LARGE_ARROW if self._scale > 1 else _ARROW)
        check = resource_path(
            _LARGE_CHECK if self._scale > 1 else _CHECK
        )  # white, for `tick` is dark everywhere
        values = {**tokens.substitutions(), "arrow": arrow.as_posix(), "check": check.as_posix()}
        style = _scaled(resource_bytes(STYLE).decode(), self._scale)
        self._app.setStyleSheet(Template(style).substitute(values))
        # after the style sheet: the style that it brings gives some classes the platform's own fonts, which this clears
        self._app.setFont(tokens.font(tokens.sizes.body))


def _scaled(style: str, scale: float) -> str:
    """Let the lengths written in the style follow the scale, or enlarged text would be cut by its own button.

    Radii are rounded down: Qt draws a square where one is more than half of a side.
    """

    def scaled(length: re.Match[str]) -> str:
        pixels = int(length[2]) * scale
        return f"{length[1]}{int(pixels) if length[1] else round(pixels)}px"

    return re.sub(r"(-radius: |)\b(\d+)px", scaled, style)


def palette(tokens: Tokens) -> QPalette:
    """Make the palette for what the style sheet doesn't reach."""
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "ground",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "bad",
        QPalette.ColorRole.Light: "surface",
        QPalette.ColorRole.Midlight: "hair",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "control",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Accent: "accent",
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, tokens.colour(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.colour("muted"))
    return made
