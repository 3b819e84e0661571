"""Stand-ins for who is asked about a loss, and the patron as this desk's look-up has them."""

from dataclasses import dataclass, field, replace

from services.contract.snapshot import PatronSnapshot
from services.rules.people.registration_offers import registration_offers
from services.rules.policy import DEFAULT_POLICY
from viewmodels.desk.desk import DeskViewModel
from viewmodels.registration.lost_cards import Loss

NEW_CARD = "200000099"


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


def as_read_at(desk: DeskViewModel, snapshot: PatronSnapshot) -> PatronSnapshot:
    """Let the rules say what the desk may begin."""
    offers = registration_offers(
        role=desk.staff.role,
        channel=desk.channel.value,
        card_status=snapshot.patron.card_status,
        in_force=snapshot.suspended_for,
        unsettled=(),
        policy=DEFAULT_POLICY,
    )
    return replace(snapshot, registration_use=offers)
