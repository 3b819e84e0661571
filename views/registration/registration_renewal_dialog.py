"""登録更新: the card, what is registered, the proof of address, and the date that the renewal brings."""

from datetime import date

from PySide6.QtWidgets import QWidget

from services.contract.snapshot import PatronSnapshot
from services.rules.clock import tokyo_day
from viewmodels.registration.registration import RegistrationViewModel, RenewalForm
from views.dialogs.card_proof_step import CardStep
from views.dialogs.form_dialog import FormDialog
from views.dialogs.whose import named
from views.language import dates
from views.language.dates import Told
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import REGISTRATION, at
from views.registration.registration_form import RegistrationFields
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import missing_words, words
from views.widgets.binding import bind
from views.widgets.fields.wrapped_tick import WrappedTick


class RegistrationDialog(FormDialog):
    """登録更新 of one patron.

    Attributes:
        fields: what is registered, to be corrected.
        proven: ご住所を確認できるもの was shown.
    """

    def __init__(
        self, desk: RegistrationViewModel, form: RenewalForm, parent: QWidget, *, theme: Theme, icons: Icons
    ) -> None:
        super().__init__(
            translate("registration", "登録更新"),
            yes=translate("registration", "更新する"),
            no=translate("registration", "更新しない"),
            theme=theme,
            parent=parent,
            patron=named(form.subject.value),
        )
        tell_page(self, at(REGISTRATION, "登録更新"))
        self._desk = desk
        self._form = form
        self.fields = RegistrationFields(_told(), theme)
        self.proven = WrappedTick(translate("registration", "ご住所を確認できるものを見ました"))
        self.card = CardStep(form.card, theme=theme, icons=icons)
        for part in (self.card, self.fields, self.proven):
            self.body.addWidget(part)
        self.fields.typed.connect(form.typed)
        self.fields.resized.connect(self.fit)
        self.proven.toggled.connect(lambda _: self._enable())
        bind(form.subject, self, self._show_subject)
        bind(form.form, self, self.fields.show_form)
        bind(form.faults, self, self.fields.show_faults)
        bind(form.card.shown, self, lambda _: self._enable())
        bind(form.card.trouble, self, self.show_trouble)
        bind(desk.save.can_execute, self, lambda _: self._enable())
        bind(desk.save.running, self, self._hold)
        bind(form.card.shown, self, lambda _: self.go_on())

    def go(self) -> None:
        """Save."""
        self._desk.save.start(address_proven=self.proven.isChecked())

    def leave(self) -> None:
        """Leave everything as it was."""
        self._desk.close()

    def dirty(self) -> bool:
        """Tell whether something was corrected and not saved."""
        return self._form.dirty

    def _show_subject(self, subject: PatronSnapshot) -> None:
        today, old, new = tokyo_day(subject.now), self._form.expires_on, self._form.new_expiry
        as_it_was = translate("registration", "%1 (変わりません)") if new == old else "%1"
        days = (_day(old, today), _day(new, today))
        for label, day, text in zip(self.fields.told.values(), days, ("%1", as_it_was), strict=True):
            label.setText(text.replace("%1", day.shown))
            label.setAccessibleName(text.replace("%1", day.heard))

    def _hold(self, saving: bool) -> None:
        """Take no input while it is saved: the dialog closes over it."""
        for field in self.fields.fields.values():
            field.setReadOnly(saving)

    def _enable(self) -> None:
        card = () if self._form.card.shown.value is not None else (missing_words.card(),)
        proof = () if self.proven.isChecked() else missing_words.ticks(self.proven.text())
        at = (*self.card_at, *((self.proven,) if proof else ()))
        self.wait_for(*card, *proof, at=at, busy=not self._desk.save.can_execute.value)


def _day(value: date | None, today: date) -> Told:
    whole = words.expires_on(value)
    return Told(whole, whole) if value is None else dates.told(value, today)


def _told() -> tuple[str, ...]:
    """Name what stands above the fields."""
    new = translate("registration", "更新後の更新期限日")
    return (words.EXPIRES_ON, new)
