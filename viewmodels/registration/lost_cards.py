"""カード紛失の届出, and 代替カードの登録 with the new card scanned."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from services.acts.cards import ReplaceCard, ReportLost
from services.contract.act_requests import ActRequest
from services.contract.errors import (
    ActRefused,
    CardInUse,
    CardNumberMalformed,
    CardRetired,
    ItemNumberRead,
    RowChanged,
)
from services.contract.item_numbers import ItemNumbers, read_card_number
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PatronSnapshot
from services.rules.check_digits import check_digit_fits
from services.rules.decision import Decision, Refused
from services.rules.people.suspension import CHECKLISTS, CheckItem
from services.rules.policy import Policy
from services.rules.vocabulary import CardStatus, SuspensionReason
from viewmodels.approvals.approving import NO_APPROVALS, Approving, NotSent
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.open_form import OpenForm
from viewmodels.desk.scan_queue import UnreadNumbers


@dataclass(frozen=True, slots=True)
class Loss:
    """What the clerk confirmed of a loss.

    Attributes:
        by_patron: ご本人から申し出を受けました.
        consent: 貸出禁止の了承を得ました.
        disable_password: the patron wants the password disabled, too.
    """

    by_patron: bool
    consent: bool
    disable_password: bool


class AskLoss(Protocol):
    """Questions about a loss."""

    async def report_lost(self, *, has_password: bool) -> Loss | None:
        """Ask for ご本人から申し出を受けました and 貸出禁止の了承を得ました; None takes no report.

        Args:
            has_password: there is a password in force that could be disabled with it.
        """

    async def show_what_follows(self, *, had_password: bool, disabled: bool) -> None:
        """Say what the patron has to do next.

        Args:
            had_password: there was a password in force; it still is, unless it was disabled.
            disabled: the report disabled it.
        """


class ReplacementForm:
    """代替カードの登録 of one patron.

    Attributes:
        subject: the patron.
        number: the new card's, once it was scanned.
        trouble: why the last scan, or the act, came to nothing.
        fits: the check digit of `number` is right, or the library has none.
        wanted: scans are taken; not while the act runs.
        accepts_typed: ◇ whether the library takes a typed number for a scan.
    """

    def __init__(self, subject: PatronSnapshot, policy: Callable[[], Policy], unread: UnreadNumbers) -> None:
        """Begin without a number.

        Args:
            subject: the patron.
            policy: tells the library's values in force.
            unread: reads a number that is no card's once more.
        """
        self._policy = policy
        self._unread = unread
        self.subject = subject
        self.wanted = True
        self.accepts_typed = policy().typed_card_accepted
        self.number: Observable[str | None] = Observable(None)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.fits: Observable[bool] = Observable(True)

    @property
    def lost(self) -> bool:
        """Whether the card in use was reported lost; otherwise it has to be damaged."""
        return self.subject.patron.card_status is CardStatus.LOST

    @property
    def to_check(self) -> tuple[CheckItem, ...]:
        """What is ticked off to lift ① in the same act; empty where ① isn't in force."""
        lost = SuspensionReason.CARD_LOST
        return CHECKLISTS[lost] if lost in self.subject.suspended_for else ()

    def scanned(self, text: str) -> bool:
        """Take a scan as the new card's."""
        if self.wanted:
            self._take(text)
        return self.wanted

    def missed(self, text: str) -> None:
        """Keep the number: a scan under a cover proves nothing about it."""

    def typed(self, text: str) -> None:
        """Take a typed number, where the library accepts that."""
        if self.wanted and self.accepts_typed:
            self._take(text)
            self._unread.note(text, lambda: self.typed(text))

    def follow(self, snapshot: PatronSnapshot) -> None:
        """Go on with the patron's new state."""
        self.subject = snapshot

    def _take(self, text: str) -> None:
        self.number.set(None)
        self.trouble.set(None)
        try:
            number = read_card_number(text, ItemNumbers.of(self._policy()))
        except (CardNumberMalformed, ItemNumberRead) as error:
            self.trouble.set(error)
            return
        if number == self.subject.card_number:
            self.trouble.set(CardInUse(number))
            return
        self.fits.set(check_digit_fits(number, self._policy().card_check_digit))
        self.number.set(number)


