"""What assistive technology is told of windows: each of the program's is one, and what isn't shown isn't there.

Qt tells of a dialog or a QMainWindow as what it is, but of any other widget that stands alone as an area. And it lists
what a widget holds whether it is shown or not: hidden pages and lists could be read, with their texts.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QFocusFrame, QMenu, QWidget

from views.widgets.top_level_window import TopLevelWindow

_Role = QAccessible.Role
_ROLES: Final[Mapping[str, QAccessible.Role]] = MappingProxyType(
    {
        "QWidget": _Role.Client,
        "QFrame": _Role.Border,
        "QDialog": _Role.Dialog,
        "QStackedWidget": _Role.LayeredPane,
    }
)
"""The classes of which Qt lists all that they hold, with the roles that it gives them."""


def tell_what_is_shown() -> None:
    """Let assistive technology know from now on which widgets are windows, and of what is shown alone."""
    QAccessible.installFactory(_interface)


def forget(widget: QWidget) -> None:
    """End what assistive technology holds of a widget and of all that is in it: it finds what is shown again anew.

    Whatever it has once found it may ask for its text without going through the tree.
    """
    if QAccessible.isActive():
        for part in (widget, *widget.findChildren(QWidget)):
            known = QAccessible.queryAccessibleInterface(part)
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


class _Holder(QAccessibleWidget):
    """A widget that holds others, of which only those that are shown are told."""

    def childCount(self) -> int:
        """Count what is shown."""
        return len(self._shown())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt's may be null, too
        """Give one of what is shown."""
        shown = self._shown()
        return QAccessible.queryAccessibleInterface(shown[index]) if 0 <= index < len(shown) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Find the place of one; -1 for what isn't shown."""
        held = child.object()
        return next((place for place, it in enumerate(self._shown()) if it is held), -1)

    def _shown(self) -> list[QWidget]:
        """List what Qt would list, without what is hidden, by itself or with what is around it."""
        return [
            it
            for it in self.widget().children()
            if isinstance(it, QWidget)
            and it.isVisible()
            and not it.isWindow()
            and not isinstance(it, QFocusFrame | QMenu)
        ]


def _interface(class_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Answer for the classes that hold others; Qt asks by class, from a widget's own one down to QObject."""
    if isinstance(widget, TopLevelWindow):
        return _Holder(widget, _Role.Window)
    role = _ROLES.get(class_name)
    return _Holder(widget, role) if role is not None and isinstance(widget, QWidget) else None
