"""The frame of the small windows before the desk: one panel in the middle, and closing asks the owner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import TROUBLE
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.labels import styled_label
from views.widgets.message_banner import MessageBanner
from views.widgets.scroll_to_focus import follow_focus
from views.widgets.top_level_window import TopLevelWindow
from views.widgets.window_room import below_title_bar

_WIDTH = 460
_LINES_TOLD = 4


class OpeningWindow(TopLevelWindow):
    """A window that is there before the desk is.

    Attributes:
        panel: what is in the middle.

    Signals:
        close_requested: the user wants to end the program; the window stays until its owner lets it close.
    """

    close_requested = Signal()

    def __init__(self, title: str, *, theme: Theme, icons: Icons, whole: bool = False) -> None:
        """Make the frame.

        Args:
            title: what the window is for.
            theme: for the distances.
            icons: draws the one beside the title.
            whole: it takes the whole screen, where a desk stood before.
        """
        super().__init__()
        self._whole = whole
        self._may_close = False
        self._theme = theme
        self._icons = icons
        sizes = theme.tokens.sizes
        self.setWindowTitle(self.tr("窓口"))
        width = round(_WIDTH * theme.tokens.scale)

        panel = self.panel = QFrame()
        panel.setProperty("surface", "panel")
        self.column = QVBoxLayout(panel)
        self.column.setContentsMargins(2 * sizes.edge, 2 * sizes.edge, 2 * sizes.edge, 2 * sizes.edge)
        self.column.setSpacing(sizes.gap)
        self.column.addLayout(self._heading(title))
        self.column.addSpacing(sizes.edge)
        holder = QWidget()
        outer = self._inside = QVBoxLayout(holder)
        outer.setContentsMargins(sizes.edge, sizes.edge, sizes.edge, sizes.edge)
        if whole:
            panel.setFixedWidth(width - 2 * sizes.edge)
            middle = QHBoxLayout()  # an alignment would leave running text with the height of one line
            for part in (None, panel, None):
                middle.addStretch(1) if part is None else middle.addWidget(part)
            outer.addStretch(1)
            outer.addLayout(middle)
            outer.addStretch(1)
        else:
            self.setFixedWidth(width)
            outer.addWidget(panel)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(holder)
        follow_focus(self._scroll)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def column_width(self) -> int:
        """How many pixels wide the column is, beside a bar that scrolls it."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return round(_WIDTH * self._theme.tokens.scale) - bar - 6 * self._theme.tokens.sizes.edge

    def show_centred(self) -> None:
        """Show the window in the middle of its screen, or all over it; where enlarged text needs more, it scrolls.

        Enter presses the button that has the keyboard, which outside of dialogs Qt lets none do.
        """
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(True)
        if self._whole:
            self.showMaximized()
            self.activateWindow()
            return
        self._take_room()
        self.show()
        self.activateWindow()

    def _take_room(self) -> None:
        screen = self.screen().availableGeometry()
        parts = self.findChildren(QWidget)
        for part in parts:
            part.ensurePolished()  # or it is measured in another type than it is painted in
        for part in reversed(parts):  # or what was measured before that stays
            part.updateGeometry()
            if (layout := part.layout()) is not None:
                layout.activate()
        self._inside.invalidate()
        self._inside.activate()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        asked = self._inside.totalHeightForWidth(self.width() - bar)  # below 0 where nothing wraps
        wanted = max(asked, self._inside.totalMinimumSize().height())
        self.resize(self.width(), min(wanted, below_title_bar(screen.size()).height()))
        frame = self.frameGeometry()
        frame.moveCenter(screen.center())
        self.move(frame.topLeft())

    def let_close(self) -> None:
        """Take the window away: it isn't needed any more."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the owner to end the program; the window itself goes last."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def add_labelled(self, text: str, field: QWidget) -> None:
        """Put a field under its label, which also names it for screen readers."""
        label = styled_label(text)
        label.setProperty("tone", "strong")
        label.setBuddy(field)
        field.setAccessibleName(text)
        self.column.addWidget(label)
        self.column.addWidget(field)
        self.column.addSpacing(self._theme.tokens.sizes.pad)

    def add_message(self) -> MessageBanner:
        """Put a banner for what went wrong into the column; it keeps its place while it is hidden."""
        sizes = self._theme.tokens.sizes
        banner = MessageBanner(self._theme, self.tr("知らせ"), margins=(sizes.pad, sizes.gap))
        banner.keep_place(_LINES_TOLD)
        self.column.addWidget(banner)
        return banner

    def _heading(self, title: str) -> QHBoxLayout:
        self._picture = QLabel()
        name = styled_label(self.tr("窓口"), "name")
        said = styled_label(title, "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(self._theme.tokens.sizes.pad)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        return row

    def _draw(self) -> None:
        size = round(44 * self._theme.tokens.scale)
        self._picture.setPixmap(self._icons.pixmap("scan-line", "accent", size, self.devicePixelRatioF()))


class BusyIndicator(QWidget):
    """A line that says what is being waited for, over a bar that moves; it keeps its place while hidden."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = styled_label(text)
        label.setProperty("tone", "muted")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(theme.tokens.sizes.gap)
        bar.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.tokens.sizes.gap)
        column.addWidget(label)
        column.addWidget(bar)
        keep = self.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keep)


class PreparingWindow(OpeningWindow):
    """Stands where there is no sign-in window: while the demo is made ready, or when there will be no desk."""

    def __init__(self, *, theme: Theme, icons: Icons) -> None:
        super().__init__(self.tr("図書館カウンター"), theme=theme, icons=icons)

    @classmethod
    def for_demo(cls, *, theme: Theme, icons: Icons) -> "PreparingWindow":
        """Say that the demo library is being made."""
        window = cls(theme=theme, icons=icons)
        window.column.addWidget(
            BusyIndicator(translate("PreparingWindow", "デモの図書館を用意しています…"), theme)
        )
        return window

    @classmethod
    def for_trouble(cls, text: str, *, theme: Theme, icons: Icons) -> "PreparingWindow":
        """Say why there is no desk, with a button that ends the program."""
        window = cls(theme=theme, icons=icons)
        tell_page(window, TROUBLE)
        window.add_message().tell(text)
        end = QPushButton(translate("PreparingWindow", "閉じる"))
        end.clicked.connect(window.close)
        window.column.addSpacing(theme.tokens.sizes.pad)
        window.column.addWidget(end)
        return window
