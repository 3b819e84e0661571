"""A masked field for a password, under its caption, with what is wrong beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from views.language.glosses import glossed
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.labels import WrappedLabel, styled_label


class MaskedField(QWidget):
    """A masked field under its caption, with what is wrong beside it."""

    def __init__(self, caption: str, theme: Theme) -> None:
        super().__init__()
        self.field = AsciiField()
        self.field.setEchoMode(AsciiField.EchoMode.Password)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setAccessibleName(caption)
        self.field.setMaximumWidth(22 * theme.tokens.sizes.body)
        self.field.textChanged.connect(lambda _: self.tell(()))
        self._said = WrappedLabel("bad")
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens.sizes.gap)
        column.addWidget(styled_label(glossed(caption), "muted"))
        column.addWidget(self.field)
        column.addWidget(self._said)

    @property
    def said(self) -> str:
        """What is wrong, as it can be read."""
        return self._said.text()

    def tell(self, faults: tuple[str, ...]) -> None:
        """Say what is wrong with what stands in the field; nothing takes it away."""
        tell(self._said, "\n".join(faults))
        self._said.setVisible(bool(faults))
        self.field.setAccessibleDescription(self._said.text())
        set_styled(self.field, "fault", "true" if faults else "false")
