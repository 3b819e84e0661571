"""What 登録更新 plans, and what stands against it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.acts.registration import RegistrationOutcome, RegistrationRenewed
from services.contract.errors import RegistrationMalformed, RowChanged
from services.rules.decision import Reason
from services.rules.people.registration import RegistrationFault, derived
from services.rules.vocabulary import CardProof
from tests.helpers.snapshots import days
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import RENEW_REGISTRATION

RENEWED, CORRECTED, UNCHANGED = RegistrationOutcome
OLD_DAY, NEW_DAY = days(20), date(2029, 12, 14)
FAR_DAY = date(2029, 11, 25)
"""Later than a renewal today would bring, without being in the last month."""

NAMES: dict[str, Any] = {"name": words.NAME, "romaji": words.ROMAJI}
NEW_KANA, NEW_PHONE, NEW_POSTAL_CODE = "ミゾレガヤ アラレ", "090-0000-7193", "333-0978"
NEW_ADDRESS = "川口市霧笛町7-77-8"


def correcting(scene: Scene = RENEW_REGISTRATION, **fields: str) -> Scene:
    return scene.asking(form=replace(words.REGISTERED, **fields))


def just_renewed(scene: Scene = RENEW_REGISTRATION) -> Scene:
    """Renew what was renewed just before, and so keeps its day."""
    return scene.finding_patron(expires_on=FAR_DAY)


def renewed(
    outcome: RegistrationOutcome,
    corrected: Mapping[str, str | None] | None = None,
    *,
    moved: bool = False,
    proof: str = "scanned",
    days_of: tuple[date | None, date | None] = (OLD_DAY, NEW_DAY),
) -> ActPlan[Any]:
    """The plan of a renewal, from one day to another."""
    before, after = days_of
    values = corrected or {}
    found_by = derived(
        kana=values.get("kana") or words.KANA,
        alias=values.get("alias", words.ALIAS),
        phone=values.get("phone", words.PHONE),
        **NAMES,
    )
    changed = act_changes.SetRegistration(
        expires_on=after, corrected=values, found_by=found_by if values else None, moved=moved
    )
    details: dict[str, Any] = {"proof": proof, "corrected": " ".join(values)}
    return ActPlan(
        changes=() if outcome is UNCHANGED else (changed,),
        result=RegistrationRenewed(outcome, after),
        outcome=outcome.value,
        subject="registration",
        details=details
        | ({} if before is None else {"from": before})
        | ({} if after == before else {"to": after}),
    )


KEPT_DAY: dict[str, Any] = {"days_of": (FAR_DAY, FAR_DAY)}
NEVER: dict[str, Any] = {"days_of": (None, None)}


@planned(
    {
        "in its last month": (RENEW_REGISTRATION, renewed(RENEWED)),
        "after it ran out": (
            RENEW_REGISTRATION.finding_patron(expires_on=days(-1)),
            renewed(RENEWED, days_of=(days(-1), date(2029, 11, 24))),
        ),
        "just after another": (just_renewed(), renewed(UNCHANGED, **KEPT_DAY)),
        "with a correction, just after another": (
            correcting(just_renewed(), phone=NEW_PHONE),
            renewed(CORRECTED, {"phone": NEW_PHONE}, **KEPT_DAY),
        ),
        "of one that never expires": (
            RENEW_REGISTRATION.finding_patron(expires_on=None),
            renewed(UNCHANGED, **NEVER),
        ),
        "with a correction, of one that never expires": (
            correcting(phone=NEW_PHONE).finding_patron(expires_on=None),
            renewed(CORRECTED, {"phone": NEW_PHONE}, **NEVER),
        ),
        "of a patron without kana and postal code": (
            RENEW_REGISTRATION.finding_patron(kana=None, postal_code=None),
            renewed(RENEWED, {"kana": words.KANA, "postal_code": words.POSTAL_CODE}),
        ),
        "with everything corrected": (
            correcting(
                kana=NEW_KANA,
                alias="霰",
                phone=NEW_PHONE,
                postal_code=NEW_POSTAL_CODE,
                address=NEW_ADDRESS,
            ),
            renewed(
                RENEWED,
                {
                    "kana": NEW_KANA,
                    "alias": "霰",
                    "phone": NEW_PHONE,
                    "postal_code": NEW_POSTAL_CODE,
                    "address": NEW_ADDRESS,
                },
                moved=True,
            ),
        ),
        "as it is kept, not as it was typed": (
            correcting(kana=" みぞれがや　あられ", phone="０９０－００００－７１９３"),
            renewed(RENEWED, {"kana": NEW_KANA, "phone": NEW_PHONE}),
        ),
        "without 通称 and telephone": (
            correcting(alias=" ", phone=""),
            renewed(RENEWED, {"alias": None, "phone": None}),
        ),
        "with the same address in another writing form": (
            correcting(just_renewed(), address=words.ADDRESS.replace("7-77-7", "７−７７−７")),
            renewed(CORRECTED, {"address": words.ADDRESS.replace("7-77-7", "７−７７−７")}, **KEPT_DAY),
        ),
        "with another postal code alone": (
            correcting(postal_code="3330978"),
            renewed(RENEWED, {"postal_code": NEW_POSTAL_CODE}),
        ),
        "of a patron without 通称 and telephone": (
            correcting(alias="", phone="").finding_patron(alias=None, phone=None),
            renewed(RENEWED),
        ),
        "with the card seen": (
            RENEW_REGISTRATION.asking(proof=CardProof.SEEN).in_library(seen_card_accepted=True),
            renewed(RENEWED, proof="seen"),
        ),
        "for a year, where the library says so": (
            RENEW_REGISTRATION.in_library(registration_years=1),
            renewed(RENEWED, days_of=(OLD_DAY, date(2027, 12, 14))),
        ),
    }
)
def test_a_registration_is_renewed(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    RENEW_REGISTRATION,
    Fault("card not shown", lambda it: it.asking(shown_card=None), refused_for(Reason.CARD_NOT_SHOWN)),
    Fault("not proven", lambda it: it.asking(address_proven=False), refused_for(Reason.ADDRESS_NOT_PROVEN)),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "malformed",
        lambda it: correcting(it, kana="", phone="04"),
        RegistrationMalformed((RegistrationFault.KANA_MISSING, RegistrationFault.PHONE_DIGIT_COUNT)),
    ),
)
def test_a_registration_is_not_renewed(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


@pytest.mark.parametrize(
    ("outcome", "details", "expires_on"),
    [
        (RENEWED, {"from": "2026-12-14", "to": "2029-12-14"}, NEW_DAY),
        (CORRECTED, {"from": "2026-12-14"}, OLD_DAY),
        (UNCHANGED, {"from": "2026-12-14"}, OLD_DAY),
        (CORRECTED, {}, None),
    ],
)
def test_the_record_says_until_when(
    outcome: RegistrationOutcome, details: dict[str, str], expires_on: date | None
) -> None:
    again = RENEW_REGISTRATION.repeated(details, outcome=outcome.value)
    assert again == RegistrationRenewed(outcome, expires_on)
