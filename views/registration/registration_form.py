"""What is registered of a patron, to be corrected: each fault stands beside its field."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from services.rules.people.registration import RegistrationFault, RegistrationField, RegistrationForm
from views.language.glosses import glossed
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.text import form_words
from views.widgets.announcing import tell
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.form_rows import align_captions
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.scroll_to_focus import follow_focus

_INDENT = 11
"""Pixels at 100 % from the edge of a field to its text."""


class RegistrationFields(QScrollArea):
    """What is told, and the fields, from the top; they scroll where large text leaves no room for all.

    Attributes:
        told: the texts above the fields, by caption; the last is told aloud.
        fields: the fields.
        causes: what is wrong with each.

    Signals:
        typed(form): something else stands in the fields.
        resized: a reason appeared or went.
    """

    typed = Signal(object)
    resized = Signal()

    def __init__(self, told: tuple[str, ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.told: dict[str, QLabel] = {caption: WrappedLabel() for caption in told}
        set_tone(self.told[told[-1]], "aloud")
        sizes = theme.tokens.sizes
        self.fields: dict[RegistrationField, QLineEdit] = {
            RegistrationField.KANA: QLineEdit(),
            RegistrationField.ALIAS: QLineEdit(),
            RegistrationField.PHONE: AsciiField(),
            RegistrationField.POSTAL_CODE: AsciiField(),
            RegistrationField.ADDRESS: QLineEdit(),
        }
        captions = {
            RegistrationField.KANA: translate("registration", "カナ (必須)"),
            RegistrationField.ALIAS: translate("registration", "通称"),
            RegistrationField.PHONE: translate("registration", "電話番号"),
            RegistrationField.POSTAL_CODE: translate("registration", "郵便番号 (必須)"),
            RegistrationField.ADDRESS: translate("registration", "住所 (必須)"),
        }
        self._faults: tuple[RegistrationFault, ...] = ()
        self._filling_in = False
        self.causes = {field: styled_label("", "bad") for field in RegistrationField}
        self._body = QWidget()
        grid = QFormLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.pad)
        grid.setVerticalSpacing(sizes.gap + 2)
        for caption, label in self.told.items():
            label.setContentsMargins(round(_INDENT * theme.tokens.scale), 0, 0, 0)
            beside = styled_label(glossed(caption), "muted")
            beside.setBuddy(label)
            grid.addRow(beside, label)
        for field, widget in self.fields.items():
            widget.setAccessibleName(captions[field])
            widget.textChanged.connect(self._typed)
            grid.addRow(captions[field], widget)
            grid.addRow("", self.causes[field])
            self.causes[field].hide()
        align_captions(grid, theme)
        self.setWidget(self._body)
        follow_focus(self)
        self._body.setBackgroundRole(QPalette.ColorRole.Base)  # as the dialog's

    def sizeHint(self) -> QSize:
        """Ask for room for everything."""
        return self._body.sizeHint()

    def show_form(self, form: RegistrationForm) -> None:
        """Show these texts; a field that has its text already is left alone, with its cursor."""
        self._filling_in = True  # which wasn't typed
        for field, widget in self.fields.items():
            if widget.text() != form.of(field):
                widget.setText(form.of(field))
                widget.setCursorPosition(0)  # a long address is read from its beginning
        self._filling_in = False

    def show_faults(self, faults: tuple[RegistrationFault, ...]) -> None:
        """Mark every faulty field at once, each with its reasons; the keyboard goes to the first of new ones.

        While faults are being mended it stays: the rest of a word belongs where its beginning was typed.
        """
        for field, widget in self.fields.items():
            said = run_on(*(form_words.registration_fault(it) for it in faults if it.field is field))
            set_styled(widget, "fault", "true" if said else "false")
            widget.setAccessibleDescription(said)
            tell(self.causes[field], said)
            self.causes[field].setVisible(bool(said))
        self.updateGeometry()
        self.resized.emit()
        faulty = {fault.field for fault in faults}
        new = not set(faults) <= set(self._faults)
        self._faults = faults
        if new and not any(self.fields[field].hasFocus() for field in faulty):
            self.fields[faults[0].field].setFocus()

    def _typed(self) -> None:
        if self._filling_in:
            return
        texts = {field.value: widget.text() for field, widget in self.fields.items()}
        self.typed.emit(RegistrationForm(**texts))
