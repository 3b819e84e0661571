"""The dialogs of a password in use: the patron types into masked fields, staff read what came of it.

Scans made meanwhile go to the card's proof and into no field.
"""

from PySide6.QtWidgets import QWidget

from services.acts.password_use import PasswordChange, PasswordCheck
from services.rules.passwords.passwords import PasswordFault
from services.rules.secret import Secret
from viewmodels.core.notes import Done
from viewmodels.passwords.password_form_base import FormStage
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import Effect
from views.language.glosses import glossed_sentence
from views.language.translation import portal, translate
from views.manual.f1_help import tell_page
from views.manual.manual import PASSWORD, at
from views.passwords.password_use_frame import PasswordUseDialog
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import messages, password_words, words
from views.widgets.binding import bind
from views.widgets.fields.masked_field import MaskedField
from views.widgets.labels import WrappedLabel, styled_label

_OLD = frozenset({PasswordFault.OLD_MISSING, PasswordFault.OLD_WRONG})
_AGAIN = frozenset({PasswordFault.MISMATCH})


class ChangeDialog(PasswordUseDialog):
    """パスワード変更."""

    def __init__(self, form: ChangeForm, *, theme: Theme, icons: Icons, parent: QWidget | None) -> None:
        super().__init__(
            form,
            portal("パスワード変更"),
            yes=words.CHANGE,
            no=translate("password_use", "変更しない"),
            theme=theme,
            icons=icons,
            parent=parent,
        )
        tell_page(self, at(PASSWORD, "パスワードの変更"))
        self._model = form
        self.asks = styled_label(translate("password_use", "利用者に入力していただいてください。"), "warn")
        self.old = MaskedField(password_words.OLD, theme)
        self.new = MaskedField(password_words.NEW, theme)
        self.again = MaskedField(password_words.AGAIN, theme)
        self.rule = WrappedLabel("muted")
        self.rule.setText(glossed_sentence(password_words.RULE))
        for part in (self.asks, self.old, self.new, self.again, self.rule):
            self.content.addWidget(part)
        self.old.field.returnPressed.connect(self.new.field.setFocus)
        self.new.field.returnPressed.connect(self.again.field.setFocus)
        self.again.field.returnPressed.connect(self.accept)
        self.follow(form.send)
        bind(form.stage, self, self._show_stage)
        bind(form.outcome, self, self._show_outcome)

    def start(self) -> None:
        """Begin at the card where it is wanted, else in the first field."""
        (self.first_missing or self.old.field).setFocus()

    def send(self) -> None:
        """Try with what stands in the three fields."""
        self._model.send.start(*(Secret(part.field.text()) for part in self._parts))

    @property
    def _parts(self) -> tuple[MaskedField, ...]:
        return (self.old, self.new, self.again)

    def _show_stage(self, stage: FormStage) -> None:
        for part in self._parts:
            part.field.setReadOnly(stage is not FormStage.ASKING)
        self.no.setEnabled(stage is not FormStage.WORKING)
        if stage is FormStage.CLOSED:
            self._clear()
        if stage is FormStage.DONE:
            self._clear()
            gone: tuple[QWidget, ...] = (self.asks, *self._parts, self.rule, self.yes)
            for widget in gone:
                widget.hide()
            self.no.setText(translate("password_use", "閉じる"))
            self.no.setFocus()

    def _show_outcome(self, outcome: PasswordChange | None) -> None:
        faults = () if outcome is None else outcome.faults
        by_field = (
            [fault for fault in faults if fault in _OLD],
            [fault for fault in faults if fault not in _OLD | _AGAIN],
            [fault for fault in faults if fault in _AGAIN],
        )
        if PasswordFault.OLD_WRONG in faults:
            self.old.field.setText("")
        for part, own in zip(self._parts, by_field, strict=True):
            part.tell(tuple(map(password_words.fault, own)))
        until_lock = None if outcome is None else outcome.until_lock
        changed = outcome is not None and not faults
        said = "" if until_lock is None else password_words.until_lock(until_lock)
        self.outcome.tell(
            messages.line(Done.PASSWORD_CHANGED) if changed else said, "good" if changed else "bad"
        )
        faulty = [part for part, own in zip(self._parts, by_field, strict=True) if own]
        if faulty:
            faulty[0].field.setFocus()
            faulty[0].field.selectAll()
        self.fit()
        if faulty:
            self.show_part(faulty[0])

    def _clear(self) -> None:
        for part in self._parts:
            part.field.clear()


