"""A masked field for a password, beside its caption, with what is wrong below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.form_rows import captioned
from views.widgets.labels import WrappedLabel


class MaskedField(QWidget):
    """A masked field beside its caption, with what is wrong below it."""

    def __init__(self, caption: str, theme: Theme) -> None:
        super().__init__()
        self.field = AsciiField()
        self.field.setEchoMode(AsciiField.EchoMode.Password)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setAccessibleName(caption)
        self.field.textChanged.connect(lambda _: self.tell(()))
        self._said = WrappedLabel("bad")
        self._said.hide()
        row = captioned(self.field, theme, below=self._said)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

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
