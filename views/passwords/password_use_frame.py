"""The frame of the dialogs about a password in use, and the masked fields into which the patron types."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewmodels.core.command import AsyncCommand
from viewmodels.core.trouble import Trouble
from viewmodels.passwords.password_form_base import CardForm, PasswordForm
from views.dialogs.card_proof_step import CardStep
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.notice_slot import SlotMessage
from views.dialogs.whose import named
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import messages, missing_words
from views.widgets.binding import bind, bind_event


class PasswordUseDialog(DecisionDialog):
    """The frame: the card where it is wanted, what went wrong."""

    def __init__(
        self,
        form: PasswordForm,
        title: str,
        *,
        yes: str,
        no: str,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None,
        effect: Effect = Effect.PLAIN,
    ) -> None:
        super().__init__(
            title,
            yes=yes,
            no=no,
            theme=theme,
            parent=parent,
            effect=effect,
            patron=named(form.subject),
        )
        self._form = form
        sizes = theme.tokens.sizes
        column = self.body
        column.setSpacing(sizes.edge)
        if isinstance(form, CardForm):
            self.card = CardStep(form.card, theme=theme, icons=icons)
            column.addWidget(self.card)
        self.content = QVBoxLayout()
        self.content.setSpacing(sizes.pad)
        column.addLayout(self.content)
        self.outcome, self.trouble = SlotMessage(self.slot), SlotMessage(self.slot)
        bind(form.trouble, self, self._show_trouble)
        bind_event(form.closed, self, lambda _: self.done(0))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as high as the text is."""
        super().showEvent(event)
        self.fit()

    def follow(self, send: AsyncCommand[...]) -> None:
        """Let the button send while the form can, and say that it waits for the card or for a lock's end."""

        def enable() -> None:
            form, missing = self._form, list[str]()
            if isinstance(form, CardForm) and form.card.shown.value is None:
                missing.append(missing_words.card())
            if isinstance(form, CardForm) and form.locked:
                missing.append(missing_words.unlocked())
            self.wait_for(*missing, at=self.card_at, busy=not missing and not send.can_execute.value)

        bind(send.can_execute, self, lambda _: enable())
        bind(send.running, self, lambda _: enable())
        if isinstance(self._form, CardForm):
            bind(self._form.card.shown, self, lambda _: enable())
            bind(self._form.card.shown, self, lambda _: self.go_on())

    def send(self) -> None:
        """Let the form send what stands in the dialog."""
        raise NotImplementedError

    def accept(self) -> None:
        """Go on by the button or by Enter in the last field; the form closes the dialog."""
        if self.yes.isEnabled():
            self.send()

    def reject(self) -> None:
        """Esc and the window's close: end through the form, which doesn't while it works."""
        self._form.close()

    def _show_trouble(self, trouble: Trouble | None) -> None:
        self.trouble.tell("" if trouble is None else messages.line(trouble))
