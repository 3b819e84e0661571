"""Windows that are no dialogs; views/widgets/accessible_tree.py tells screen readers what they are."""

from PySide6.QtWidgets import QWidget


class TopLevelWindow(QWidget):
    """A window."""