class CheckDialog(PasswordUseDialog):
    """パスワード確認."""

    def __init__(self, form: CheckForm, *, theme: Theme, icons: Icons, parent: QWidget | None) -> None:
        super().__init__(
            form,
            translate("password_use", "パスワード確認"),
            yes=translate("password_use", "確認する"),
            no=translate("password_use", "閉じる"),
            theme=theme,
            icons=icons,
            parent=parent,
        )
        tell_page(self, at(PASSWORD, "ログインできないと言われたら"))
        self._model = form
        self.password = MaskedField(words.PASSWORD, theme)
        self.content.addWidget(
            styled_label(translate("password_use", "利用者に入力していただいてください。"), "warn")
        )
        self.content.addWidget(self.password)
        self.password.field.returnPressed.connect(self.accept)
        self.follow(form.send)
        bind(form.stage, self, self._show_stage)
        bind(form.outcome, self, self._show_outcome)

    def start(self) -> None:
        """Begin at the card where it is wanted, else in the field."""
        (self.first_missing or self.password.field).setFocus()

    def send(self) -> None:
        """Try what stands in the field; a blank one is no try."""
        text = self.password.field.text()
        if text:
            self._model.send.start(Secret(text))
        else:
            self.password.tell((translate("password_use", "※パスワードを入力してください。"),))
            self.password.field.setFocus()
            self.fit()

    def _show_stage(self, stage: FormStage) -> None:
        self.password.field.setReadOnly(stage is not FormStage.ASKING)
        self.no.setEnabled(stage is not FormStage.WORKING)
        if stage is FormStage.CLOSED:
            self.password.field.clear()

    def _show_outcome(self, outcome: PasswordCheck | None) -> None:
        if outcome is None:
            self.outcome.tell("")
        else:
            self.password.field.clear()
            said = password_words.checked(outcome, self._model.state)
            self.outcome.tell(said, "good" if outcome.logs_in else "bad")
            self.password.field.setReadOnly(self._model.locked)
            (self.no if self._model.locked else self.password.field).setFocus()


class UnlockDialog(PasswordUseDialog):
    """ロック解除."""

    def __init__(self, form: UnlockForm, *, theme: Theme, icons: Icons, parent: QWidget | None) -> None:
        super().__init__(
            form,
            translate("password_use", "ロック解除"),
            yes=translate("password_use", "解除する"),
            no=translate("password_use", "解除しない"),
            theme=theme,
            icons=icons,
            parent=parent,
        )
        tell_page(self, at(PASSWORD, "ロック解除"))
        what = WrappedLabel("muted")
        what.setText(
            translate(
                "password_use",
                "今のパスワードのまま、すぐにログインできるようになります。間違いの回数も消えます。",
            )
        )
        self.content.addWidget(what)
        self._model = form
        self.follow(form.send)

    def send(self) -> None:
        """End the lock."""
        self._model.send.start()


class DisableDialog(PasswordUseDialog):
    """利用停止."""

    def __init__(self, form: DisableForm, *, theme: Theme, icons: Icons, parent: QWidget | None) -> None:
        super().__init__(
            form,
            translate("password_use", "パスワードの利用停止"),
            yes=translate("password_use", "利用を停止する"),
            no=translate("password_use", "停止しない"),
            theme=theme,
            icons=icons,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(PASSWORD, "利用停止"))
        what = WrappedLabel()
        what.setText(
            translate(
                "password_use",
                "ご本人の希望を確認しましたか。利用を停止すると、このパスワードではログインできなくなります。"
                "もう一度使うには、窓口での再発行が必要です。",
            )
        )
        self.content.addWidget(what)
        self._model = form
        self.follow(form.send)

    def send(self) -> None:
        """Switch the password off."""
        self._model.send.start()


class PasswordUseDialogs:
    """`viewmodels.passwords.password_use.AskPasswordUse`, over a window."""

    def __init__(self, window: QWidget, theme: Theme, icons: Icons) -> None:
        self._window = window
        self._theme = theme
        self._icons = icons

    async def change(self, form: ChangeForm) -> None:
        """Let the patron change the password."""
        await finished(ChangeDialog(form, theme=self._theme, icons=self._icons, parent=self._window))

    async def check(self, form: CheckForm) -> None:
        """Let the patron type the password."""
        await finished(CheckDialog(form, theme=self._theme, icons=self._icons, parent=self._window))

    async def unlock(self, form: UnlockForm) -> None:
        """Ask for the card, and whether to unlock."""
        await finished(UnlockDialog(form, theme=self._theme, icons=self._icons, parent=self._window))

    async def disable(self, form: DisableForm) -> None:
        """Ask whether the patron wants it."""
        await finished(DisableDialog(form, theme=self._theme, icons=self._icons, parent=self._window))
