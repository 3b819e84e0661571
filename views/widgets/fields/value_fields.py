"""One value on screen: its caption, its field, why it can't be changed, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from viewmodels.settings.setting_keys import Value
from views.language.line_breaks import run_on
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import WrappedLabel


class ValueField(QWidget):
    """A field under its caption, which also names it for screen readers.

    Attributes:
        key: names the value, such as the key of a setting.
        editor: what has the keyboard.

    Signals:
        edited: something else stands in the field.
    """

    edited = Signal()

    def __init__(self, key: str, caption: str, editor: QWidget, theme: Theme) -> None:
        super().__init__()
        self.key = key
        self.editor = editor
        editor.setAccessibleName(caption)
        self._note = WrappedLabel("muted")
        self._description = ""
        self._fault = WrappedLabel("bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens.sizes.gap)
        if not isinstance(editor, QCheckBox):
            label = WrappedLabel("strong", caption)
            label.setBuddy(editor)
            column.addWidget(label)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.tokens.sizes.pad)
        self.row.addWidget(editor)
        column.addLayout(self.row)
        column.addWidget(self._fault)
        column.addWidget(self._note)
        self.say("")
        self.refuse("")

    @property
    def value(self) -> Value:
        """What stands in the field."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Put a value into the field."""
        raise NotImplementedError

    def lock(self, why: str) -> None:
        """Let the field be read only, and say why."""
        self.editor.setEnabled(False)
        self.say(why)

    def say(self, note: str) -> None:
        """Put a remark under the field."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._describe()

    def describe(self, text: str) -> None:
        """Tell screen readers what stands above several fields for the eye."""
        self._description = text
        self._describe()

    def refuse(self, fault: str) -> None:
        """Say what is wrong with the field, or nothing."""
        set_styled(self.editor, "fault", "true" if fault else "false")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._describe()

    @property
    def fault(self) -> str:
        """What is said to be wrong with it."""
        return self._fault.text()

    @property
    def note(self) -> str:
        """The remark under it."""
        return self._note.text()

    def _describe(self) -> None:
        self.editor.setAccessibleDescription(run_on(self._fault.text(), self._note.text(), self._description))


class ChoiceField(ValueField):
    """One of a few."""

    def __init__(self, key: str, caption: str, choices: Sequence[tuple[Value, str]], theme: Theme) -> None:
        self._list = _Choices()
        super().__init__(key, caption, self._list, theme)
        self.row.addStretch(1)
        self._list.setMinimumWidth(round(220 * theme.tokens.scale))
        for value, word in choices:
            self._list.addItem(word, value)
        self._list.currentIndexChanged.connect(self.edited)

    @property
    def value(self) -> Value:
        """See `ValueField`; a blank while nothing is chosen."""
        value = self._list.currentData()
        assert value is None or isinstance(value, str | int)
        return "" if value is None else value

    def show_value(self, value: Value) -> None:
        """See `ValueField`; what isn't on offer is shown as it is, so that saving something else keeps it."""
        if self._list.findData(value) < 0:
            self._list.addItem(str(value), value)
        self._list.setCurrentIndex(self._list.findData(value))

    def add_absent(self, value: Value, word: str) -> None:
        """Offer what holds although it isn't there to choose any more."""
        if self._list.findData(value) < 0:
            self._list.addItem(word, value)


class _Choices(ChoiceList):
    """A list that turning the wheel over it leaves alone: the page scrolls instead."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class LineField(ValueField):
    """A line of text."""

    def __init__(self, key: str, caption: str, theme: Theme, line: QLineEdit | None = None) -> None:
        self._line = line or QLineEdit()
        super().__init__(key, caption, self._line, theme)
        self._line.textChanged.connect(self.edited)

    @property
    def value(self) -> Value:
        """See `ValueField`."""
        return self._line.text()

    def show_value(self, value: Value) -> None:
        """See `ValueField`."""
        self._line.setText(str(value))


class NumberField(LineField):
    """A whole number with its unit behind it."""

    def __init__(self, key: str, caption: str, unit: str, theme: Theme) -> None:
        line = AsciiField()
        line.setFixedWidth(round(90 * theme.tokens.scale))
        super().__init__(key, caption, theme, line)
        self.row.addWidget(WrappedLabel("muted", unit), 1)


class TickField(ValueField):
    """Yes or no."""

    def __init__(self, key: str, caption: str, theme: Theme) -> None:
        self._tick = WrappedTick(caption)
        super().__init__(key, caption, self._tick, theme)
        self._tick.toggled.connect(self.edited)

    @property
    def value(self) -> Value:
        """See `ValueField`."""
        return self._tick.isChecked()

    def show_value(self, value: Value) -> None:
        """See `ValueField`."""
        self._tick.setChecked(bool(value))
