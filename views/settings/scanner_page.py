"""The settings' page 「読み取り」: how fast a scanner types, and a place to measure it."""

from collections import deque

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from viewmodels.settings.scanner_speed import measure_scan
from viewmodels.settings.settings_form import SettingsForm
from views.language.translation import translate
from views.scanning.scan_filter import ScanFilter
from views.settings.settings_pages import SettingsPage
from views.style.theme import Theme
from views.text import settings_words
from views.widgets.announcing import announce
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.value_fields import NumberField
from views.widgets.labels import WrappedLabel, styled_label

KEY_MS = "scanner.key_ms"
_MOST_KEYS = 64


class ScannerPage(SettingsPage):
    """How fast a scanner types, with a place to measure it.

    Attributes:
        trial: a field that keeps what is read away from the others; nothing read is shown.
        adopt: puts the measured threshold into its field.
    """

    def __init__(self, form: SettingsForm, theme: Theme, scans: ScanFilter) -> None:
        super().__init__(translate("settings", "読み取り"), form, theme)
        unit = translate("settings", "ミリ秒")
        self._threshold = NumberField(
            KEY_MS, translate("settings", "キーとキーの間隔がこれより短ければ、読み取りとみなす"), unit, theme
        )
        self.add(self._threshold)
        ending = translate("settings", "読み取りの終わりの Enter を待つ時間")
        self.add(NumberField("scanner.ending_ms", ending, unit, theme))
        self._pressed: deque[int] = deque(maxlen=_MOST_KEYS)
        self._clock_ms = scans.clock_ms
        self._suggested: int | None = None
        self.trial = AsciiField()
        self.trial.setEchoMode(AsciiField.EchoMode.NoEcho)
        caption = translate("settings", "読み取りを試す")
        label = styled_label(caption, "strong")
        label.setBuddy(self.trial)
        self.trial.setAccessibleName(caption)
        asked = WrappedLabel("muted", translate("settings", "ここで利用カードを読み取ってください"))
        self.trial.setAccessibleDescription(asked.text())
        self._said = WrappedLabel()
        self._said.setAccessibleName(caption)
        self.adopt = QPushButton()
        self.adopt.setAutoDefault(False)
        self.adopt.clicked.connect(self._adopt)
        row = QHBoxLayout()
        row.addWidget(self.adopt)
        row.addStretch(1)
        trial = QVBoxLayout()
        trial.setSpacing(theme.tokens.sizes.gap)
        for part in (label, asked, self.trial, self._said):
            trial.addWidget(part)
        trial.addLayout(row)
        self.column.addLayout(trial)
        self.column.addStretch(1)
        self.adopt.hide()
        self._said.hide()
        scans.character_pressed.connect(self._note_press)
        scans.scanned.connect(self._measure)
        self.trial.returnPressed.connect(self._measure)

    @property
    def said(self) -> str:
        """What the last scan told."""
        return self._said.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Take what is read as a trial."""
        super().showEvent(event)
        self._form.measures = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Take it as a card again."""
        super().hideEvent(event)
        self._form.measures = False

    def _note_press(self, at: int) -> None:
        self._pressed.append(at)

    def _measure(self) -> None:
        if not self.isVisible():
            self._pressed.clear()
            return
        speed = measure_scan(tuple(self._pressed), self._clock_ms)
        self._pressed.clear()
        self.trial.clear()
        typed = str(self._threshold.value)
        threshold = int(typed) if typed.isascii() and typed.isdigit() else None
        self._said.setText(settings_words.measured(speed, threshold))
        self._said.setAccessibleDescription(self._said.text())
        announce(self._said, self._said.text())  # also what the scan before had told
        self._said.show()
        reads = speed is not None and threshold is not None and speed.is_read_with(threshold)
        self._suggested = None if speed is None or reads else speed.suggested_ms
        self.adopt.setVisible(self._suggested is not None and self._threshold.editor.isEnabled())
        self.adopt.setText(translate("settings", "%1ミリ秒にする").replace("%1", str(self._suggested)))

        self.bring(self.adopt if self.adopt.isVisibleTo(self) else self._said)

    def _adopt(self) -> None:
        if self._suggested is not None:
            self._threshold.show_value(self._suggested)
            self._threshold.refuse("")
            self._threshold.editor.setFocus()
            self.adopt.hide()
