"""The heading of 今日の仕事: what the page is, and the buttons of what stands beside its lists."""

from PySide6.QtWidgets import QPushButton, QWidget

from services.contract.offers import Offers, SystemPart
from views.language.translation import translate
from views.style.theme import Theme
from views.widgets.buttons import KeyButton
from views.widgets.flow_row import FlowRow
from views.widgets.labels import styled_label


class TodayHeading(QWidget):
    """One line where it can be.

    Attributes:
        figures_button: opens 統計.
        acts_button: opens 操作の一覧; None where no acts are on record.
        open_days_button: opens 臨時休館; None where another system has the days.
        mask_button: does what F8 does.
        find_button: does what F3 does; None where patrons aren't searched.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget, *, offers: Offers) -> None:
        super().__init__(parent)
        self.figures_button = QPushButton(translate("figures", "統計"))
        self.acts_button = (
            KeyButton(translate("records", "操作の一覧"), "Alt+End", theme)
            if offers.has(SystemPart.ACT_HISTORY)
            else None
        )
        self.open_days_button = (
            QPushButton(translate("open_days", "臨時休館")) if offers.has(SystemPart.OPEN_DAYS) else None
        )
        self.mask_button = KeyButton("", "F8", theme)
        self.find_button = (
            KeyButton(translate("TodayPage", "カードなしで探す"), "F3", theme)
            if offers.has(SystemPart.SEARCH)
            else None
        )
        keyed = (self.acts_button, self.mask_button, self.find_button)
        self._with_key = tuple(it for it in keyed if it is not None)
        self._hint = styled_label(translate("TodayPage", "利用カードは、いつでも読み取れます。"), "muted")
        self._row = FlowRow(theme.tokens.sizes.pad, self)
        self._row.addWidget(styled_label(title, "page"))
        self._row.addWidget(self._hint)
        self._row.add_spring()
        buttons = (
            self.figures_button,
            self.acts_button,
            self.open_days_button,
            self.mask_button,
            self.find_button,
        )
        for button in buttons:
            if button is not None:
                button.setAutoDefault(False)
                self._row.addWidget(button)

    def fit(self, room: int) -> None:
        """Leave out what is known anyway where there is no room for it in one line, so many pixels wide."""
        hint, row = self._hint, self._row
        hint.ensurePolished()
        for button in self._with_key:
            button.fold(key=False)
        wide = hint.sizeHint().width() + row.spacing()
        others = row.sizeHint().width() - (0 if hint.isHidden() else wide)
        hint.setVisible(others + wide <= room)
        for button in self._with_key:
            button.fold(key=others > room)
