"""「返却期限票を印刷」: with 貸出一覧 while there are loans, else with 予約一覧; its letter holds in every list."""

from collections.abc import Callable, Sequence
from typing import Any

from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.language.translation import translate
from views.panels.list_panel import ListPanel
from views.panels.row_actions import PRINT_DUE
from views.style.theme import Theme
from views.widgets.buttons import LetterButton


class DueSlipButtons:
    """One button in each of the two lists, of which one is shown at most.

    Args:
        lists: all lists of the page.
        loans, holds: two of them.
        theme: for the buttons.
        press: prints.
    """

    def __init__(
        self,
        lists: Sequence[ListPanel[Any]],
        loans: LoansPanel,
        holds: HoldsPanel,
        theme: Theme,
        press: Callable[[], object],
    ) -> None:
        self._lists = lists
        self._buttons = tuple((panel, _made(theme, press)) for panel in (loans, holds))
        (_, with_loans), (_, with_holds) = self._buttons
        loans.offer_before(with_loans)
        holds.offer_beside(with_holds)
        for panel in lists:
            panel.table.marked.connect(lambda _: self._show_letter())

    @property
    def shown(self) -> LetterButton | None:
        """The button that can be pressed; None where there is nothing to print, or this desk mayn't."""
        return next((button for _, button in self._buttons if not button.isHidden()), None)

    def show(self, *, loans: bool, ready: bool) -> None:
        """Stand with the loans, else with what is ready, or nowhere."""
        for (panel, button), is_here in zip(self._buttons, (loans, ready and not loans), strict=True):
            panel.show_button(button, shown=is_here)
        for table in (it.table for it in self._lists):
            if self.shown is None:
                table.buttons.pop(PRINT_DUE, None)
            else:
                table.buttons[PRINT_DUE] = self.shown

    def _show_letter(self) -> None:
        if self.shown is not None:
            self.shown.show_letter(any(panel.table.letters_act for panel in self._lists))


def _made(theme: Theme, press: Callable[[], object]) -> LetterButton:
    made = LetterButton(translate("DueSlipButtons", "返却期限票を印刷"), PRINT_DUE, theme)
    made.setProperty("kind", "act")
    made.setAutoDefault(False)
    made.hide()
    made.clicked.connect(lambda *_: press())
    return made
