"""What a change of the e-mail address and a notice sent again plan, and what stands against each."""

from typing import Any

import pytest

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.contact import EmailChange
from services.acts.plan import ActPlan
from services.contract.errors import EmailMalformed, RowChanged
from services.rules.decision import Reason
from services.rules.people.email import MailFault
from services.rules.vocabulary import ContactMethod, MailKind
from tests.helpers.snapshots import hold, refused
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
from tests.services.acts.plans.scenes import CHANGE_EMAIL, RESEND_NOTICE

DELETION = CHANGE_EMAIL.asking(address=" \u3000")
BY_MAIL = (hold(1), hold(2, contact=ContactMethod.NONE), hold(3, contact=ContactMethod.MAIL))
UNWANTED = (hold(2, contact=ContactMethod.NONE), hold(3, contact=ContactMethod.PHONE))
NOTICE = act_changes.InsertMail(kind=MailKind.EMAIL_REGISTERED)
TAKEN_BACK = act_changes.DeleteMail(mail_id=71)
NOT_HERE = refused(Reason.NEEDS_VISIT)
FAULTS = ((MailFault.SECOND_AT, 16), (MailFault.TWO_DOTS, 7))


def changed(change: EmailChange, *done: ActChange, holds: int = 0) -> ActPlan[Any]:
    return ActPlan(
        changes=done,
        result=change,
        outcome=change.value,
        subject="email",
        details={"holds_to_none": holds} if holds else {},
    )


REGISTERS = (act_changes.SetEmail(address=words.OTHER_EMAIL), NOTICE)
DELETES = act_changes.SetEmail(address=None)


@planned(
    {
        "to another": (CHANGE_EMAIL, changed(EmailChange.CHANGED, *REGISTERS)),
        "from none": (
            CHANGE_EMAIL.finding_patron(email=None),
            changed(EmailChange.REGISTERED, *REGISTERS),
        ),
        "to another, while a notice to the old one waits": (
            CHANGE_EMAIL.reading(waiting_notice=71),
            changed(EmailChange.CHANGED, *REGISTERS, TAKEN_BACK),
        ),
        "to the same": (CHANGE_EMAIL.asking(address=words.EMAIL), changed(EmailChange.UNCHANGED)),
        "to the same, which couldn't be registered today": (
            CHANGE_EMAIL.asking(address=words.MALFORMED_EMAIL).finding_patron(email=words.MALFORMED_EMAIL),
            changed(EmailChange.UNCHANGED),
        ),
        "to the same, while a notice waits": (
            CHANGE_EMAIL.asking(address=words.EMAIL).reading(waiting_notice=71),
            changed(EmailChange.UNCHANGED),
        ),
        "of a later version": (
            CHANGE_EMAIL.finding_patron(version=4).asking(seen_version=4),
            changed(EmailChange.CHANGED, *REGISTERS),
        ),
        "from none to none": (
            DELETION.finding_patron(email=None),
            changed(EmailChange.UNCHANGED),
        ),
        "from none to none, where holds wanted mail": (
            DELETION.finding_patron(email=None).finding(holds=BY_MAIL),
            changed(EmailChange.UNCHANGED),
        ),
        "to none": (DELETION.finding(holds=UNWANTED), changed(EmailChange.DELETED, DELETES)),
        "to none, while a notice waits": (
            DELETION.finding(holds=UNWANTED).reading(waiting_notice=71),
            changed(EmailChange.DELETED, DELETES, TAKEN_BACK),
        ),
        "to none, with the holds": (
            DELETION.finding(holds=BY_MAIL).asking(holds_to_none=True).reading(waiting_notice=71),
            changed(EmailChange.DELETED, DELETES, TAKEN_BACK, act_changes.SetMailedHoldsToNone(), holds=2),
        ),
        "to none, with holds of which none wants mail": (
            DELETION.finding(holds=UNWANTED).asking(holds_to_none=True),
            changed(EmailChange.DELETED, DELETES),
        ),
        "to another, and the holds stay": (
            CHANGE_EMAIL.finding(holds=BY_MAIL).asking(holds_to_none=True),
            changed(EmailChange.CHANGED, *REGISTERS),
        ),
    }
)
def test_the_address_is_changed(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    CHANGE_EMAIL,
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault("refused", lambda it: it.finding(change_email=NOT_HERE), refused_for(Reason.NEEDS_VISIT)),
    Fault(
        "wanted by a hold",
        lambda it: it.asking(address="").finding(holds=BY_MAIL),
        refused_for(Reason.MAIL_WANTED_BY_HOLD),
    ),
    Fault("malformed", lambda it: it.asking(address=words.MALFORMED_EMAIL), EmailMalformed(FAULTS)),
)
def test_the_address_stays(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_characters_are_forbidden_of_a_new_address_alone() -> None:
    star = "tsuyuko*mizore@mail.example.jp"
    faults = ((MailFault.FORBIDDEN_CHARACTER, 7),)
    assert_refused(CHANGE_EMAIL.asking(address=star), EmailMalformed(faults))
    assert CHANGE_EMAIL.asking(address=star).finding_patron(email=star).plan().changes == ()
    assert RESEND_NOTICE.finding_patron(email=star).plan().changes == (NOTICE,)


@pytest.mark.parametrize("change", EmailChange)
def test_the_record_says_what_was_changed(change: EmailChange) -> None:
    assert CHANGE_EMAIL.repeated({}, outcome=change.value) is change


# 再送


@planned({"as allowed": (RESEND_NOTICE, ActPlan(changes=(NOTICE,), result=None))})
def test_a_notice_is_sent_again(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    RESEND_NOTICE,
    Fault(
        "refused",
        lambda it: it.finding(resend_notice=refused(Reason.MAIL_ON_ITS_WAY)),
        refused_for(Reason.MAIL_ON_ITS_WAY),
    ),
    Fault("malformed", lambda it: it.finding_patron(email=words.MALFORMED_EMAIL), EmailMalformed(FAULTS)),
)
def test_a_notice_is_not_sent_again(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)
