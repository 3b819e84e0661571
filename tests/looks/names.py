"""Looks at a window as a screen reader does: what has no name, and what is called the same as something else."""

from collections import Counter
from collections.abc import Iterator
from typing import cast

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROLE, _TEXT = QAccessible.Role, QAccessible.Text
_NAMED = {
    _ROLE.Button,
    _ROLE.CheckBox,
    _ROLE.ComboBox,
    _ROLE.Dialog,
    _ROLE.EditableText,
    _ROLE.List,
    _ROLE.ListItem,
    _ROLE.PageTab,
    _ROLE.ProgressBar,
    _ROLE.RadioButton,
    _ROLE.Slider,
    _ROLE.SpinBox,
    _ROLE.Table,
    _ROLE.ColumnHeader,
    _ROLE.Window,
}
_ACTS = {_ROLE.Button, _ROLE.CheckBox, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.RadioButton, _ROLE.Table}


def walk(
    node: QAccessibleInterface, within: tuple[str, ...] = ()
) -> Iterator[tuple[QAccessibleInterface, tuple[str, ...]]]:
    """Give everything in a window that is there for a screen reader, with the names that it stands under."""
    state = node.state()
    if getattr(state, "invisible", 0):
        return
    yield node, within
    name = node.text(_TEXT.Name)
    around = (*within, name) if name else within
    for place in range(node.childCount()):
        child = cast("QAccessibleInterface | None", node.child(place))
        if child is not None and child.isValid():
            yield from walk(child, around)


def faults_in_names(window: QWidget) -> Iterator[str]:
    """Name what a screen reader's user could not name."""
    called: Counter[tuple[str, str, str]] = Counter()
    for node, within in walk(QAccessible.queryAccessibleInterface(window)):
        name, role = node.text(_TEXT.Name), node.role()
        where = " > ".join(within)
        if role in _NAMED and not name.strip():
            yield f"{role.name} without a name in {where} ({node.object()})"
        if role in _ACTS and name and not node.state().disabled:
            called[where, role.name, name] += 1
    for (where, role_name, name), times in called.items():
        if times > 1:
            yield f"{times} × {role_name} 「{name}」 in {where}"
