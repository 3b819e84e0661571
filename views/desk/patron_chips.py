"""The chips of the patron's line: one button for each fact, made once, shown where it applies."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from viewmodels.desk.patron_chips import Chip, ChipKind
from views.desk import chip_words
from views.style.theme import Theme

_TONES: Final[Mapping[ChipKind, str]] = MappingProxyType(
    {
        ChipKind.READY: "good",
        ChipKind.OVERDUE: "bad",
        ChipKind.DUE_TODAY: "notice",
        ChipKind.DUE_TOMORROW: "notice",
        ChipKind.PASSWORD_LOCKED: "bad",
        ChipKind.EXPIRED: "bad",
        ChipKind.EXPIRES_SOON: "notice",
        ChipKind.REPORTS: "notice",
        ChipKind.NAMESAKE: "notice",
    }
)


class PatronChips(QWidget):
    """Stands where `lay_out` puts it: in one line, or in as many as a width asks for.

    Attributes:
        buttons: each kind's; those that don't apply are hidden.

    Signals:
        chosen: a chip was pressed; the `RowPlace` or `Part` where it is dealt with.
        ready_chosen: the chip was pressed that shows the ready holds alone, or all again.
        left_keyboard: the chip that has the keyboard is about to go, and none stays that could have it.
    """

    chosen = Signal(object)
    ready_chosen = Signal()
    left_keyboard = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = 2 * theme.tokens.sizes.gap
        self._chips: dict[ChipKind, Chip] = {}
        self.buttons: dict[ChipKind, QPushButton] = {}
        self.setAccessibleName(self.tr("この利用者について"))
        for kind in ChipKind:
            button = QPushButton(self)
            button.setProperty("kind", "chip")
            button.setProperty("tone", _TONES[kind])
            button.clicked.connect(lambda *_, kind=kind: self._press(kind))
            button.hide()
            self.buttons[kind] = button
        self.buttons[ChipKind.READY].setCheckable(True)

    def check_ready(self, *, on: bool) -> None:
        """Show whether the ready holds are shown alone."""
        self.buttons[ChipKind.READY].setChecked(on)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show these, and no others."""
        self._chips = {chip.kind: chip for chip in chips}
        for kind, chip in self._chips.items():
            button = self.buttons[kind]
            button.setText(chip_words.said(chip))
            button.setToolTip(chip_words.explained(chip))
            button.setAccessibleDescription(chip_words.explained(chip))
            if button.isHidden():
                button.show()
        self._keep_keyboard()
        for kind, button in self.buttons.items():
            if kind in self._chips:
                continue
            if button.text():
                _clear(button)
            if not button.isHidden():
                button.hide()
        self.setVisible(bool(chips))

    def forget(self) -> None:
        """Hold no word of a patron; another one is about to come, and nobody looks."""
        self._chips = {}
        for button in self.buttons.values():
            _clear(button)

    @property
    def shown(self) -> list[QPushButton]:
        """Those that apply, in their order."""
        return [it for it in self.buttons.values() if not it.isHidden()]

    @property
    def line_width(self) -> int:
        """How many pixels wide they are side by side; 0 where none applies."""
        shown = self.shown
        return sum(it.sizeHint().width() for it in shown) + self._gap * max(0, len(shown) - 1)

    def lay_out(self, width: int) -> int:
        """Put them side by side, and in further lines where a width in pixels ends; tell how high they are then."""
        x = y = height = 0
        for button in self.shown:
            hint = button.sizeHint()
            if x and x + hint.width() > width:
                x, y = 0, y + hint.height() + self._gap
            button.setGeometry(x, y, min(hint.width(), width), hint.height())
            x += hint.width() + self._gap
            height = y + hint.height()
        return height

    def _keep_keyboard(self) -> None:
        """Give the keyboard of a chip that is about to go to the next one that stays, else to the one before it.

        Qt would give it to the next button, which begins an act.
        """
        buttons = list(self.buttons.values())
        focused = self.window().focusWidget()  # which it also is under a question
        place = next((at for at, it in enumerate(buttons) if it is focused), None)
        stays = [kind in self._chips for kind in self.buttons]
        if place is None or stays[place]:
            return
        ways = [*range(place + 1, len(buttons)), *range(place - 1, -1, -1)]
        nearest = next((at for at in ways if stays[at]), None)
        if nearest is not None:
            buttons[nearest].setFocus()
        else:
            self.left_keyboard.emit()

    def _press(self, kind: ChipKind) -> None:
        if kind in self._chips:
            if kind is ChipKind.READY:
                self.ready_chosen.emit()
            else:
                self.chosen.emit(self._chips[kind].goes_to)


def _clear(button: QPushButton) -> None:
    button.setText("")
    button.setToolTip("")
    button.setAccessibleDescription("")