class LostCardViewModel:
    """The commands behind 「カード紛失の届出」 and 「代替カードの登録」.

    Attributes:
        open_form: the form of a replacement while its dialog is open.
        report_lost: asks, and stops the card.
        register: registers the card that was scanned.
    """

    def __init__(
        self,
        acting: ActCommands,
        ask: AskLoss,
        *,
        policy: Callable[[], Policy],
        report_bug: ReportBug,
        approving: Approving = NO_APPROVALS,
    ) -> None:
        self._acting = acting
        self._approving = approving
        self._ask = ask
        self._policy = policy
        self._report_bug = report_bug
        self._forms: OpenForm[ReplacementForm] = OpenForm(acting.desk)
        self.open_form = self._forms.current
        self.report_lost = acting.command(self._report_lost, sends=ReportLost)
        self.register = acting.command(self._register, sends=ReplaceCard, on_error=self._failed)
        self.register.running.subscribe(self._let_scan)

    def open_replacement(self) -> None:
        """Begin, or tell why this desk may not."""
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None or self.open_form.value is not None:
            return
        decision = self._approving.once_approved(subject.registration_use.replace_card)
        if isinstance(decision, Refused):
            desk.tell(ActRefused(decision))
        else:
            self._forms.open(ReplacementForm(subject, self._policy, desk.unread), subject.patron.id)

    def close(self) -> None:
        """Leave the form; not while the card is being registered."""
        if not self.register.running.value:
            self._forms.close()

    async def _report_lost(self) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        require_allowed(subject.registration_use.report_lost)
        assert subject.card_number is not None  # without a card it is refused
        password = subject.password
        has_password = password is not None and not password.disabled
        said = await self._ask.report_lost(has_password=has_password)
        if said is None:
            return
        request = ReportLost(
            actor=desk.actor,
            patron_id=subject.patron.id,
            card_number=subject.card_number,
            by_patron=said.by_patron,
            consent=said.consent,
            disable_password=said.disable_password,
        )
        result = await self._acting.perform(request, lambda _: Done.CARD_REPORTED_LOST)
        disabled = result.result.password_disabled
        await self._ask.show_what_follows(had_password=has_password, disabled=disabled)

    async def _register(self, *, damaged: bool, checked: frozenset[CheckItem] = frozenset()) -> None:
        form = self.open_form.value
        if form is None or form.number.value is None or form.subject.card_number is None:
            return
        form.trouble.set(None)
        request = ReplaceCard(
            actor=self._acting.desk.actor,
            patron_id=form.subject.patron.id,
            card_number=form.subject.card_number,
            new_number=form.number.value,
            damaged=damaged,
            checked=checked,
        )
        wanted = await self._approved(request, form.subject.registration_use.replace_card)
        if wanted is NotSent.ABANDONED:
            return
        if wanted is NotSent.DEFERRED:
            self._forms.close()
            return
        result = await self._acting.send(wanted)
        self._forms.close()
        self._acting.desk.show_outcome(result.answer, _replaced(request))

    def _let_scan(self, registering: bool) -> None:
        """Take no other card from the key on that registers this one."""
        form = self.open_form.value
        if form is not None:
            form.wanted = not registering

    async def _approved(self, request: ReplaceCard, decision: Decision) -> ActRequest[None] | NotSent:
        """Give what is sent, after a supervisor's approval where the desk needs one."""
        if self._approving.once_approved(decision) == decision:
            return request
        return await self._approving.approved(request, lambda _: _replaced(request))

    def _failed(self, error: Exception) -> None:
        form = self.open_form.value
        if form is None:
            self._acting.failed(error)
            return
        form.trouble.set(trouble(error, self._report_bug))
        if isinstance(error, CardInUse | CardRetired):
            form.number.set(None)
        if isinstance(error, RowChanged):
            self._acting.desk.refresh.start()


def _replaced(request: ReplaceCard) -> Done:
    return Done.CARD_REPLACED_LOSS_LIFTED if request.checked else Done.CARD_REPLACED
