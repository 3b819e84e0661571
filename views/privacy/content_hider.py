"""Takes a window's content out of sight, out of the keyboard's reach and out of the accessibility tree.

What is covered is no part of any window meanwhile, so that no screen reader's tools find it, and what they found before
answers nothing more; it comes back as it was.
"""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLayout, QWidget
from shiboken6 import isValid

from views.privacy.hidden_screen import Cover
from views.widgets import tooltips
from views.widgets.accessible_tree import forget


class ContentHider(QObject):
    """Puts a cover into a window in the place of its content, and hides every other window of the program.

    Attributes:
        cover: what is shown instead.
    """

    def __init__(self, window: QWidget, content: QWidget, cover: Cover) -> None:
        super().__init__(window)
        self._window = window
        self._content = content
        self.cover = cover
        self._kept: dict[QWidget, QWidget | None] = {}  # hidden windows, with what had the keyboard in each
        self._focus: QWidget | None = None
        self._hidden = False
        cover.setParent(window)
        cover.hide()

    @property
    def is_hidden(self) -> bool:
        """Whether the content is covered."""
        return self._hidden

    def hide(self) -> None:
        """Cover everything at once."""
        if self._hidden:
            return
        self._hidden = True
        self._focus = self._window.focusWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        tooltips.drop()
        self._put(self.cover, instead_of=self._content)
        self._content.setParent(None)  # hidden with it
        if self._content.windowHandle() is not None:  # which it has once one was asked for of any part of it
            self._content.destroy()
        forget(self._content)
        self.cover.start()
        others = [it for it in QApplication.topLevelWidgets() if it.isVisible() and it is not self._window]
        for other in sorted(others, key=_depth):
            self._keep(other)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._window.activateWindow()

    def show(self) -> None:
        """Show everything again, as it was, with the keyboard where it was."""
        if not self._hidden:
            return
        self._take_back()
        kept, self._kept = self._kept, {}
        for other, focused in kept.items():
            if isValid(other):
                other.show()
                _give_keyboard(focused)
        _give_keyboard(self._focus)
        self._focus = None

    def give_up(self) -> None:
        """Give the window back what belongs to it, unseen: everything is about to go."""
        if self._hidden:
            app = QApplication.instance()
            assert app is not None
            app.removeEventFilter(self)
            self._kept.clear()
            self._content.setParent(self._window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide what opens meanwhile: a question may come of an answer that was still awaited."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and self._is_another(watched):
            QTimer.singleShot(0, watched, lambda: self._keep(watched))
        return False

    def _is_another(self, widget: QWidget) -> bool:
        return isinstance(widget, QDialog) and widget is not self._window

    def _keep(self, other: QWidget) -> None:
        """Hide a window, and let the system know nothing of it."""
        if not self._hidden or other in self._kept:
            return
        self._kept[other] = other.focusWidget()  # Qt moves it on when the window is hidden and shown
        if isinstance(other, QDialog):
            other.finished.connect(lambda _: self._let_go(other))
        other.hide()
        forget(other)
        self._window.activateWindow()
        QTimer.singleShot(0, other, lambda: self._take_out(other))  # a key may still be on its way to it

    def _take_out(self, other: QWidget) -> None:
        if self._hidden and not other.isVisible():
            other.destroy()  # the native window: without one it is in no accessibility tree

    def _let_go(self, other: QWidget) -> None:
        self._kept.pop(other, None)

    def _take_back(self) -> None:
        self._hidden = False
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._put(self._content, instead_of=self.cover)
        self.cover.hide()

    def _put(self, shown: QWidget, *, instead_of: QWidget) -> None:
        layout = self._window.layout()
        assert isinstance(layout, QLayout)
        layout.removeWidget(instead_of)
        layout.addWidget(shown)
        shown.show()


def _give_keyboard(widget: QWidget | None) -> None:
    """Let a widget have the keyboard of its window, if it is still there and to be seen.

    Qt tells screen readers of what is hidden that it has the keyboard, though it doesn't.
    """
    if widget is not None and isValid(widget) and widget.isVisibleTo(widget.window()):
        widget.setFocus()


def _depth(widget: QWidget) -> int:
    """Count the windows below a window: those are shown again first."""
    depth, around = 0, widget.parentWidget()
    while around is not None:
        depth, around = depth + 1, around.parentWidget()
    return depth
