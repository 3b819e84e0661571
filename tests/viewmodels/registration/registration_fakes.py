"""Stand-ins for the acts on registrations and cards, and for who is asked about a loss."""

from dataclasses import dataclass, field

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
