"""Renews a registration (登録更新) and corrects what is registered, in one act."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, Recorded, require_card_shown
from services.contract.act_requests import CardActRequest
from services.contract.errors import RegistrationMalformed, RowChanged
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import PatronHeader
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


class RegistrationOutcome(StrEnum):
    """The outcome of a 登録更新. A registration that was renewed just before keeps its day, and can be corrected."""

    RENEWED = "renewed"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class RegistrationRenewed:
    """The act's outcome, with the 更新期限日 that holds now; None for a registration that never expires."""

    outcome: RegistrationOutcome
    expires_on: date | None


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
        kana=header.kana or "",
        alias=header.alias or "",
        phone=header.phone or "",
        postal_code=header.postal_code or "",
        address=header.address or "",
    )


def plan_renewal(request: RenewRegistration, context: ActContext) -> ActPlan[RegistrationRenewed]:
    """Renew a registration and correct it, with the card and a proof of the address shown.

    Raises:
        ActRefused: the card or the proof of the address wasn't shown.
        RowChanged: the patron isn't as the clerk saw them.
        RegistrationMalformed: what was corrected can't be kept, with every fault.
    """
    before = context.before.patron
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
    later = expires_on != before.expires_on
    outcome = _outcome(fields, later=later)
    nothing = outcome is RegistrationOutcome.UNCHANGED
    return ActPlan(
        changes=() if nothing else (_changed(request.form, before, fields, expires_on),),
        result=RegistrationRenewed(outcome, expires_on),
        outcome=outcome.value,
        subject="registration",
        details={
            "proof": request.proof.value,
            "corrected": " ".join(fields),
            **({} if before.expires_on is None else {"from": before.expires_on}),
            **({"to": expires_on} if later else {}),
        },
    )


def renewed_before(_request: RenewRegistration, recorded: Recorded) -> RegistrationRenewed:
    """Read from the record what the renewal came to."""
    details = recorded.details
    expires_on = details.get("to") or details.get("from")
    return RegistrationRenewed(
        RegistrationOutcome(recorded.outcome), None if expires_on is None else date.fromisoformat(expires_on)
    )


def _changed(
    form: RegistrationForm,
    before: PatronHeader,
    fields: tuple[RegistrationField, ...],
    expires_on: date | None,
) -> act_changes.SetRegistration:
    new = form.clean
    values = {each.value: new.of(each) or None for each in fields}
    found_by = derived(
        name=before.name,
        kana=values.get("kana") or before.kana or "",
        alias=values.get("alias", before.alias),
        romaji=before.romaji or "",
        phone=values.get("phone", before.phone),
    )
    moved = RegistrationField.ADDRESS in fields and address_moved(form, registered(before))
    return act_changes.SetRegistration(
        expires_on=expires_on, corrected=values, found_by=found_by if fields else None, moved=moved
    )


def _outcome(fields: tuple[RegistrationField, ...], *, later: bool) -> RegistrationOutcome:
    if later:
        return RegistrationOutcome.RENEWED
    return RegistrationOutcome.CORRECTED if fields else RegistrationOutcome.UNCHANGED
