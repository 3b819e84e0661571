"""カード紛失の届出, and the 代替カード that takes a lost or damaged card's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, ActResult, Acts, Write
from services.cards import parse_card_number
from services.database.tables import card, password_credential, suspension
from services.database.tables.types import next_id
from services.errors import CardInUse, CardRetired, RowChanged
from services.lookup.look_up_statement import IN_USE
from services.require_allowed import require_allowed
from services.rules.people.lost_cards import LossFacts, may_replace, may_report_lost
from services.rules.permissions import Permission
from services.rules.vocabulary import CardStatus, SuspensionReason

_NEW_ROW = ("id", "number", "patron_id", "status", "issued_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLost(ActRequest):
    """Take the report that the card is lost: lending stops at once (reason ①).

    Attributes:
        card_number: the card in use as the clerk saw it.
        by_patron: ご本人の申し出 was confirmed.
        consent: 利用停止の了承 was confirmed.
        disable_password: the patron wants the password disabled, too; otherwise it stays as it is.
    """

    card_number: str
    by_patron: bool
    consent: bool
    disable_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceCard(ActRequest):
    """Register the card that takes the place of the one in use.

    Attributes:
        card_number: the card in use as the clerk saw it.
        new_number: the new card's, nine digits.
        damaged: the old card isn't lost but worn or broken.
    """

    card_number: str
    new_number: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class LossReported:
    """What a report came to.

    Attributes:
        password_disabled: there was a password in force, which the act disabled.
    """

    password_disabled: bool


@dataclass(frozen=True, slots=True)
class _ReportDeed:
    order: ReportLost
    verb: str = "card.report_lost"
    power: Permission = Permission.TAKE_REPORT

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {"card_id": _card_in_use(self.order)}

    def plan(self, ground: ActContext) -> ActPlan[LossReported]:
        order, before = self.order, ground.before
        _must_be_the_card(ground, order.card_number)
        in_force = {row.reason for row in before.suspensions}
        facts = LossFacts(
            role=order.actor.staff.role,
            channel=order.actor.channel,
            card_status=before.patron.card_status,
            in_force=in_force,
            by_patron=order.by_patron,
            consent=order.consent,
        )
        require_allowed(may_report_lost(facts))
        card_id = ground.extra.number("card_id")
        password = before.password
        disables = order.disable_password and password is not None and not password.disabled
        suspends = SuspensionReason.CARD_LOST not in in_force
        writes: tuple[Write, ...] = (update(card).where(card.c.id == card_id).values(status=CardStatus.LOST),)
        if suspends:
            writes = (*writes, self._suspension(ground))
        if disables:
            writes = (*writes, self._disabling(ground))
        return ActPlan(
            writes=writes,
            result=LossReported(disables),
            subject="card",
            subject_id=card_id,
            details={"suspended": suspends, "password_disabled": disables},
        )

    def _suspension(self, ground: ActContext) -> Write:
        return insert(suspension).values(
            patron_id=self.order.patron_id,
            reason=SuspensionReason.CARD_LOST,
            with_consent=True,
            started_at=ground.now,
            started_by=self.order.actor.staff.id,
            version=1,
        )

    def _disabling(self, ground: ActContext) -> Write:
        own = update(password_credential).where(password_credential.c.patron_id == self.order.patron_id)
        return own.values(disabled_at=ground.now, version=password_credential.c.version + 1)

    def again(self, _outcome: str, details: Mapping[str, Any]) -> LossReported:
        return LossReported(details["password_disabled"])


@dataclass(frozen=True, slots=True)
class _ReplaceDeed:
    order: ReplaceCard
    verb: str = "card.replace"
    power: Permission = Permission.SUPERVISE

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        taken = select(card.c.status).where(card.c.number == self.order.new_number)
        return {
            "card_id": _card_in_use(self.order),
            "new_id": next_id(card.name),
            "taken": taken.scalar_subquery(),
        }

    def plan(self, ground: ActContext) -> ActPlan[None]:
        order = self.order
        _must_be_the_card(ground, order.card_number)
        status = ground.before.patron.card_status
        require_allowed(may_replace(status, damaged=order.damaged))
        match ground.extra.maybe_text("taken"):
            case None:
                pass
            case CardStatus.RETIRED:
                raise CardRetired(order.new_number)
            case _:
                raise CardInUse(order.new_number)
        old_id, new_id = ground.extra.number("card_id"), ground.extra.number("new_id")
        retire = update(card).where(card.c.id == old_id)
        new_row = (new_id, order.new_number, order.patron_id, CardStatus.ACTIVE, ground.today)
        values = [literal(value, card.c[name].type) for name, value in zip(_NEW_ROW, new_row, strict=True)]

        def register(retired: ColumnElement[bool]) -> Write:
            """A patron has one card in use: the old one must have gone."""
            return insert(card).from_select(_NEW_ROW, select(*values).where(retired))

        return ActPlan(
            writes=(retire.values(status=CardStatus.RETIRED, replaced_by_id=new_id),),
            last=register,
            result=None,
            subject="card",
            subject_id=old_id,
            details={"new_card": new_id, "reason": "lost" if status is CardStatus.LOST else "damaged"},
        )

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


class CardActs:
    """What staff do when a card is lost or damaged."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def report_lost(self, order: ReportLost) -> ActResult[LossReported]:
        """Stop a lost card and lending with it, at once. Raises as `Acts.perform`."""
        return await self._acts.perform(order, _ReportDeed(order))

    async def replace(self, order: ReplaceCard) -> ActResult[None]:
        """Register a new card; the old one retires, and reason ① stays until a supervisor lifts it.

        Raises as `Acts.perform`, and:
            CardInUse: the new number is somebody's already.
            CardRetired: the new number is that of a card that was replaced.
        """
        if parse_card_number(order.new_number) != order.new_number:
            msg = "an order's card number is nine digits"
            raise ValueError(msg)
        try:
            return await self._acts.perform(order, _ReplaceDeed(order))
        except IntegrityError:
            # Another desk gave the number away in the same moment: the facts, read again, say to whom.
            return await self._acts.perform(order, _ReplaceDeed(order))


def _card_in_use(order: ActRequest) -> ScalarSelect[int]:
    return select(card.c.id).where(card.c.patron_id == order.patron_id, IN_USE).scalar_subquery()


def _must_be_the_card(ground: ActContext, seen: str) -> None:
    if ground.before.card_number != seen:
        raise RowChanged
