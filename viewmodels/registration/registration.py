"""登録更新: the form with what is registered, the card, the proof of address, and the new 更新期限日 beforehand."""

from collections.abc import Callable
from datetime import date

from services.acts.registration import RegistrationOutcome, RenewRegistration, registered
from services.contract.errors import ActRefused, RegistrationMalformed, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.rules.clock import tokyo_day
from services.rules.decision import Refused
from services.rules.people.registration import (
    RegistrationFault,
    RegistrationForm,
    check_registration,
    rebased,
    renewed_expiry,
)
from services.rules.policy import Policy
from viewmodels.core.notes import Done, Result
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.card_proof import CardProofModel, card_proof
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.open_form import OpenForm

_NOTES = {
    RegistrationOutcome.RENEWED: Done.REGISTRATION_RENEWED,
    RegistrationOutcome.CORRECTED: Done.REGISTRATION_CORRECTED,
    RegistrationOutcome.UNCHANGED: Done.REGISTRATION_UNCHANGED,
}


class RenewalForm:
    """登録更新 of one patron.

    Attributes:
        subject: the patron; a state that was read meanwhile comes here.
        form: what stands in the form.
        card: this patron's card, and the message in its place.
        faults: everything that is wrong with the form as it was to be saved.
    """

    def __init__(self, desk: DeskViewModel, subject: PatronSnapshot, policy: Callable[[], Policy]) -> None:
        self._desk = desk
        self._policy = policy
        self.subject: Observable[PatronSnapshot] = Observable(subject)
        self.form: Observable[RegistrationForm] = Observable(registered(subject.patron))
        self.card: CardProofModel = card_proof(desk, policy)
        self.faults: Observable[tuple[RegistrationFault, ...]] = Observable(())

    @property
    def expires_on(self) -> date | None:
        """The 更新期限日 as it is; None where the registration never expires."""
        return self.subject.value.patron.expires_on

    @property
    def new_expiry(self) -> date | None:
        """The 更新期限日 after the renewal."""
        return renewed_expiry(self.expires_on, tokyo_day(self._desk.now()), self._policy())

    @property
    def dirty(self) -> bool:
        """Whether the form holds corrections that aren't saved."""
        return self.form.value != registered(self.subject.value.patron)

    def typed(self, form: RegistrationForm) -> None:
        """Take note of what stands in the form; a fault that is mended is no longer told."""
        self.form.set(form)
        self._desk.note_unsaved_input(self, dirty=self.dirty, draft=form)
        left = set(self._wrong())
        self.faults.set(tuple(fault for fault in self.faults.value if fault in left))

    def check(self) -> bool:
        """Tell every fault at once; True when the form may be saved."""
        self.faults.set(self._wrong())
        return not self.faults.value

    def scanned(self, text: str) -> bool:
        """Take a scan as the card's proof."""
        return self.card.card_scanned(text)

    def missed(self, text: str) -> None:
        """Let the proof go when another card was scanned while the form was covered."""
        self.card.card_missed(text)

    def follow(self, snapshot: PatronSnapshot) -> None:
        """Go on with the patron's new state: what the clerk hasn't touched follows it."""
        old, new = registered(self.subject.value.patron), registered(snapshot.patron)
        form = rebased(self.form.value, old, new)
        self.subject.set(snapshot)
        self.typed(form)

    def _wrong(self) -> tuple[RegistrationFault, ...]:
        return check_registration(self.form.value, registered(self.subject.value.patron))


class RegistrationViewModel:
    """The command behind 「登録更新」.

    Attributes:
        open_form: the form while its dialog is open.
        save: renews with what stands in the form, once card and address were shown.
    """

    def __init__(
        self,
        acting: ActCommands,
        *,
        policy: Callable[[], Policy],
        report_bug: ReportBug,
    ) -> None:
        self._acting = acting
        self._policy = policy
        self._report_bug = report_bug
        self._forms: OpenForm[RenewalForm] = OpenForm(acting.desk)
        self.open_form = self._forms.current
        self.save = acting.command(self._save, sends=RenewRegistration, on_error=self._failed)
        acting.desk.unsaved_input.give_back_to(RegistrationForm, self._go_on_with)

    def open(self) -> None:
        """Begin, or tell why this desk may not."""
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None or self.open_form.value is not None:
            return
        decision = subject.registration_use.renew
        if isinstance(decision, Refused):
            desk.tell(ActRefused(decision))
        else:
            self._forms.open(RenewalForm(desk, subject, self._policy), subject.patron.id)

    def _go_on_with(self, draft: RegistrationForm) -> None:
        """Open the form again as it was before a lock."""
        self.open()
        form = self.open_form.value
        if form is not None:
            form.typed(draft)

    def close(self) -> None:
        """Leave the form and what was typed; not while it is being saved."""
        if not self.save.running.value:
            self._forms.close()

    async def _save(self, *, address_proven: bool) -> None:
        form = self.open_form.value
        if form is None:
            return
        shown, subject = form.card.shown.value, form.subject.value
        if shown is None or not form.check():
            return
        form.card.trouble.set(None)
        request = RenewRegistration(
            actor=self._acting.desk.actor,
            patron_id=subject.patron.id,
            proof=shown.proof,
            shown_card=shown.number,
            shown_at=shown.at,
            seen_version=subject.patron.version,
            form=form.form.value,
            address_proven=address_proven,
        )
        form.card.wanted = False
        try:
            result = await self._acting.send(request)
        finally:
            form.card.wanted = True
        self._forms.close()
        done, day = _NOTES[result.result.outcome], result.result.expires_on
        renewed = done is Done.REGISTRATION_RENEWED
        self._acting.desk.show_outcome(result.answer, Result(done, day=day) if renewed else done)

    def _failed(self, error: Exception) -> None:
        form = self.open_form.value
        if form is None:
            self._acting.failed(error)
        elif isinstance(error, RegistrationMalformed):
            form.faults.set(error.faults)
        else:
            form.card.trouble.set(trouble(error, self._report_bug))
            if isinstance(error, ActRefused):
                form.card.shown.set(None)
            if isinstance(error, RowChanged):
                self._acting.desk.refresh.start()
