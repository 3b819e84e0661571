"""The accessibility tree as a screen reader's tools see it: whatever is in it can be read, shown or not."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)


def everything_readable(app: QApplication) -> str:
    """Join every name, description and value in the whole program's tree."""
    return "\n".join(text for node in nodes(app) for kind in _TEXTS if (text := node.text(kind)))


def named(app: QApplication, role: QAccessible.Role) -> list[str]:
    """List the names of all that has a role, in the whole program's tree."""
    return [node.text(QAccessible.Text.Name) for node in nodes(app) if node.role() is role]


def nodes(app: QApplication) -> Iterator[QAccessibleInterface]:
    """Give everything in the tree, from the program itself through all of its windows."""
    left = [QAccessible.queryAccessibleInterface(app)]
    while left:
        node = left.pop()
        yield node
        left.extend(reversed(children(node)))


def children(node: QAccessibleInterface) -> list[QAccessibleInterface]:
    """List what stands directly in something."""
    found = (cast("QAccessibleInterface | None", node.child(place)) for place in range(node.childCount()))
    return [child for child in found if child is not None]
