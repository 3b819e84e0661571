"""A list from which one is chosen, by hand or by assistive technology."""

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget


class ChoiceList(QComboBox):
    """A combo box that takes what is selected in its closed list.

    A screen reader's tools select there; Qt takes only what a hand chooses in the open one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(
            QStyledItemDelegate(self)
        )  # Qt's own leaves the lines to the platform, not to the style sheet
        self.view().selectionModel().selectionChanged.connect(self._take_selected)

    def _take_selected(self) -> None:
        selected = self.view().selectionModel().selectedIndexes()
        if selected and not self.view().isVisible():
            self.setCurrentIndex(selected[0].row())
