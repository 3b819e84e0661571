"""Reports a card lost (カード紛失の届出) and replaces a lost or damaged card (代替カード)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write
from services.acts.plan import ActResult
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


@dataclass(frozen=True, slots=True)
class LossReported:
    """What a report came to.

    Attributes:
        password_disabled: there was a password in force, which the act disabled.
    """

    password_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLost(ActRequest[LossReported]):
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
class ReplaceCard(ActRequest[None]):
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
class _ReportDeed:
    request: ReportLost
    verb: str = "card.report_lost"
    power: Permission = Permission.TAKE_REPORT

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {"card_id": _card_in_use(self.request)}

    def plan(self, context: ActContext) -> ActPlan[LossReported]:
        request, before = self.request, context.before
        _must_be_the_card(context, request.card_number)
        in_force = {row.reason for row in before.suspensions}
        facts = LossFacts(
            role=request.actor.staff.role,
            channel=request.actor.channel,
            card_status=before.patron.card_status,
            in_force=in_force,
            by_patron=request.by_patron,
            consent=request.consent,
        )
        require_allowed(may_report_lost(facts))
        card_id = context.extra.number("card_id")
        password = before.password
        disables = request.disable_password and password is not None and not password.disabled
        suspends = SuspensionReason.CARD_LOST not in in_force
        writes: tuple[Write, ...] = (update(card).where(card.c.id == card_id).values(status=CardStatus.LOST),)
        if suspends:
            writes = (*writes, self._suspension(context))
        if disables:
            writes = (*writes, self._disabling(context))
        return ActPlan(
            writes=writes,
            result=LossReported(disables),
            subject="card",
            subject_id=card_id,
            details={"suspended": suspends, "password_disabled": disables},
        )

    def _suspension(self, context: ActContext) -> Write:
        return insert(suspension).values(
            patron_id=self.request.patron_id,
            reason=SuspensionReason.CARD_LOST,
            with_consent=True,
            started_at=context.now,
            started_by=self.request.actor.staff.id,
            version=1,
        )

    def _disabling(self, context: ActContext) -> Write:
        own = update(password_credential).where(password_credential.c.patron_id == self.request.patron_id)
        return own.values(disabled_at=context.now, version=password_credential.c.version + 1)

    def again(self, _outcome: str, details: Mapping[str, Any]) -> LossReported:
        return LossReported(details["password_disabled"])


@dataclass(frozen=True, slots=True)
class _ReplaceDeed:
    request: ReplaceCard
    verb: str = "card.replace"
    power: Permission = Permission.SUPERVISE

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        taken = select(card.c.status).where(card.c.number == self.request.new_number)
        return {
            "card_id": _card_in_use(self.request),
            "new_id": next_id(card.name),
            "taken": taken.scalar_subquery(),
        }

    def plan(self, context: ActContext) -> ActPlan[None]:
        request = self.request
        _must_be_the_card(context, request.card_number)
        status = context.before.patron.card_status
        require_allowed(may_replace(status, damaged=request.damaged))
        match context.extra.maybe_text("taken"):
            case None:
                pass
            case CardStatus.RETIRED:
                raise CardRetired(request.new_number)
            case _:
                raise CardInUse(request.new_number)
        old_id, new_id = context.extra.number("card_id"), context.extra.number("new_id")
        retire = update(card).where(card.c.id == old_id)
        new_row = (new_id, request.new_number, request.patron_id, CardStatus.ACTIVE, context.today)
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

    async def report_lost(self, request: ReportLost) -> ActResult[LossReported]:
        """Stop a lost card and lending with it, at once. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _ReportDeed(request))

    async def replace(self, request: ReplaceCard) -> ActResult[None]:
        """Register a new card; the old one retires, and reason ① stays until a supervisor lifts it.

        Raises as `Acts.perform`, and:
            CardInUse: the new number is somebody's already.
            CardRetired: the new number is that of a card that was replaced.
        """
        if parse_card_number(request.new_number) != request.new_number:
            msg = "a request's card number is nine digits"
            raise ValueError(msg)
        try:
            return await self._acts.perform(request, _ReplaceDeed(request))
        except IntegrityError:
            # Another desk gave the number away in the same moment: the facts, read again, say to whom.
            return await self._acts.perform(request, _ReplaceDeed(request))


def _card_in_use(request: ActRequest[Any]) -> ScalarSelect[int]:
    return select(card.c.id).where(card.c.patron_id == request.patron_id, IN_USE).scalar_subquery()


def _must_be_the_card(context: ActContext, seen: str) -> None:
    if context.before.card_number != seen:
        raise RowChanged
