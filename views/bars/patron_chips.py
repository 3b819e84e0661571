"""The chips of the patron's line, by urgency: one button for each fact, and 「+2」 for those without room."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from viewmodels.desk.patron_chips import Chip, ChipKind
from views.bars import chip_words
from views.bars.bar_places import CHIP_PAD, GAP
from views.style.style_properties import set_tone
from views.style.theme import Theme

_TONES: Final[Mapping[ChipKind, str]] = MappingProxyType(
    {
        ChipKind.OVERDUE: "bad",
        ChipKind.PASSWORD_LOCKED: "bad",
        ChipKind.EXPIRED: "bad",
        ChipKind.READY: "good",
        ChipKind.DUE_TODAY: "notice",
        ChipKind.DUE_TOMORROW: "notice",
        ChipKind.EXPIRES_SOON: "notice",
        ChipKind.REPORTS: "notice",
        ChipKind.NAMESAKE: "notice",
        ChipKind.VARIANT: "notice",
    }
)
"""From the most urgent to the least."""


class PatronChips(QWidget):
    """Shows as many as its width has room for; the others are in the list that the last one opens.

    Attributes:
        buttons: each kind's; those that don't apply or have no room are hidden.
        more_button: 「+2」, in the tone of the most urgent that has no room.

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
        self._scale = theme.tokens.scale
        self._chips: dict[ChipKind, Chip] = {}
        self._known: dict[str, int] = {}
        self.setAccessibleName(self.tr("この利用者について"))
        self.buttons = {kind: self._button(tone) for kind, tone in _TONES.items()}
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda *_, kind=kind: self._press(kind))
        self.more_button = self._button("notice")
        self.more_button.clicked.connect(self._drop_down)
        self._hidden: Sequence[Chip] = ()
        self.buttons[ChipKind.READY].setCheckable(True)

    def check_ready(self, *, on: bool) -> None:
        """Show whether the ready holds are shown alone."""
        self.buttons[ChipKind.READY].setChecked(on)

    def _button(self, tone: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "chip")
        button.setProperty("tone", tone)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a list that has the keyboard keeps it
        button.hide()
        return button

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show these, and no others."""
        told = {chip.kind: chip for chip in chips}
        self._chips = {kind: told[kind] for kind in _TONES if kind in told}
        self.fit()

    def fit(self) -> None:
        """Show what there is room for."""
        chips = list(self._chips.values())
        texts, most = self._fitting(chips)
        shown, hidden = chips[:most], chips[most:]
        self._say_more(hidden)
        placed = [self.buttons[chip.kind] for chip in shown]
        for button, chip in zip(placed, shown, strict=True):
            button.setToolTip(chip_words.explained(chip))
            button.setAccessibleDescription(button.toolTip())
        if hidden:
            placed.append(self.more_button)
            texts = [*texts[:most], self.more_button.text()]
        x = 0
        for button, text in zip(placed, texts, strict=True):
            button.setText(text)
            width = self._width(text)
            button.setGeometry(x, 0, width, self.height())
            x += width + round(GAP * self._scale)
        self._show_only(placed)

    def forget(self) -> None:
        """Hold no word of a patron; another one is about to come, and nobody looks."""
        self._chips, self._hidden = {}, ()
        self._close_list()
        for button in (*self.buttons.values(), self.more_button):
            if not button.isHidden():  # the others hold none
                _clear(button)

    @property
    def shown(self) -> list[QPushButton]:
        """Those that are seen, in their order, without the last one that opens a list."""
        return [it for it in self.buttons.values() if not it.isHidden()]

    def _fitting(self, chips: Sequence[Chip]) -> tuple[list[str], int]:
        """Give what the chips say, in short where that lets more of them stand, and how many have room."""
        gap = round(GAP * self._scale)
        for say in (chip_words.said, chip_words.said_in_short):
            texts = [say(chip) for chip in chips]
            room = self.width() - sum(self._width(it) + gap for it in texts) + gap
            if room >= 0:
                return texts, len(texts)
        room = self.width() - self._width(_more(chips))
        most = 0
        for text in texts:
            room -= self._width(text) + gap
            if room < 0:
                break
            most += 1
        return texts, most

    def _width(self, text: str) -> int:
        if text not in self._known:
            letters = self.more_button.fontMetrics().horizontalAdvance(text)
            self._known[text] = letters + 2 * round(CHIP_PAD * self._scale) + 1
        return self._known[text]

    def _say_more(self, hidden: Sequence[Chip]) -> None:
        """Tell how many have no room, and what they say."""
        self._hidden = hidden
        self._close_list()
        if hidden:
            told, button = [chip_words.said(chip) for chip in hidden], self.more_button
            button.setText(_more(hidden))
            button.setToolTip("\n".join(told))
            button.setAccessibleName(chip_words.others(told))
            set_tone(button, _TONES[hidden[0].kind])

    def _show_only(self, placed: Sequence[QPushButton]) -> None:
        """Show these and hide the others, the keyboard's owner last: it is handed on before.

        Qt would give it to the next button, which begins an act.
        """
        buttons = [*self.buttons.values(), self.more_button]
        for button in placed:
            button.show()
        focused = self.window().focusWidget()  # which it also is under a question
        place = next((at for at, it in enumerate(buttons) if it is focused), None)
        if place is not None and buttons[place] not in placed:
            nearest = next((it for it in (*buttons[place:], *buttons[place::-1]) if it in placed), None)
            if nearest is not None:
                nearest.setFocus()
            else:
                self.left_keyboard.emit()
        for button in buttons:
            if button not in placed and not button.isHidden():
                _clear(button)
                button.hide()

    def _drop_down(self) -> None:
        """Let the list down without waiting for it, its first line chosen; closed, it holds no word of a patron."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.more_button.accessibleName())
        for chip in self._hidden:
            line = menu.addAction(chip_words.said(chip))
            line.triggered.connect(lambda *_, kind=chip.kind: self._press(kind))
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))
        menu.setActiveAction(menu.actions()[0])

    def _close_list(self) -> None:
        for menu in self.findChildren(QMenu):
            menu.close()

    def _press(self, kind: ChipKind) -> None:
        if kind in self._chips:
            if kind is ChipKind.READY:
                self.ready_chosen.emit()
            else:
                self.chosen.emit(self._chips[kind].goes_to)


def _more(chips: Sequence[Chip]) -> str:
    return f"＋{len(chips)}"  # the wide sign has strokes that can be read at 100 %


def _clear(button: QPushButton) -> None:
    for clear in (
        button.setText,
        button.setToolTip,
        button.setAccessibleName,
        button.setAccessibleDescription,
    ):
        clear("")
