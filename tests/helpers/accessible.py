"""The accessibility tree as a screen reader's tools see it: whatever is in it can be read, shown or not."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication


def everything_readable(app: QApplication) -> str:
    """Join every name, description and value in the whole program's tree."""
    return "\n".join(_texts(QAccessible.queryAccessibleInterface(app)))


def _texts(node: QAccessibleInterface) -> Iterator[str]:
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    yield from filter(None, (node.text(kind) for kind in kinds))
    for place in range(node.childCount()):
        child = node.child(place)
        if child is not None:
            yield from _texts(child)
