"""The window of a form that stays open while its act is tried: it closes when the viewmodel closes the form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services.contract.errors import ServiceError
from viewmodels.core.trouble import Bug
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.discard_dialog import DiscardDialog
from views.dialogs.notice_slot import SlotMessage
from views.style.theme import Theme
from views.text import messages


class FormDialog(DecisionDialog):
    """A question that is answered by trying: `yes` calls `go`, and `no` and Esc call `leave`.

    What was typed and not saved is asked about before it is left.

    Attributes:
        message: says why nothing was done.
    """

    def __init__(
        self,
        title: str,
        *,
        yes: str,
        no: str,
        theme: Theme,
        parent: QWidget | None,
        effect: Effect = Effect.PLAIN,
        patron: str | None = None,
        scrolls: bool = True,
    ) -> None:
        super().__init__(
            title, yes=yes, no=no, theme=theme, parent=parent, effect=effect, patron=patron, scrolls=scrolls
        )
        self._theme = theme
        self.message = SlotMessage(self.slot)

    def go(self) -> None:
        """Try the act."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the form, if nothing runs."""
        raise NotImplementedError

    def dirty(self) -> bool:
        """Tell whether there is input that isn't saved."""
        return False

    def accept(self) -> None:
        """Try the act; the window closes with the form."""
        self.go()

    def reject(self) -> None:
        """Leave, after a question where something would be lost."""
        if not self.dirty():
            self.leave()
            return
        question = DiscardDialog(self._theme, self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self.leave)
        question.open()

    def show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        """Say in the dialog why nothing was done."""
        self.message.tell("" if trouble is None else messages.line(trouble))
