"""Renews a registration (登録更新) and corrects what is registered, in one act."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, update

from services.act_requests import CardActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write, require_card_shown
from services.acts.plan import ActResult
from services.database.tables import patron
from services.errors import RegistrationMalformed, RowChanged
from services.lookup.snapshot import PatronHeader
from services.require_allowed import require_allowed
from services.rules.decision import Reason, decide
from services.rules.people.registration import (
    RegistrationField,
    RegistrationForm,
    address_moved,
    check_registration,
    corrected,
    derived,
    renewed_expiry,
)
from services.rules.permissions import Permission


class RegistrationOutcome(StrEnum):
    """What a 登録更新 came to. A registration that was renewed just before keeps its day, and can be corrected."""

    RENEWED = "renewed"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class RegistrationRenewed:
    """The act's outcome, with the 更新期限日 that holds now."""

    outcome: RegistrationOutcome
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewRegistration(CardActRequest[RegistrationRenewed]):
    """Renew a registration, and correct what is registered.

    Attributes:
        seen_version: the patron's version as the clerk saw it.
        form: what shall be registered; what isn't corrected as it was.
        address_proven: ご住所を確認できるもの was shown.
    """

    seen_version: int
    form: RegistrationForm = field(repr=False)
    address_proven: bool


def registered(header: PatronHeader) -> RegistrationForm:
    """Fill the form in with what is registered."""
    return RegistrationForm(
        kana=header.kana,
        alias=header.alias or "",
        phone=header.phone or "",
        postal_code=header.postal_code,
        address=header.address,
    )


@dataclass(frozen=True, slots=True)
class _RenewDeed:
    request: RenewRegistration
    verb: str = "registration.renew"
    power: Permission = Permission.RENEW_REGISTRATION

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[RegistrationRenewed]:
        request, before = self.request, context.before.patron
        require_card_shown(request, context)
        require_allowed(decide(set() if request.address_proven else {Reason.ADDRESS_NOT_PROVEN}))
        if before.version != request.seen_version:
            raise RowChanged
        old = registered(before)
        faults = check_registration(request.form, old)
        if faults:
            raise RegistrationMalformed(faults)
        fields = corrected(request.form, old)
        expires_on = renewed_expiry(before.expires_on, context.today, context.policy)
        later = expires_on > before.expires_on
        outcome = _outcome(fields, later=later)
        return ActPlan(
            writes=()
            if outcome is RegistrationOutcome.UNCHANGED
            else (self._write(context, fields, expires_on),),
            result=RegistrationRenewed(outcome, expires_on),
            outcome=outcome.value,
            subject="registration",
            details={
                "proof": request.proof.value,
                "corrected": " ".join(fields),
                "from": before.expires_on,
                **({"to": expires_on} if later else {}),
            },
        )

    def _write(self, context: ActContext, fields: tuple[RegistrationField, ...], expires_on: date) -> Write:
        before, old, new = context.before.patron, registered(context.before.patron), self.request.form.clean
        values: dict[str, Any] = {"expires_on": expires_on, "version": patron.c.version + 1}
        values |= {each.value: new.of(each) or None for each in fields}
        if fields:
            found_by = derived(
                name=before.name,
                kana=values.get("kana", before.kana),
                alias=values.get("alias", before.alias),
                romaji=before.romaji,
                phone=values.get("phone", before.phone),
            )
            values |= asdict(found_by)
        if RegistrationField.ADDRESS in fields and address_moved(self.request.form, old):
            values["address_changed_on"] = context.today
        return update(patron).where(patron.c.id == before.id).values(values)

    def again(self, outcome: str, details: Mapping[str, Any]) -> RegistrationRenewed:
        expires_on = details.get("to", details["from"])
        return RegistrationRenewed(RegistrationOutcome(outcome), date.fromisoformat(expires_on))


class RegistrationActs:
    """What staff do to a patron's registration."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def renew(self, request: RenewRegistration) -> ActResult[RegistrationRenewed]:
        """Renew a registration and correct it, at a counter, with the card and a proof of the address shown.

        Raises as `Acts.perform`, and:
            RegistrationMalformed: what was corrected can't be kept, with every fault.
        """
        return await self._acts.perform(request, _RenewDeed(request))


def _outcome(fields: tuple[RegistrationField, ...], *, later: bool) -> RegistrationOutcome:
    if later:
        return RegistrationOutcome.RENEWED
    return RegistrationOutcome.CORRECTED if fields else RegistrationOutcome.UNCHANGED
