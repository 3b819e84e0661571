"""Stand-ins for the acts on registrations and cards, and for who is asked about a loss."""

from dataclasses import dataclass, field, replace
from datetime import date

from services.acts.act_transaction import ActResult
from services.acts.cards import LossReported, ReplaceCard, ReportLost
from services.acts.registration import RegistrationOutcome, RegistrationRenewed, RenewRegistration
from services.lookup.snapshot import PatronSnapshot
from tests.viewmodels.fakes import CARD_A, patron
from viewmodels.registration.lost_cards import Loss

NEW_CARD = "200000099"


@dataclass
class RegistrationServices:
    """Acts that succeed, or fail as the test wants.

    Attributes:
        meanwhile: called while an act is on its way.
    """

    orders: list[RenewRegistration | ReportLost | ReplaceCard] = field(default_factory=list)
    failure: Exception | None = None
    outcome: RegistrationOutcome = RegistrationOutcome.RENEWED
    meanwhile: list[object] = field(default_factory=list)
    after: PatronSnapshot = field(default_factory=lambda: patron(CARD_A, version=2))

    async def renew(self, order: RenewRegistration) -> ActResult[RegistrationRenewed]:
        self._note(order)
        return ActResult(RegistrationRenewed(self.outcome, date(2029, 12, 11)), self.after, repeated=False)

    async def report_lost(self, order: ReportLost) -> ActResult[LossReported]:
        self._note(order)
        return ActResult(LossReported(order.disable_password), self.after, repeated=False)

    async def replace(self, order: ReplaceCard) -> ActResult[None]:
        self._note(order)
        return ActResult(None, replace(self.after, card_number=order.new_number), repeated=False)

    def _note(self, order: RenewRegistration | ReportLost | ReplaceCard) -> None:
        self.orders.append(order)
        for each in self.meanwhile:
            assert callable(each)
            each()
        if self.failure is not None:
            raise self.failure


@dataclass
class LossClerk:
    """Somebody who confirms a loss, or doesn't."""

    says: Loss | None = field(
        default_factory=lambda: Loss(by_patron=True, consent=True, disable_password=False)
    )
    asked: list[bool] = field(default_factory=list)
    told: list[tuple[bool, bool]] = field(default_factory=list)

    async def report_lost(self, *, has_password: bool) -> Loss | None:
        self.asked.append(has_password)
        return self.says

    async def show_what_follows(self, *, had_password: bool, disabled: bool) -> None:
        self.told.append((had_password, disabled))
